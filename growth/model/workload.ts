/** What one request costs, and how requests and their costs vary. */
export interface Workload {
  /** Time that a request occupies the thread which answers it, in milliseconds; > 0. `npm run growth -- measure` finds it. */
  readonly cpuMs: number;
  /**
   * Time on other threads (garbage collection, compression, the proxy) as a share of `cpuMs`; ≥ 0, default 0.3. It uses
   * vCPUs, but a request does not wait for it: with one process on two vCPUs the CPU metric ends at 65 %.
   */
  readonly overhead: number;
  /** Time that a request waits for others (database, API) without using a CPU, in milliseconds; ≥ 0, default 0. */
  readonly idleMs: number;
  /** Squared coefficient of variation of `cpuMs`: 0 all the same, 1 (default) exponential. */
  readonly serviceVariability: number;
  /** Squared coefficient of variation of the time between two arrivals at the balancer: 1 (default) is Poisson, bursts make it larger. */
  readonly arrivalVariability: number;
  /**
   * Runs by chance only, in place of `arrivalVariability`: this share of the visits brings so many requests (mean of a
   * geometric number), each about so many seconds after the one before.
   */
  readonly visits?: { readonly share: number; readonly requests: number; readonly seconds: number };
  /**
   * How the balancer's nodes together deal out requests. `random` (default): each instance sees arrivals as variable as the
   * whole's, as behind several independent nodes. `in-turn`: one node, strict round robin; n instances see 1/n of it.
   */
  readonly balancing: "random" | "in-turn";
  /**
   * `shared` (default): the requests of a process advance together (processor sharing), as an event loop with many
   * awaits does, so a short health check is quick even under load. `in-order`: one is finished before the next begins.
   */
  readonly discipline: "shared" | "in-order";
  /**
   * What becomes of the work for a request whose visitor was sent away: `processed` (default) it is done all the same, as
   * Node.js does with what it has read; `dropped` it is not.
   */
  readonly abandoned: "processed" | "dropped";
  /**
   * Requests that an instance holds while they wait; what comes beyond is refused at once. Default 1,024: nginx of the
   * Beanstalk platforms has 1,024 connections a worker, a proxied request takes two, and there are two workers.
   */
  readonly connections: number;
  /** Time on the thread that a health check needs, in milliseconds; default 1. */
  readonly healthCheckMs: number;
  /** Size of an answer in kilobytes (1,000 bytes), for policies that watch network traffic; default 50. */
  readonly responseKb: number;
  /** Mean CPU of an instance while it boots, in percent; default 25. It counts in the group's mean from its launch on. */
  readonly bootCpu: number;
}

export const DEFAULT_WORKLOAD: Workload = {
  cpuMs: 45,
  overhead: 0.3,
  idleMs: 0,
  serviceVariability: 1,
  arrivalVariability: 1,
  balancing: "random",
  discipline: "shared",
  abandoned: "processed",
  connections: 1024,
  healthCheckMs: 1,
  responseKb: 50,
  bootCpu: 25,
};
