import { createHash } from "node:crypto";
import fc from "fast-check";
import { suspicionOf } from "../../../components/fields/plain-text-secrets";
import type { SsrServiceConfig } from "../../../components/ssr-service";
import { BEANSTALK_RETENTION_DAYS } from "../../../components/fields";

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const instanceTypes = fc.oneof(
  fc.subarray(["t4g.small", "t4g.medium", "m7g.large", "c7gn.large", "a1.large", "im4gn.large"], {
    minLength: 1,
  }),
  fc.subarray(["t3.small", "m7i.large", "c6a.large", "g5.xlarge", "p5en.48xlarge"], { minLength: 1 }),
);

/** `cpuLower` is chosen within what hysteresis allows. */
const scaling = fc
  .record({
    min: fc.integer({ min: 1, max: 50 }),
    more: fc.integer({ min: 0, max: 50 }),
    cpuUpper: fc.integer({ min: 2, max: 99 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    period: fc.integer({ min: 1, max: 60 }),
    evaluationPeriods: fc.integer({ min: 1, max: 10 }),
    step: fc.integer({ min: 1, max: 100 }),
    // No shorter than any health checks, of at most 300 s × 10.
    cooldown: fc.integer({ min: 3060, max: 10000 }),
  })
  .map(({ more, share, ...rest }) => ({
    ...rest,
    max: rest.min + more,
    cpuLower: Math.min(
      98,
      rest.cpuUpper - 1,
      Math.floor((share * (rest.cpuUpper * rest.min)) / (rest.min + 1)),
    ),
  }));

const healthCheck = fc
  .record({
    timeout: fc.integer({ min: 1, max: 60 }),
    longer: fc.integer({ min: 1, max: 240 }),
    healthyThreshold: fc.integer({ min: 2, max: 10 }),
    unhealthyThreshold: fc.integer({ min: 2, max: 10 }),
    matcher: fc.constantFrom("200", "200,204", "200-299", "200-204,226"),
  })
  .map(({ longer, ...rest }) => ({ ...rest, interval: Math.max(5, rest.timeout + longer) }));

const variableNames = fc
  .stringMatching(/^[A-Z_][A-Z0-9_]{0,12}$/)
  // A name of a secret is refused in plain text.
  .filter((name) => suspicionOf(name) === "none");

const environment = fc.dictionary(variableNames, fc.stringMatching(/^[a-z0-9 ,.-]{1,40}$/), { maxKeys: 10 });

const secrets = fc.dictionary(
  variableNames.map((name) => `${name.slice(0, 10)}_S`),
  fc.constantFrom(
    "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf",
    "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf:url",
    "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/db",
  ),
  { maxKeys: 5 },
);

/** What a policy ignores must not be given. */
const deployment = fc
  .record({
    policy: fc.constantFrom(
      "Immutable",
      "TrafficSplitting",
      "RollingWithAdditionalBatch",
      "Rolling",
      "AllAtOnce",
    ),
    newVersionPercent: fc.integer({ min: 1, max: 100 }),
    evaluationMinutes: fc.integer({ min: 3, max: 600 }),
    batchPercent: fc.integer({ min: 1, max: 100 }),
    timeout: fc.integer({ min: 1, max: 3600 }),
  })
  .map(
    ({
      policy,
      newVersionPercent,
      evaluationMinutes,
      batchPercent,
      timeout,
    }): SsrServiceConfig["deployment"] => ({
      policy,
      timeout,
      ...(policy === "TrafficSplitting" && { newVersionPercent, evaluationMinutes }),
      ...(policy.startsWith("Rolling") && { batchPercent }),
    }),
  );

/** Valid configurations of a service. */
export const configs: fc.Arbitrary<SsrServiceConfig> = fc
  .record({
    domain: fc.constantFrom("app.example.com", "example.com"),
    healthCheckPath: fc.constantFrom("/ready", "/health", "/api/health?full=1"),
    healthCheck: optional(healthCheck),
    scaling: optional(scaling),
    instanceTypes: optional(instanceTypes),
    // As many as saturate the largest of the types.
    processes: fc.constant(200),
    spot: optional(fc.record({ onDemandPercentage: fc.integer({ min: 0, max: 100 }) })),
    rootVolumeSize: optional(fc.integer({ min: 10, max: 16384 })),
    instanceSubnets: optional(fc.constantFrom("private" as const, "public" as const)),
    deployment: optional(deployment),
    environment: optional(environment),
    secrets: optional(secrets),
    stickiness: optional(fc.record({ duration: fc.integer({ min: 1, max: 604800 }) })),
    idleTimeout: optional(fc.integer({ min: 1, max: 3600 })),
    deregistrationDelay: optional(fc.integer({ min: 0, max: 3600 })),
    ipAddressType: optional(fc.constantFrom("ipv4" as const, "dualstack" as const)),
    logRetentionDays: optional(fc.constantFrom(...BEANSTALK_RETENTION_DAYS)),
    managedUpdates: optional(fc.constantFrom("minor" as const, "patch" as const, "off" as const)),
    updateWindow: optional(fc.constantFrom("Sun:03:00", "Mon:23:59", "Sat:00:00")),
    xray: optional(fc.boolean()),
    staticFiles: optional(fc.constantFrom({}, { "/static": "public", "/_next/static": ".next/static" })),
    extraSettings: optional(
      fc.constantFrom(
        {},
        { "aws:elasticbeanstalk:hostmanager": { LogPublicationControl: "true" } },
        { "aws:autoscaling:launchconfiguration": { RootVolumeIOPS: "3000", RootVolumeThroughput: "125" } },
      ),
    ),
  })
  // A variable stands in one place only, and a window only where there are updates.
  .map(({ updateWindow, ...config }) => ({
    ...config,
    ...(config.managedUpdates !== "off" && { updateWindow }),
    environment: Object.fromEntries(
      Object.entries(config.environment ?? {}).filter(([name]) => !(name in (config.secrets ?? {}))),
    ),
  }));

/** The same object with the keys of all its objects in another order. */
export function shuffled<T>(value: T, seed: number): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const entries = Object.entries(value).map(([key, each]) => [key, shuffled<unknown>(each, seed)] as const);
  const rank = (key: string) => createHash("sha256").update(`${seed} ${key}`).digest("hex");
  return Object.fromEntries(entries.sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))) as T;
}
