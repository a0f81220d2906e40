import assert from "node:assert/strict";
import { join } from "node:path";
import { configOf } from "../../policies/engine/config-file";
import { RULES } from "../../policies/rules";
import { UNKNOWN, type Planted } from "../../policies/testing/messages";
import { PolicyProcess } from "../support/policy-process";
import { PolicyRunner } from "../support/policy-runner";

const runner = new PolicyRunner(RULES, configOf(RULES, "prod"));

async function policiesFor(...program: readonly Planted[]): Promise<string[]> {
  const findings = await runner.judge(program);
  return [...new Set(findings.map(({ policy }) => policy))].sort();
}

const planted = (type: string, props: object): Planted => ({
  type,
  name: "it",
  props: props as Planted["props"],
});
const native = (type: string, props: object) => planted(`aws-native:${type}`, props);
const template = (resources: object, more: object = {}) =>
  planted("aws:cloudformation/stack:Stack", {
    templateBody: JSON.stringify({ Resources: resources, ...more }),
  });
const statement = (more: object) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });

const FOR_EVERYBODY = statement({ Principal: "*", Action: "sns:Publish", Resource: "*" });
const ADMINISTRATOR = statement({ Action: "*", Resource: "*" });
const SSH = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };

/** Faults in other spellings, and the policy that must find each. */
const FAULTS: readonly (readonly [string, Planted, string])[] = [
  [
    "a listener of the provider's version 5",
    planted("aws:elasticloadbalancingv2/listener:Listener", {
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:t" }],
    }),
    "lb-http-redirects",
  ],
  ["a native bucket for everybody", native("s3:Bucket", { accessControl: "PublicRead" }), "s3-no-public-acl"],
  [
    "a native bucket with its block off",
    native("s3:Bucket", { publicAccessBlockConfiguration: { blockPublicAcls: false } }),
    "s3-public-access-block",
  ],
  [
    "a native security group",
    native("ec2:SecurityGroup", {
      groupDescription: "x",
      securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv6: "::/0" }],
    }),
    "sg-ingress",
  ],
  [
    "a native launch template's address",
    native("ec2:LaunchTemplate", {
      launchTemplateData: { networkInterfaces: [{ associatePublicIpAddress: true }] },
    }),
    "ec2-no-public-ip",
  ],
  ["a native policy", native("iam:ManagedPolicy", { policyDocument: ADMINISTRATOR }), "iam-no-admin"],
  [
    "a native role's policy of AWS's",
    native("iam:Role", { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }),
    "iam-no-admin",
  ],
  [
    "a native distribution",
    native("cloudfront:Distribution", {
      distributionConfig: { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } },
    }),
    "cf-viewer-https",
  ],
  [
    "a native topic's policy",
    native("sns:TopicPolicy", { policyDocument: FOR_EVERYBODY }),
    "iam-no-public-resource",
  ],
  [
    "a native load balancer's attribute",
    native("elasticloadbalancingv2:LoadBalancer", {
      type: "application",
      loadBalancerAttributes: [{ key: "deletion_protection.enabled", value: "false" }],
    }),
    "lb-deletion-protection",
  ],
  [
    "a native Beanstalk setting",
    native("elasticbeanstalk:Environment", {
      optionSettings: [
        {
          namespace: "aws:elasticbeanstalk:application:environment",
          optionName: "DB_PASSWORD",
          value: "hunter2",
        },
      ],
    }),
    "eb-no-plain-secrets",
  ],
  [
    "a group by Cloud Control",
    planted("aws:cloudcontrol/resource:Resource", {
      typeName: "AWS::EC2::SecurityGroup",
      desiredState: JSON.stringify({
        GroupDescription: "x",
        SecurityGroupIngress: [{ ...SSH, CidrIp: "0.0.0.0/0" }],
      }),
    }),
    "sg-ingress",
  ],
  [
    "a template's group, whose range is a parameter's default",
    template(
      {
        Web: {
          Type: "AWS::EC2::SecurityGroup",
          Properties: { GroupDescription: "x", SecurityGroupIngress: [{ ...SSH, CidrIp: { Ref: "Range" } }] },
        },
      },
      { Parameters: { Range: { Type: "String", Default: "0.0.0.0/0" } } },
    ),
    "sg-ingress",
  ],
  [
    "a template's variables, whose names stay as they are",
    template({
      F: {
        Type: "AWS::Lambda::Function",
        Properties: { Environment: { Variables: { DB_PASSWORD: "hunter2" } } },
      },
    }),
    "lambda-no-plain-secrets",
  ],
];

describe("other spellings of the same resource", () => {
  for (const [what, resource, policy] of FAULTS) {
    it(`are judged: ${policy} finds ${what}`, async () => {
      assert.ok((await policiesFor(resource)).includes(policy));
    });
  }

  it("belong together in a template: the policy, the access block and the log of a bucket are its own", async () => {
    const found = await policiesFor(
      template({
        Files: {
          Type: "AWS::S3::Bucket",
          Properties: {
            PublicAccessBlockConfiguration: {
              ...{ BlockPublicAcls: true, BlockPublicPolicy: true },
              ...{ IgnorePublicAcls: true, RestrictPublicBuckets: true },
            },
            OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
            BucketEncryption: {
              ServerSideEncryptionConfiguration: [
                { ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } },
              ],
            },
            VersioningConfiguration: { Status: "Enabled" },
            LifecycleConfiguration: {
              Rules: [{ Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }],
            },
            LoggingConfiguration: { DestinationBucketName: "logs" },
          },
        },
        TlsOnly: {
          Type: "AWS::S3::BucketPolicy",
          Properties: {
            Bucket: { Ref: "Files" },
            PolicyDocument: {
              Statement: [
                {
                  ...{ Effect: "Deny", Principal: "*", Action: "s3:*" },
                  Resource: [{ "Fn::GetAtt": ["Files", "Arn"] }, { "Fn::Sub": "${Files.Arn}/*" }],
                  Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
              ],
            },
          },
        },
      }),
    );
    assert.deepEqual(
      found.filter((policy) => policy.startsWith("s3-")),
      [],
    );
  });

  it("say which part of a template is meant", async () => {
    const [finding] = await runner.analyze(
      template({ Open: { Type: "AWS::SNS::TopicPolicy", Properties: { PolicyDocument: FOR_EVERYBODY } } }),
    );
    assert.match(finding?.message ?? "", /^.*\nOpen: statement .* allows everybody/);
  });

  it("leave open what is not known yet", async () => {
    const group = native("ec2:SecurityGroup", {
      groupDescription: "x",
      securityGroupIngress: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIp: UNKNOWN }],
    });
    const findings = (await runner.judge([group])).filter(({ policy }) => policy === "sg-ingress");
    assert.deepEqual(
      findings.map(({ level }) => level),
      ["advisory"],
    );
    assert.match(findings[0]?.message ?? "", /can't be known during preview/);
  });

  it("that no policy can read are one line with their number and their types", async () => {
    const findings = await runner.judge([
      native("rds:DbInstance", {}),
      { ...native("rds:DbInstance", {}), name: "second" },
      planted("aws:cloudformation/stack:Stack", { templateUrl: "https://s3.amazonaws.com/b/t.json" }),
      planted("aws:cloudcontrol/resource:Resource", {
        typeName: "AWS::Redshift::Cluster",
        desiredState: "{}",
      }),
      planted("aws:sqs/queue:Queue", { tags: { app: "example" } }),
    ]);
    const notes = findings.filter(({ policy }) => policy === "types-judged");
    assert.equal(notes.length, 1);
    assert.match(
      notes[0]?.message ?? "",
      /4 resources of these types were not judged: aws-native:rds:DbInstance \(2\), AWS::Redshift::Cluster, aws:cloudformation\/stack:Stack\.$/,
    );
  });
});

describe("a pack in a process of its own whose first resource is of another spelling", function () {
  this.timeout(60_000);

  it("does not pass it over where a policy is for one type only", async () => {
    const running = await PolicyProcess.start(join(__dirname, "..", "..", "policies", "reliability"));
    try {
      await running.configure(configOf(RULES, "prod"));
      const findings = await running.analyze(
        native("certificatemanager:Certificate", { domainName: "x.example.com", validationMethod: "EMAIL" }),
      );
      assert.deepEqual(
        findings.map(({ policy }) => policy),
        ["acm-dns-validation"],
      );
    } finally {
      await running.stop();
    }
  });

  it("are found by a policy of one type though the pack's first policy is disabled", async () => {
    const running = await PolicyProcess.start(join(__dirname, "..", "..", "policies", "security"));
    try {
      const off = (await running.info())
        .getPoliciesList()
        .map((policy) => [policy.getName(), "disabled"] as const);
      await running.configure({ ...Object.fromEntries(off), "sqs-encryption": "mandatory" });
      const queue = native("sqs:Queue", { sqsManagedSseEnabled: false });
      assert.deepEqual(
        (await running.analyze(queue)).map(({ policy }) => policy),
        ["sqs-encryption"],
      );
    } finally {
      await running.stop();
    }
  });
});
