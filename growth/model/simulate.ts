import { Lottery } from "./chance/lottery";
import type { Cohort } from "./cohort";
import { Fleet } from "./fleet";
import { Meter } from "./meter";
import { QueueTables } from "./queue-table";
import { Release } from "./release";
import type { GroupEvent, Minute, Run } from "./result";
import { Scaling } from "./scaling";
import { scheduled } from "./schedule";
import { DEFAULT_ENVIRONMENT, type Environment, type ServiceSettings } from "./settings";
import { checkTargets, replaceUnhealthy, rotate } from "./targets";
import { DEFAULT_WORKLOAD, type Workload } from "./workload";

/**
 * Runs a service through traffic, minute by minute. Deterministic: the same arguments give the same run.
 *
 * @param requests requests in each minute; finite numbers ≥ 0
 */
export function simulate(
  settings: ServiceSettings,
  requests: readonly number[],
  workload: Workload = DEFAULT_WORKLOAD,
  environment: Environment = DEFAULT_ENVIRONMENT,
): Run {
  return new Simulation(settings, workload, environment).run(requests);
}

class Simulation {
  private readonly fleet: Fleet;
  private readonly scaling: Scaling;
  private readonly tables: QueueTables;
  private readonly meter: Meter;
  private readonly release: Release | undefined;
  private readonly events: GroupEvent[] = [];
  /** Samples that CloudWatch does not show yet, by the time at which it does. */
  private readonly pending: { at: number; sample: Parameters<Scaling["observe"]>[0] }[] = [];
  private readonly lottery: Lottery | undefined;
  private instanceSeconds = 0;
  private answered = 0;
  private serving: number;

  constructor(
    private readonly settings: ServiceSettings,
    private readonly workload: Workload,
    private readonly environment: Environment,
  ) {
    this.fleet = new Fleet(settings, environment);
    this.serving = this.fleet.current();
    this.scaling = new Scaling(settings.policies);
    this.tables = new QueueTables(workload);
    this.meter = new Meter(settings, workload);
    const { releaseAtMinute, seed } = environment;
    this.lottery =
      seed === undefined
        ? undefined
        : new Lottery(seed, workload, settings.timeoutSeconds, environment.stepSeconds);
    this.release =
      releaseAtMinute === undefined ? undefined : new Release(settings, environment, releaseAtMinute * 60);
  }

  run(requests: readonly number[]): Run {
    const { stepSeconds } = this.environment;
    const minutes: Minute[] = [];
    let lost = 0;
    let total = 0;
    for (const [index, count] of requests.entries()) {
      this.lottery?.draw(index * 60, count);
      for (let second = 0; second < 60; second += stepSeconds) {
        const time = index * 60 + second;
        this.control(time);
        this.serve(time, count / 60, stepSeconds);
      }
      const end = (index + 1) * 60;
      const cutBefore = this.fleet.cutOff;
      this.fleet.advance(end);
      const { minute, sample, answered } = this.meter.close(index, end, this.fleet);
      this.pending.push({ at: end + this.environment.metricDelaySeconds, sample });
      const cut = this.fleet.cutOff - cutBefore + this.takeCutOff();
      minutes.push({ ...minute, lost: minute.lost + cut });
      lost += minute.lost + cut;
      total += minute.requests;
      this.answered += answered;
    }
    return { minutes, events: this.events, totals: this.totals(total, lost) };
  }

  /** Everything that happens between two steps: what is due, what CloudWatch shows, what the policies want. */
  private control(time: number): void {
    const { fleet } = this;
    const cutBefore = fleet.cutOff;
    fleet.advance(time);
    this.cutInMinute += fleet.cutOff - cutBefore;
    for (const action of scheduled(this.settings.schedules, time, this.environment.stepSeconds)) {
      fleet.minimum = action.minimum ?? fleet.minimum;
      fleet.maximum = action.maximum ?? fleet.maximum;
      fleet.desired = Math.min(fleet.maximum, Math.max(fleet.minimum, action.desired ?? fleet.desired));
      this.event(time, "scheduled", action.name);
      fleet.follow(time);
    }
    if (this.release !== undefined) {
      const before = isActive(this.release);
      const ended = this.release.advance(fleet, time);
      if (!before && isActive(this.release)) this.event(time, "deployment", this.settings.deployment.policy);
      if (ended) this.event(time, "deployed", this.settings.deployment.policy);
    }
    const held = this.release?.active === true;
    if (this.pending[0] !== undefined && this.pending[0].at <= time) this.decide(time, held);
    if (!held) {
      const replaced = replaceUnhealthy(fleet, this.settings, time);
      if (replaced > 0) this.event(time, "replaced", `${replaced} unhealthy`);
    }
  }

  private cutInMinute = 0;

  private takeCutOff(): number {
    const cut = this.cutInMinute;
    this.cutInMinute = 0;
    return cut;
  }

  private decide(time: number, held: boolean): void {
    const { fleet } = this;
    for (let next = this.pending[0]; next !== undefined && next.at <= time; next = this.pending[0]) {
      this.pending.shift();
      for (const { alarm, inAlarm } of this.scaling.observe(next.sample)) {
        this.event(time, inAlarm ? "alarm" : "alarm-cleared", alarm);
      }
    }
    if (held) return;
    const wish = this.scaling.decide(fleet.view(time));
    if (wish === undefined) return;
    const out = wish.desired > fleet.desired;
    fleet.desired = wish.desired;
    this.event(time, out ? "scale-out" : "scale-in", wish.policy);
    fleet.follow(time);
  }

  /** One step of all queues. */
  private serve(time: number, rate: number, seconds: number): void {
    const { fleet, settings, workload, meter } = this;
    checkTargets(fleet, settings.healthCheck, workload, time, seconds);
    const { targets, lostShare } = rotate(fleet, time, this.release?.newVersionPercent);
    meter.routed(targets, lostShare);
    if (targets !== this.serving) {
      this.event(time, targets > this.serving ? "serving" : "unhealthy", `${targets} in service`);
      this.serving = targets;
    }
    this.lottery?.deal(fleet, time + seconds);
    if (lostShare > 0) meter.refused(this.lottery?.undealt() ?? rate * seconds * lostShare);
    for (const cohort of fleet.cohorts) {
      this.instanceSeconds += cohort.count * seconds;
      if (time < cohort.inServiceAt) continue;
      let cpu = workload.bootCpu;
      if (cohort.answers(time)) {
        const capacity = this.capacityOf(cohort);
        const step =
          this.lottery?.step(cohort, time + seconds, capacity) ??
          cohort.station.step(
            rate * cohort.share,
            seconds,
            this.tables.get(capacity, targets),
            workload,
            settings.timeoutSeconds,
          );
        meter.add(step, cohort.count);
        cpu = (100 * step.busy * (1 + workload.overhead)) / settings.instance.vcpus;
      }
      cohort.cpuSum += cpu;
      cohort.cpuSteps++;
      const { baselinePercent } = settings.instance;
      if (baselinePercent !== undefined) this.spend(cohort, baselinePercent, cpu, seconds);
    }
  }

  private capacityOf(cohort: Cohort): number {
    const { instance, processes } = this.settings;
    const spare = 1 + this.workload.overhead;
    const full = Math.min(processes, instance.vcpus / spare);
    if (instance.credits !== "standard" || instance.baselinePercent === undefined || cohort.credits > 0)
      return full;
    return Math.min(full, (instance.vcpus * instance.baselinePercent) / 100 / spare);
  }

  /** Credits are earned at the baseline's rate for at most a day, and spent by what runs. */
  private spend(cohort: Cohort, baselinePercent: number, cpu: number, seconds: number): void {
    const { vcpus, credits } = this.settings.instance;
    const change = (vcpus * (baselinePercent - cpu) * seconds) / 6000;
    const most = vcpus * (baselinePercent / 100) * 1440;
    const least = credits === "standard" ? 0 : -Infinity;
    cohort.credits = Math.max(least, Math.min(most, cohort.credits + change));
  }

  private event(time: number, kind: GroupEvent["kind"], text: string): void {
    this.events.push({ time, kind, text, desired: this.fleet.desired });
  }

  private totals(requests: number, lost: number): Run["totals"] {
    let waiting = 0;
    let surplus = this.fleet.surplusCredits;
    for (const cohort of this.fleet.cohorts) {
      waiting += cohort.hopeful * cohort.count;
      surplus += Math.max(0, -cohort.credits) * cohort.count;
    }
    return {
      requests,
      answered: this.answered,
      lost,
      waiting,
      instanceHours: this.instanceSeconds / 3600,
      surplusVcpuHours: surplus / 60,
    };
  }
}

function isActive({ active }: Release): boolean {
  return active;
}
