import { tailProbability } from "./distribution";
import type { QueueTable } from "./queue-table";
import type { Workload } from "./workload";

/** What happened at one instance in one step. */
export interface StationStep {
  /** Requests that came. */
  arrived: number;
  /** Of these, the ones that will not be answered in time. */
  lost: number;
  /** Answers given in the step to requests that had not been lost. */
  answered: number;
  /** Mean capacity in use, in requests served at full speed. */
  busy: number;
  /** Mean waiting time beyond the service time, in seconds. */
  wait: number;
  /** Mean of its square over all arrivals, in seconds². */
  waitSquared: number;
  /** Share of the arrivals that waited. */
  waitShare: number;
}

/** Relative change of a queue below which it is taken as settled. */
const SETTLED = 1e-7;

/**
 * The requests at one instance: how many wait and how widely their waiting times spread. A request whose waiting and service
 * take longer than the balancer waits is lost; whether its work is done all the same is the workload's.
 */
export class Station {
  /** Requests that wait. */
  waiting = 0;
  /** Of these, the ones that can still be answered in time. */
  hopeful = 0;
  /** Mean waiting time at the end of the last step, in seconds. */
  wait = 0;
  /** Capacity in use in the last step. */
  busy = 0;
  private variance = 0;
  /** Probability that a request arriving now would be answered too late. */
  private late = 0;
  /** The last step changed nothing, so that one with the same arrivals does not either. */
  private settled = false;
  private rate = 0;
  private table: QueueTable | undefined;
  private readonly out: StationStep = {
    arrived: 0,
    lost: 0,
    answered: 0,
    busy: 0,
    wait: 0,
    waitSquared: 0,
    waitShare: 0,
  };

  /** A copy in the same state, for an instance that leaves its siblings. */
  split(): Station {
    return Object.assign(new Station(), {
      waiting: this.waiting,
      hopeful: this.hopeful,
      wait: this.wait,
      busy: this.busy,
      variance: this.variance,
      late: this.late,
    });
  }

  /**
   * @param rate arrivals per second
   * @param seconds length of the step
   * @param table the instance's queue
   * @param timeoutSeconds how long the balancer waits for an answer
   * @returns the same object at each call
   */
  step(
    rate: number,
    seconds: number,
    table: QueueTable,
    workload: Workload,
    timeoutSeconds: number,
  ): Readonly<StationStep> {
    // A minute's requests come evenly, so most steps find the queue as the one before left it.
    if (this.settled && rate === this.rate && table === this.table) return this.out;
    this.rate = rate;
    this.table = table;
    const { out } = this;
    const service = workload.cpuMs / 1000;
    const ratio = seconds / service;
    const limit = timeoutSeconds - service - workload.idleMs / 1000;
    const before = this.late;
    const dropped = workload.abandoned === "dropped";
    const entering = dropped ? rate * (1 - before) : rate;
    const inflow = this.waiting + entering * seconds;
    const busy = table.busyAfter(inflow, ratio);
    const left = Math.max(0, inflow - ratio * busy);
    const waiting = Math.min(left, workload.connections);
    const refused = left - waiting;
    const share = table.waitProbability(busy);
    const wait = busy > 0 ? (waiting * service) / busy : 0;
    // Conditional on waiting at all: exponential in the steady state, narrow while a backlog grows or shrinks.
    const given = share > 0 ? wait / share : 0;
    const variance = given > 0 ? this.varianceAfter(given, busy, seconds, table, workload) : 0;
    this.settled =
      Math.abs(waiting - this.waiting) <= SETTLED * (waiting + 1) &&
      Math.abs(variance - this.variance) <= SETTLED * variance;
    this.variance = variance;
    this.busy = busy;
    this.wait = wait;
    this.late = lateProbability(limit, given, variance, share);
    const lost = Math.min(
      rate * seconds,
      refused + rate * seconds * (dropped ? before : (before + this.late) / 2),
    );
    this.settle(rate * seconds - lost, inflow - refused, waiting);
    const seen = Math.min(wait, Math.max(0, limit));
    const scale = wait > 0 ? seen / wait : 1;
    out.arrived = rate * seconds;
    out.lost = lost;
    out.busy = busy;
    out.wait = seen;
    out.waitSquared = share * (variance + given * given) * scale * scale;
    out.waitShare = share;
    return out;
  }

  private varianceAfter(
    given: number,
    busy: number,
    seconds: number,
    table: QueueTable,
    workload: Workload,
  ): number {
    const service = workload.cpuMs / 1000;
    const variability =
      table.arrivalVariability + (workload.discipline === "shared" ? 1 : workload.serviceVariability);
    const spread = (busy * service * variability) / table.capacity ** 2;
    return (this.variance + spread * seconds) / (1 + (spread * seconds) / (given * given));
  }

  /** Everything that waits here is cut off; returns how many of these would have been answered in time. */
  cutOff(): number {
    const { hopeful } = this;
    this.waiting = 0;
    this.hopeful = 0;
    this.wait = 0;
    this.busy = 0;
    this.variance = 0;
    this.late = 0;
    this.settled = false;
    return hopeful;
  }

  /** Answers are given to hopeful and lost ones as they are mixed in the queue. */
  private settle(hopefulArrivals: number, inflow: number, waiting: number): void {
    const hopeful = this.hopeful + hopefulArrivals;
    const stays = inflow > 0 ? waiting / inflow : 0;
    this.hopeful = Math.min(hopeful * stays, waiting);
    this.waiting = waiting;
    this.out.answered = hopeful - this.hopeful;
  }
}

/** Probability that a request waits longer than `limit` seconds, if it waits with probability `share` and then so long. */
function lateProbability(limit: number, mean: number, variance: number, share: number): number {
  if (limit <= 0) return 1;
  if (mean <= 0 || (limit > mean * 40 && limit > mean + 12 * Math.sqrt(variance))) return 0;
  return share * tailProbability(limit, mean, variance);
}
