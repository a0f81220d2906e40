/** What the policies see of the group when they are invoked. */
export interface GroupView {
  /** Seconds since the beginning. */
  readonly time: number;
  readonly desired: number;
  readonly minimum: number;
  readonly maximum: number;
  /** Instances that are launched or launching, without those that terminate. */
  readonly current: number;
  /** Of these, the ones whose warm-up has not ended (launching ones included). */
  readonly warming: number;
  readonly terminating: number;
  /** An instance is being launched or terminated. */
  readonly activityInProgress: boolean;
  /** When the last launch or termination was complete, in seconds; undefined while there was none. */
  readonly activityEndedAt: number | undefined;
}

/** The capacity that a policy wants, before the group's limits. */
export interface Wish {
  readonly policy: string;
  readonly desired: number;
}
