import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { exampleStack } from "./support/example-stacks";
import { type Cloud, run, type Recording, valueOf } from "./support/mocks";
import { simulatedCloud } from "./support/simulated";

const load = createRequire(__filename);

interface Exports {
  readonly sites: Record<string, Record<string, pulumi.Output<string>>>;
  readonly services: Record<string, Record<string, pulumi.Output<string>>>;
  readonly connectionUrl: pulumi.Output<string> | null;
}

/** Runs index.ts itself with a stack's file, changed as the test wants; `calls` are the look-ups that it made. */
async function program(
  stack: string,
  change: (config: Record<string, unknown>) => void = () => undefined,
): Promise<{ made: Recording; result: Exports; calls: string[] }> {
  const file = parse(exampleStack(stack)) as {
    config: Record<string, unknown>;
  };
  change(file.config);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(file.config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  );
  const entry = load.resolve("../index");
  Reflect.deleteProperty(load.cache, entry);
  const cloud = simulatedCloud(stack, String(file.config["aws:region"]));
  const calls: string[] = [];
  const call: Cloud["call"] = (args) => {
    calls.push(args.token);
    return cloud.call?.(args);
  };
  return { ...(await run(() => load(entry) as Exports, { ...cloud, call })), calls };
}

const count = (made: Recording, type: string) => made.ofType(type).length;
const settings = (made: Recording) =>
  made.only("aws:elasticbeanstalk/environment:Environment").inputs["settings"] as {
    namespace: string;
    name: string;
    value: string;
  }[];
const setting = (made: Recording, namespace: string, name: string) =>
  settings(made).find((each) => each.namespace === namespace && each.name === name)?.value;

describe("index.ts", function () {
  this.timeout(60_000);

  it("makes of prod what the stack's file describes, every hop of both paths wired to the next", async () => {
    const { made, result } = await program("prod");

    const distribution = made.only("aws:cloudfront/distribution:Distribution", "www").inputs;
    assert.deepEqual((distribution["aliases"] as string[]).sort(), ["example.com", "www.example.com"]);
    assert.equal(
      await valueOf(result.sites["www"]?.["url"] as pulumi.Output<string>),
      "https://www.example.com",
    );
    assert.equal(
      await valueOf(result.services["app"]?.["url"] as pulumi.Output<string>),
      "https://app.example.com",
    );

    // Names → distribution, and name → the environment's load balancer.
    const aliases = made
      .ofType("aws:route53/record:Record")
      .filter(({ inputs }) => inputs["type"] === "A")
      .map(({ inputs }) => [inputs["name"], (inputs["aliases"] as { name: string }[])[0]?.name]);
    assert.deepEqual(aliases.map(([name]) => name).sort(), [
      "app.example.com",
      "example.com",
      "www.example.com",
    ]);
    for (const [name, target] of aliases) {
      assert.match(
        String(target),
        name === "app.example.com" ? /\.elb\.amazonaws\.com$/ : /\.cloudfront\.net$/,
      );
    }

    // Growth: 2 to 4 at 80 % CPU.
    assert.deepEqual(
      ["MinSize", "MaxSize"].map((name) => setting(made, "aws:autoscaling:asg", name)),
      ["2", "4"],
    );
    assert.equal(setting(made, "aws:autoscaling:trigger", "UpperThreshold"), "80");
    assert.equal(
      setting(made, "aws:elasticbeanstalk:environment:process:default", "HealthCheckPath"),
      "/health",
    );

    // Releases: each pipeline ends at its target, behind an approval.
    const pipelines = made.ofType("aws:codepipeline/pipeline:Pipeline");
    assert.deepEqual(pipelines.map(({ name }) => name).sort(), ["app", "www"]);
    for (const { name, inputs } of pipelines) {
      const stages = inputs["stages"] as {
        name: string;
        actions: { provider: string; category: string }[];
      }[];
      assert.deepEqual(
        stages.map((stage) => stage.name),
        ["Source", "Build", "Approve", "Deploy"],
      );
      assert.equal(stages.at(-1)?.actions[0]?.provider, name === "app" ? "ElasticBeanstalk" : "CodeBuild");
    }
    assert.equal(count(made, "aws:codeconnections/connection:Connection"), 1, "one connection serves all");
  });

  it("protects what holds data in prod, and nothing in dev", async () => {
    const kept = ({ made }: { made: Recording }) =>
      made.all.filter(({ protect }) => protect).map(({ type }) => type);
    const prod = kept(await program("prod"));
    for (const type of [
      "aws:s3/bucket:Bucket",
      "aws:cloudfront/distribution:Distribution",
      "aws:elasticbeanstalk/environment:Environment",
    ]) {
      assert.ok(prod.includes(type), `${type} is protected`);
    }
    assert.deepEqual(kept(await program("dev")), []);
  });

  it("keeps dev cheap: no NAT gateway, one instance that may grow to two, no topics, no approval", async () => {
    const { made } = await program("dev");
    const vpc = made.only("awsx:ec2:Vpc").inputs as { natGateways: { strategy: string } };
    assert.equal(vpc.natGateways.strategy, "None");
    assert.deepEqual(
      ["MinSize", "MaxSize"].map((name) => setting(made, "aws:autoscaling:asg", name)),
      ["1", "2"],
    );
    assert.equal(setting(made, "aws:ec2:vpc", "AssociatePublicIpAddress"), "true");
    assert.equal(count(made, "web-infra:index:NotificationTopic"), 0);
    assert.equal(count(made, "aws:cloudwatch/metricAlarm:MetricAlarm"), 0);
    assert.equal(count(made, "aws:cloudfront/monitoringSubscription:MonitoringSubscription"), 0);
    for (const { inputs } of made.ofType("aws:codepipeline/pipeline:Pipeline")) {
      assert.deepEqual(
        (inputs["stages"] as { name: string }[]).map((stage) => stage.name),
        ["Source", "Build", "Deploy"],
      );
    }
    assert.deepEqual(
      [
        ...new Set(
          made.ofType("aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs["retentionInDays"]),
        ),
      ],
      [7],
    );
    assert.equal(setting(made, "aws:elasticbeanstalk:cloudwatch:logs", "RetentionInDays"), "7");
    const expiry = (bucket: string) =>
      (
        made.only("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", bucket).inputs[
          "rules"
        ] as {
          expiration?: { days: number };
        }[]
      ).flatMap(({ expiration }) => expiration?.days ?? []);
    assert.deepEqual(expiry("www-logs-lifecycle"), [7]);
    assert.deepEqual(expiry("app-access-logs"), [7]);
  });

  it("sends a site's alarms to a topic in us-east-1 and a service's to one in the stack's region", async () => {
    const { made } = await program("prod");
    const regions = (parent: string) =>
      new Set(
        made
          .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
          .filter((alarm) => alarm.parent === `web-infra:index:${parent}`)
          .flatMap(({ inputs }) => (inputs["alarmActions"] as string[] | undefined) ?? [])
          .map((arn) => arn.split(":")[3]),
      );
    assert.deepEqual([...regions("StaticSite www")], ["us-east-1"]);
    assert.deepEqual([...regions("SsrService app")], ["ap-northeast-2"]);
  });

  it("makes nothing for what a stack does not have", async () => {
    const { made, result } = await program("dev", (config) => {
      config["web-infra:services"] = {};
      config["web-infra:sites"] = { www: { domain: "www.dev.example.com" } };
    });
    for (const type of [
      "awsx:ec2:Vpc",
      "web-infra:index:Network",
      "web-infra:index:PipelineFoundation",
      "web-infra:index:SsrService",
      "aws:codepipeline/pipeline:Pipeline",
    ]) {
      assert.equal(count(made, type), 0, type);
    }
    // An export that is undefined would have Pulumi warn at every preview and update.
    assert.equal(result.connectionUrl, null);
    assert.deepEqual(Object.keys(result.services), []);
  });

  it("F4, F29: puts out what stands beside a stack needs: roles, security groups, names, the rights of a release", async () => {
    const { result } = await program("prod");
    const app = result.services["app"] ?? {};
    for (const key of ["instanceRoleArn", "instanceRoleName", "instanceSecurityGroupId", "loadBalancerArn"]) {
      assert.match(await valueOf(app[key] as pulumi.Output<string>), /./, key);
    }
    const policy = JSON.parse(
      await valueOf(result.sites["www"]?.["deployPolicyJson"] as pulumi.Output<string>),
    ) as { readonly Statement: readonly { readonly Sid: string }[] };
    assert.ok(policy.Statement.some(({ Sid }) => Sid === "Publish"));
  });

  it("F4: lets a stack's file give a service rights, security groups, a schedule, a zone and tags of its own", async () => {
    const { made, calls } = await program("prod", (config) => {
      config["web-infra:sites"] = {};
      config["web-infra:services"] = {
        app: {
          domain: "app.example.org",
          zone: "example.org",
          allowOverwrite: true,
          healthCheckPath: "/health",
          tags: { Team: "shop" },
          protect: false,
          instancePolicyStatements: [{ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::uploads/*"] }],
          instanceSecurityGroupIds: ["sg-0123456789abcdef0"],
          scaling: { schedule: { morning: { recurrence: "0 7 * * 1-5", min: 3, max: 4 } } },
        },
        other: {
          domain: "other.example.net",
          dns: false,
          certificateArn:
            "arn:aws:acm:ap-northeast-2:123456789012:certificate/00000000-0000-0000-0000-000000000000",
          healthCheckPath: "/health",
        },
      };
    });
    const groups = made
      .ofType("aws:elasticbeanstalk/environment:Environment")
      .map(({ inputs }) => inputs["settings"] as { readonly name: string; readonly value: string }[])
      .map((all) => all.find(({ name }) => name === "SecurityGroups")?.value ?? "");
    assert.equal(groups.filter((value) => value.includes("sg-0123456789abcdef0")).length, 1);
    const policies = made.ofType("aws:iam/rolePolicy:RolePolicy").map(({ inputs }) => inputs["policy"]);
    assert.ok(policies.some((policy) => String(policy).includes("arn:aws:s3:::uploads/*")));
    assert.equal(count(made, "aws:autoscaling/schedule:Schedule"), 1);
    assert.ok(calls.some((token) => token.includes("getZone")));
    const hosts = made.ofType("aws:route53/record:Record").map(({ inputs }) => String(inputs["name"]));
    assert.ok(!hosts.some((host) => host.endsWith("example.net")), hosts.join());
  });

  it("F28: leads to no connection that another stack has made and that is approved there", async () => {
    const connectionArn =
      "arn:aws:codeconnections:ap-northeast-2:123456789012:connection/00000000-0000-0000-0000-000000000000";
    const { made, result } = await program("dev", (config) => {
      config["web-infra:pipelines"] = { connectionArn };
    });
    assert.equal(count(made, "aws:codeconnections/connection:Connection"), 0);
    assert.equal(result.connectionUrl, null);
    const own = await program("dev");
    assert.match(
      await valueOf(own.result.connectionUrl as pulumi.Output<string>),
      /^https:\/\/ap-northeast-2\./,
    );
  });

  it("says what to enter where a site's zone is elsewhere, and looks no zone up that it does not write to", async () => {
    const { made, result, calls } = await program("dev", (config) => {
      config["web-infra:services"] = {};
      config["web-infra:sites"] = {
        shop: { domain: "shop.example.net", aliases: ["m.example.net"], dns: false },
        bare: { release: "inPlace" },
      };
    });
    assert.ok(!calls.some((token) => token.includes("getZone")), calls.join());
    assert.equal(count(made, "aws:route53/record:Record"), 0);
    const { shop = {}, bare = {} } = result.sites;
    const records = (await valueOf(shop["validationRecords"] as pulumi.Output<unknown>)) as object[];
    assert.equal(records.length, 2);
    assert.match(await valueOf(shop["dnsTarget"] as pulumi.Output<string>), /^[a-z0-9]+\.cloudfront\.net$/);
    assert.match(await valueOf(shop["keyValueStoreArn"] as pulumi.Output<string>), /:key-value-store\//);
    assert.deepEqual(
      [bare["dnsTarget"], bare["validationRecords"], bare["keyValueStoreArn"]],
      [undefined, undefined, undefined],
    );
  });

  it("makes many sites and services side by side", async () => {
    const { made } = await program("dev", (config) => {
      config["web-infra:sites"] = { a: { domain: "a.example.com" }, b: { domain: "b.example.com" } };
      config["web-infra:services"] = {
        c: { domain: "c.example.com", healthCheckPath: "/up", instanceSubnets: "public" },
        d: { domain: "d.example.com", healthCheckPath: "/up", instanceSubnets: "public" },
      };
    });
    assert.equal(count(made, "aws:cloudfront/distribution:Distribution"), 2);
    assert.equal(count(made, "aws:elasticbeanstalk/environment:Environment"), 2);
    assert.equal(count(made, "awsx:ec2:Vpc"), 1);
  });
});
