import { z } from "zod";
import { toggle } from "../fields";
import { type Metric, type Metrics, metricsOf, type Subjects } from "./metrics";
import { instanceType } from "../aws/instance-types";
import { cpuThresholds, type Growth, policyOf, targetOf } from "./growth";

/** The key of a service that says from where on its alarms ring. */
export interface AlarmsKeys {
  /**
   * Alarms on the service's load, errors and health, and their thresholds; `false` makes none, so there is no
   * notification, and no alarm can stop a bad release (`pipeline.bakeAlarm`).
   *
   * @default - made where they have a receiver (the stack's alarmEmail, or the component's alarmTopicArn), with the thresholds below
   */
  readonly alarms?: boolean | AlarmsConfig | undefined;
}

/** Thresholds of the alarms. */
export interface AlarmsConfig {
  /** Mean CPU of the group in percent, 1–100, at or above it. @default - where scaling adds instances */
  readonly cpuPercent?: number | undefined;
  /** Mean memory in use in percent, 1–100. @default 85 */
  readonly memoryPercent?: number | undefined;
  /**
   * Mean traffic that an instance sends in Mbit/s, above 0.
   *
   * @default - 80 % of what the smallest of instanceTypes can always send: 100 with t4g.small
   * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html
   */
  readonly networkOutMbps?: number | undefined;
  /** Space in use on the root volume in percent, 1–100, of the fullest instance. @default 85 */
  readonly diskPercent?: number | undefined;
  /** 95th percentile of the milliseconds that instances take to answer, above 0. @default 1000 */
  readonly latencyMs?: number | undefined;
  /** Percentage of requests answered with a 5xx code, above 0 and at most 100. @default 5 */
  readonly serverErrorPercent?: number | undefined;
  /** Requests in a minute below which a share of errors says nothing, 0–1,000,000. @default 20 */
  readonly minRequests?: number | undefined;
}

export const alarmsShape = {
  alarms: toggle(
    z.strictObject({
      cpuPercent: z.number().min(1).max(100).optional(),
      memoryPercent: z.number().min(1).max(100).default(85),
      networkOutMbps: z.number().positive().optional(),
      diskPercent: z.number().min(1).max(100).default(85),
      latencyMs: z.number().positive().default(1000),
      serverErrorPercent: z.number().positive().max(100).default(5),
      minRequests: z.int().min(0).max(1_000_000).default(20),
    }),
  ).prefault(true),
} as const;

/** The thresholds where there are alarms. */
type Thresholds = Exclude<Alarms["alarms"], false>;

export type Alarms = z.output<z.ZodObject<typeof alarmsShape>>;

/** What the alarms read of a service. */
export type Watched = Alarms & Growth;

/** One alarm, without what AWS assigns. */
export interface AlarmSpec<V = string> {
  /** Last part of the logical name. */
  readonly role: string;
  readonly description: string;
  readonly threshold: number;
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold";
  /** Minutes that are looked at, and how many of them must be beyond the threshold. */
  readonly minutes: number;
  readonly breaching: number;
  /** Minutes that one measurement covers. @default 1 */
  readonly periodMinutes?: number;
  readonly measure:
    Metric<V> | { readonly expression: string; readonly metrics: Readonly<Record<string, Metric<V>>> };
}

const AT_LEAST = "GreaterThanOrEqualToThreshold";

/** Severity "Degraded" of EnvironmentHealth: 0 Ok, 1 Info, 5 Unknown, 10 No data, 15 Warning, 20 Degraded, 25 Severe. */
const DEGRADED = 20;

/** Every alarm of a service on metrics of its own, from the first sign of growth to visitors who get errors. */
export function alarmSpecs<V>(service: Watched, subjects: Subjects<V>): AlarmSpec<V>[] {
  const { alarms, scaling } = service;
  if (alarms === false) {
    return [];
  }
  const { min, max } = scaling;
  const metrics = metricsOf(subjects);
  const specs = [
    ...loadAlarms(alarms, service, metrics),
    ...creditAlarms(service, metrics),
    ...visitorAlarms(alarms, metrics),
  ];
  // A group of a fixed size is always at its maximum.
  return min === max ? specs : [...specs, atMaximum(max, metrics.instances)];
}

function loadAlarms<V>(alarms: Thresholds, service: Watched, metrics: Metrics<V>): AlarmSpec<V>[] {
  const { scaling } = service;
  const { cpuPercent = growsAt(service), networkOutMbps = sustainedMbps(service) } = alarms;
  return [
    {
      role: "cpu",
      description: `Mean CPU is at or above ${cpuPercent} %: instances are being added, up to ${scaling.max}`,
      threshold: cpuPercent,
      comparison: AT_LEAST,
      minutes: scaling.period * scaling.evaluationPeriods,
      breaching: scaling.period * scaling.evaluationPeriods,
      measure: metrics.cpu,
    },
    {
      role: "memory",
      description: `Memory in use is at or above ${alarms.memoryPercent} %: CPU scaling does not see it`,
      threshold: alarms.memoryPercent,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 5,
      measure: metrics.memory,
    },
    {
      role: "network-out",
      description: `An instance sends ${networkOutMbps} Mbit/s or more on average: more than 80 % of what its type can always send, then it is throttled`,
      threshold: bytesPerMinute(networkOutMbps),
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 5,
      measure: metrics.networkOut,
    },
    {
      role: "disk",
      description: `The root volume of an instance is ${alarms.diskPercent} % full or more: logs and caches fill it`,
      threshold: alarms.diskPercent,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 5,
      measure: metrics.disk,
    },
  ];
}

/** CPU in percent at which the group grows, or would be full where it grows by another measure. */
function growsAt(service: Watched): number {
  return policyOf(service) === "targetTracking" && service.scaling.metric === "cpu"
    ? (targetOf(service) ?? 100)
    : cpuThresholds(service).upper;
}

/** Where no type's network is known: 80 % of what a t4g.small can always send. */
const UNKNOWN_TYPE_MBPS = 100;

/** 80 % of what the smallest of the types can always send, to two digits. */
function sustainedMbps({ instanceTypes }: Watched): number {
  const baselines = instanceTypes.flatMap((each) => instanceType(each)?.baselineMbps ?? []);
  return baselines.length === 0 ? UNKNOWN_TYPE_MBPS : twoDigits(0.8 * Math.min(...baselines));
}

function twoDigits(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.floor(value / unit) * unit;
}

/**
 * Burstable types that work above their baseline for long pay for surplus credits, more than a larger type would cost.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances-unlimited-mode-concepts.html
 */
function creditAlarms<V>({ instanceTypes }: Watched, metrics: Metrics<V>): AlarmSpec<V>[] {
  return instanceTypes.some((each) => instanceType(each)?.burstable === true)
    ? [
        {
          role: "cpu-credits",
          description: "Instances pay for surplus CPU credits: they work above the baseline of their type",
          threshold: 0,
          comparison: "GreaterThanThreshold",
          minutes: 60,
          breaching: 30,
          periodMinutes: 5,
          measure: metrics.surplusCredits,
        },
      ]
    : [];
}

function visitorAlarms<V>(alarms: Thresholds, metrics: Metrics<V>): AlarmSpec<V>[] {
  const share = (errors: Metric<V>, of: string) => ({
    expression: `IF(${of} >= ${alarms.minRequests}, 100 * FILL(errors, 0) / ${of}, 0)`,
    metrics: { errors, requests: metrics.requests },
  });
  const seconds = alarms.latencyMs / 1000;
  return [
    {
      role: "target-errors",
      description: `${alarms.serverErrorPercent} % or more of the requests are answered with 5xx by the application`,
      threshold: alarms.serverErrorPercent,
      comparison: AT_LEAST,
      minutes: 3,
      breaching: 2,
      measure: share(metrics.targetErrors, "requests"),
    },
    {
      role: "balancer-errors",
      description: `${alarms.serverErrorPercent} % or more of the requests are answered with 5xx by the load balancer: no instance could take them`,
      threshold: alarms.serverErrorPercent,
      comparison: AT_LEAST,
      minutes: 3,
      breaching: 2,
      measure: share(metrics.balancerErrors, VISITED),
    },
    {
      role: "latency",
      description: `One request in twenty takes ${seconds} s or more`,
      threshold: seconds,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 3,
      measure: metrics.latency,
    },
    {
      role: "health",
      description: "Elastic Beanstalk reports the environment as degraded or severe",
      threshold: DEGRADED,
      comparison: AT_LEAST,
      minutes: 5,
      breaching: 3,
      measure: metrics.health,
    },
  ];
}

/**
 * What visitors requested, as the load balancer's own errors see it: `RequestCount` leaves out the requests that found no
 * instance, so that in the worst outage there are errors and no requests at all.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const VISITED = "MAX([FILL(requests, 0), FILL(errors, 0)])";

function atMaximum<V>(max: number, measure: Metric<V>): AlarmSpec<V> {
  return {
    role: "at-maximum",
    description: `All ${max} instances that are allowed are running: more load finds no more capacity`,
    threshold: max,
    comparison: AT_LEAST,
    minutes: 10,
    breaching: 10,
    measure,
  };
}

/** `NetworkOut` counts bytes in a period, here of a minute. */
function bytesPerMinute(mbps: number): number {
  return Math.round((mbps * 1_000_000 * 60) / 8);
}
