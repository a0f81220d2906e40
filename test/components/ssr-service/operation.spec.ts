import assert from "node:assert/strict";
import { type Recording, valueOf } from "../../support/mocks";
import { make, makeSmallest, ENVIRONMENT, json } from "./service";

describe("SsrService: operation", () => {
  describe("1.5 a change that AWS refuses in place", () => {
    const environment = async (args: Parameters<typeof make>[0]) =>
      (await make(args)).made.only(ENVIRONMENT, "app-node24");

    it("1.5 of the processor architecture or the scheme makes another environment before this one is deleted", async () => {
      const [arm, same, intel, internal] = [
        await environment({}),
        await environment({ instanceTypes: ["c7g.large"], processes: 2 }),
        await environment({ instanceTypes: ["t3.small"] }),
        await environment({ scheme: "internal" }),
      ];
      assert.deepEqual(
        [arm, same, intel, internal].map(({ replacementTrigger }) => replacementTrigger),
        ["arm64 public", "arm64 public", "x86_64 public", "arm64 internal"],
      );
      assert.equal(intel.deleteBeforeReplace, false);
    });

    it("1.5 leaves every other change to an update in place", async () => {
      const { replacementTrigger } = await environment({ scaling: { max: 6 }, idleTimeout: 50, waf: true });
      assert.equal(replacementTrigger, "arm64 public");
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

    it("are replaced: the group is made to follow the load balancer's health checks", async () => {
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
});
