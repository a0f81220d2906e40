/** Everything that a service can be configured with: its keys, the schema and the rules, put together of its topics. */
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  checkRules,
  input,
  OBJECTS,
  type Rule,
  type SameShape,
  tagInputs,
  topicArn,
  zoneId,
} from "../fields";
import { TWO_ZONES, subnetId } from "../network/subnets";
import { type AccessLogsKeys, accessLogsShape } from "./access-logs";
import { type AgentKeys, agentRules, agentShape } from "./agent-config";
import { type AlarmsKeys, alarmsShape } from "./alarms";
import { type ApplicationKeys, applicationShape } from "./application";
import { type DeploymentKeys, deploymentRules, deploymentShape } from "./deployment";
import { type NamesKeys, namesRules, namesShape } from "./dns";
import { type ExtraSettingsKeys, extraSettingsFaults, extraSettingsShape } from "./extra-settings";
import { type HealthCheckKeys, healthCheckRules, healthCheckShape } from "./health-check";
import { type InstanceAccessKeys, instanceAccessShape } from "./instance-access";
import { type InstancesKeys, instancesRules, instancesShape } from "./instances";
import { type LoadBalancerKeys, loadBalancerShape } from "./load-balancer";
import { type LogsKeys, logsShape } from "./logs";
import { type ManagedUpdatesKeys, managedUpdatesRules, managedUpdatesShape } from "./managed-updates";
import { type NotificationsKeys, notificationsShape } from "./notifications";
import { type OriginSecretKeys, originSecretRules, originSecretShape } from "./origin-secret";
import { type PlatformKeys, platformRules, platformShape } from "./platform";
import { type ProcessesKeys, processesRules, processesShape } from "./processes";
import { growthRules } from "./growth";
import { type ScalingKeys, scalingShape } from "./scaling";
import { type SpotKeys, spotRules, spotShape } from "./spot";
import { type AccessKeys, accessRules, accessShape } from "./security-groups";
import {
  extraEnvironmentFaults,
  extraEnvironmentSchema,
  type VariablesKeys,
  variablesRules,
  variablesShape,
} from "./variables";
import { type WafKeys, wafRules, wafShape } from "./waf";

/** What a stack's configuration says of one server-rendered service. */
export interface SsrServiceConfig
  extends
    NamesKeys,
    HealthCheckKeys,
    PlatformKeys,
    ScalingKeys,
    InstancesKeys,
    InstanceAccessKeys,
    SpotKeys,
    ProcessesKeys,
    DeploymentKeys,
    VariablesKeys,
    LoadBalancerKeys,
    AccessKeys,
    OriginSecretKeys,
    WafKeys,
    AccessLogsKeys,
    LogsKeys,
    AgentKeys,
    ManagedUpdatesKeys,
    AlarmsKeys,
    NotificationsKeys,
    ApplicationKeys,
    ExtraSettingsKeys {}

/** Arguments of {@link SsrService}. */
export interface SsrServiceArgs extends Omit<SsrServiceConfig, "tags" | "zoneId"> {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of the load balancer, at least two, in different Availability Zones. */
  readonly publicSubnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Subnets of the instances, at least two, in different Availability Zones. */
  readonly privateSubnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /** Id of the hosted zone that holds `domain` and `aliases`, where another resource supplies it. */
  readonly zoneId?: pulumi.Input<string> | undefined;
  /** SNS topic in the stack's region that alarms are sent to. @default - no notification is sent */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /** Environment variables that other resources supply, such as a database's host name. @default {} */
  readonly extraEnvironment?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  /** Tags of everything that can be tagged, instances included. */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

const shape = {
  ...namesShape,
  ...healthCheckShape,
  ...platformShape,
  ...scalingShape,
  ...instancesShape,
  ...instanceAccessShape,
  ...spotShape,
  ...processesShape,
  ...deploymentShape,
  ...variablesShape,
  ...loadBalancerShape,
  ...accessShape,
  ...originSecretShape,
  ...wafShape,
  ...accessLogsShape,
  ...logsShape,
  ...agentShape,
  ...managedUpdatesShape,
  ...alarmsShape,
  ...notificationsShape,
  ...applicationShape,
  ...extraSettingsShape,
} as const;

const configSchema = z.strictObject(shape);

/** A service's configuration with every default. */
export type ServiceConfig = z.output<typeof configSchema>;

/** What rules read: the values of the other keys come from other resources where a component is given them. */
type Plain = Omit<ServiceConfig, "zoneId" | "tags">;

const RULES: readonly Rule<Plain>[] = [
  ...namesRules,
  ...healthCheckRules,
  ...platformRules,
  ...growthRules,
  ...instancesRules,
  ...spotRules,
  ...processesRules,
  ...deploymentRules,
  ...variablesRules,
  ...accessRules,
  ...originSecretRules,
  ...wafRules,
  ...managedUpdatesRules,
  ...agentRules,
];

/**
 * Faults of `extraSettings`, which depend on every other key. Keys with a fault of their own count as not given, so that
 * one run shows every fault.
 */
function checkExtraSettings(
  value: Omit<z.input<typeof configSchema>, "zoneId" | "tags">,
  context: z.core.$RefinementCtx,
): void {
  const faulty = new Set(context.issues.map((issue) => issue.path?.[0]));
  if (faulty.has("extraSettings")) {
    return;
  }
  if (Object.keys(value.extraSettings ?? {}).length === 0) {
    return;
  }
  const sound = Object.entries(value).filter(
    ([key]) => Object.hasOwn(shape, key) && key !== "zoneId" && key !== "tags" && !faulty.has(key),
  );
  const placeholders = { domain: "app.example.com", healthCheckPath: "/health" };
  const service = configSchema.safeParse({ ...placeholders, ...Object.fromEntries(sound) });
  for (const { path, message } of service.success ? extraSettingsFaults(service.data) : []) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
}

/** A stack's `services.<name>:`, without what its pipeline adds. */
export const ssrServiceConfigSchema = configSchema
  .superRefine(checkRules<Plain>(RULES), OBJECTS)
  .superRefine(checkExtraSettings, OBJECTS);

/** Two zones at least, as far as that shows before the ids are known. */
const wiredSubnetIds = input(
  z
    .array(input(subnetId))
    .refine((ids) => ids.length >= 2, TWO_ZONES)
    .refine((ids) => new Set(ids).size === ids.length, "must not name a subnet twice"),
);

const argsSchema = z.strictObject({
  ...shape,
  vpcId: input(z.string().regex(/^vpc-[0-9a-z]+$/, "must be the id of a VPC")),
  publicSubnetIds: wiredSubnetIds,
  privateSubnetIds: wiredSubnetIds,
  zoneId: input(zoneId).optional(),
  alarmTopicArn: input(topicArn).optional(),
  extraEnvironment: extraEnvironmentSchema.default({}),
  tags: tagInputs.optional(),
});

/** A service with everything that it needs, which is all that the component works with. */
export type Service = z.output<typeof argsSchema>;

const ARGS_RULES: readonly Rule<Service>[] = [
  {
    reads: ["zoneId", "zone", "certificateArn"],
    faults: ({ zoneId: id, zone, certificateArn }) =>
      id === undefined && zone === undefined && certificateArn === undefined
        ? [
            {
              path: ["certificateArn"],
              message:
                "is required without zoneId or zone: a certificate can be validated only in a hosted zone",
            },
          ]
        : [],
  },
  {
    reads: ["extraEnvironment", "environment", "secrets", "domain", "processes", "instanceTypes"],
    faults: (service) => extraEnvironmentFaults(service.extraEnvironment, service),
  },
];

/** Arguments of the component. */
export const ssrServiceArgsSchema = argsSchema
  .superRefine(checkRules<Service>([...RULES, ...ARGS_RULES]), OBJECTS)
  .superRefine(checkExtraSettings, OBJECTS);

/** Environments are named `NAME-node24-1a2b3c4`, in 40 characters at most. */
export const serviceName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,24}$/,
    "must begin with a small letter and have at most 25 small letters, digits and hyphens",
  );

/** Keys that `true` and `false` turn on and off, of which the schema's value has no `true`. */
type Toggles = "accessLogs" | "alarms" | "spot" | "stickiness" | "waf";

/** Does not compile where the schema and the interface differ. */
export const SSR_SERVICE_SCHEMA_MATCHES: SameShape<
  Omit<ServiceConfig, Toggles>,
  Omit<SsrServiceConfig, Toggles>
> = true;
