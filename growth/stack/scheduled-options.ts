import { isRecord, type StackResource } from "./document";
import { scheduledActions } from "./group-schedules";
import type { ScheduledAction } from "../model/settings";

const NAMESPACE = "aws:autoscaling:scheduledaction";

/** Options of a scheduled action, and what an `aws.autoscaling.Schedule` calls them. */
const INPUTS: Readonly<Record<string, string>> = {
  MinSize: "minSize",
  MaxSize: "maxSize",
  DesiredCapacity: "desiredCapacity",
  Recurrence: "recurrence",
  StartTime: "startTime",
};

/**
 * The scheduled actions that a Beanstalk environment has as options: each setting names its action in `resource`.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-autoscaling-scheduledactions.html
 */
export function scheduledOptions(environment: StackResource): readonly ScheduledAction[] {
  const { settings } = environment.inputs;
  const actions = new Map<string, Record<string, unknown>>();
  for (const { namespace, name, value, resource } of Array.isArray(settings)
    ? settings.filter(isRecord)
    : []) {
    if (namespace !== NAMESPACE || typeof name !== "string" || typeof resource !== "string") continue;
    const inputs = actions.get(resource) ?? {};
    inputs[INPUTS[name] ?? name] = value;
    actions.set(resource, inputs);
  }
  return [...actions]
    .filter(([, inputs]) => inputs["Suspend"] !== "true" && inputs["Suspend"] !== true)
    .flatMap(([name, inputs]) => scheduledActions({ urn: name, type: NAMESPACE, name, inputs }));
}
