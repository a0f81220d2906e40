import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { parseDocument, type StackDocument } from "../../growth/stack/document";
import { chooseService, serviceSettings } from "../../growth/stack/services";
import type { ServiceSettings } from "../../growth/model/settings";
import { settingsAt } from "../../growth/model/schedule";
import { exampleStack, projectWithExampleStacks } from "../support/example-stacks";

const option = (namespace: string, name: string, value: string, resource = "") => ({
  namespace,
  name,
  value,
  resource,
});

function resource(type: string, name: string, inputs: object, dependencies: readonly string[] = []): object {
  return { urn: `urn:${name}`, type, name, parent: "urn:stack", inputs, dependencies };
}

function settingsOf(...resources: readonly object[]): ServiceSettings {
  const [document] = parseDocument(JSON.stringify({ stacks: [{ stack: "prod", resources }] }));
  assert.ok(document !== undefined);
  return serviceSettings(chooseService(document, undefined), document);
}

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const TRIGGER = "aws:autoscaling:trigger";
const POLICY = "aws:autoscaling/policy:Policy";
const SCHEDULE = "aws:autoscaling/schedule:Schedule";
const PARKED = [
  option(TRIGGER, "MeasureName", "CPUUtilization"),
  option(TRIGGER, "UpperThreshold", "100"),
  option(TRIGGER, "LowerThreshold", "0"),
];

const tracking = (targetTrackingConfiguration: object) =>
  resource(
    POLICY,
    "tracking",
    { policyType: "TargetTrackingScaling", estimatedInstanceWarmup: 300, targetTrackingConfiguration },
    ["urn:web"],
  );

const query = (id: string, metricName: string, stat: string) => ({
  id,
  metricStat: { metric: { namespace: "AWS", metricName, dimensions: [] }, stat },
  returnData: false,
});

const group = (inputs: object) => [
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "c7g.large" }),
  resource("aws:autoscaling/group:Group", "web", { minSize: 1, maxSize: 4, ...inputs }, ["urn:template"]),
];

describe("what growth reads of a stack", function () {
  this.timeout(180_000);

  it("is a target tracking policy on a Beanstalk environment's group, whose trigger is parked", () => {
    const { policies, warmupSeconds } = settingsOf(
      resource(ENVIRONMENT, "web", { settings: PARKED }),
      tracking({
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: 37,
      }),
    );
    assert.deepEqual(policies, [
      {
        kind: "target-tracking",
        name: "tracking",
        metric: "CPUUtilization",
        target: 37,
        disableScaleIn: false,
      },
    ]);
    assert.equal(warmupSeconds, 300);
  });

  it("is requests for each instance where an expression divides them", () => {
    const divided = (expression: string, instances = query("instances", "CPUUtilization", "SampleCount")) =>
      settingsOf(
        resource(ENVIRONMENT, "web", { settings: PARKED }),
        tracking({
          customizedMetricSpecification: {
            metrics: [query("all", "RequestCount", "Sum"), instances, { id: "each", expression }],
          },
          targetValue: 700,
        }),
      ).policies.map((policy) => "metric" in policy && policy.metric);
    assert.deepEqual(divided("FILL(all, 0) / instances"), ["RequestCountPerTarget"]);
    assert.deepEqual(divided("all/instances", query("instances", "HealthyHostCount", "Average")), [
      "RequestCountPerTarget",
    ]);
    assert.throws(
      () => divided("all * 2"),
      /web: tracking: scales by an expression, which the model does not/,
    );
  });

  it("is the trigger by whatever metric: the time to answer, requests, network", () => {
    const metrics = (name: string, unit: string) =>
      settingsOf(
        resource(ENVIRONMENT, "web", {
          settings: [
            option(TRIGGER, "MeasureName", name),
            option(TRIGGER, "Unit", unit),
            option(TRIGGER, "UpperThreshold", "2"),
            option(TRIGGER, "LowerThreshold", "1"),
          ],
        }),
      ).policies.map((policy) => policy.kind === "simple" && [policy.alarm.metric, policy.alarm.threshold]);
    for (const [name, unit, known] of [
      ["TargetResponseTime", "Seconds", "Latency"],
      ["Latency", "Seconds", "Latency"],
      ["RequestCount", "Count", "RequestCount"],
      ["NetworkOut", "Bytes", "NetworkOut"],
    ] as const) {
      assert.deepEqual(
        metrics(name, unit),
        [
          [known, 2],
          [known, 1],
        ],
        name,
      );
    }
  });

  it("is scheduled actions of the environment's group, and those among its options", () => {
    const action = (name: string, value: string) =>
      option("aws:autoscaling:scheduledaction", name, value, "night");
    const { schedules } = settingsOf(
      resource(ENVIRONMENT, "web", {
        settings: [action("MinSize", "0"), action("MaxSize", "2"), action("Recurrence", "30 21 * * FRI")],
      }),
      resource(
        SCHEDULE,
        "morning",
        {
          recurrence: "0 7 * * MON,THU",
          timeZone: "Asia/Seoul",
          minSize: 4,
          maxSize: 8,
          desiredCapacity: -1,
        },
        ["urn:web"],
      ),
    );
    const [day, week] = [1440, 10_080];
    assert.deepEqual(schedules, [
      { name: "night", atMinute: 4 * day + 21.5 * 60, everyMinutes: week, minimum: 0, maximum: 2 },
      // 07:00 in Seoul is 22:00 UTC of the day before.
      { name: "morning", atMinute: 6 * day + 22 * 60, everyMinutes: week, minimum: 4, maximum: 8 },
      { name: "morning", atMinute: 2 * day + 22 * 60, everyMinutes: week, minimum: 4, maximum: 8 },
    ]);
  });

  it("takes every form of a recurrence but days of the month, and says what it does not take", () => {
    const times = (recurrence: string, more: object = {}) =>
      settingsOf(
        ...group({}),
        resource(SCHEDULE, "plan", { recurrence, minSize: 2, ...more }, ["urn:web"]),
      ).schedules.map(({ atMinute }) => atMinute);
    assert.equal(times("0 8 * * *").length, 7);
    assert.equal(times("*/30 8-10 * * 1-5").length, 30);
    assert.deepEqual(times("0 0 * * 7"), times("0 0 * * SUN"));
    for (const [recurrence, said] of [
      ["0 8 1 * *", /plan: recurrence "0 8 1 \* \*" is not modelled/],
      ["0 25 * * *", /is no cron expression/],
      ["0 8 * *", /must have five fields/],
      ["* * * * *", /acts 10080 times a week; at most 672/],
    ] as const) {
      assert.throws(() => times(recurrence), said);
    }
    assert.throws(() => times("0 8 * * *", { timeZone: "Mars/Base" }), /timeZone "Mars\/Base" is none/);
  });

  it("begins a run in the middle of a week with what the last action before it set", () => {
    const at = (name: string, atMinute: number, minimum: number) => ({
      name,
      atMinute,
      everyMinutes: 1440,
      minimum,
      maximum: 2 * minimum,
    });
    const given = settingsOf(...group({}), resource(SCHEDULE, "x", { recurrence: "0 8 * * *" }, ["urn:web"]));
    const service = { ...given, schedules: [at("day", 480, 4), at("night", 1320, 1)] };
    const noon = settingsAt(service, 720);
    assert.deepEqual([noon.minimum, noon.maximum, noon.desired], [4, 8, 4]);
    assert.deepEqual(
      noon.schedules.map(({ name, atMinute }) => [name, atMinute]),
      [
        ["day", 1200],
        ["night", 600],
      ],
    );
    const midnight = settingsAt(service, 0);
    assert.deepEqual([midnight.minimum, midnight.maximum], [1, 2]);
  });

  it("is a group whose policies name it by its name alone", () => {
    const policy = resource(POLICY, "p", {
      autoscalingGroupName: "shop-web",
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget" },
        targetValue: 500,
      },
    });
    assert.equal(settingsOf(...group({ name: "shop-web" }), policy).policies.length, 1);
    assert.throws(() => settingsOf(...group({ name: "other" }), policy), /web: has no scaling/);
  });

  it("is what this project's own services are configured with", () => {
    const copy = projectWithExampleStacks();
    try {
      const { config } = parse(exampleStack("prod")) as { config: Record<string, unknown> };
      const service = (scaling: object) => ({
        domain: "app.example.com",
        healthCheckPath: "/health",
        scaling,
      });
      const schedule = { morning: { recurrence: "0 7 * * MON-FRI", min: 4, max: 8, timeZone: "Asia/Seoul" } };
      const services = {
        requests: { ...service({ metric: "requests", target: 1200, schedule }), domain: "r.example.com" },
        tracked: { ...service({ policy: "targetTracking" }), domain: "t.example.com" },
        slow: { ...service({ metric: "latency", latencyUpperMs: 2000 }), domain: "s.example.com" },
      };
      writeFileSync(
        join(copy, "Pulumi.grow.yaml"),
        stringify({ config: { ...config, "web-infra:sites": {}, "web-infra:services": services } }),
      );
      const preview = spawnSync(
        process.execPath,
        [
          resolve(__dirname, "../../offline/bin/main.cjs"),
          ...["--project", copy, "--stack", "grow", "--json", "--no-policies"],
        ],
        { encoding: "utf8", maxBuffer: 1e9 },
      );
      assert.equal(preview.status, 0, preview.stderr);
      const [document] = parseDocument(preview.stdout) as [StackDocument];
      const read = (name: string) => serviceSettings(chooseService(document, name), document);
      const kinds = (name: string) =>
        read(name).policies.map((policy) => [
          policy.kind,
          policy.kind === "simple" ? policy.alarm.metric : policy.kind !== "step" && policy.metric,
        ]);
      assert.deepEqual(kinds("requests"), [["target-tracking", "RequestCountPerTarget"]]);
      assert.equal(read("requests").schedules.length, 5);
      assert.deepEqual(kinds("tracked"), [["target-tracking", "CPUUtilization"]]);
      assert.deepEqual(kinds("slow"), [
        ["simple", "Latency"],
        ["simple", "Latency"],
      ]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
