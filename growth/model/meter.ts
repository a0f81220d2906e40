import type { MetricSample } from "./alarm";
import { percentile95 } from "./distribution";
import type { Fleet } from "./fleet";
import type { Minute } from "./result";
import type { ServiceSettings } from "./settings";
import type { StationStep } from "./station";
import type { Workload } from "./workload";

/** Sums up the steps of a minute to what a person sees and to what CloudWatch measures. */
export class Meter {
  private requests = 0;
  private lost = 0;
  private answered = 0;
  private wait = 0;
  private waitSquared = 0;
  private waiters = 0;
  private counted = 0;
  private targets = 0;
  private lostShare = 0;
  /** Sums for metrics that instances report every five minutes. */
  private slowCpu = 0;
  private slowBytes = 0;
  private slowMinutes = 0;

  constructor(
    private readonly settings: ServiceSettings,
    private readonly workload: Workload,
  ) {}

  /** Requests that found no instance to answer them. */
  refused(count: number): void {
    this.requests += count;
    this.lost += count;
  }

  /** One step of `count` equal instances. */
  add(step: Readonly<StationStep>, count: number): void {
    const arrived = step.arrived * count;
    this.requests += arrived;
    this.lost += step.lost * count;
    this.answered += step.answered * count;
    this.counted += arrived;
    this.wait += step.wait * arrived;
    this.waitSquared += step.waitSquared * arrived;
    this.waiters += step.waitShare * arrived;
  }

  routed(targets: number, lostShare: number): void {
    this.targets = targets;
    this.lostShare = lostShare;
  }

  /** Closes the minute that ends at `time` (seconds). */
  close(
    minute: number,
    time: number,
    fleet: Fleet,
  ): { minute: Minute; sample: MetricSample; answered: number } {
    const { workload, settings } = this;
    const service = workload.cpuMs / 1000;
    const mean = this.counted > 0 ? this.wait / this.counted : 0;
    const second = this.counted > 0 ? this.waitSquared / this.counted : 0;
    const variance = workload.serviceVariability * service * service + Math.max(0, second - mean * mean);
    const idle = workload.idleMs / 1000;
    const group = groupCpu(fleet, workload.bootCpu, time);
    let launching = 0;
    let surplus = 0;
    for (const cohort of fleet.cohorts) {
      surplus += cohort.count;
      if (!cohort.draining && cohort.share === 0) launching += cohort.count;
      cohort.cpuSum = 0;
      cohort.cpuSteps = 0;
    }
    const served = this.lostShare >= 1 ? 0 : this.targets;
    const capacity =
      (Math.min(settings.processes, settings.instance.vcpus / (1 + workload.overhead)) * 60) / service;
    const result: Minute = {
      minute,
      requests: this.requests,
      inService: served,
      launching: Math.min(launching, surplus),
      cpu: group.all,
      waitingMs: mean * 1000,
      waitShare: this.counted > 0 ? this.waiters / this.counted : 0,
      p95Ms: this.counted > 0 ? 1000 * (idle + percentile95(service + mean, variance)) : 0,
      lost: this.lost,
      capacity: served * capacity,
    };
    const { answered } = this;
    const sample = this.sample(minute, group.warm, mean + service + idle, fleet);
    this.requests =
      this.lost =
      this.answered =
      this.wait =
      this.waitSquared =
      this.waiters =
      this.counted =
        0;
    return { minute: result, sample, answered };
  }

  /** The balancer reports each minute, the instances by their monitoring; a minute without a request has no latency. */
  private sample(minute: number, cpu: number | undefined, latency: number, fleet: Fleet): MetricSample {
    const instances = Math.max(1, fleet.current());
    const bytes = (this.answered * this.workload.responseKb * 1000) / instances;
    const balancer: MetricSample = {
      RequestCount: this.requests,
      RequestCountPerTarget: this.requests / Math.max(1, this.targets),
      ...(this.counted > 0 ? { Latency: latency } : {}),
    };
    if (this.settings.metricMinutes === 1)
      return { ...balancer, ...instanceMetrics(cpu, bytes, this.requests, instances) };
    this.slowCpu += cpu ?? 0;
    this.slowBytes += bytes;
    this.slowMinutes++;
    if ((minute + 1) % this.settings.metricMinutes !== 0) return balancer;
    const metrics = instanceMetrics(
      this.slowCpu / this.slowMinutes,
      this.slowBytes,
      this.requests,
      instances,
    );
    this.slowCpu = this.slowBytes = this.slowMinutes = 0;
    return { ...balancer, ...metrics };
  }
}

/** Bytes of a request's own message, for NetworkIn. */
const REQUEST_BYTES = 2000;

function instanceMetrics(
  cpu: number | undefined,
  bytes: number,
  requests: number,
  instances: number,
): MetricSample {
  return {
    ...(cpu === undefined ? {} : { CPUUtilization: cpu }),
    NetworkOut: bytes,
    NetworkIn: (requests * REQUEST_BYTES) / instances,
  };
}

/**
 * Mean CPU over the instances that Auto Scaling has in service, weighted by how long they were in this minute: all of them for
 * simple policies, without the warming ones for the others.
 */
function groupCpu(fleet: Fleet, bootCpu: number, time: number): { all: number; warm: number | undefined } {
  let sum = 0;
  let weight = 0;
  for (const cohort of fleet.cohorts) {
    if (cohort.draining || cohort.cpuSteps === 0) continue;
    if (time < cohort.warmAt) continue;
    sum += cohort.cpuSum * cohort.count;
    weight += cohort.cpuSteps * cohort.count;
  }
  const warm = weight > 0 ? sum / weight : undefined;
  return { all: warm ?? bootCpu, warm };
}
