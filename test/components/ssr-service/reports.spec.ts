/** Public reports about Elastic Beanstalk, by their number in the list that this service was held against. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ssrServiceConfigSchema } from "../../../components/ssr-service";
import { healthDocument } from "../../../components/ssr-service/option-settings/health-document";
import { heapMiB, reachableCpu } from "../../../components/ssr-service/processes";
import { CLOUD } from "./cloud";
import { ENVIRONMENT, make, settingsOf } from "./service";

const ROOT = join(__dirname, "..", "..", "..");
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), "utf8");
const config = (more: object) =>
  ssrServiceConfigSchema.parse({ domain: "app.example.com", healthCheckPath: "/health", ...more });

/** A setting of nginx in seconds. */
const seconds = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`\\b${name}\\s+(\\d+)s?;`, "g"))].map(([, value]) => Number(value));

describe("SsrService: public reports", () => {
  it("1.2 the steps on AWS say which quota of vCPUs a service takes, and how to look it up", () => {
    const [, steps = ""] = read("README.md").split("## Put it on AWS");
    assert.match(steps, /services\.app\.vcpus/);
    assert.match(steps, /aws service-quotas get-service-quota --service-code ec2 --quota-code L-1216C47A/);
  });

  it("1.4 a stack that is not protected is destroyed with what is in the bucket of access logs", async () => {
    for (const [protect, forceDestroy] of [
      [false, true],
      [true, false],
    ] as const) {
      const { made } = await make({ protect });
      const { inputs } = made.only("aws:s3/bucket:Bucket", "app-access-logs");
      assert.equal(inputs["forceDestroy"], forceDestroy, `protect: ${protect}`);
    }
  });

  it("1.6 a platform that AWS has retired does not break later updates of what runs on it", async () => {
    const { made } = await make(
      {},
      {
        ...CLOUD,
        call: (call) => {
          if (call.token.startsWith("aws:elasticbeanstalk/getSolutionStack"))
            throw new Error("query returned no results");
          return CLOUD.call?.(call);
        },
      },
    );
    const { inputs, ignoreChanges } = made.only(ENVIRONMENT);
    assert.equal(inputs["solutionStackName"], "64bit Amazon Linux 2023 running Node.js 24");
    assert.ok(ignoreChanges.includes("solutionStackName"), "the environment keeps the platform that it has");
  });

  it("1.7 the page says which command finds an environment again that was rebuilt", () => {
    const [, section = ""] = read("docs", "ssr-service.md").split("## When something was changed by hand");
    const [text = ""] = section.split("\n## ");
    assert.match(text, /_Rebuild environment_/);
    assert.match(text, /npm run up -- STACK --refresh/);
  });

  it("1.11 the load balancer lets go of an idle connection before nginx does, the platform's or the example's", async () => {
    const { made } = await make();
    const idle = Number(settingsOf(made).get("aws:elbv2:loadbalancer/IdleTimeout"));
    const platform = seconds(read("test", "examples", "support", "beanstalk-nginx.ts"), "keepalive_timeout");
    const example = seconds(
      read("examples", "ssr-app", ".platform", "nginx", "conf.d", "elasticbeanstalk", "00_application.conf"),
      "keepalive_timeout",
    );
    assert.deepEqual(platform, [60]);
    assert.equal(example.length, 2);
    for (const nginx of [...platform, ...example])
      assert.ok(idle <= nginx - 5, `${idle} s against ${nginx} s`);
  });

  it("1.15 the health document is the one that Elastic Beanstalk gives back, whose keys have another order", () => {
    const metric = (name: string) => `"${name}":60`;
    const names = ["InstancesSevere", "ApplicationRequestsTotal", "InstancesOk", "ApplicationLatencyP95"];
    const more = ["ApplicationRequests5xx", "InstancesDegraded"];
    const answer = `{"Version":1,"CloudWatchMetrics":{"Instance":{},"Environment":{${[...names, ...more].map(metric).join()}}},
      "Rules":{"Environment":{"ELB":{"ELBRequests4xx":{"Enabled":false}},"Application":{"ApplicationRequests4xx":{"Enabled":false}}}}}`;
    assert.notEqual(JSON.stringify(healthDocument()), JSON.stringify(JSON.parse(answer)));
    assert.deepEqual(healthDocument(), JSON.parse(answer));
    assert.ok(
      !read("components", "ssr-service", "option-settings", "health-document.ts").includes("returns them"),
    );
  });

  it("2.2 a saturated instance shows what its processes can use of its vCPUs, by AWS's own data", () => {
    for (const [type, processes, cpu] of [
      ["c7g.medium", 1, 100],
      ["t4g.small", 1, 62],
      ["c7g.xlarge", 1, 31],
      ["c7g.2xlarge", 1, 15],
      ["c7g.xlarge", "perVcpu", 100],
    ] as const)
      assert.equal(reachableCpu(config({ instanceTypes: [type], processes })), cpu, `${type}, ${processes}`);
  });

  it("2.4 the application is given its own address, and what the configuration says instead", async () => {
    const name = "aws:elasticbeanstalk:application:environment/PUBLIC_URL";
    assert.equal(settingsOf((await make()).made).get(name), "https://app.example.com");
    const { made } = await make({ environment: { PUBLIC_URL: "https://shop.example.com" } });
    assert.equal(settingsOf(made).get(name), "https://shop.example.com");
  });

  it("2.6 the page says that each instance keeps its own copies of pages, and what to do where that matters", async () => {
    const [, section = ""] = read("docs", "frameworks.md").split("## Next.js on several instances");
    for (const way of ["revalidate", "force-dynamic", "CloudFront", "instancePolicyStatements"])
      assert.ok(section.includes(way), way);
    // The rights that a cache handler of one's own needs can be given.
    const { made } = await make({
      instancePolicyStatements: [
        { actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::pages/*"] },
      ],
    });
    assert.match(
      String(made.only("aws:iam/rolePolicy:RolePolicy", "app-instance").inputs["policy"]),
      /"Resource":\["arn:aws:s3:::pages\/\*"\]/,
    );
  });

  /** MiB of memory: DescribeInstanceTypes; six tenths of it are shared by the heaps of all processes. */
  for (const [instanceTypes, processes, heap] of [
    [["t4g.nano"], 1, 307],
    [["t4g.micro"], 1, 614],
    [["t4g.small"], 1, 1228],
    [["t4g.small"], "perVcpu", 614],
    [["t4g.small", "t4g.medium"], 1, 1228],
    [["c7g.large"], "perVcpu", 1228],
    [["m7g.xlarge"], "perVcpu", 2457],
    [["m7g.xlarge"], 1, 9830],
    [["q9z.huge"], 1, undefined],
  ] as const) {
    it(`the heap follows the memory: ${instanceTypes.join(", ")} with ${processes} gives ${heap ?? "no limit"}`, async () => {
      assert.equal(heapMiB(config({ instanceTypes, processes })), heap);
      const { made } = await make({ instanceTypes, processes });
      assert.equal(
        settingsOf(made).get("aws:elasticbeanstalk:application:environment/NODE_OPTIONS"),
        heap === undefined ? undefined : `--max-old-space-size=${heap}`,
      );
    });
  }
});
