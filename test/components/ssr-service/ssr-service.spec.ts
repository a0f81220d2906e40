import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SsrService } from "../../../components/ssr-service";
import { type Recording, run, valueOf } from "../../support/mocks";
import { CLOUD, LOAD_BALANCER } from "./cloud";
import { ARGS, TOPIC, SECRET, make, makeSmallest, ENVIRONMENT, settingsOf } from "./service";

describe("SsrService", () => {
  it("makes exactly these resources from the smallest arguments, and alarms only where they have a receiver", async () => {
    const { made } = await makeSmallest();
    assert.deepEqual(made.list(), [
      "aws:acm/certificate:Certificate app",
      "aws:acm/certificateValidation:CertificateValidation app",
      "aws:cloudwatch/dashboard:Dashboard app",
      "aws:ec2/securityGroup:SecurityGroup app-alb",
      "aws:ec2/securityGroup:SecurityGroup app-instances",
      "aws:elasticbeanstalk/application:Application app",
      "aws:elasticbeanstalk/environment:Environment app-node24",
      "aws:iam/instanceProfile:InstanceProfile app-instance",
      "aws:iam/role:Role app-instance",
      "aws:iam/role:Role app-node24-health-check",
      "aws:iam/role:Role app-service",
      "aws:iam/rolePolicy:RolePolicy app-instance",
      "aws:iam/rolePolicy:RolePolicy app-node24-health-check",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-instance-cloudwatch-agent",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment app-instance-session-manager",
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
          waf: true,
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
      "app-instance",
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

  it("admits the ranges that it is given, each by its own name", async () => {
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

  it("protects application, environment and logs where that is configured", async () => {
    const { made } = await make({ protect: true });
    const names = made.all.filter(({ protect }) => protect).map(({ type, name }) => `${type} ${name}`);
    assert.deepEqual(names.sort(), [
      "aws:elasticbeanstalk/application:Application app",
      "aws:elasticbeanstalk/environment:Environment app-node24",
      "aws:s3/bucket:Bucket app-access-logs",
    ]);
  });

  it("tags what can be tagged", async () => {
    const { made } = await make({ tags: { team: "web" }, waf: true });
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

  it("1.14 keeps versions to roll back to, and deletes the bundles of older ones", async () => {
    const { made } = await make({ keepVersions: 20 });
    assert.deepEqual(
      made.only("aws:elasticbeanstalk/application:Application").inputs["appversionLifecycle"],
      {
        serviceRole: "arn:aws:mock:ap-northeast-2:123456789012:app-service",
        maxCount: 20,
        deleteSourceFromS3: true,
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
      architecture: "arm64",
      network: {
        vpcId: "vpc-1",
        subnetIds: ["subnet-4", "subnet-3"],
        securityGroupIds: ["app-instances-id"],
      },
    });
    const open = await make({ instanceSubnets: "public" });
    assert.equal(open.result.deployTarget.network, undefined, "nothing leads out of its private subnets");
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
