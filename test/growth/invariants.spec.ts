import assert from "node:assert/strict";
import fc from "fast-check";
import { simulate } from "../../growth/model/simulate";
import { DEFAULT_ENVIRONMENT, type ServiceSettings } from "../../growth/model/settings";
import { DEFAULT_WORKLOAD, type Workload } from "../../growth/model/workload";
import { SERVICE, trigger } from "./services";

const workloads: fc.Arbitrary<Workload> = fc
  .record({
    cpuMs: fc.constantFrom(5, 45, 400),
    serviceVariability: fc.constantFrom(0, 1, 3),
    discipline: fc.constantFrom("shared" as const, "in-order" as const),
    abandoned: fc.constantFrom("processed" as const, "dropped" as const),
    overhead: fc.constantFrom(0, 0.3),
  })
  .map((part) => ({ ...DEFAULT_WORKLOAD, ...part }));

const services: fc.Arbitrary<ServiceSettings> = fc
  .record({
    minimum: fc.integer({ min: 1, max: 4 }),
    extra: fc.integer({ min: 0, max: 8 }),
    processes: fc.integer({ min: 1, max: 4 }),
    upper: fc.integer({ min: 50, max: 90 }),
    cooldown: fc.constantFrom(0, 60, 180, 360),
    replace: fc.boolean(),
    tracking: fc.boolean(),
  })
  .map(({ minimum, extra, processes, upper, cooldown, replace, tracking }) => ({
    ...SERVICE,
    minimum,
    desired: minimum,
    maximum: minimum + extra,
    processes,
    policies: tracking
      ? [
          {
            kind: "target-tracking" as const,
            name: "tracking",
            metric: "CPUUtilization" as const,
            target: upper,
            disableScaleIn: false,
          },
        ]
      : trigger(upper, upper / 3, cooldown),
    warmupSeconds: tracking ? 120 : 0,
    healthCheck: { ...SERVICE.healthCheck, replace },
  }));

const curves = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 5, maxLength: 60 });
const seeds = fc.option(fc.integer({ min: 0, max: 1e6 }), { nil: undefined });

describe("The growth model, whatever the settings and the traffic", () => {
  it("answers, loses or still holds every request", () => {
    fc.assert(
      fc.property(services, curves, workloads, (settings, requests, workload) => {
        const { totals } = simulate(settings, requests, workload);
        const came = requests.reduce((sum, count) => sum + count, 0);
        assert.ok(Math.abs(totals.requests - came) <= 1e-9 * came);
        const balance = totals.requests - totals.answered - totals.lost - totals.waiting;
        assert.ok(
          Math.abs(balance) <= 1e-4 * (1 + totals.requests),
          `${balance} requests are unaccounted for`,
        );
      }),
      { numRuns: 150 },
    );
  });

  it("does so too when every request is drawn by chance", () => {
    fc.assert(
      fc.property(
        services,
        fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 5, maxLength: 20 }),
        workloads,
        fc.integer({ min: 0, max: 1e6 }),
        (settings, requests, workload, seed) => {
          const { totals } = simulate(settings, requests, workload, { ...DEFAULT_ENVIRONMENT, seed });
          assert.equal(totals.answered + totals.lost + totals.waiting, totals.requests);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps the group between its minimum and its maximum", () => {
    fc.assert(
      fc.property(services, curves, workloads, (settings, requests, workload) => {
        const run = simulate(settings, requests, workload);
        for (const { desired } of run.events) {
          assert.ok(desired >= settings.minimum && desired <= settings.maximum, `desired ${desired}`);
        }
        for (const { inService } of run.minutes) assert.ok(inService <= settings.maximum);
      }),
      { numRuns: 150 },
    );
  });

  it("begins no activity of a simple policy before the cooldown of the last one has passed", () => {
    let activities = 0;
    fc.assert(
      fc.property(services, curves, workloads, (settings, requests, workload) => {
        const [policy] = settings.policies;
        if (policy?.kind !== "simple") return;
        const run = simulate(
          { ...settings, healthCheck: { ...settings.healthCheck, replace: false } },
          requests,
          workload,
        );
        const scaling = run.events.filter(({ kind }) => kind === "scale-out" || kind === "scale-in");
        for (const [index, event] of scaling.entries()) {
          const before = scaling[index - 1];
          if (before === undefined) continue;
          activities++;
          // A launch is complete when the instance is in service, a termination after its draining.
          const least = before.kind === "scale-out" ? DEFAULT_ENVIRONMENT.launchSeconds : 0;
          assert.ok(
            event.time >= before.time + least + policy.cooldownSeconds,
            `${before.time} → ${event.time}`,
          );
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(activities > 50, `only ${activities} pairs of activities were seen`);
  });

  it("never loses more with more instances, or with a larger maximum, after a step", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 500, max: 15_000 }),
        workloads,
        (instances, more, rate, workload) => {
          const requests = [...new Array<number>(5).fill(rate / 5), ...new Array<number>(40).fill(rate)];
          const lost = (settings: ServiceSettings): number =>
            simulate(settings, requests, workload).totals.lost;
          // Checks never fail here: where an overloaded instance leaves the balancer, the others get more, and more of them
          // are not always better.
          const healthCheck = { ...SERVICE.healthCheck, timeoutSeconds: 1e6 };
          const fixed = (count: number): ServiceSettings => ({
            ...SERVICE,
            healthCheck,
            minimum: count,
            maximum: count,
            desired: count,
          });
          assert.ok(lost(fixed(instances + more)) <= lost(fixed(instances)) + 1e-6 * rate);
          const growing = (maximum: number): ServiceSettings => ({
            ...SERVICE,
            healthCheck,
            minimum: 1,
            desired: 1,
            maximum,
          });
          assert.ok(lost(growing(instances + more)) <= lost(growing(instances)) + 1e-6 * rate);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("gives the same run for the same arguments and the same seed, and another for another seed", () => {
    fc.assert(
      fc.property(
        services,
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 12 }),
        workloads,
        seeds,
        (settings, requests, workload, seed) => {
          const environment = { ...DEFAULT_ENVIRONMENT, ...(seed === undefined ? {} : { seed }) };
          assert.deepEqual(
            simulate(settings, requests, workload, environment),
            simulate(settings, requests, workload, environment),
          );
        },
      ),
      { numRuns: 40 },
    );
    const by = (seed: number): unknown =>
      simulate(SERVICE, [500, 500, 500], DEFAULT_WORKLOAD, { ...DEFAULT_ENVIRONMENT, seed });
    assert.notDeepEqual(by(1), by(2));
  });
});
