/** Policies and schedules of resources of their own that belong to a group, or to the group of a Beanstalk environment. */
import { UsageError } from "../../offline/errors";
import type { ScalingPolicy } from "../model/scaling";
import type { ScheduledAction } from "../model/settings";
import { numberIn, textIn, type StackResource } from "./document";
import { policyOf } from "./group-policies";
import { scheduledActions } from "./group-schedules";

/** One resource uses another, as the preview recorded it. */
export function dependsOn(resource: StackResource, other: StackResource): boolean {
  return resource.dependencies?.includes(other.urn) === true;
}

/** By what it depends on, or by the group's name where the program repeats it as text. */
function belongsTo(resource: StackResource, owner: StackResource): boolean {
  const name = textIn(resource.inputs, "autoscalingGroupName");
  return dependsOn(resource, owner) || (name !== undefined && name === textIn(owner.inputs, "name"));
}

/**
 * The `aws.autoscaling.Policy` resources of a group, with their alarms.
 *
 * @param owner the group, or the environment that has one
 * @throws UsageError with all faults of them
 */
export function attachedPolicies(
  name: string,
  owner: StackResource,
  resources: readonly StackResource[],
  cooldown: number,
): { readonly policies: readonly ScalingPolicy[]; readonly warmupSeconds: number | undefined } {
  const faults: string[] = [];
  const policies: ScalingPolicy[] = [];
  let warmupSeconds: number | undefined;
  for (const resource of resources) {
    if (resource.type !== "aws:autoscaling/policy:Policy" || !belongsTo(resource, owner)) continue;
    if (resource.inputs["enabled"] === false) continue;
    warmupSeconds ??= numberIn(resource.inputs, "estimatedInstanceWarmup");
    try {
      policies.push(...policyOf(resource, resources, cooldown));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(`${name}: ${error.message}`);
    }
  }
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return { policies, warmupSeconds };
}

/** The `aws.autoscaling.Schedule` resources of a group. */
export function attachedSchedules(
  owner: StackResource,
  resources: readonly StackResource[],
): readonly ScheduledAction[] {
  return resources
    .filter((resource) => resource.type === "aws:autoscaling/schedule:Schedule" && belongsTo(resource, owner))
    .flatMap(scheduledActions);
}
