/** One minute of a run. */
export interface Minute {
  /** From 0. */
  readonly minute: number;
  /** Requests that came in it. */
  readonly requests: number;
  /** Instances that got requests at its end. */
  readonly inService: number;
  /** Instances launched that did not yet get any at its end. */
  readonly launching: number;
  /** Mean CPU of the group's instances that are in service for Auto Scaling, in percent. */
  readonly cpu: number;
  /** Mean waiting beyond the service time, in milliseconds. */
  readonly waitingMs: number;
  /** Share of the requests that waited, 0 to 1. */
  readonly waitShare: number;
  /** 95th percentile of the time to the answer, in milliseconds. */
  readonly p95Ms: number;
  /** Requests of this minute without an answer in time. */
  readonly lost: number;
  /** Requests a minute that the instances in service can answer. */
  readonly capacity: number;
}

/** Something that changed the group, in the words of AWS. */
export interface GroupEvent {
  /** Seconds since the beginning. */
  readonly time: number;
  readonly kind:
    | "alarm"
    | "alarm-cleared"
    | "scale-out"
    | "scale-in"
    | "scheduled"
    | "serving"
    | "unhealthy"
    | "replaced"
    | "terminated"
    | "deployment"
    | "deployed";
  readonly text: string;
  /** Desired capacity after it. */
  readonly desired: number;
}

/** What a run of the model gives. */
export interface Run {
  readonly minutes: readonly Minute[];
  readonly events: readonly GroupEvent[];
  readonly totals: {
    readonly requests: number;
    readonly answered: number;
    readonly lost: number;
    /** Requests that still wait at the end. */
    readonly waiting: number;
    /** Instances × hours, from launch to end. */
    readonly instanceHours: number;
    /** CPU credits of burstable instances beyond the earned ones, in vCPU-hours. */
    readonly surplusVcpuHours: number;
  };
}
