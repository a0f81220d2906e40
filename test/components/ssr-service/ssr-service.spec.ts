import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SsrService, type SsrServiceArgs } from "../../../components/ssr-service";
import { type Cloud, type Recording, run, valueOf } from "../../support/mocks";
import { CLOUD, LOAD_BALANCER } from "./cloud";

const ARGS = {
  domain: "app.example.com",
  healthCheckPath: "/health",
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-2", "subnet-1"],
  privateSubnetIds: ["subnet-4", "subnet-3"],
  zoneId: "Z1",
} as const satisfies SsrServiceArgs;

const TOPIC = "arn:aws:sns:ap-northeast-2:123456789012:alarms";
const SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf";
const PARAMETER = "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/flag";

const make = async (args: Partial<SsrServiceArgs> = {}, cloud: Cloud = CLOUD) =>
  run(() => new SsrService("app", { ...ARGS, ...args }), cloud);

/** The smallest service, made once for all tests that only look at it. */
let smallest: ReturnType<typeof make> | undefined;
const makeSmallest = () => (smallest ??= make());

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";

interface Setting {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
}

const settingsOf = (made: Recording, name = "app-node24") =>
  new Map(
    (made.only(ENVIRONMENT, name).inputs["settings"] as Setting[]).map((setting) => [
      `${setting.namespace}/${setting.name}`,
      setting.value,
    ]),
  );

const json = (text: unknown) => JSON.parse(text as string) as { Statement: object[] };

describe("SsrService", () => {
  it("makes exactly these resources from the smallest arguments", async () => {
    const { made } = await makeSmallest();
    assert.deepEqual(made.list(), [
      "aws:acm/certificate:Certificate app",
      "aws:acm/certificateValidation:CertificateValidation app",
      "aws:cloudwatch/dashboard:Dashboard app",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-at-maximum",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-balancer-errors",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-cpu",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-health",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-latency",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-memory",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-network-out",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-target-errors",
      "aws:cloudwatch/metricAlarm:MetricAlarm app-unhealthy-hosts",
      "aws:ec2/securityGroup:SecurityGroup app-alb",
      "aws:ec2/securityGroup:SecurityGroup app-instances",
      "aws:elasticbeanstalk/application:Application app",
      "aws:elasticbeanstalk/environment:Environment app-node24",
      "aws:iam/instanceProfile:InstanceProfile app-instance",
      "aws:iam/role:Role app-instance",
      "aws:iam/role:Role app-node24-health-check",
      "aws:iam/role:Role app-service",
      "aws:iam/rolePolicy:RolePolicy app-node24-health-check",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-instance-cloudwatch-agent",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-instance-session-manager",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-instance-web-tier",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-service-enhanced-health",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-service-managed-updates",
      "aws:lb/listener:Listener app-node24-redirect",
      "aws:route53/record:Record app-app.example.com-A",
      "aws:route53/record:Record app-validation-app.example.com",
      "aws:s3/bucket:Bucket app-access-logs",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration app-access-logs",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls app-access-logs",
      "aws:s3/bucketPolicy:BucketPolicy app-access-logs",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock app-access-logs",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration app-access-logs",
      "aws:scheduler/schedule:Schedule app-node24-health-check",
      "aws:ssm/association:Association app-node24-agent",
      "aws:ssm/parameter:Parameter app-node24-agent",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule app-alb-to-instances",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule app-instances-out",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule app-alb-http-ipv4",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule app-alb-https-ipv4",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule app-instances-from-alb",
      "web-infra:index:SsrService app",
    ]);
    for (const child of made.all.slice(1)) {
      assert.equal(child.parent, "web-infra:index:SsrService app", child.name);
      assert.equal(child.protect, false, child.name);
    }
  });

  it("registers the same resources with the same inputs on every run", async () => {
    const inputsOf = ({ made }: { made: Recording }) =>
      made.all
        .map(({ type, name, inputs }) => ({ type, name, inputs }))
        .sort((a, b) => (a.type + a.name < b.type + b.name ? -1 : 1));
    assert.deepEqual(inputsOf(await make()), inputsOf(await makeSmallest()));
  });

  it("ends without an exception while AWS's values are unknown", async () => {
    const { made, result } = await run(
      () =>
        new SsrService("app", {
          ...ARGS,
          standbyNodeVersion: "22",
          managedRules: true,
          alarmTopicArn: TOPIC,
        }),
      { ...(CLOUD.call === undefined ? {} : { call: CLOUD.call }), preview: true },
    );
    assert.ok(made.all.length > 45);
    assert.equal(await valueOf(result.url), "https://app.example.com");
  });

  it("leaves to deployments and managed updates what they write", async () => {
    const { made } = await makeSmallest();
    const environment = made.only(ENVIRONMENT);
    assert.deepEqual(environment.ignoreChanges, ["version", "solutionStackName", "platformArn"]);
    assert.equal(
      environment.inputs["solutionStackName"],
      "64bit Amazon Linux 2023 v6.11.7 running Node.js 24",
    );
    assert.equal(environment.inputs["version"], undefined);
    assert.equal(
      environment.inputs["cnamePrefix"],
      undefined,
      "a prefix of the user's would block a replacement",
    );
  });

  it("waits as long as Elastic Beanstalk may take", async () => {
    const { made } = await makeSmallest();
    const environment = made.only(ENVIRONMENT);
    assert.equal(environment.inputs["waitForReadyTimeout"], "60m");
    assert.deepEqual(environment.customTimeouts, { create: "60m", update: "90m", delete: "60m" });
  });

  it("keeps permissions, rules and the log bucket's policy until the environment is gone", async () => {
    const { made } = await make({ secrets: { DB: SECRET } });
    const { dependsOn } = made.only(ENVIRONMENT);
    for (const name of [
      "app-service-enhanced-health",
      "app-service-managed-updates",
      "app-instance-web-tier",
      "app-instance-session-manager",
      "app-instance-cloudwatch-agent",
      "app-secrets",
      "app-alb-to-instances",
      "app-instances-from-alb",
      "app-instances-out",
      "app-access-logs",
    ]) {
      assert.ok(dependsOn.includes(name), name);
    }
  });

  it("gives Beanstalk names of roles and sorted lists of subnets", async () => {
    const settings = settingsOf((await makeSmallest()).made);
    assert.equal(settings.get("aws:elasticbeanstalk:environment/ServiceRole"), "app-service");
    assert.equal(settings.get("aws:autoscaling:launchconfiguration/IamInstanceProfile"), "app-instance");
    assert.equal(settings.get("aws:ec2:vpc/ELBSubnets"), "subnet-1,subnet-2");
    assert.equal(settings.get("aws:ec2:vpc/Subnets"), "subnet-3,subnet-4");
    assert.equal(settings.get("aws:elbv2:loadbalancer/SecurityGroups"), "app-alb-id");
    assert.equal(settings.get("aws:autoscaling:launchconfiguration/SecurityGroups"), "app-instances-id");
  });

  it("puts instances into the public subnets where the configuration says so, with no further ingress", async () => {
    const { made } = await make({ instanceSubnets: "public" });
    assert.equal(settingsOf(made).get("aws:ec2:vpc/Subnets"), "subnet-1,subnet-2");
    const ingress = made
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs["securityGroupId"] === "app-instances-id");
    assert.deepEqual(
      ingress.map(({ inputs }) => inputs),
      [
        {
          securityGroupId: "app-instances-id",
          referencedSecurityGroupId: "app-alb-id",
          ipProtocol: "tcp",
          fromPort: 80,
          toPort: 80,
          description: "Requests and health checks from the load balancer",
        },
      ],
    );
  });

  describe("port 80", () => {
    it("redirects to HTTPS on the environment's own load balancer, and never forwards", async () => {
      const { made } = await makeSmallest();
      const { inputs } = made.only("aws:lb/listener:Listener");
      assert.deepEqual(inputs, {
        loadBalancerArn: LOAD_BALANCER,
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
        ],
      });
      assert.equal(settingsOf(made).get("aws:elbv2:listener:default/ListenerEnabled"), "false");
    });

    it("does not exist where only CloudFront may connect", async () => {
      const { made } = await make({ cloudFrontOnly: true });
      assert.deepEqual(made.ofType("aws:lb/listener:Listener"), []);
      const rules = made.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      assert.deepEqual(
        rules.map(({ name, inputs }) => [name, inputs["fromPort"], inputs["prefixListId"] ?? null]),
        [
          ["app-alb-https-cloudfront", 443, "pl-22a6434b"],
          ["app-instances-from-alb", 80, null],
        ],
      );
    });
  });

  it("admits the ranges it is told, each by its own name", async () => {
    const { made } = await make({ allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32"] });
    const names = made
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .map(({ name, inputs }) => `${name} ${String(inputs["cidrIpv4"])}`);
    assert.deepEqual(names.sort(), [
      "app-alb-http-198.51.100.7/32 198.51.100.7/32",
      "app-alb-http-203.0.113.0/24 203.0.113.0/24",
      "app-alb-https-198.51.100.7/32 198.51.100.7/32",
      "app-alb-https-203.0.113.0/24 203.0.113.0/24",
      "app-instances-from-alb undefined",
    ]);
  });

  describe("names and certificates", () => {
    it("point every host name to the load balancer, by IPv6 as well with dualstack", async () => {
      const { made } = await make({ aliases: ["example.com"], ipAddressType: "dualstack" });
      const records = made
        .ofType("aws:route53/record:Record")
        .filter(({ inputs }) => inputs["aliases"] !== undefined);
      assert.deepEqual(
        records.map(({ name, inputs }) => [name, inputs["name"], inputs["type"], inputs["zoneId"]]),
        [
          ["app-app.example.com-A", "app.example.com", "A", "Z1"],
          ["app-app.example.com-AAAA", "app.example.com", "AAAA", "Z1"],
          ["app-example.com-A", "example.com", "A", "Z1"],
          ["app-example.com-AAAA", "example.com", "AAAA", "Z1"],
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

    it("hand the certificate to the listener only once it is issued", async () => {
      const { made } = await makeSmallest();
      assert.ok(made.only(ENVIRONMENT).dependsOn.includes("app"), "the validation is named app");
    });
  });

  describe("roles", () => {
    it("let Beanstalk's role be assumed by Beanstalk alone", async () => {
      const { made } = await makeSmallest();
      const { inputs } = made.only("aws:iam/role:Role", "app-service");
      assert.deepEqual(json(inputs["assumeRolePolicy"]).Statement, [
        {
          Effect: "Allow",
          Principal: { Service: "elasticbeanstalk.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "sts:ExternalId": "elasticbeanstalk" } },
        },
      ]);
    });

    it("attach what AWS asks for and nothing wider", async () => {
      const { made } = await makeSmallest();
      const attached = made
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(({ inputs }) => `${String(inputs["role"])} ${String(inputs["policyArn"])}`);
      assert.deepEqual(attached.sort(), [
        "app-instance arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier",
        "app-instance arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        "app-instance arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        "app-service arn:aws:iam::aws:policy/AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
        "app-service arn:aws:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth",
      ]);
      const inline = made.ofType("aws:iam/rolePolicy:RolePolicy").map(({ name }) => name);
      assert.deepEqual(inline, ["app-node24-health-check"]);
    });

    it("let instances read exactly the secrets that are named", async () => {
      const secretsKeyArns = ["arn:aws:kms:ap-northeast-2:123456789012:key/1"];
      const secrets = { DB: `${SECRET}:url`, DB_USER: `${SECRET}:user`, FLAG: PARAMETER };
      const { made } = await make({ secrets, secretsKeyArns });
      const { inputs } = made.only("aws:iam/rolePolicy:RolePolicy", "app-secrets");
      assert.equal(inputs["role"], "app-instance-id");
      assert.deepEqual(json(inputs["policy"]).Statement, [
        { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [SECRET] },
        { Effect: "Allow", Action: ["ssm:GetParameter", "ssm:GetParameters"], Resource: [PARAMETER] },
        { Effect: "Allow", Action: ["kms:Decrypt"], Resource: secretsKeyArns },
      ]);
      const settings = settingsOf(made);
      assert.equal(settings.get("aws:elasticbeanstalk:application:environmentsecrets/DB"), `${SECRET}:url`);
    });
  });

  describe("notifications", () => {
    it("tell the topic when an alarm begins and when it ends", async () => {
      const { made } = await make({ alarmTopicArn: TOPIC });
      const alarms = made.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
      assert.equal(alarms.length, 9);
      for (const { name, inputs } of alarms) {
        assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [[TOPIC], [TOPIC]], name);
      }
      assert.equal(settingsOf(made).get("aws:elasticbeanstalk:sns:topics/Notification Topic ARN"), undefined);
    });

    it("come from Beanstalk as well where that is asked for, with the permission to send them", async () => {
      const { made } = await make({ alarmTopicArn: TOPIC, eventNotifications: true });
      assert.equal(settingsOf(made).get("aws:elasticbeanstalk:sns:topics/Notification Topic ARN"), TOPIC);
      const { inputs } = made.only("aws:iam/rolePolicy:RolePolicy", "app-notifications");
      assert.equal(inputs["role"], "app-service-id");
      assert.deepEqual(json(inputs["policy"]).Statement[0], {
        Effect: "Allow",
        Action: "sns:Publish",
        Resource: TOPIC,
      });
    });
  });

  describe("access logs", () => {
    it("go into a private bucket that only Elastic Load Balancing writes to", async () => {
      const { made } = await make({ accessLogs: { retentionDays: 7 } });
      assert.deepEqual(made.only("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs, {
        bucket: "app-access-logs-id",
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      const { inputs } = made.only("aws:s3/bucketPolicy:BucketPolicy");
      const arn = "arn:aws:mock:ap-northeast-2:123456789012:app-access-logs";
      assert.deepEqual(json(inputs["policy"]).Statement, [
        {
          Sid: "LoadBalancerDelivery",
          Effect: "Allow",
          Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${arn}/alb/AWSLogs/123456789012/*`,
        },
        {
          Sid: "OnlyTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]);
      const lifecycle = made.only("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
      assert.deepEqual((lifecycle.inputs["rules"] as { expiration: object }[])[0]?.expiration, { days: 7 });
    });

    it("can be left out, bucket and all", async () => {
      const { made } = await make({ accessLogs: false });
      assert.deepEqual(
        made.list().filter((line) => line.startsWith("aws:s3/")),
        [],
      );
      assert.equal(settingsOf(made).get("aws:elbv2:loadbalancer/AccessLogsS3Enabled"), "false");
    });
  });

  describe("web ACL", () => {
    it("is made of AWS's managed rules and a rate limit", async () => {
      const { made } = await make({ managedRules: true, rateLimit: 500 });
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
      const { made } = await make({ managedRules: true, cloudFrontOnly: true });
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
      const { made } = await make({ webAclArn });
      assert.deepEqual(made.ofType("aws:wafv2/webAcl:WebAcl"), []);
      assert.equal(made.only("aws:wafv2/webAclAssociation:WebAclAssociation").inputs["webAclArn"], webAclArn);
    });
  });

  describe("another Node major", () => {
    it("is another environment by its logical name, so that it is made before the old one goes", async () => {
      const { made } = await make({ nodeVersion: "22" });
      const environment = made.only(ENVIRONMENT, "app-node22");
      assert.equal(
        environment.inputs["solutionStackName"],
        "64bit Amazon Linux 2023 v6.11.7 running Node.js 22",
      );
      assert.equal(environment.deleteBeforeReplace, false);
    });

    it("stands by beside the present one, on the same roles, and gets no traffic", async () => {
      const { made, result } = await make({
        standbyNodeVersion: "22",
        initialVersion: "build-7",
        protect: true,
      });
      assert.deepEqual(
        made.ofType(ENVIRONMENT).map(({ name, protect, inputs }) => [name, protect, inputs["version"]]),
        [
          ["app-node24", true, "build-7"],
          ["app-node22", false, "build-7"],
        ],
      );
      assert.equal(made.ofType("aws:iam/role:Role").length, 4);
      assert.equal(made.ofType("aws:lb/listener:Listener").length, 2);
      assert.equal(made.ofType("aws:ssm/association:Association").length, 2);
      const alias = made.only("aws:route53/record:Record", "app-app.example.com-A").inputs["aliases"];
      assert.match(JSON.stringify(alias), /awseb-app-node24\./);
      assert.ok(result.standbyDnsName);
      assert.match(await valueOf(result.standbyDnsName), /^awseb-app-node22\./);
    });

    it("takes over by swapping the two values: no environment is made or lost, and the alias moves", async () => {
      const before = await make({ nodeVersion: "22", standbyNodeVersion: "24" });
      const after = await make({ nodeVersion: "24", standbyNodeVersion: "22" });
      assert.deepEqual(after.made.list(), before.made.list());
      const alias = (made: Recording) =>
        JSON.stringify(made.only("aws:route53/record:Record", "app-app.example.com-A").inputs["aliases"]);
      assert.match(alias(before.made), /awseb-app-node22\./);
      assert.match(alias(after.made), /awseb-app-node24\./);
    });
  });

  describe("unhealthy instances", () => {
    const NAME = "app-node24-health-check";

    it("are replaced: the group is told to heed the load balancer's health checks", async () => {
      const { made } = await makeSmallest();
      const { inputs } = made.only("aws:scheduler/schedule:Schedule");
      const target = inputs["target"] as { arn: string; input: string; roleArn: string };
      assert.equal(inputs["scheduleExpression"], "rate(1 hour)");
      assert.equal(target.arn, "arn:aws:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup");
      assert.deepEqual(JSON.parse(target.input), {
        AutoScalingGroupName: "awseb-app-node24-AutoScalingGroup",
        HealthCheckGracePeriod: 600,
        HealthCheckType: "ELB",
      });
      assert.equal(target.roleArn, `arn:aws:mock:ap-northeast-2:123456789012:${NAME}`);
      assert.deepEqual(json(made.only("aws:iam/rolePolicy:RolePolicy", NAME).inputs["policy"]).Statement, [
        {
          Effect: "Allow",
          Action: "autoscaling:UpdateAutoScalingGroup",
          Resource:
            "arn:aws:autoscaling:ap-northeast-2:123456789012:autoScalingGroup:*:autoScalingGroupName/awseb-app-node24-AutoScalingGroup",
        },
      ]);
      const trust = json(made.only("aws:iam/role:Role", NAME).inputs["assumeRolePolicy"]).Statement;
      assert.deepEqual(trust, [
        {
          Effect: "Allow",
          Principal: { Service: "scheduler.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ]);
    });

    it("are left alone where the configuration says so", async () => {
      const { made } = await make({ healthCheck: { replace: false } });
      assert.deepEqual(
        made.list().filter((line) => line.endsWith(NAME)),
        [],
      );
    });
  });

  it("protects application, environment and logs where it is told to", async () => {
    const { made } = await make({ protect: true });
    const names = made.all.filter(({ protect }) => protect).map(({ type, name }) => `${type} ${name}`);
    assert.deepEqual(names.sort(), [
      "aws:elasticbeanstalk/application:Application app",
      "aws:elasticbeanstalk/environment:Environment app-node24",
      "aws:s3/bucket:Bucket app-access-logs",
    ]);
  });

  it("tags what can be tagged", async () => {
    const { made } = await make({ tags: { team: "web" }, managedRules: true });
    const untagged = made.all.filter(({ inputs }) => inputs["tags"] === undefined).map(({ type }) => type);
    assert.deepEqual([...new Set(untagged)].sort(), [
      "aws:acm/certificateValidation:CertificateValidation",
      "aws:cloudwatch/dashboard:Dashboard",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "aws:route53/record:Record",
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
      "aws:s3/bucketPolicy:BucketPolicy",
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "aws:scheduler/schedule:Schedule",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "aws:wafv2/webAclAssociation:WebAclAssociation",
      "web-infra:index:SsrService",
    ]);
  });

  it("keeps versions to roll back to, and leaves their bundles to the pipeline's bucket", async () => {
    const { made } = await make({ keepVersions: 20 });
    assert.deepEqual(
      made.only("aws:elasticbeanstalk/application:Application").inputs["appversionLifecycle"],
      {
        serviceRole: "arn:aws:mock:ap-northeast-2:123456789012:app-service",
        maxCount: 20,
        deleteSourceFromS3: false,
      },
    );
  });

  it("passes on environment variables that other resources supply", async () => {
    const host = pulumi.output("db.internal");
    const { made } = await make({ extraEnvironment: { DATABASE_HOST: host } });
    const name = "aws:elasticbeanstalk:application:environment/DATABASE_HOST";
    assert.equal(settingsOf(made).get(name), "db.internal");
  });

  it("tells a pipeline all that it needs", async () => {
    const { result } = await makeSmallest();
    assert.deepEqual(await valueOf(pulumi.output(result.deployTarget)), {
      kind: "beanstalk",
      applicationName: "app",
      environmentName: "app-node24",
      environmentId: "app-node24-id",
      serviceRoleArn: "arn:aws:mock:ap-northeast-2:123456789012:app-service",
      instanceRoleArn: "arn:aws:mock:ap-northeast-2:123456789012:app-instance",
      url: "https://app.example.com",
      errorAlarmName: "app-target-errors",
    });
  });

  it("refuses faulty arguments with every fault, and makes nothing", async () => {
    const { made } = await run(() => {
      assert.throws(
        () => new SsrService("app", { ...ARGS, healthCheckPath: "health", scaling: { min: 5 } }),
        (error: pulumi.ResourceError) =>
          error.hideStack === true &&
          error.message ===
            [
              'SsrService "app": healthCheckPath: must begin with a slash and hold no blank, comma or #, e.g. "/health", got "health"',
              'SsrService "app": scaling.max: must be at least min (5)',
            ].join("\n"),
      );
    }, CLOUD);
    assert.deepEqual(made.list(), ["web-infra:index:SsrService app"]);
  });

  it("refuses a name that would not fit into the environment's", async () => {
    const { result } = await run(() => {
      assert.throws(
        () => new SsrService("A-service-with-too-long-a-name", ARGS),
        /name: must begin with a small letter and have at most 25 small letters, digits and hyphens, got "A-/,
      );
      return true;
    }, CLOUD);
    assert.equal(result, true);
  });
});
