import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { advise } from "../../growth/advice/advise";
import { HELP } from "../../growth/command-line";
import { simulate } from "../../growth/model/simulate";
import { DEFAULT_ENVIRONMENT } from "../../growth/model/settings";
import { DEFAULT_WORKLOAD } from "../../growth/model/workload";
import { priceOf } from "../../growth/prices/prices";
import { study } from "../../growth/report/study";
import { DEFAULT_OBJECTIVE } from "../../growth/report/verdict";
import { shapeCurve } from "../../growth/traffic/shapes";
import { projectWithExampleStacks } from "../support/example-stacks";
import { SERVICE } from "./services";

const ROOT = resolve(__dirname, "../..");

/** The least processor time of several runs, in milliseconds: what others do on the machine does not count. */
function leastMs(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe("The speed of growth", function () {
  this.timeout(300_000);

  it("simulates a day of minutes within 20 ms", () => {
    const day = shapeCurve("day:4", 900);
    assert.equal(day.requests.length, 1440);
    const ms = leastMs(40, () => simulate(SERVICE, day.requests, DEFAULT_WORKLOAD, DEFAULT_ENVIRONMENT));
    console.log(`    a day of minutes: ${ms.toFixed(1)} ms`);
    assert.ok(ms <= 20, `${ms} ms`);
  });

  it("searches for advice within 10 s, on a day that no small change holds", () => {
    const question = {
      settings: SERVICE,
      curve: shapeCurve("day:40", 900),
      workload: DEFAULT_WORKLOAD,
      environment: DEFAULT_ENVIRONMENT,
      objective: DEFAULT_OBJECTIVE,
    };
    const price = priceOf(SERVICE.instance.type, "ap-northeast-2", undefined);
    const ms = leastMs(1, () => advise(question, study(question), price, "stack-file"));
    console.log(`    a search: ${(ms / 1000).toFixed(1)} s`);
    assert.ok(ms <= 10_000, `${ms} ms`);
  });

  it("takes at most one and a half times as long as one preview", () => {
    const copy = projectWithExampleStacks();
    try {
      const seconds = (...args: readonly string[]): number => {
        const started = performance.now();
        const { status, stderr } = spawnSync(
          process.execPath,
          [...args, "--project", copy, "--stack", "prod"],
          {
            encoding: "utf8",
            maxBuffer: 1e9,
          },
        );
        assert.equal(status, 0, stderr);
        return (performance.now() - started) / 1000;
      };
      // In turns, and the least of each: other work on the machine strikes both alike.
      const times = { growth: Infinity, preview: Infinity };
      for (let turn = 0; turn < 2; turn++) {
        times.preview = Math.min(times.preview, seconds(join(ROOT, "offline/bin/main.cjs")));
        times.growth = Math.min(times.growth, seconds(join(ROOT, "growth/bin/main.cjs")));
      }
      console.log(`    a preview: ${times.preview.toFixed(1)} s, growth: ${times.growth.toFixed(1)} s`);
      assert.ok(times.growth <= 1.5 * times.preview, JSON.stringify(times));
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  it("has the defaults that its help and docs/growth.md name", () => {
    assert.match(HELP, new RegExp(`--overhead SHARE .*\\(default: ${DEFAULT_WORKLOAD.overhead}\\)`));
    assert.match(HELP, new RegExp(`--cpu-ms N .*\\(default: ${DEFAULT_WORKLOAD.cpuMs};`));
    assert.match(HELP, new RegExp(`--boot MINUTES .*\\(default: ${DEFAULT_ENVIRONMENT.bootMinutes}\\)`));
    const page = readFileSync(join(ROOT, "docs/growth.md"), "utf8");
    assert.ok(page.includes(`: ${DEFAULT_WORKLOAD.overhead} of it was measured`));
    assert.ok(page.includes(`The default is ${DEFAULT_WORKLOAD.cpuMs} ms`));
  });
});
