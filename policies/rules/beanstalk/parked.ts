import type { BeanstalkOptions } from "../../aws/beanstalk-options";

const TRIGGER = "aws:autoscaling:trigger";

/** Thresholds that no CPU crosses: the trigger stands still, and something else makes the group grow. */
export function isParked(options: BeanstalkOptions): boolean {
  const [upper, lower] = [options.get(TRIGGER, "UpperThreshold"), options.get(TRIGGER, "LowerThreshold")];
  return (
    options.get(TRIGGER, "MeasureName").isOneOf("CPUUtilization") &&
    options.get(TRIGGER, "Unit").isOneOf("Percent") &&
    (upper.number() ?? 0) >= 100 &&
    (lower.number() ?? 1) <= 0
  );
}
