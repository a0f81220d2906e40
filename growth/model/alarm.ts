/** What a group is scaled by. */
export type MetricName =
  "CPUUtilization" | "NetworkIn" | "NetworkOut" | "Latency" | "RequestCount" | "RequestCountPerTarget";

/** A CloudWatch alarm on one metric of the group. */
export interface AlarmSettings {
  readonly name: string;
  readonly metric: MetricName;
  readonly statistic: "Average" | "Minimum" | "Maximum" | "Sum";
  /** Length of a period in minutes; ≥ 1. */
  readonly periodMinutes: number;
  /** The last so many periods are looked at; ≥ 1. */
  readonly evaluationPeriods: number;
  /** So many of them must breach; 1 to `evaluationPeriods`. */
  readonly datapointsToAlarm: number;
  readonly comparison:
    | "GreaterThanThreshold"
    | "GreaterThanOrEqualToThreshold"
    | "LessThanThreshold"
    | "LessThanOrEqualToThreshold";
  /** In the metric's own unit: percent, bytes a datapoint, seconds, requests a period. */
  readonly threshold: number;
}

/** One minute of the group's metrics; a metric that has no value in this minute is left out. */
export type MetricSample = Readonly<Partial<Record<MetricName, number>>>;

/**
 * Evaluates an alarm once a minute, as CloudWatch does: each period is aggregated to a datapoint, the window slides by a
 * minute, and `datapointsToAlarm` of the last `evaluationPeriods` must breach. Periods without a value are left out
 * (missing data is treated as missing): the alarm keeps its state while there are too few.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export class Alarm {
  private readonly values: (number | undefined)[] = [];
  private breaching = false;
  /** The latest datapoint. */
  value: number | undefined;

  constructor(readonly settings: AlarmSettings) {}

  /** Adds the minute that has just become visible; true while in the ALARM state. */
  push(sample: MetricSample): boolean {
    const { periodMinutes, evaluationPeriods, datapointsToAlarm, metric } = this.settings;
    this.values.push(sample[metric]);
    const length = periodMinutes * evaluationPeriods;
    if (this.values.length > length) this.values.shift();
    if (this.values.length < length) return false;
    let present = 0;
    let breaching = 0;
    for (let period = 0; period < evaluationPeriods; period++) {
      const value = this.datapoint(period * periodMinutes, periodMinutes);
      if (value === undefined) continue;
      present++;
      if (this.breaches(value)) breaching++;
      this.value = value;
    }
    if (breaching >= datapointsToAlarm) this.breaching = true;
    else if (present - breaching > evaluationPeriods - datapointsToAlarm) this.breaching = false;
    return this.breaching;
  }

  private datapoint(from: number, length: number): number | undefined {
    let count = 0;
    let sum = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let i = from; i < from + length; i++) {
      const value = this.values[i];
      if (value === undefined) continue;
      count++;
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    if (count === 0) return undefined;
    switch (this.settings.statistic) {
      case "Sum":
        return sum;
      case "Minimum":
        return least;
      case "Maximum":
        return most;
      case "Average":
        return sum / count;
    }
  }

  private breaches(value: number): boolean {
    const { comparison, threshold } = this.settings;
    switch (comparison) {
      case "GreaterThanThreshold":
        return value > threshold;
      case "GreaterThanOrEqualToThreshold":
        return value >= threshold;
      case "LessThanThreshold":
        return value < threshold;
      case "LessThanOrEqualToThreshold":
        return value <= threshold;
    }
  }
}
