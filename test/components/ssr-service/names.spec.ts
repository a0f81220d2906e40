import assert from "node:assert/strict";
import { LOAD_BALANCER } from "./cloud";
import { make, makeSmallest, ENVIRONMENT, settingsOf } from "./service";

describe("SsrService: names and protection", () => {
  describe("names and certificates", () => {
    it("point every host name to the load balancer, by IPv6 as well with dualstack", async () => {
      const { made } = await make({ aliases: ["example.com"], ipAddressType: "dualstack" });
      const records = made
        .ofType("aws:route53/record:Record")
        .filter(({ inputs }) => inputs["aliases"] !== undefined);
      assert.deepEqual(
        records.map(({ name, inputs }) => [name, inputs["name"], inputs["type"], inputs["zoneId"]]),
        [
          ["app-app.example.com-A", "app.example.com", "A", "Z0123456789"],
          ["app-app.example.com-AAAA", "app.example.com", "AAAA", "Z0123456789"],
          ["app-example.com-A", "example.com", "A", "Z0123456789"],
          ["app-example.com-AAAA", "example.com", "AAAA", "Z0123456789"],
        ],
      );
      for (const { inputs } of records) {
        assert.deepEqual(inputs["aliases"], [
          {
            name: "awseb-app-node24.ap-northeast-2.elb.amazonaws.com",
            zoneId: "ZWKZPGTI48KDX",
            evaluateTargetHealth: true,
          },
        ]);
      }
      assert.ok(made.list().some((line) => line.endsWith("app-alb-https-ipv6")));
    });

    it("validate a certificate for all of them, in whatever order ACM answers", async () => {
      const { made } = await make({ aliases: ["www.example.com"] });
      const certificate = made.only("aws:acm/certificate:Certificate").inputs;
      assert.equal(certificate["domainName"], "app.example.com");
      assert.deepEqual(certificate["subjectAlternativeNames"], ["www.example.com"]);
      assert.equal(certificate["validationMethod"], "DNS");
      assert.equal(certificate["region"], undefined, "the load balancer's region is the stack's");
      for (const host of ["app.example.com", "www.example.com"]) {
        const { inputs } = made.only("aws:route53/record:Record", `app-validation-${host}`);
        assert.equal(inputs["name"], `_abc.${host}.`);
        assert.deepEqual(inputs["records"], [`_def-${host}.acm-validations.aws.`]);
      }
      const validation = made.only("aws:acm/certificateValidation:CertificateValidation");
      assert.deepEqual(validation.inputs["validationRecordFqdns"], [
        "_abc.app.example.com.",
        "_abc.www.example.com.",
      ]);
    });

    it("take an existing certificate, and leave DNS alone without a zone", async () => {
      const certificateArn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/1";
      const { made } = await make({ certificateArn, zoneId: undefined });
      assert.deepEqual(made.ofType("aws:acm/certificate:Certificate"), []);
      assert.deepEqual(made.ofType("aws:route53/record:Record"), []);
      assert.equal(settingsOf(made).get("aws:elbv2:listener:443/SSLCertificateArns"), certificateArn);
    });

    it("are left alone with dns: false", async () => {
      const certificateArn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/1";
      const { made } = await make({ certificateArn, dns: false });
      assert.deepEqual(made.ofType("aws:route53/record:Record"), []);
    });

    it("are overwritten where that is allowed", async () => {
      const { made: moved } = await make({ allowOverwrite: true });
      const record = moved.only("aws:route53/record:Record", "app-app.example.com-A");
      assert.equal(record.inputs["allowOverwrite"], true);
    });

    it("are those of an internal load balancer in the private subnets", async () => {
      const { made } = await make({ scheme: "internal" });
      const settings = settingsOf(made);
      assert.equal(settings.get("aws:ec2:vpc/ELBScheme"), "internal");
      assert.equal(settings.get("aws:ec2:vpc/ELBSubnets"), "subnet-3,subnet-4");
    });

    it("hand the certificate to the listener only once it is issued", async () => {
      const { made } = await makeSmallest();
      assert.ok(made.only(ENVIRONMENT).dependsOn.includes("app"), "the validation is named app");
    });
  });

  describe("web ACL", () => {
    it("is made of AWS's managed rules and a rate limit", async () => {
      const { made } = await make({ waf: { rateLimit: 500 } });
      const { inputs } = made.only("aws:wafv2/webAcl:WebAcl");
      assert.equal(inputs["scope"], "REGIONAL");
      const rules = inputs["rules"] as { name: string; priority: number; statement: object }[];
      assert.deepEqual(
        rules.map(({ name, priority }) => [priority, name]),
        [
          [0, "RateLimit"],
          [1, "AWSManagedRulesAmazonIpReputationList"],
          [2, "AWSManagedRulesKnownBadInputsRuleSet"],
          [3, "AWSManagedRulesCommonRuleSet"],
        ],
      );
      assert.deepEqual(rules[0]?.statement, { rateBasedStatement: { limit: 500, aggregateKeyType: "IP" } });
      assert.deepEqual(made.only("aws:wafv2/webAclAssociation:WebAclAssociation").inputs, {
        resourceArn: LOAD_BALANCER,
        webAclArn: "arn:aws:mock:ap-northeast-2:123456789012:app",
      });
    });

    it("limits no address where all are CloudFront's", async () => {
      const { made } = await make({ waf: true, cloudFrontOnly: true });
      const rules = made.only("aws:wafv2/webAcl:WebAcl").inputs["rules"] as { name: string }[];
      assert.deepEqual(
        rules.map(({ name }) => name),
        [
          "AWSManagedRulesAmazonIpReputationList",
          "AWSManagedRulesKnownBadInputsRuleSet",
          "AWSManagedRulesCommonRuleSet",
        ],
      );
    });

    it("can be one that exists", async () => {
      const webAclArn = "arn:aws:wafv2:ap-northeast-2:123456789012:regional/webacl/a/1";
      const { made } = await make({ waf: { webAclArn } });
      assert.deepEqual(made.ofType("aws:wafv2/webAcl:WebAcl"), []);
      assert.equal(made.only("aws:wafv2/webAclAssociation:WebAclAssociation").inputs["webAclArn"], webAclArn);
    });
  });
});
