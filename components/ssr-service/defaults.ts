import type { SsrServiceConfig } from "./args";
import type {
  AccessLogsConfig,
  AlarmsConfig,
  DeploymentConfig,
  HealthCheckConfig,
  ScalingConfig,
  StickinessConfig,
} from "./args-parts";

/** What holds where the configuration says nothing: two instances that grow to four, secure first. */
export const SSR_SERVICE_DEFAULTS = {
  aliases: [],
  nodeVersion: "24",
  instanceTypes: ["t4g.small", "t4g.medium"],
  rootVolumeSize: 20,
  instanceSubnets: "private",
  environment: {},
  secrets: {},
  secretsKeyArns: [],
  idleTimeout: 60,
  deregistrationDelay: 30,
  ipAddressType: "ipv4",
  sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  cloudFrontOnly: false,
  managedRules: false,
  rateLimit: 2000,
  logRetentionDays: 30,
  managedUpdates: "minor",
  updateWindow: "Sun:03:00",
  eventNotifications: false,
  xray: false,
  staticFiles: {},
  keepVersions: 100,
  extraSettings: {},
} as const satisfies Partial<SsrServiceConfig>;

const HEALTH_CHECK_DEFAULTS = {
  interval: 15,
  timeout: 5,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
  matcher: "200",
  replace: true,
  gracePeriod: 600,
} as const satisfies HealthCheckConfig;

const SCALING_DEFAULTS = {
  min: 2,
  max: 4,
  cpuUpper: 80,
  cpuLower: 40,
  period: 1,
  evaluationPeriods: 3,
  step: 1,
  cooldown: 180,
} as const satisfies ScalingConfig;

const DEPLOYMENT_DEFAULTS = {
  policy: "Immutable",
  newVersionPercent: 10,
  evaluationMinutes: 5,
  batchPercent: 50,
  timeout: 900,
} as const satisfies DeploymentConfig;

const STICKINESS_DEFAULTS = { duration: 86400 } as const satisfies StickinessConfig;

const ACCESS_LOGS_DEFAULTS = { retentionDays: 90 } as const satisfies AccessLogsConfig;

const ALARMS_DEFAULTS = {
  enabled: true,
  memoryPercent: 85,
  networkOutMbps: 100,
  latencySeconds: 1,
  errorPercent: 5,
  errorMinRequests: 20,
} as const satisfies AlarmsConfig;

/** Every key of `G`, those with a default never undefined. */
export type WithDefaults<D, G> = Omit<G, keyof D> & {
  readonly [K in keyof D & keyof G]-?: Exclude<G[K], undefined>;
};

/** `given` over `defaults`; a key that is given as undefined counts as not given. */
function withDefaults<D extends object, G extends object>(
  defaults: D,
  given: G | undefined,
): WithDefaults<D, G> {
  const set = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(set) } as WithDefaults<D, G>;
}

/** The configuration as it holds, with nothing left to be defaulted. */
export type ResolvedConfig = ReturnType<typeof resolve>;

/** The whole configuration with every default applied, nested parts included. */
export function resolve(config: SsrServiceConfig) {
  const scaling = withDefaults<typeof SCALING_DEFAULTS, ScalingConfig>(SCALING_DEFAULTS, config.scaling);
  return {
    ...withDefaults(SSR_SERVICE_DEFAULTS, config),
    healthCheck: withDefaults(HEALTH_CHECK_DEFAULTS, config.healthCheck),
    scaling,
    deployment: withDefaults(DEPLOYMENT_DEFAULTS, config.deployment),
    stickiness:
      config.stickiness === undefined ? undefined : withDefaults(STICKINESS_DEFAULTS, config.stickiness),
    spot:
      config.spot === undefined
        ? undefined
        : withDefaults({ onDemandBase: scaling.min, onDemandPercentage: 0 }, config.spot),
    accessLogs:
      config.accessLogs === false ? undefined : withDefaults(ACCESS_LOGS_DEFAULTS, config.accessLogs),
    alarms: withDefaults({ ...ALARMS_DEFAULTS, cpuPercent: scaling.cpuUpper }, config.alarms),
  };
}
