/** How a simple or step policy changes the capacity. */
export interface Adjustment {
  readonly type: "ChangeInCapacity" | "ExactCapacity" | "PercentChangeInCapacity";
  /** Instances, or percent of the current capacity; negative takes away. */
  readonly amount: number;
  /** Least change of a percentage, in instances; default 1. */
  readonly minimumMagnitude?: number;
}

/**
 * The capacity after an adjustment, before the group's limits. Percentages are rounded towards zero, but to at least one
 * instance.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-adjustment
 */
export function adjusted(capacity: number, { type, amount, minimumMagnitude = 1 }: Adjustment): number {
  switch (type) {
    case "ExactCapacity":
      return amount;
    case "ChangeInCapacity":
      return capacity + amount;
    case "PercentChangeInCapacity": {
      if (amount === 0) return capacity;
      const change = Math.trunc((capacity * amount) / 100);
      return capacity + Math.sign(amount) * Math.max(Math.abs(change), minimumMagnitude);
    }
  }
}
