import { Cohort } from "./cohort";
import type { GroupView } from "./policies/view";
import type { Environment, ServiceSettings } from "./settings";

/** The instances of one Auto Scaling group and their life: launched, in service, draining, gone. Times in seconds. */
export class Fleet {
  cohorts: Cohort[] = [];
  desired: number;
  minimum: number;
  maximum: number;
  /** Requests that were cut off when their instance ended. */
  cutOff = 0;
  /** CPU credits beyond the earned ones that ended instances have used, in vCPU-minutes. */
  surplusCredits = 0;
  private activityEndedAt: number | undefined;

  constructor(
    private readonly settings: ServiceSettings,
    private readonly environment: Environment,
  ) {
    this.minimum = settings.minimum;
    this.maximum = settings.maximum;
    this.desired = Math.min(settings.maximum, Math.max(settings.minimum, settings.desired));
    const first = new Cohort(this.desired, -Infinity, -Infinity, -Infinity, -Infinity);
    first.health = "healthy";
    first.launched = true;
    if (this.desired > 0) this.add(first);
  }

  launch(count: number, time: number): Cohort[] {
    const boot = this.environment.bootMinutes * 60;
    const inService = time + Math.min(boot, this.environment.launchSeconds);
    return this.add(new Cohort(count, time, inService, time + boot, inService + this.settings.warmupSeconds));
  }

  /** In a run by chance each instance is a cohort of its own. */
  private add(cohort: Cohort): Cohort[] {
    const added = [cohort];
    if (this.environment.seed !== undefined) while (cohort.count > 1) added.push(cohort.split(1));
    this.cohorts.push(...added);
    return added;
  }

  /** Begins to end instances of a cohort: no new requests, those in flight have `drainSeconds`. */
  drain(cohort: Cohort, count: number, time: number): void {
    const leaving = count < cohort.count ? cohort.split(count) : cohort;
    if (leaving !== cohort) this.cohorts.push(leaving);
    // What never served has nothing to drain.
    leaving.drainingUntil = time + (leaving.health === "initial" ? 0 : this.settings.drainSeconds);
  }

  /** Launches or terminates towards the desired capacity; the instances that came last leave first. */
  follow(time: number): void {
    const missing = this.desired - this.current();
    if (missing > 0) this.launch(missing, time);
    let surplus = -missing;
    while (surplus > 0) {
      const cohort = this.members().at(-1);
      if (cohort === undefined) return;
      const count = Math.min(surplus, cohort.count);
      this.drain(cohort, count, time);
      surplus -= count;
    }
  }

  /** Moves on what is due at this time. */
  advance(time: number): void {
    for (const cohort of this.cohorts) {
      if (!cohort.launched && time >= cohort.inServiceAt) {
        cohort.launched = true;
        this.activityEndedAt = time;
      }
      if (cohort.drainingUntil !== undefined && time >= cohort.drainingUntil) {
        this.cutOff += cohort.cutOff() * cohort.count;
        this.surplusCredits += Math.max(0, -cohort.credits) * cohort.count;
        cohort.count = 0;
        this.activityEndedAt = time;
      }
    }
    if (this.cohorts.some(({ count }) => count === 0)) {
      this.cohorts = this.cohorts.filter(({ count }) => count > 0);
    }
  }

  /** The group's own instances that stay. */
  members(): Cohort[] {
    return this.cohorts.filter(({ draining, temporary }) => !draining && !temporary);
  }

  /** Number of the group's own instances that stay. */
  current(): number {
    let count = 0;
    for (const cohort of this.cohorts) if (!cohort.draining && !cohort.temporary) count += cohort.count;
    return count;
  }

  view(time: number): GroupView {
    let current = 0;
    let warming = 0;
    let terminating = 0;
    let busy = false;
    for (const cohort of this.cohorts) {
      if (cohort.temporary) continue;
      if (cohort.draining) {
        terminating += cohort.count;
        busy = true;
        continue;
      }
      current += cohort.count;
      if (time < cohort.warmAt) warming += cohort.count;
      if (!cohort.launched) busy = true;
    }
    return {
      time,
      desired: this.desired,
      minimum: this.minimum,
      maximum: this.maximum,
      current,
      warming,
      terminating,
      activityInProgress: busy,
      activityEndedAt: this.activityEndedAt,
    };
  }
}
