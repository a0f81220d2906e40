/** Faults that several kinds of targets find in a pipeline. */
import type { Fault, Path } from "../../fields";
import type { TargetFacts } from "./target";

type Values = Readonly<Record<string, unknown>>;

/** The keys of a value, whatever it is. */
export function recordOf(value: unknown): Values {
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

/** Keys that are of use to other targets only. */
export function notForTarget(values: Values, keys: readonly string[], whose: string, at: Path = []): Fault[] {
  return keys
    .filter((key) => values[key] !== undefined)
    .map((key) => ({ path: [...at, key], message: `must be left out: it is for ${whose}` }));
}

/** An alarm can be watched only where there is one. */
export function missingAlarm({ bakeAlarm }: Values, { hasErrorAlarm }: TargetFacts): Fault[] {
  const wanted = bakeAlarm !== undefined && bakeAlarm !== false;
  const named = recordOf(bakeAlarm)["alarmName"] !== undefined;
  return wanted && !named && !hasErrorAlarm
    ? [
        {
          path: ["bakeAlarm"],
          message:
            "needs an alarm, and the target has none: give the stack an alarmEmail or the target alarms: true, or name one under bakeAlarm.alarmName",
        },
      ]
    : [];
}

/** Other repositories are within reach of a build only where it clones by itself. */
export function cloneFaults({ clone, cloneRepositories }: Values): Fault[] {
  return cloneRepositories !== undefined && clone !== "full"
    ? [{ path: ["cloneRepositories"], message: "has no effect: set clone to full" }]
    : [];
}
