import type { Cohort } from "./cohort";
import type { Fleet } from "./fleet";
import type { HealthCheckSettings, ServiceSettings } from "./settings";
import type { Workload } from "./workload";

/**
 * Checks every target once a step. A new target is healthy after its first good check, one that was unhealthy after
 * `healthyThreshold`; a target is unhealthy after `unhealthyThreshold` bad ones. A check waits like any request, so an
 * overloaded instance fails it.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export function checkTargets(
  fleet: Fleet,
  settings: HealthCheckSettings,
  workload: Workload,
  time: number,
  stepSeconds: number,
): void {
  for (const cohort of fleet.cohorts) {
    if (cohort.draining || cohort.deregistered || time < cohort.inServiceAt) continue;
    if (cohort.answers(time) && checkSeconds(cohort, workload) <= settings.timeoutSeconds) {
      cohort.failing = 0;
      cohort.passing += stepSeconds;
      const needed = cohort.health === "unhealthy" ? settings.healthyThreshold : 1;
      if (cohort.passing >= needed * settings.intervalSeconds) cohort.health = "healthy";
    } else {
      cohort.passing = 0;
      cohort.failing += stepSeconds;
      if (cohort.failing >= settings.unhealthyThreshold * settings.intervalSeconds)
        cohort.health = "unhealthy";
    }
  }
}

/** How long a check takes: in order it waits for all requests before it, shared it advances with them. */
function checkSeconds({ wait }: Cohort, workload: Workload): number {
  const own = workload.healthCheckMs / 1000;
  return workload.discipline === "in-order" ? wait + own : own * (1 + wait / (workload.cpuMs / 1000));
}

/** Ends unhealthy instances after their grace period and launches as many; returns how many. */
export function replaceUnhealthy(fleet: Fleet, settings: ServiceSettings, time: number): number {
  if (!settings.healthCheck.replace) return 0;
  let replaced = 0;
  for (const cohort of fleet.members()) {
    if (cohort.health !== "unhealthy" || cohort.deregistered || time < cohort.inServiceAt) continue;
    if (time < cohort.launchedAt + settings.healthCheck.graceSeconds) continue;
    replaced += cohort.count;
    fleet.drain(cohort, cohort.count, time);
  }
  if (replaced > 0) fleet.launch(replaced, time);
  return replaced;
}

/** Who gets requests in this step. */
export interface Rotation {
  /** Instances that get requests. */
  readonly targets: number;
  /** Share that reaches an instance whose application does not answer, or none at all. */
  readonly lostShare: number;
}

/**
 * Sets the share of all requests that one instance of each cohort gets. The healthy targets share them, or all that are
 * registered where none is healthy (the balancer fails open).
 *
 * @param newVersionPercent while given, so much goes to the instances of the new version and the rest to the others
 */
export function rotate(fleet: Fleet, time: number, newVersionPercent?: number): Rotation {
  let healthy = 0;
  let registered = 0;
  for (const cohort of fleet.cohorts) {
    cohort.share = 0;
    if (!isRegistered(cohort, time)) continue;
    registered += cohort.count;
    if (cohort.health === "healthy") healthy += cohort.count;
  }
  const failOpen = healthy === 0;
  const targets = failOpen ? registered : healthy;
  if (targets === 0) return { targets, lostShare: 1 };
  let newer = 0;
  if (newVersionPercent !== undefined) {
    for (const cohort of fleet.cohorts)
      if (cohort.version > 0 && isChosen(cohort, time, failOpen)) newer += cohort.count;
  }
  const split = newVersionPercent !== undefined && newer > 0 && newer < targets;
  let lostShare = 0;
  for (const cohort of fleet.cohorts) {
    if (!isChosen(cohort, time, failOpen)) continue;
    const share = !split
      ? 1 / targets
      : cohort.version > 0
        ? newVersionPercent / 100 / newer
        : (1 - newVersionPercent / 100) / (targets - newer);
    if (cohort.answers(time)) cohort.share = share;
    else lostShare += share * cohort.count;
  }
  return { targets, lostShare };
}

function isRegistered(cohort: Cohort, time: number): boolean {
  return !cohort.draining && !cohort.deregistered && time >= cohort.inServiceAt;
}

function isChosen(cohort: Cohort, time: number, failOpen: boolean): boolean {
  return isRegistered(cohort, time) && (failOpen || cohort.health === "healthy");
}
