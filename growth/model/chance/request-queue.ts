import type { StationStep } from "../station";
import type { Workload } from "../workload";
import { Heap } from "./heap";
import { variate } from "./random";

interface Request {
  readonly arrivedAt: number;
  /** Service that it needs, in seconds at full speed. */
  readonly size: number;
  state: "waiting" | "served" | "lost";
}

/**
 * The requests at one instance, one by one. In order, the first ones are served at full speed and the others wait; shared,
 * all advance at the same speed, at most full speed. A request without an answer after the balancer's timeout is lost.
 */
export class RequestQueue {
  /** Service that a request present since the beginning would have got, in seconds. */
  private attained = 0;
  /** In service, by the value of `attained` at which they end. */
  private readonly serving = new Heap<Request>();
  /** In order: those that wait their turn. */
  private readonly line: Request[] = [];
  private head = 0;
  /** All that may still be lost, oldest first. */
  private readonly open: Request[] = [];
  private oldest = 0;
  /** Requests in service that hold capacity (lost ones too, where their work is done all the same). */
  private holding = 0;
  /** Mean waiting of the last step's answers, in seconds. */
  wait = 0;
  private readonly out: StationStep = {
    arrived: 0,
    lost: 0,
    answered: 0,
    busy: 0,
    wait: 0,
    waitSquared: 0,
    waitShare: 0,
  };

  constructor(
    private readonly random: () => number,
    private readonly workload: Workload,
    private readonly timeoutSeconds: number,
    /** Seconds since the beginning. */
    private now: number,
  ) {}

  /** Requests that can still be answered. */
  get hopeful(): number {
    let count = 0;
    for (let i = this.oldest; i < this.open.length; i++) if (this.open[i]?.state === "waiting") count++;
    return count;
  }

  /** One step up to `until` (seconds), with requests that come at these times. */
  step(times: readonly number[], until: number, capacity: number): Readonly<StationStep> {
    const { out, workload } = this;
    out.arrived = times.length;
    out.lost = out.answered = out.busy = out.wait = out.waitSquared = out.waitShare = 0;
    const began = this.now;
    for (const time of times) {
      this.runTo(time, capacity);
      this.arrive(
        time,
        (workload.cpuMs / 1000) * variate(this.random, workload.serviceVariability),
        capacity,
      );
    }
    this.runTo(until, capacity);
    const ended = out.answered + out.lost;
    if (ended > 0) {
      out.wait /= ended;
      out.waitSquared /= ended;
      this.wait = out.wait;
    } else if (this.holding === 0) this.wait = 0;
    if (times.length > 0) out.waitShare /= times.length;
    out.busy /= Math.max(1e-9, until - began);
    return out;
  }

  cutOff(): number {
    const count = this.hopeful;
    for (const request of this.open) request.state = "lost";
    this.open.length = 0;
    this.oldest = 0;
    return count;
  }

  private arrive(time: number, size: number, capacity: number): void {
    const request: Request = { arrivedAt: time, size, state: "waiting" };
    if (this.holding + this.line.length - this.head >= this.workload.connections + capacity) {
      request.state = "lost";
      this.out.lost++;
      return;
    }
    this.open.push(request);
    if (this.holding >= Math.floor(capacity + 1e-9)) this.out.waitShare++;
    if (this.workload.discipline === "shared" || this.holding < Math.ceil(capacity - 1e-9))
      this.begin(request);
    else this.line.push(request);
  }

  private begin(request: Request): void {
    this.holding++;
    this.serving.push(this.attained + request.size, request);
  }

  /** Serves up to a time: from one end, or one loss, to the next. */
  private runTo(until: number, capacity: number): void {
    for (;;) {
      const speed = this.holding === 0 ? 0 : Math.min(1, capacity / this.holding);
      const end = speed > 0 ? this.now + Math.max(0, this.serving.least - this.attained) / speed : Infinity;
      const loss = this.nextLoss();
      const next = Math.min(end, loss, until);
      this.out.busy += Math.min(capacity, this.holding) * (next - this.now);
      this.attained += speed * (next - this.now);
      this.now = next;
      if (next === until && end > until && loss > until) return;
      if (loss <= end && loss <= until) this.lose(capacity);
      else if (end <= until) this.finish(capacity);
      else return;
    }
  }

  private nextLoss(): number {
    while (this.oldest < this.open.length && this.open[this.oldest]?.state !== "waiting") this.oldest++;
    if (this.oldest > 4096 && this.oldest * 2 > this.open.length) {
      this.open.splice(0, this.oldest);
      this.oldest = 0;
    }
    const request = this.open[this.oldest];
    return request === undefined
      ? Infinity
      : Math.max(this.now, request.arrivedAt + this.timeoutSeconds - this.workload.idleMs / 1000);
  }

  private lose(capacity: number): void {
    const request = this.open[this.oldest];
    if (request === undefined) return;
    request.state = "lost";
    this.out.lost++;
    this.record(this.now - request.arrivedAt - request.size);
    // Its place is given up at once; in a heap it is found when its turn comes.
    if (this.workload.abandoned === "dropped") this.forget(request, capacity);
  }

  private forget(lost: Request, capacity: number): void {
    const rest: { key: number; request: Request }[] = [];
    let found = false;
    while (this.serving.size > 0) {
      const key = this.serving.least;
      const request = this.serving.pop();
      if (request === undefined) break;
      if (request === lost) {
        found = true;
        break;
      }
      rest.push({ key, request });
    }
    for (const { key, request } of rest) this.serving.push(key, request);
    if (found) this.holding--;
    this.refill(capacity);
  }

  private finish(capacity: number): void {
    const request = this.serving.pop();
    if (request === undefined) return;
    this.holding--;
    if (request.state === "waiting") {
      request.state = "served";
      this.out.answered++;
      this.record(this.now - request.arrivedAt - request.size);
    }
    this.refill(capacity);
  }

  private refill(capacity: number): void {
    while (this.head < this.line.length && this.holding < Math.ceil(capacity - 1e-9)) {
      const next = this.line[this.head++];
      if (next === undefined || (next.state === "lost" && this.workload.abandoned === "dropped")) continue;
      this.begin(next);
    }
    if (this.head > 4096 && this.head * 2 > this.line.length) {
      this.line.splice(0, this.head);
      this.head = 0;
    }
  }

  private record(wait: number): void {
    this.out.wait += Math.max(0, wait);
    this.out.waitSquared += Math.max(0, wait) ** 2;
  }
}
