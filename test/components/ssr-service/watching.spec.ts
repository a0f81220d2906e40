import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { SsrService, type SsrServiceConfig, ssrServiceConfigSchema } from "../../../components/ssr-service";
import { alarmSpecs } from "../../../components/ssr-service/alarms";
import { dashboardBody } from "../../../components/ssr-service/dashboard";
import { run } from "../../support/mocks";
import { CLOUD } from "./cloud";

const CONFIG: SsrServiceConfig = {
  domain: "app.example.com",
  healthCheckPath: "/health",
  processes: "perVcpu",
};
const SUBJECTS = { environmentName: "app-1", autoScalingGroupName: "group-1", loadBalancer: "app/lb/1" };

const PLACE = {
  // Here without a receiver.
  alarms: true,
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-1", "subnet-2"],
  privateSubnetIds: ["subnet-3", "subnet-4"],
  zoneId: "Z0123456789",
};

/** What CloudWatch's metric math makes of one minute; a metric without data is undefined. */
function evaluated(expression: string, values: { requests?: number; errors?: number }): number {
  const functions = {
    FILL: (value: number | undefined, otherwise: number) => value ?? otherwise,
    MAX: (several: number[]) => Math.max(...several),
    IF: (condition: boolean, then: number, otherwise: number) => (condition ? then : otherwise),
  };
  const { requests, errors } = values;
  return runInNewContext(expression, { ...functions, requests, errors }) as number;
}

const specsOf = (config: Partial<SsrServiceConfig> = {}) =>
  alarmSpecs(ssrServiceConfigSchema.parse({ ...CONFIG, ...config }), SUBJECTS);

describe("alarms of a service", () => {
  it("page at these thresholds, in as many minutes of as many", () => {
    const table = specsOf().map(({ role, comparison, threshold, breaching, minutes }) => {
      assert.equal(
        comparison,
        role === "cpu-credits" ? "GreaterThanThreshold" : "GreaterThanOrEqualToThreshold",
      );
      return [role, threshold, `${breaching}/${minutes}`];
    });
    assert.deepEqual(table, [
      ["cpu", 80, "3/3"],
      ["memory", 85, "5/5"],
      ["network-out", 750_000_000, "5/5"],
      ["disk", 85, "5/5"],
      ["cpu-credits", 0, "30/60"],
      ["target-errors", 5, "2/3"],
      ["balancer-errors", 5, "2/3"],
      ["latency", 1, "3/5"],
      ["health", 20, "3/5"],
      ["at-maximum", 4, "10/10"],
    ]);
  });

  it("follow the configuration's thresholds, CPU that of scaling unless it has its own", () => {
    const thresholds = (config: Partial<SsrServiceConfig>) =>
      Object.fromEntries(specsOf(config).map(({ role, threshold }) => [role, threshold]));
    assert.equal(thresholds({ scaling: { cpuUpper: 70 } })["cpu"], 70);
    assert.equal(thresholds({ alarms: { cpuPercent: 90 } })["cpu"], 90);
    assert.equal(thresholds({ alarms: { networkOutMbps: 1 } })["network-out"], 7_500_000);
    assert.equal(thresholds({ scaling: { max: 9 } })["at-maximum"], 9);
    assert.equal(thresholds({ alarms: { diskPercent: 70 } })["disk"], 70);
    assert.equal(thresholds({ processes: 1 })["cpu"], 49, "80 % of what one process reaches on two vCPUs");
    assert.equal(thresholds({ scaling: { policy: "targetTracking", target: 55 } })["cpu"], 55);
  });

  it("follow the instance type: what its network sustains, and CPU credits only where it earns them", () => {
    const networkOut = (instanceTypes: string[]) =>
      specsOf({ instanceTypes, processes: 2 }).find(({ role }) => role === "network-out")?.threshold;
    assert.equal(networkOut(["t4g.nano"]), 25 * 7_500_000, "80 % of 32 Mbit/s");
    assert.equal(networkOut(["c7g.large"]), 740 * 7_500_000, "80 % of 937 Mbit/s, to two digits");
    assert.equal(networkOut(["q9z.huge"]), 100 * 7_500_000, "a type that is not known");
    const roles = (instanceTypes: string[]) =>
      specsOf({ instanceTypes, processes: 2 }).map(({ role }) => role);
    assert.ok(roles(["t3.small"]).includes("cpu-credits"));
    assert.ok(!roles(["c7g.large"]).includes("cpu-credits"));
  });

  it("watch CPU as long as scaling does", () => {
    const [cpu] = specsOf({ scaling: { period: 5, evaluationPeriods: 2 } });
    assert.deepEqual([cpu?.minutes, cpu?.breaching], [10, 10]);
  });

  it("do not watch the maximum of a group of a fixed size, which is always there", () => {
    const roles = specsOf({ scaling: { min: 2, max: 2 } }).map(({ role }) => role);
    assert.ok(!roles.includes("at-maximum"));
  });

  it("count the load balancer's own errors against what was requested, even if no request found an instance", () => {
    const measure = specsOf({ alarms: { minRequests: 10 } }).find(
      ({ role }) => role === "balancer-errors",
    )?.measure;
    assert.ok(measure !== undefined && "expression" in measure);
    const share = (values: { requests?: number; errors?: number }) => evaluated(measure.expression, values);
    assert.equal(share({ errors: 300 }), 100, "RequestCount has no value where no target could be chosen");
    assert.equal(share({ requests: 1000, errors: 50 }), 5);
    assert.equal(share({ requests: 1000 }), 0);
    assert.equal(share({ requests: 9, errors: 9 }), 0, "too few to say anything");
    assert.equal(share({}), 0);
  });

  it("ring for an unhealthy instance only after a new one would have started", async () => {
    for (const [healthCheck, minutes] of [
      [{}, 10],
      [{ gracePeriod: 330 }, 6],
    ] as const) {
      const { made } = await run(() => new SsrService("app", { ...CONFIG, ...PLACE, healthCheck }), CLOUD);
      const { inputs } = made.only("aws:cloudwatch/metricAlarm:MetricAlarm", "app-unhealthy-hosts");
      assert.deepEqual([inputs["datapointsToAlarm"], inputs["evaluationPeriods"]], [minutes, minutes]);
      assert.deepEqual(
        [inputs["threshold"], inputs["comparisonOperator"]],
        [1, "GreaterThanOrEqualToThreshold"],
      );
    }
  });

  it("reach CloudWatch with metric, dimensions and statistic", async () => {
    const { made } = await run(
      () =>
        new SsrService("app", {
          ...CONFIG,
          ...PLACE,
        }),
      CLOUD,
    );
    const alarm = (role: string) => made.only("aws:cloudwatch/metricAlarm:MetricAlarm", `app-${role}`).inputs;
    const loadBalancer = "app/awseb-AWSEB-1A2B3C/50dc6c495c0c9188";
    const group = { AutoScalingGroupName: "awseb-app-node24-AutoScalingGroup" };

    assert.deepEqual(alarm("cpu"), {
      alarmActions: [],
      okActions: [],
      treatMissingData: "notBreaching",
      alarmDescription: "app: Mean CPU is at or above 80 %: instances are being added, up to 4",
      namespace: "AWS/EC2",
      metricName: "CPUUtilization",
      dimensions: group,
      statistic: "Average",
      period: 60,
      threshold: 80,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
    });
    assert.deepEqual(
      [alarm("at-maximum")["statistic"], alarm("at-maximum")["dimensions"]],
      ["SampleCount", group],
    );
    assert.deepEqual(alarm("memory")["dimensions"], { EnvironmentName: "app-node24" });
    assert.deepEqual(
      [alarm("latency")["extendedStatistic"], alarm("latency")["statistic"]],
      ["p95", undefined],
    );
    assert.deepEqual(alarm("target-errors")["metricQueries"], [
      {
        id: "share",
        expression: "IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)",
        returnData: true,
      },
      {
        id: "errors",
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName: "HTTPCode_Target_5XX_Count",
          dimensions: { LoadBalancer: loadBalancer },
          stat: "Sum",
          period: 60,
        },
      },
      {
        id: "requests",
        metric: {
          namespace: "AWS/ApplicationELB",
          metricName: "RequestCount",
          dimensions: { LoadBalancer: loadBalancer },
          stat: "Sum",
          period: 60,
        },
      },
    ]);
    assert.match(
      JSON.stringify(alarm("unhealthy-hosts")["metricQueries"]),
      /SELECT MAX\(UnHealthyHostCount\).*1A2B3C/,
    );

    const { inputs } = made.only("aws:cloudwatch/dashboard:Dashboard");
    assert.equal(inputs["dashboardName"], "app-node24");
    const body = JSON.parse(inputs["dashboardBody"] as string) as object;
    assert.deepEqual(
      body,
      JSON.parse(
        JSON.stringify(
          dashboardBody(
            ssrServiceConfigSchema.parse(CONFIG),
            { environmentName: "app-node24", autoScalingGroupName: group.AutoScalingGroupName, loadBalancer },
            "ap-northeast-2",
          ),
        ),
      ),
    );

    assert.match(
      String(made.only("aws:ssm/parameter:Parameter").inputs["insecureValue"]),
      /"EnvironmentName":"app-node24"/,
    );
  });
});

describe("dashboard of a service", () => {
  const { widgets } = dashboardBody(ssrServiceConfigSchema.parse(CONFIG), SUBJECTS, "ap-northeast-2");

  it("tells a growth event in this order, on one screen of three columns", () => {
    assert.deepEqual(
      widgets.map(({ x, y, properties }) => `${x},${y} ${properties.title}`),
      [
        "0,0 Load: requests a minute",
        "8,0 CPU against both thresholds (%)",
        "16,0 Instances against min and max",
        "0,6 Hosts as the load balancer sees them",
        "8,6 Time to answer (s)",
        "16,6 Errors a minute (5xx)",
        "0,12 Memory in use (%)",
        "8,12 Network out of an instance (bytes a minute)",
        "16,12 Health: 0 ok, 15 warning, 20 degraded, 25 severe",
      ],
    );
    assert.ok(
      widgets.every(({ properties }) => properties.region === "ap-northeast-2" && properties.period === 60),
    );
  });

  it("draws CPU and instances against the limits that scaling has", () => {
    const limits = (index: number) =>
      (widgets[index]?.properties as { annotations?: { horizontal: unknown } }).annotations?.horizontal;
    assert.deepEqual(limits(1), [
      { label: "adds above 80", value: 80 },
      { label: "removes below 40", value: 40 },
    ]);
    assert.deepEqual(limits(2), [
      { label: "max", value: 4 },
      { label: "min", value: 2 },
    ]);
  });

  it("names metric, dimension and statistic of each line", () => {
    assert.deepEqual(widgets[4]?.properties.metrics, [
      [
        "AWS/ApplicationELB",
        "TargetResponseTime",
        "LoadBalancer",
        "app/lb/1",
        { stat: "p50", label: "median" },
      ],
      [
        "AWS/ApplicationELB",
        "TargetResponseTime",
        "LoadBalancer",
        "app/lb/1",
        { stat: "p95", label: "95th percentile" },
      ],
    ]);
  });
});

describe("a group that grows by another measure than the trigger", () => {
  const policyOf = async (scaling: NonNullable<SsrServiceConfig["scaling"]>) => {
    const { made } = await run(() => new SsrService("app", { ...CONFIG, ...PLACE, scaling }), CLOUD);
    return made.only("aws:autoscaling/policy:Policy").inputs;
  };

  it("2.15 tracks CPU, network or requests of an instance on the environment's own group", async () => {
    const cpu = await policyOf({ policy: "targetTracking" });
    assert.equal(cpu["autoscalingGroupName"], "awseb-app-node24-AutoScalingGroup");
    assert.equal(cpu["estimatedInstanceWarmup"], 300);
    assert.deepEqual(cpu["targetTrackingConfiguration"], {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
      targetValue: 60,
    });
    const network = await policyOf({ metric: "network", target: 50 });
    assert.deepEqual(network["targetTrackingConfiguration"], {
      predefinedMetricSpecification: { predefinedMetricType: "ASGAverageNetworkOut" },
      targetValue: 375_000_000,
    });
    const requests = JSON.stringify(
      (await policyOf({ metric: "requests", target: 900 }))["targetTrackingConfiguration"],
    );
    assert.match(requests, /"targetValue":900/);
    assert.match(requests, /"expression":"FILL\(requests, 0\) \/ instances"/);
    assert.match(requests, /"value":"app\/awseb-AWSEB-1A2B3C\/50dc6c495c0c9188"/);
  });

  it("has scheduled actions of its own names, and none without a schedule", async () => {
    const schedule = {
      night: { recurrence: "0 20 * * MON-FRI", min: 0, max: 0, timeZone: "Asia/Seoul" },
      morning: { recurrence: "0 7 * * MON-FRI", min: 1, max: 2 },
    };
    const { made } = await run(
      () => new SsrService("app", { ...CONFIG, ...PLACE, scaling: { schedule } }),
      CLOUD,
    );
    assert.deepEqual(made.only("aws:autoscaling/schedule:Schedule", "app-node24-night").inputs, {
      scheduledActionName: "night",
      autoscalingGroupName: "awseb-app-node24-AutoScalingGroup",
      recurrence: "0 20 * * MON-FRI",
      timeZone: "Asia/Seoul",
      minSize: 0,
      maxSize: 0,
      desiredCapacity: -1,
    });
    const { made: without } = await run(() => new SsrService("app", { ...CONFIG, ...PLACE }), CLOUD);
    assert.deepEqual(without.ofType("aws:autoscaling/schedule:Schedule"), []);
    assert.deepEqual(without.ofType("aws:autoscaling/policy:Policy"), []);
  });
});
