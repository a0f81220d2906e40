// The policy packs: their start beside that of an empty pack, and what each resource costs.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packs, root } from "../packs.mjs";
import { inTurns, preview } from "./measure.mjs";
import { ratio, seconds, table } from "./report.mjs";

const SIZES = [100, 300, 1000];
/** Copies of prod that have more resources than the largest size. */
const COPIES = 10;

export async function policies({ work, ours, runs, targets }) {
  const starts = await packStarts(work, runs, targets);
  const { document } = preview(ours, `copies${COPIES}`, ["--no-policies"]);
  const file = join(work, "resources.json");
  writeFileSync(file, JSON.stringify(document.resources));
  const { rounds, medians } = await inTurns(
    SIZES.map((size) => ({ name: `${size} resources`, once: () => analyzed(file, size) })),
    { runs, minutes: 2 },
  );
  const each = (size) => medians.get(`${size} resources`).ms / size;
  targets.atMost(`both packs, per resource of ${SIZES.at(-1)}`, each(SIZES.at(-1)), 3, " ms");
  targets.atMost(
    `a resource of ${SIZES.at(-1)}, of what one of ${SIZES.at(-2)} costs (linear)`,
    each(SIZES.at(-1)) / each(SIZES.at(-2)),
    1.2,
  );
  const rows = SIZES.map((size) => {
    const { ms, stackMs, findings } = medians.get(`${size} resources`);
    return [size, seconds(ms), each(size).toFixed(2), seconds(stackMs), findings];
  });
  const columns = ["resources", "s", "ms per resource", "of which stack policies, s", "findings"];
  return `${starts}\n\nBoth packs at once over resources of ${COPIES} copies of prod, medians of ${rounds} runs\n\n${table(columns, rows)}`;
}

/** Each pack and an empty one, as Pulumi's CLI starts them and as the preview does. */
async function packStarts(work, runs, targets) {
  const empty = emptyPack(work);
  const all = [{ name: "empty", dir: empty }, ...packs];
  const nameOf = (name, how) => `${name} ${how}`;
  const cases = all.flatMap(({ name, dir }) => [
    { name: nameOf(name, "cli"), once: () => startPack(dir, false) },
    { name: nameOf(name, "preview"), once: () => startPack(dir, true) },
  ]);
  const { rounds, medians } = await inTurns(cases, { runs, minutes: 1.5 });
  const of = (name, how) => medians.get(nameOf(name, how)).ms;
  for (const { name } of packs) {
    targets.atMost(
      `start of the ${name} pack, of an empty pack's`,
      of(name, "cli") / of("empty", "cli"),
      1.5,
    );
  }
  const rows = all.map(({ name }) => [
    name,
    seconds(of(name, "cli")),
    ratio(of(name, "cli"), of("empty", "cli")),
    seconds(of(name, "preview")),
    ratio(of(name, "preview"), of("empty", "preview")),
  ]);
  const columns = [" pack", "under the CLI, s", "of empty", "in the preview, s", "of empty "];
  return `Start of a pack until it answers, medians of ${rounds} runs\n\n${table(columns, rows)}`;
}

function emptyPack(work) {
  const dir = join(work, "empty-pack");
  mkdirSync(dir);
  symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
  writeFileSync(join(dir, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(
    join(dir, "package.json"),
    JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
  );
  writeFileSync(
    join(dir, "index.js"),
    'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });\n',
  );
  return dir;
}

function startPack(dir, asThePreviewDoes) {
  const sdk = join(root, "node_modules", "@pulumi", "pulumi");
  const started = process.hrtime.bigint();
  const pack = spawn(
    process.execPath,
    [
      ...(asThePreviewDoes ? ["-r", join(root, "offline", "bin", "preload.cjs")] : []),
      join(sdk, "cmd", "run-policy-pack"),
      ...["127.0.0.1:1", dir],
    ],
    {
      cwd: dir,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...(asThePreviewDoes ? { WEB_INFRA_PREVIEW_SDK: sdk } : {}) },
    },
  );
  return new Promise((resolve, reject) => {
    pack.once("exit", (code) => reject(new Error(`the pack ${dir} ended with ${code}`)));
    pack.stdout.once("data", () => {
      pack.removeAllListeners("exit");
      pack.once("exit", () => resolve({ ms }));
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      pack.kill("SIGKILL");
    });
  });
}

function analyzed(file, size) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(root, "scripts", "bench", "analyze.ts"), file, String(size)],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`analysis of ${size} resources ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout);
}
