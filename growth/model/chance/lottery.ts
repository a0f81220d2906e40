import type { Cohort } from "../cohort";
import type { Fleet } from "../fleet";
import type { StationStep } from "../station";
import type { Workload } from "../workload";
import { arrivalTimes } from "./arrivals";
import { randomNumbers } from "./random";
import { RequestQueue } from "./request-queue";

/** Draws the requests of a run by chance and deals them out to the instances. */
export class Lottery {
  private readonly random: () => number;
  private times: readonly number[] = [];
  private next = 0;
  private turn = 0;
  private refused = 0;
  private readonly dealt = new Map<Cohort, number[]>();

  constructor(
    seed: number,
    private readonly workload: Workload,
    private readonly timeoutSeconds: number,
    private readonly stepSeconds: number,
  ) {
    this.random = randomNumbers(seed);
  }

  /** Draws when the requests of a minute come; `start` in seconds. */
  draw(start: number, count: number): void {
    this.times = arrivalTimes(this.random, count, this.workload).map((time) => start + time);
    this.next = 0;
  }

  /** Deals out the requests up to a time, by the cohorts' shares. */
  deal(fleet: Fleet, until: number): void {
    this.dealt.clear();
    this.refused = 0;
    const targets = fleet.cohorts.filter(({ share }) => share > 0);
    for (let at = this.times[this.next]; at !== undefined && at < until; at = this.times[++this.next]) {
      const target = this.choose(targets);
      if (target === undefined) this.refused++;
      else {
        const list = this.dealt.get(target);
        if (list === undefined) this.dealt.set(target, [at]);
        else list.push(at);
      }
    }
  }

  /** Requests of this step that no instance could get. */
  undealt(): number {
    return this.refused;
  }

  /** Serves one instance's requests up to a time. */
  step(cohort: Cohort, until: number, capacity: number): Readonly<StationStep> {
    cohort.queue ??= new RequestQueue(
      this.random,
      this.workload,
      this.timeoutSeconds,
      until - this.stepSeconds,
    );
    return cohort.queue.step(this.dealt.get(cohort) ?? [], until, capacity);
  }

  /** In turn where all have the same share, else by their shares; none where the draw falls on one that does not answer. */
  private choose(targets: readonly Cohort[]): Cohort | undefined {
    const whole = targets.reduce((sum, { share }) => sum + share, 0);
    if (this.workload.balancing === "in-turn" && whole > 1 - 1e-9)
      return targets[this.turn++ % targets.length];
    let drawn = this.random();
    for (const target of targets) {
      drawn -= target.share;
      if (drawn < 0) return target;
    }
    return whole > 1 - 1e-9 ? targets.at(-1) : undefined;
  }
}
