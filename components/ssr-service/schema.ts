import { z } from "zod";
import { IPV4_OCTET, subnetId, TWO_ZONES } from "../network/schema";
import { retentionDays } from "../shared/retention";
import type { SameShape } from "../fields/same-shape";
import { input } from "../shared/validation";
import type { SsrServiceConfig } from "./args";
import { extraEnvironmentFaults } from "./environment-rules";
import { checkRules, OBJECTS } from "./rules";
import { secretStoreOf } from "./secrets";

const hostName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/,
    'must be a host name in lower case with a dot, e.g. "app.example.com"',
  );

const variableName = z
  .string()
  .regex(/^[A-Z_][A-Z0-9_]*$/, "must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL");

const arnOf = (what: string, pattern: RegExp) => z.string().regex(pattern, `must be the ARN of ${what}`);

const nodeVersion = z.enum(["22", "24"]);

const healthCheck = z
  .strictObject({
    interval: z.int().min(5).max(300).optional(),
    timeout: z.int().min(1).max(60).optional(),
    healthyThreshold: z.int().min(2).max(10).optional(),
    unhealthyThreshold: z.int().min(2).max(10).optional(),
    matcher: z
      .string()
      .regex(/^[2-4]\d\d([,-][2-4]\d\d)*$/, 'must be HTTP codes from 200 to 499, e.g. "200" or "200-299"')
      .optional(),
    replace: z.boolean().optional(),
    gracePeriod: z.int().min(60).max(7200).optional(),
  })
  .optional();

const scaling = z
  .strictObject({
    min: z.int().min(1).max(10000).optional(),
    max: z.int().min(1).max(10000).optional(),
    cpuUpper: z.int().min(1).max(100).optional(),
    cpuLower: z.int().min(0).max(99).optional(),
    period: z.int().min(1).max(600).optional(),
    evaluationPeriods: z.int().min(1).max(600).optional(),
    step: z.int().min(1).max(100).optional(),
    cooldown: z.int().min(0).max(10000).optional(),
  })
  .optional();

const deployment = z
  .strictObject({
    policy: z
      .enum(["Immutable", "TrafficSplitting", "RollingWithAdditionalBatch", "Rolling", "AllAtOnce"])
      .optional(),
    newVersionPercent: z.int().min(1).max(100).optional(),
    evaluationMinutes: z.int().min(3).max(600).optional(),
    batchPercent: z.int().min(1).max(100).optional(),
    timeout: z.int().min(1).max(3600).optional(),
  })
  .optional();

const alarms = z
  .strictObject({
    enabled: z.boolean().optional(),
    cpuPercent: z.number().min(1).max(100).optional(),
    memoryPercent: z.number().min(1).max(100).optional(),
    networkOutMbps: z.number().positive().optional(),
    latencySeconds: z.number().positive().optional(),
    errorPercent: z.number().positive().max(100).optional(),
    errorMinRequests: z.int().min(0).max(1_000_000).optional(),
  })
  .optional();

const cidr = z
  .string()
  .regex(
    new RegExp(`^(${IPV4_OCTET}\\.){3}${IPV4_OCTET}/(\\d|[12]\\d|3[0-2])$`),
    'must be an IPv4 range, e.g. "203.0.113.0/24"',
  );

const staticFiles = z.record(
  z.string().regex(/^\/\S*$/, 'must be a path that begins with a slash, e.g. "/_next/static"'),
  z.string().regex(/^[^/\s]\S*$/, 'must be a folder of the bundle, e.g. ".next/static"'),
);

const shape = {
  domain: hostName,
  aliases: z.array(hostName).max(99).readonly().optional(),
  certificateArn: arnOf(
    "an ACM certificate in the stack's region",
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  ).optional(),
  healthCheckPath: z
    .string()
    .max(1024)
    .regex(/^\/[^\s,#]*$/, 'must begin with a slash and hold no blank, comma or #, e.g. "/health"'),
  healthCheck,
  nodeVersion: nodeVersion.optional(),
  solutionStackName: z
    .string()
    .regex(
      /^64bit Amazon Linux 2023 v\d+\.\d+\.\d+ running Node\.js \d+$/,
      'must be an Amazon Linux 2023 platform, e.g. "64bit Amazon Linux 2023 v6.11.7 running Node.js 24"',
    )
    .optional(),
  standbyNodeVersion: nodeVersion.optional(),
  initialVersion: z.string().min(1).max(100).optional(),
  scaling,
  instanceTypes: z
    .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'must be an instance type, e.g. "t4g.small"'))
    .min(1)
    .max(40)
    .readonly()
    .optional(),
  spot: z
    .strictObject({
      onDemandBase: z.int().min(0).max(10000).optional(),
      onDemandPercentage: z.int().min(0).max(100).optional(),
    })
    .optional(),
  rootVolumeSize: z.int().min(10).max(16384).optional(),
  instanceSubnets: z.enum(["private", "public"]).optional(),
  deployment,
  environment: z.record(variableName, z.string().min(1)).optional(),
  secrets: z
    .record(
      variableName,
      z
        .string()
        .refine(
          (arn) => secretStoreOf(arn) !== undefined,
          "must be the complete ARN of a Secrets Manager secret, with the six characters that AWS appends to its name " +
            "(…:secret:NAME-AbCdEf, then :KEY for one key), or of a Systems Manager parameter",
        ),
    )
    .optional(),
  secretsKeyArns: z
    .array(arnOf("a KMS key", /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/))
    .readonly()
    .optional(),
  stickiness: z.strictObject({ duration: z.int().min(1).max(604800).optional() }).optional(),
  idleTimeout: z.int().min(1).max(3600).optional(),
  deregistrationDelay: z.int().min(0).max(3600).optional(),
  ipAddressType: z.enum(["ipv4", "dualstack"]).optional(),
  sslPolicy: z
    .string()
    .regex(/^ELBSecurityPolicy-[\w-]+$/, "must be a TLS policy of Elastic Load Balancing")
    .optional(),
  cloudFrontOnly: z.boolean().optional(),
  allowedCidrs: z.array(cidr).min(1).readonly().optional(),
  webAclArn: arnOf(
    "a regional WAF web ACL",
    /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/\S+$/,
  ).optional(),
  managedRules: z.boolean().optional(),
  rateLimit: z.int().min(10).max(2_000_000_000).optional(),
  accessLogs: z
    .union([z.literal(false), z.strictObject({ retentionDays: z.int().min(1).max(3653).optional() })])
    .optional(),
  logRetentionDays: retentionDays.optional(),
  managedUpdates: z.enum(["minor", "patch", "off"]).optional(),
  updateWindow: z
    .string()
    .regex(
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):[0-5]\d$/,
      'must be a weekday and a time in UTC, e.g. "Sun:03:00"',
    )
    .optional(),
  alarms,
  eventNotifications: z.boolean().optional(),
  xray: z.boolean().optional(),
  staticFiles: staticFiles.optional(),
  keepVersions: z.int().min(1).max(1000).optional(),
  extraSettings: z.record(z.string(), z.record(z.string(), z.string())).optional(),
} as const;

/** Two zones at least, as far as that can be told before the ids are known. */
const wiredSubnetIds = input(
  z
    .array(input(subnetId))
    .refine((ids) => ids.length >= 2, TWO_ZONES)
    .refine((ids) => new Set(ids).size === ids.length, "must not name a subnet twice"),
);

/** A stack's `services.<name>:`, without what its pipeline adds. */
export const ssrServiceConfigSchema = z.strictObject(shape).superRefine(checkRules, OBJECTS);

/** Arguments of the component. */
export const ssrServiceArgsSchema = z
  .strictObject({
    ...shape,
    vpcId: input(z.string().regex(/^vpc-[0-9a-z]+$/, "must be the id of a VPC")),
    publicSubnetIds: wiredSubnetIds,
    privateSubnetIds: wiredSubnetIds,
    zoneId: input(z.string().min(1)).optional(),
    alarmTopicArn: input(arnOf("an SNS topic", /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:\S+$/)).optional(),
    extraEnvironment: z.record(variableName, input(z.string().min(1))).optional(),
    protect: z.boolean().optional(),
    tags: z.record(z.string(), input(z.string())).optional(),
  })
  .superRefine(checkRules, OBJECTS)
  .superRefine((args, context) => {
    if (args.zoneId === undefined && args.certificateArn === undefined) {
      context.addIssue({
        code: "custom",
        path: ["certificateArn"],
        message: "is required without zoneId: a certificate can be validated only in a hosted zone",
      });
    }
    for (const { path, message } of extraEnvironmentFaults(args.extraEnvironment ?? {}, args)) {
      context.addIssue({ code: "custom", path, message, params: { hidden: true } });
    }
  }, OBJECTS);

/** Environments are named `NAME-node24-1a2b3c4`, in 40 characters at most. */
export const serviceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,24}$/,
    "must begin with a small letter and have at most 25 small letters, digits and hyphens",
  );

/** Does not compile where the schema and the interface differ. */
export const SSR_SERVICE_SCHEMA_MATCHES: SameShape<
  z.output<typeof ssrServiceConfigSchema>,
  SsrServiceConfig
> = true;
