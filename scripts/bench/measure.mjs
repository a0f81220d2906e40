// Running previews, in turns, and what comes out of them.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packs, root } from "../packs.mjs";

/** Flags that name both packs with their configuration for prod. */
const PACK_FLAGS = packs.flatMap(({ dir }) => [
  ...["--policy-pack", dir],
  ...["--policy-pack-config", join(dir, "config", "prod.json")],
]);

/**
 * One preview as `npm run preview` starts it, in a process of its own. `plain`: the program runs as Pulumi's CLI runs it,
 * without what the preview leaves out of the SDK. Processor time and peak memory are those of the program's process.
 */
export function preview(dir, stack, flags, { plain = false } = {}) {
  const usage = join(dir, "usage.json");
  rmSync(usage, { force: true });
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "scripts", "preview.mjs"), "--project", dir, "--stack", stack, "--json", ...flags],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      env: {
        ...process.env,
        BENCH_USAGE: usage,
        ...(plain ? { BENCH_PLAIN: "1" } : {}),
        NODE_OPTIONS: `--require ${join(root, "scripts", "bench", "process.cjs")}`,
      },
    },
  );
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) {
    throw new Error(
      `the preview of ${stack} in ${dir} ended with ${status}:\n${stderr}\n${stdout.slice(0, 2000)}`,
    );
  }
  const document = JSON.parse(stdout).stacks[0];
  return {
    wallMs,
    programMs: document.timings.programMs,
    resources: document.resources.length,
    ...JSON.parse(readFileSync(usage, "utf8")),
    document,
  };
}

/** The program alone, under the SDK's own runner. */
export function programAlone(dir, stack) {
  const { programMs, cpuMs, memoryMb, resources } = preview(dir, stack, ["--no-policies"], { plain: true });
  return { ms: programMs, cpuMs, memoryMb, resources };
}

/** Program and both packs, from the command to its end. */
export function wholePreview(dir, stack) {
  const { wallMs, cpuMs, memoryMb, resources } = preview(dir, stack, PACK_FLAGS);
  return { ms: wallMs, cpuMs, memoryMb, resources };
}

/**
 * Runs every case once a round, so that a drift of the machine's speed touches all alike. Ends early rather than take
 * longer than `minutes`, but not before the first round. Gives the medians by the case's name, and the number of rounds.
 */
export async function inTurns(cases, { runs, minutes }) {
  const taken = new Map(cases.map(({ name }) => [name, []]));
  const started = Date.now();
  let round = 0;
  for (let last = 0; round < runs && Date.now() + last <= started + minutes * 60_000; round++) {
    const begun = Date.now();
    for (const { name, once } of cases) {
      progress(`${name}, ${round + 1} of ${runs}`);
      taken.get(name).push(await once());
    }
    last = Date.now() - begun;
  }
  progress("");
  return { rounds: round, medians: new Map([...taken].map(([name, all]) => [name, mediansOf(all)])) };
}

/** One line that is written over, where a person watches. */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K`);
}

function mediansOf(all) {
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
  return Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((each) => each[key]))]));
}
