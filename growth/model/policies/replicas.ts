import type { MetricName } from "../alarm";
import type { GroupView, Wish } from "./view";

/** Replicas of a Beanstalk Cluster environment, kept at a mean use. */
export interface ReplicaPolicy {
  readonly kind: "replicas";
  readonly name: string;
  readonly metric: MetricName;
  /** Wanted mean of the metric over the replicas, in its own unit; > 0. */
  readonly target: number;
  /** Seconds between two evaluations; > 0. */
  readonly pollingSeconds: number;
  /** The number falls only to the most that was wanted in the last so many seconds; ≥ 0. */
  readonly stabilisationSeconds: number;
}

/** Differences below a tenth of the target change nothing. */
const TOLERANCE = 0.1;

/**
 * The horizontal pod autoscaler's rule, which runs under Cluster environments: replicas × metric ÷ target, rounded up, at
 * least the greatest of the stabilisation window when it falls.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
export class Replicas {
  private next = 0;
  private readonly wanted: { readonly time: number; readonly desired: number }[] = [];

  wish(policy: ReplicaPolicy, group: GroupView, value: number | undefined): Wish | undefined {
    if (group.time < this.next) return undefined;
    this.next = group.time + policy.pollingSeconds;
    const ready = group.current - group.warming;
    if (value === undefined || ready === 0) return undefined;
    const ratio = value / policy.target;
    const near = Math.abs(ratio - 1) <= TOLERANCE;
    const desired = near ? group.desired : Math.max(1, Math.ceil(ready * ratio - 1e-9));
    this.wanted.push({ time: group.time, desired });
    while ((this.wanted[0]?.time ?? group.time) < group.time - policy.stabilisationSeconds)
      this.wanted.shift();
    if (desired > group.desired) return { policy: policy.name, desired };
    const greatest = Math.max(...this.wanted.map((entry) => entry.desired));
    return greatest < group.desired ? { policy: policy.name, desired: greatest } : undefined;
  }
}
