import type { Cohort } from "./cohort";
import type { Fleet } from "./fleet";
import type { Environment, ServiceSettings } from "./settings";

/**
 * A deployment of a new version, as Elastic Beanstalk does it. Scaling policies do not act meanwhile.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 */
export class Release {
  private phase:
    "waiting" | "first" | "rest" | "evaluating" | "additional" | "batches" | "draining" | "done" = "waiting";
  private evaluatedAt = Infinity;
  private batch: Cohort[] = [];

  constructor(
    private readonly settings: ServiceSettings,
    private readonly environment: Environment,
    private readonly startsAt: number,
  ) {}

  get active(): boolean {
    return this.phase !== "waiting" && this.phase !== "done";
  }

  /** Percent of the requests that the new version gets while it is on trial. */
  get newVersionPercent(): number | undefined {
    const splitting = this.settings.deployment.policy === "TrafficSplitting";
    return splitting && this.active && this.phase !== "draining"
      ? this.settings.deployment.newVersionPercent
      : undefined;
  }

  /** Moves the deployment on; true in the step in which it ends. */
  advance(fleet: Fleet, time: number): boolean {
    if (this.phase === "waiting") {
      if (time < this.startsAt) return false;
      this.start(fleet, time);
      return false;
    }
    switch (this.phase) {
      case "first":
        if (allHealthy(newOnes(fleet))) {
          this.launchNew(fleet, fleet.current() - 1, time);
          this.phase = "rest";
        }
        return false;
      case "rest":
        if (!allHealthy(newOnes(fleet))) return false;
        if (this.settings.deployment.policy === "TrafficSplitting") {
          this.phase = "evaluating";
          this.evaluatedAt = time + this.settings.deployment.evaluationMinutes * 60;
        } else this.takeOver(fleet, time);
        return false;
      case "evaluating":
        if (time >= this.evaluatedAt) this.takeOver(fleet, time);
        return false;
      case "additional":
        if (!allHealthy(newOnes(fleet))) return false;
        this.phase = "batches";
        return false;
      case "batches":
        return this.nextBatch(fleet, time);
      case "draining":
        if (fleet.cohorts.some(({ draining, version }) => draining && version === 0)) return false;
        this.phase = "done";
        return true;
      case "done":
        return false;
    }
  }

  private start(fleet: Fleet, time: number): void {
    const count = fleet.current();
    switch (this.settings.deployment.policy) {
      case "Immutable":
        this.launchNew(fleet, 1, time);
        this.phase = count > 1 ? "first" : "rest";
        return;
      case "TrafficSplitting":
        this.launchNew(fleet, count, time);
        this.phase = "rest";
        return;
      case "RollingWithAdditionalBatch":
        this.launchNew(fleet, Math.min(this.batchSize(count), count), time);
        this.phase = "additional";
        return;
      case "Rolling":
      case "AllAtOnce":
        this.phase = "batches";
    }
  }

  private launchNew(fleet: Fleet, count: number, time: number): void {
    if (count < 1) return;
    for (const cohort of fleet.launch(count, time)) {
      cohort.temporary = true;
      cohort.version = 1;
    }
  }

  /** The new instances move into the group, the old ones leave. */
  private takeOver(fleet: Fleet, time: number): void {
    for (const cohort of [...fleet.members()])
      if (cohort.version === 0) fleet.drain(cohort, cohort.count, time);
    for (const cohort of fleet.cohorts) cohort.temporary = false;
    this.phase = "draining";
  }

  private nextBatch(fleet: Fleet, time: number): boolean {
    if (this.batch.some((cohort) => time < cohort.restartingUntil || cohort.health !== "healthy")) {
      for (const cohort of this.batch) if (time >= cohort.restartingUntil) cohort.deregistered = false;
      return false;
    }
    this.batch = [];
    const old = fleet.members().filter(({ version }) => version === 0);
    if (old.length === 0) {
      const additional = fleet.cohorts.filter(({ temporary }) => temporary);
      for (const cohort of additional) {
        cohort.temporary = false;
        fleet.drain(cohort, cohort.count, time);
      }
      this.phase = "done";
      return true;
    }
    const { policy } = this.settings.deployment;
    let left = policy === "AllAtOnce" ? Infinity : this.batchSize(fleet.current());
    for (const cohort of old) {
      if (left <= 0) break;
      const part = cohort.count <= left ? cohort : cohort.split(left);
      if (part !== cohort) fleet.cohorts.push(part);
      left -= part.count;
      part.version = 1;
      part.health = policy === "AllAtOnce" ? part.health : "initial";
      part.failing = 0;
      part.passing = 0;
      part.deregistered = policy !== "AllAtOnce";
      const drain = policy === "AllAtOnce" ? 0 : this.settings.drainSeconds;
      part.restartingUntil = time + drain + this.environment.redeployMinutes * 60;
      this.batch.push(part);
    }
    return false;
  }

  private batchSize(count: number): number {
    const { type, size } = this.settings.deployment.batch;
    return Math.max(1, type === "Fixed" ? size : Math.ceil((count * size) / 100));
  }
}

function newOnes(fleet: Fleet): Cohort[] {
  return fleet.cohorts.filter(({ temporary }) => temporary);
}

function allHealthy(cohorts: readonly Cohort[]): boolean {
  return cohorts.every(({ health }) => health === "healthy");
}
