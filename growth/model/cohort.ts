import type { RequestQueue } from "./chance/request-queue";
import { Station } from "./station";

export type TargetHealth = "initial" | "healthy" | "unhealthy";

/** Instances that were launched together and have had the same fate since: they share one state. Times in seconds. */
export class Cohort {
  readonly station: Station;
  /** In a run by chance the requests one by one, in place of `station`; the cohort is one instance then. */
  queue: RequestQueue | undefined;
  health: TargetHealth = "initial";
  /** For how long the checks have failed or passed without a break. */
  failing = 0;
  passing = 0;
  /** While set, the instances get no new requests and end at this time. */
  drainingUntil: number | undefined;
  /** While in the future, the application restarts: a rolling deployment is at work here. */
  restartingUntil = -Infinity;
  /** Takes the instances out of the balancer until `restartingUntil`. */
  deregistered = false;
  /** Launched by an immutable deployment, not yet in the group. */
  temporary = false;
  version = 0;
  /** Share of all requests that one of these instances gets in this step. */
  share = 0;
  /** CPU credits of one instance, in vCPU-minutes; below 0 they are surplus ones. */
  credits = 0;
  /** CPU of one instance summed over the steps of this minute, in percent, and the number of the steps. */
  cpuSum = 0;
  cpuSteps = 0;
  /** Has been counted as a finished launch. */
  launched = false;

  constructor(
    public count: number,
    readonly launchedAt: number,
    /** EC2 reports it running, Auto Scaling in service. */
    readonly inServiceAt: number,
    /** The application answers. */
    readonly readyAt: number,
    /** Its warm-up for step and target tracking policies ends. */
    readonly warmAt: number,
    station?: Station,
  ) {
    this.station = station ?? new Station();
  }

  get draining(): boolean {
    return this.drainingUntil !== undefined;
  }

  /** Removes `count` instances and returns them as a cohort of their own, in the same state. */
  split(count: number): Cohort {
    const { launchedAt, inServiceAt, readyAt, warmAt } = this;
    const part = new Cohort(count, launchedAt, inServiceAt, readyAt, warmAt, this.station.split());
    part.health = this.health;
    part.failing = this.failing;
    part.passing = this.passing;
    part.drainingUntil = this.drainingUntil;
    part.restartingUntil = this.restartingUntil;
    part.deregistered = this.deregistered;
    part.temporary = this.temporary;
    part.version = this.version;
    part.credits = this.credits;
    part.cpuSum = this.cpuSum;
    part.cpuSteps = this.cpuSteps;
    part.launched = this.launched;
    this.count -= count;
    return part;
  }

  /** Mean waiting time of a request, in seconds. */
  get wait(): number {
    return this.queue?.wait ?? this.station.wait;
  }

  /** Requests of one instance that may still be answered. */
  get hopeful(): number {
    return this.queue?.hopeful ?? this.station.hopeful;
  }

  /** Cuts off what waits; returns how many of these may still have been answered. */
  cutOff(): number {
    return this.queue?.cutOff() ?? this.station.cutOff();
  }

  /** The application answers at this time. */
  answers(time: number): boolean {
    return time >= this.readyAt && time >= this.restartingUntil;
  }
}
