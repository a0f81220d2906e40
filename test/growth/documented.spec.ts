import assert from "node:assert/strict";
import type { MetricSample } from "../../growth/model/alarm";
import { adjusted } from "../../growth/model/policies/adjustment";
import type { GroupView } from "../../growth/model/policies/view";
import { Scaling, type ScalingPolicy } from "../../growth/model/scaling";
import { simulate } from "../../growth/model/simulate";
import { DEFAULT_ENVIRONMENT } from "../../growth/model/settings";
import { DEFAULT_WORKLOAD } from "../../growth/model/workload";
import { cpuAlarm, SERVICE, trigger } from "./services";

/** The example of AWS's page on step adjustments: ten instances, a threshold of 50 %, steps of 0, 10 and 30 percent. */
const STEPS: ScalingPolicy[] = [
  {
    kind: "step",
    name: "out",
    alarm: cpuAlarm("above 50", "GreaterThanOrEqualToThreshold", 50, 1),
    type: "PercentChangeInCapacity",
    steps: [
      { lower: 0, upper: 10, amount: 0 },
      { lower: 10, upper: 20, amount: 10 },
      { lower: 20, amount: 30 },
    ],
  },
  {
    kind: "step",
    name: "in",
    alarm: cpuAlarm("below 50", "LessThanOrEqualToThreshold", 50, 1),
    type: "PercentChangeInCapacity",
    steps: [
      { lower: -10, upper: 0, amount: 0 },
      { lower: -20, upper: -10, amount: -10 },
      { upper: -20, amount: -30 },
    ],
  },
];

const VIEW: GroupView = {
  time: 0,
  desired: 10,
  minimum: 1,
  maximum: 100,
  current: 10,
  warming: 0,
  terminating: 0,
  activityInProgress: false,
  activityEndedAt: undefined,
};

function decide(
  policies: readonly ScalingPolicy[],
  samples: readonly number[],
  view: Partial<GroupView>,
): number | undefined {
  const scaling = new Scaling(policies);
  for (const cpu of samples) scaling.observe({ CPUUtilization: cpu } satisfies MetricSample);
  return scaling.decide({ ...VIEW, ...view })?.desired;
}

describe("The growth model on AWS's own examples", () => {
  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
  for (const [what, cpu, view, desired] of [
    ["keeps ten instances at 55 %: the first step adds nothing", 55, {}, undefined],
    ["adds 10 percent of ten at 60 %", 60, {}, 11],
    [
      "adds nothing more at 62 % while the eleventh warms up",
      62,
      { desired: 11, current: 11, warming: 1 },
      undefined,
    ],
    [
      "adds two more at 70 % while the eleventh warms up: 30 percent of ten, one of them is there",
      70,
      { desired: 11, current: 11, warming: 1 },
      13,
    ],
    [
      "adds 30 percent of eleven, 3.3 rounded down, at 70 % after the warm-up",
      70,
      { desired: 11, current: 11 },
      14,
    ],
    ["removes 10 percent of fourteen, 1.4 rounded down, at 40 %", 40, { desired: 14, current: 14 }, 13],
    ["removes 30 percent of thirteen, 3.9 rounded down, at 30 %", 30, { desired: 13, current: 13 }, 10],
    [
      "removes nothing at 30 % while an instance warms up",
      30,
      { desired: 13, current: 13, warming: 1 },
      undefined,
    ],
    [
      "removes nothing more at 40 % while the last one still terminates",
      40,
      { desired: 13, current: 13, terminating: 1 },
      undefined,
    ],
  ] as const) {
    it(`step scaling ${what}`, () => {
      assert.equal(decide(STEPS, [cpu], view), desired);
    });
  }

  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-adjustment
  for (const [capacity, percent, change] of [
    [100, 12.7, 12],
    [10, 6.7, 1],
    [10, -5.8, -1],
    [100, -6.67, -6],
  ] as const) {
    it(`rounds ${percent} percent of ${capacity} to ${change}`, () => {
      assert.equal(
        adjusted(capacity, { type: "PercentChangeInCapacity", amount: percent }) - capacity,
        change,
      );
    });
  }

  it("adds at least MinAdjustmentMagnitude: 25 percent of four with a minimum of two is two", () => {
    assert.equal(adjusted(4, { type: "PercentChangeInCapacity", amount: 25, minimumMagnitude: 2 }), 6);
  });

  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
  const tracking: ScalingPolicy[] = [
    { kind: "target-tracking", name: "cpu", metric: "CPUUtilization", target: 50, disableScaleIn: false },
  ];
  it("target tracking adds two instances where one and a half would do", () => {
    assert.equal(decide(tracking, [57.5, 57.5, 57.5], {}), 12);
  });
  it("target tracking removes one instance where one and a half would be too many", () => {
    assert.equal(decide(tracking, new Array<number>(15).fill(42.5), {}), 9);
  });
  it("target tracking waits for three minutes above the target and for fifteen below nine tenths of it", () => {
    assert.equal(decide(tracking, [90, 90], {}), undefined);
    assert.equal(decide(tracking, new Array<number>(14).fill(20), {}), undefined);
    assert.equal(decide(tracking, new Array<number>(15).fill(46), {}), undefined);
  });
  it("target tracking removes nothing while an instance warms up", () => {
    assert.equal(decide(tracking, new Array<number>(15).fill(20), { warming: 1 }), undefined);
  });

  // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
  it("simple scaling launches, waits for the cooldown that begins with the end of the launch, and launches again if the alarm still stands", () => {
    const settings = { ...SERVICE, minimum: 1, desired: 1, maximum: 3, policies: trigger(90, 5, 300, 1) };
    const environment = { ...DEFAULT_ENVIRONMENT, bootMinutes: 3, launchSeconds: 150 };
    const workload = { ...DEFAULT_WORKLOAD, bootCpu: 100 };
    const run = simulate(settings, new Array<number>(30).fill(30_000), workload, environment);
    const events = run.events
      .filter(({ kind }) => kind === "alarm" || kind === "scale-out")
      .map(({ time, kind, desired }) => [time, kind, desired]);
    // The first minute's metric is visible after two; 150 s of launch and 300 s of cooldown later the next one may start, and
    // does when the alarm next invokes the policy, on the minute.
    assert.deepEqual(events, [
      [120, "alarm", 1],
      [120, "scale-out", 2],
      [600, "scale-out", 3],
    ]);
  });
  it("simple scaling keeps its size after the cooldown where the new instance was enough", () => {
    const settings = { ...SERVICE, minimum: 1, desired: 1, maximum: 3, policies: trigger(90, 5, 300, 1) };
    const run = simulate(settings, new Array<number>(40).fill(2600), { ...DEFAULT_WORKLOAD, bootCpu: 100 });
    assert.deepEqual(
      run.events.filter(({ kind }) => kind === "scale-out").map(({ desired }) => desired),
      [2],
    );
  });
  it("replaces an unhealthy instance in a cooldown, without waiting for it", () => {
    const settings = {
      ...SERVICE,
      policies: trigger(50, 5, 3600, 1),
      healthCheck: { ...SERVICE.healthCheck, replace: true, graceSeconds: 0, unhealthyThreshold: 12 },
    };
    const workload = { ...DEFAULT_WORKLOAD, discipline: "in-order" as const };
    const run = simulate(settings, new Array<number>(15).fill(20_000), workload);
    const kinds = run.events.map(({ kind }) => kind);
    assert.ok(kinds.includes("scale-out") && kinds.includes("replaced"));
    assert.equal(kinds.filter((kind) => kind === "scale-out").length, 1);
  });
  it("a scheduled action acts at its time, without waiting for a cooldown", () => {
    const schedules = [{ name: "morning", atMinute: 10, minimum: 4 }];
    const run = simulate(
      { ...SERVICE, schedules, policies: trigger(80, 40, 3600) },
      new Array<number>(20).fill(1800),
    );
    assert.deepEqual(
      run.events.filter(({ kind }) => kind === "scheduled").map(({ time, desired }) => [time, desired]),
      [[600, 4]],
    );
    assert.equal(run.minutes.at(-1)?.inService, 4);
  });

  // https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
  const replicas: ScalingPolicy[] = [
    {
      kind: "replicas",
      name: "cpu",
      metric: "CPUUtilization",
      target: 50,
      pollingSeconds: 30,
      stabilisationSeconds: 300,
    },
  ];
  it("replicas double where the metric is twice its target, and stay within a tenth of it", () => {
    assert.equal(decide(replicas, [100], {}), 20);
    assert.equal(decide(replicas, [54], {}), undefined);
  });

  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
  it("an immutable deployment starts one instance, then as many as run, and ends with the old ones gone", () => {
    const run = simulate(SERVICE, new Array<number>(40).fill(1800), DEFAULT_WORKLOAD, {
      ...DEFAULT_ENVIRONMENT,
      releaseAtMinute: 2,
    });
    const most = Math.max(...run.minutes.map(({ inService, launching }) => inService + launching));
    assert.equal(most, 4);
    assert.equal(run.minutes.at(-1)?.inService, 2);
    assert.ok(run.totals.lost < 1, `${run.totals.lost} lost`);
    assert.deepEqual(
      run.events.filter(({ kind }) => kind.startsWith("deploy")).map(({ kind }) => kind),
      ["deployment", "deployed"],
    );
  });
  it("a deployment of all instances at once loses what comes meanwhile", () => {
    const settings = { ...SERVICE, deployment: { ...SERVICE.deployment, policy: "AllAtOnce" as const } };
    const run = simulate(settings, new Array<number>(10).fill(1800), DEFAULT_WORKLOAD, {
      ...DEFAULT_ENVIRONMENT,
      releaseAtMinute: 2,
    });
    assert.ok(run.totals.lost >= 1700, `${run.totals.lost} lost`);
  });
  it("a rolling deployment takes one batch after the other out of the balancer", () => {
    const settings = {
      ...SERVICE,
      minimum: 4,
      desired: 4,
      deployment: {
        ...SERVICE.deployment,
        policy: "Rolling" as const,
        batch: { type: "Fixed" as const, size: 1 },
      },
    };
    const run = simulate(settings, new Array<number>(20).fill(1800), DEFAULT_WORKLOAD, {
      ...DEFAULT_ENVIRONMENT,
      releaseAtMinute: 2,
    });
    assert.equal(Math.min(...run.minutes.map(({ inService }) => inService)), 3);
    assert.equal(run.minutes.at(-1)?.inService, 4);
    assert.ok(run.totals.lost < 1);
  });
});
