import assert from "node:assert/strict";
import { TOPIC, SECRET, PARAMETER, make, makeSmallest, settingsOf, json } from "./service";

describe("SsrService: who may do what, and who is notified", () => {
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
        "app-instance arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        "app-instance arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
        "app-service arn:aws:iam::aws:policy/AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
        "app-service arn:aws:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth",
      ]);
      const inline = made.ofType("aws:iam/rolePolicy:RolePolicy").map(({ name }) => name);
      assert.deepEqual(inline.sort(), ["app-instance", "app-node24-health-check"]);
    });

    it("1.8 give instances what they need, and neither Bedrock, nor the marketplace, nor other buckets", async () => {
      const { made } = await make({
        instancePolicyStatements: [
          { actions: ["dynamodb:GetItem"], resources: ["arn:aws:dynamodb:*:*:table/cart"] },
        ],
        instancePolicyArns: ["arn:aws:iam::123456789012:policy/team"],
        instanceSecurityGroupIds: ["sg-0abc12de"],
      });
      const policy = json(made.only("aws:iam/rolePolicy:RolePolicy", "app-instance").inputs["policy"]) as {
        Statement: { Action: string | string[]; Resource: string | string[] }[];
      };
      const services = new Set(
        policy.Statement.flatMap(({ Action }) => Action).map((each) => each.split(":")[0]),
      );
      assert.deepEqual([...services].sort(), ["dynamodb", "elasticbeanstalk", "logs", "s3"]);
      const buckets = policy.Statement.flatMap(({ Resource }) => Resource).filter((each) =>
        each.includes(":s3:"),
      );
      for (const bucket of buckets) {
        assert.match(
          bucket,
          /:::elasticbeanstalk-(ap-northeast-2-123456789012|[a-z-]+-ap-northeast-2)(\/|$)/,
        );
      }
      const puts = policy.Statement.filter(({ Action }) => [Action].flat().includes("s3:PutObject"));
      assert.deepEqual(
        puts.map(({ Resource }) => Resource),
        ["arn:aws:s3:::elasticbeanstalk-ap-northeast-2-123456789012/resources/environments/logs/*"],
      );
      const attached = made.only(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "app-instance-team",
      ).inputs;
      assert.equal(attached["policyArn"], "arn:aws:iam::123456789012:policy/team");
      const groups = settingsOf(made).get("aws:autoscaling:launchconfiguration/SecurityGroups");
      assert.match(String(groups), /sg-0abc12de/);
    });

    it("send traces only where X-Ray is on", async () => {
      const { made } = await make({ xray: true });
      assert.match(
        String(made.only("aws:iam/rolePolicy:RolePolicy", "app-instance").inputs["policy"]),
        /xray:Put/,
      );
    });

    it("let instances read exactly the secrets that are named", async () => {
      const secretKeyArns = ["arn:aws:kms:ap-northeast-2:123456789012:key/1"];
      const secrets = { DB: `${SECRET}:url`, DB_USER: `${SECRET}:user`, FLAG: PARAMETER };
      const { made } = await make({ secrets, secretKeyArns });
      const { inputs } = made.only("aws:iam/rolePolicy:RolePolicy", "app-secrets");
      assert.equal(inputs["role"], "app-instance-id");
      assert.deepEqual(json(inputs["policy"]).Statement, [
        { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [SECRET] },
        { Effect: "Allow", Action: ["ssm:GetParameter", "ssm:GetParameters"], Resource: [PARAMETER] },
        { Effect: "Allow", Action: ["kms:Decrypt"], Resource: secretKeyArns },
      ]);
      const settings = settingsOf(made);
      assert.equal(settings.get("aws:elasticbeanstalk:application:environmentsecrets/DB"), `${SECRET}:url`);
    });
  });

  describe("notifications", () => {
    it("tell the topic when an alarm begins and when it ends", async () => {
      const { made } = await make({ alarmTopicArn: TOPIC });
      const alarms = made.ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
      assert.equal(alarms.length, 11);
      for (const { name, inputs } of alarms) {
        assert.deepEqual([inputs["alarmActions"], inputs["okActions"]], [[TOPIC], [TOPIC]], name);
      }
      assert.equal(settingsOf(made).get("aws:elasticbeanstalk:sns:topics/Notification Topic ARN"), undefined);
    });

    it("do not exist without alarms, and no release can be watched by one", async () => {
      const { made, result } = await make({ alarmTopicArn: TOPIC, alarms: false });
      assert.deepEqual(made.ofType("aws:cloudwatch/metricAlarm:MetricAlarm"), []);
      assert.equal(made.ofType("aws:cloudwatch/dashboard:Dashboard").length, 1);
      assert.equal("errorAlarmName" in result.deployTarget, false);
    });

    it("1.9 come from Beanstalk as well where that is configured, with the permission to send them", async () => {
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
});
