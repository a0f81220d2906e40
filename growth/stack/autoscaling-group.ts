import { UsageError } from "../../offline/errors";
import type { ServiceSettings } from "../model/settings";
import { instanceOf } from "../prices/instance-types";
import { isRecord, numberIn, textIn, type StackResource } from "./document";
import { attachedPolicies, attachedSchedules, dependsOn } from "./attached";

/**
 * The settings of an `aws.autoscaling.Group` with its policies, alarms, schedules, launch template and target group, found by
 * what depends on what.
 *
 * @throws UsageError with all faults, where it has no policy and no schedule or a policy's metric is not known
 */
export function groupSettings(
  name: string,
  group: StackResource,
  resources: readonly StackResource[],
): ServiceSettings {
  const { inputs } = group;
  const cooldown = numberIn(inputs, "defaultCooldown") ?? 300;
  const { policies, warmupSeconds } = attachedPolicies(name, group, resources, cooldown);
  const warmup = numberIn(inputs, "defaultInstanceWarmup") ?? warmupSeconds;
  const schedules = attachedSchedules(group, resources);
  if (policies.length === 0 && schedules.length === 0) {
    throw new UsageError(
      `${name}: has no scaling: no aws.autoscaling.Policy with an alarm and no Schedule belongs to it`,
    );
  }
  const minimum = numberIn(inputs, "minSize") ?? 0;
  const template = launchOf(group, resources);
  const adaptive = policies.some(({ kind }) => kind !== "simple");
  return {
    name,
    kind: "autoscaling-group",
    minimum,
    maximum: numberIn(inputs, "maxSize") ?? minimum,
    desired: numberIn(inputs, "desiredCapacity") ?? minimum,
    instance: instanceOf(template.type, template.credits),
    processes: 1,
    policies,
    schedules,
    warmupSeconds: warmup ?? (adaptive ? cooldown : 0),
    metricMinutes: template.detailed ? 1 : 5,
    ...balancerOf(group, resources),
    deployment: {
      policy: "Rolling",
      batch: { type: "Percentage", size: 10 },
      newVersionPercent: 10,
      evaluationMinutes: 5,
    },
  };
}

interface Launch {
  readonly type: string;
  readonly detailed: boolean;
  readonly credits?: "unlimited" | "standard";
}

function launchOf(group: StackResource, resources: readonly StackResource[]): Launch {
  const used = resources.filter((resource) => dependsOn(group, resource));
  const template = used.find(({ type }) => type === "aws:ec2/launchTemplate:LaunchTemplate");
  if (template !== undefined) {
    const { monitoring, creditSpecification } = template.inputs;
    const credits = isRecord(creditSpecification) ? creditSpecification["cpuCredits"] : undefined;
    return {
      type: overriddenType(group) ?? textIn(template.inputs, "instanceType") ?? "",
      detailed: isRecord(monitoring) && monitoring["enabled"] === true,
      ...(credits === "standard" || credits === "unlimited" ? { credits } : {}),
    };
  }
  const configuration = used.find(({ type }) => type === "aws:ec2/launchConfiguration:LaunchConfiguration");
  if (configuration !== undefined) {
    return {
      type: textIn(configuration.inputs, "instanceType") ?? "",
      detailed: configuration.inputs["enableMonitoring"] !== false,
    };
  }
  throw new UsageError(
    `${group.name}: its launch template is not in the stack, so its instance type is not known`,
  );
}

/** The first instance type of a mixed instances policy. */
function overriddenType(group: StackResource): string | undefined {
  const mixed = group.inputs["mixedInstancesPolicy"];
  const template = isRecord(mixed) ? mixed["launchTemplate"] : undefined;
  const overrides = isRecord(template) ? template["overrides"] : undefined;
  const first: unknown = Array.isArray(overrides) ? overrides[0] : undefined;
  return isRecord(first) ? textIn(first, "instanceType") : undefined;
}

/** Health checks, draining and timeout, from the target group and its load balancer where they are in the stack. */
function balancerOf(
  group: StackResource,
  resources: readonly StackResource[],
): Pick<ServiceSettings, "healthCheck" | "drainSeconds" | "timeoutSeconds"> {
  const attachments = resources.filter(
    (resource) => resource.type.startsWith("aws:autoscaling/") && dependsOn(resource, group),
  );
  const isTargetGroup = ({ type }: StackResource): boolean =>
    /^aws:(lb|alb)\/targetGroup:TargetGroup$/.test(type);
  const target = resources.find(
    (resource) =>
      isTargetGroup(resource) && [group, ...attachments].some((user) => dependsOn(user, resource)),
  );
  const listener = resources.find(
    ({ type, dependencies }) =>
      /\/listener:Listener$/.test(type) &&
      target !== undefined &&
      dependencies?.includes(target.urn) === true,
  );
  const balancer = resources.find(
    (resource) =>
      /^aws:(lb|alb)\/loadBalancer:LoadBalancer$/.test(resource.type) &&
      listener !== undefined &&
      dependsOn(listener, resource),
  );
  const check = target?.inputs["healthCheck"];
  const settings = isRecord(check) ? check : {};
  return {
    healthCheck: {
      intervalSeconds: numberIn(settings, "interval") ?? 30,
      timeoutSeconds: numberIn(settings, "timeout") ?? 5,
      healthyThreshold: numberIn(settings, "healthyThreshold") ?? 3,
      unhealthyThreshold: numberIn(settings, "unhealthyThreshold") ?? 3,
      replace: group.inputs["healthCheckType"] === "ELB",
      graceSeconds: numberIn(group.inputs, "healthCheckGracePeriod") ?? 300,
    },
    drainSeconds: numberIn(target?.inputs ?? {}, "deregistrationDelay") ?? 300,
    timeoutSeconds: numberIn(balancer?.inputs ?? {}, "idleTimeout") ?? 60,
  };
}
