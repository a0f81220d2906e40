// `npm run bench`: what a preview costs, as medians of five runs taken in turns, in Markdown for docs/performance.md.
//
// - the offline preview of prod, program and both packs;
// - the program alone under the SDK's own runner: as this repository configures it, and as Pulumi does by default
//   (type-checking at every start);
// - the same with 1, 10 and 50 sites and services, with the runner's peak memory.
//
// --runs N (5), --copies 1,10,50
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import { root } from "../packs.mjs";

const { values: options } = parseArgs({
  options: { runs: { type: "string", default: "5" }, copies: { type: "string", default: "1,10,50" } },
});
const runs = Number(options.runs);
const copies = options.copies.split(",").map(Number);

const work = mkdtempSync(join(tmpdir(), "web-infra-bench-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

/** A copy of the program whose Pulumi.yaml leaves the runtime's options to Pulumi's defaults, or keeps ours. */
function project(name, { ours }) {
  const dir = join(work, name);
  for (const entry of [
    "index.ts",
    "config.ts",
    "components",
    "release",
    "package.json",
    "tsconfig.json",
    "tsconfig.pulumi.json",
  ]) {
    cpSync(join(root, entry), join(dir, entry), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  const settings = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"));
  if (!ours) {
    settings.runtime = "nodejs";
  }
  writeFileSync(join(dir, "Pulumi.yaml"), stringify(settings));
  const prod = parse(readFileSync(join(root, "Pulumi.prod.yaml"), "utf8"));
  for (const count of copies) {
    writeFileSync(join(dir, `Pulumi.copies${count}.yaml`), stringify(multiply(prod, count)));
  }
  writeFileSync(join(dir, "Pulumi.prod.yaml"), stringify(prod));
  return dir;
}

/** The stack with `count` sites and services instead of one of each. */
function multiply({ config }, count) {
  const many = (entries, rename) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) =>
        Object.entries(entries).map(([name, args]) => rename(name, args, i)),
      ).flat(),
    );
  return {
    config: {
      ...config,
      "web-infra:sites": many(config["web-infra:sites"], (name, args, i) => [
        `${name}${i}`,
        { ...args, domain: `${name}${i}.example.com`, redirectFrom: [`from-${name}${i}.example.com`] },
      ]),
      "web-infra:services": many(config["web-infra:services"], (name, args, i) => [
        `${name}${i}`,
        { ...args, domain: `${name}${i}.example.com` },
      ]),
    },
  };
}

/** One preview in a process of its own. Peak memory is that of the process that ran the program. */
function preview(dir, stack, flags, { plain = false } = {}) {
  const memory = join(work, "memory");
  rmSync(memory, { force: true });
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--import",
      "tsx",
      join(root, "offline", "main.ts"),
      "--project",
      dir,
      "--stack",
      stack,
      "--json",
      ...flags,
    ],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      env: {
        ...process.env,
        BENCH_MEMORY: memory,
        ...(plain ? { BENCH_PLAIN: "1" } : {}),
        NODE_OPTIONS: `--require ${join(root, "scripts", "bench", "memory.cjs")}`,
      },
    },
  );
  const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) {
    throw new Error(
      `the preview of ${stack} in ${dir} ended with ${status}:\n${stderr}\n${stdout.slice(0, 2000)}`,
    );
  }
  const [result] = JSON.parse(stdout).stacks;
  return {
    wallMs,
    programMs: result.timings.programMs,
    resources: result.resources.length,
    memoryMb: Number(readFileSync(memory, "utf8")) / 1024,
  };
}

/** Runs every case once a round, so that a drift of the machine's speed touches all alike. */
function measure(cases) {
  const taken = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const { name, once } of cases) {
      taken.get(name).push(once());
      process.stderr.write(`\r${name} ${round + 1}/${runs}\u001b[K`);
    }
  }
  process.stderr.write("\r\u001b[K");
  return new Map([...taken].map(([name, all]) => [name, medians(all)]));
}

function medians(all) {
  const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  return Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((each) => each[key]))]));
}

const ours = project("ours", { ours: true });
const defaults = project("default", { ours: false });
const alone = (dir, stack) => preview(dir, stack, ["--no-policies"], { plain: true });
const packs = readdirSync(join(root, "policies"))
  .filter((pack) => readdirSync(join(root, "policies", pack)).includes("PulumiPolicy.yaml"))
  .flatMap((pack) => [
    "--policy-pack",
    join(root, "policies", pack),
    "--policy-pack-config",
    join(root, "policies", pack, "config", "prod.json"),
  ]);

const main = measure([
  { name: "whole preview of prod: program and both packs", once: () => preview(ours, "prod", packs) },
  { name: "program alone, as configured here", once: () => alone(ours, "prod") },
  { name: "program alone, Pulumi's default", once: () => alone(defaults, "prod") },
]);
const many = measure(
  copies.flatMap((count) => [
    { name: `${count}, as configured here`, once: () => alone(ours, `copies${count}`) },
    { name: `${count}, Pulumi's default`, once: () => alone(defaults, `copies${count}`) },
    { name: `${count}, whole preview`, once: () => preview(ours, `copies${count}`, packs) },
  ]),
);

const seconds = (ms) => (ms / 1000).toFixed(1);
const start = main.get("program alone, Pulumi's default").programMs;
console.log(`Medians of ${runs} runs in turns, ${process.version} on ${process.platform}.\n`);
console.log("| what | s | of the default start |\n| --- | --: | --: |");
for (const [name, { wallMs, programMs }] of main) {
  const ms = name.startsWith("whole") ? wallMs : programMs;
  console.log(`| ${name} | ${seconds(ms)} | ${(ms / start).toFixed(2)} |`);
}
console.log("\n| sites and services each | resources | s | peak memory, MB |\n| --- | --: | --: | --: |");
for (const [name, { wallMs, programMs, resources, memoryMb }] of many) {
  const ms = name.endsWith("whole preview") ? wallMs : programMs;
  console.log(`| ${name} | ${resources} | ${seconds(ms)} | ${memoryMb.toFixed(0)} |`);
}
