// Releases COUNT files with the release program in both its ways, with `aws s3 sync` and with s5cmd: first all, then a few changes; and
// prunes many old releases. The cases take turns, so that a machine that slows down slows all of them.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { ARTIFACTS, SITE, STATE, World, type Files } from "../../test/emulator/support/world";

/** Files that the second release changes. */
const CHANGED = 20;
const PRUNED = 100;

interface Taken {
  readonly what: string;
  readonly ms: number[];
  /** Processor time of the client, which other work on the machine hardly changes; only on Linux. */
  readonly cpuMs: number[];
  calls: number;
}

type Tool = "aws s3 sync" | "s5cmd" | "in place" | "atomic";

/** A site with pages, as a generator of static sites writes it. */
function site(count: number, version: number): Files {
  const files: Record<string, string> = {
    "index.html": `<!doctype html><title>${version}</title>`,
    "404.html": "<!doctype html><title>not found</title>",
  };
  for (let i = 0; Object.keys(files).length < count; i += 1) {
    const text = i < CHANGED - 1 ? `changed in version ${"I".repeat(version)}` : "as it was";
    files[`pages/${i}/index.html`] = `<!doctype html><title>page ${i}</title>${text.repeat(40)}`;
  }
  return files;
}

async function runTool(world: World, command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, {
    env: { ...process.env, ...world.environment(), PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}`);
}

async function deploy(world: World, folder: string): Promise<void> {
  const { code, stdout, stderr } = await world.release("deploy", folder);
  if (code !== 0) throw new Error(`the release ended with ${String(code)}:\n${stdout}\n${stderr}`);
}

const RUNS: Readonly<Record<Tool, (world: World, folder: string) => Promise<void>>> = {
  "aws s3 sync": (world, folder) =>
    runTool(world, "aws", ["s3", "sync", folder, `s3://${SITE}`, "--delete", "--only-show-errors"]),
  s5cmd: (world, folder) =>
    runTool(world, "s5cmd", [
      ...["--log", "error", "--endpoint-url", world.emulator.url],
      ...["sync", "--delete", `${folder}/`, `s3://${SITE}`],
    ]),
  "in place": deploy,
  atomic: deploy,
};

function hasTool(name: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

/** Processor time of all child processes that have ended, in ms; NaN where the system does not say. */
function childrenCpu(): number {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return Number.NaN;
  }
}

async function take(world: World, taken: Map<string, Taken>, what: string, run: () => Promise<void>) {
  world.emulator.forgetCalls();
  const [started, cpu] = [performance.now(), childrenCpu()];
  await run();
  const row = taken.get(what) ?? { what, ms: [], cpuMs: [], calls: 0 };
  row.ms.push(performance.now() - started);
  row.cpuMs.push(childrenCpu() - cpu);
  row.calls = world.emulator.calls().length;
  taken.set(what, row);
}

/** Releases with one page each, long superseded, as a site has that was never pruned. */
async function manyReleases(world: World): Promise<void> {
  await world.makeSite("atomic", "static", { retention: { releases: 1, days: 14 } });
  await deploy(world, world.build({ "index.html": "<!doctype html>first" }));
  const state = await world.state();
  const old = Array.from({ length: PRUNED }, (_, index) => {
    const id = `2025010${1 + (index % 9)}T0000${String(10 + Math.floor(index / 9))}Z`;
    return {
      id,
      createdAt: "2025-01-01T00:00:00Z",
      files: 1,
      bytes: 20,
      status: "complete",
      supersededAt: "2025-01-02T00:00:00Z",
    };
  });
  for (const { id } of old) {
    const key = `releases/${id}/index.html`;
    await world.emulator.put(SITE, key, "<!doctype html>old");
    const file = {
      path: "index.html",
      key,
      size: 18,
      sha256: "",
      md5: "",
      contentType: "text/html",
      cacheControl: "",
      order: 4,
      hashed: false,
    };
    await world.emulator.put(
      ARTIFACTS,
      `${STATE}/${id}/manifest.json`,
      JSON.stringify({ id, release: "atomic", files: [file] }),
    );
  }
  await world.changeState(() => JSON.stringify({ ...state, releases: [...old, ...state.releases] }));
}

async function main(count: number, backend: "moto" | "stand-in", rounds: number): Promise<void> {
  const world = await World.start(backend);
  const taken = new Map<string, Taken>();
  const tools = (Object.keys(RUNS) as Tool[]).filter(
    (tool) => (tool !== "s5cmd" || hasTool("s5cmd")) && (tool !== "aws s3 sync" || hasTool("aws")),
  );
  try {
    const [first, second] = [world.build(site(count, 1)), world.build(site(count, 2))];
    for (let round = 0; round < rounds; round += 1) {
      for (const tool of tools) {
        await world.makeSite(tool === "atomic" ? "atomic" : "inPlace", "static");
        await take(world, taken, `${tool}: ${count} files`, () => RUNS[tool](world, first));
        await take(world, taken, `${tool}: ${CHANGED} changed`, () => RUNS[tool](world, second));
      }
      await manyReleases(world);
      const next = world.build({ "index.html": `<!doctype html>next ${round}` });
      await take(world, taken, `atomic: one page, and prune of ${PRUNED} releases`, () =>
        deploy(world, next),
      );
    }
  } finally {
    world.stop();
  }
  process.stdout.write(JSON.stringify([...taken.values()]));
}

const [count = "2000", backend = "stand-in", rounds = "3"] = process.argv.slice(2);
void main(Number(count), backend === "moto" ? "moto" : "stand-in", Number(rounds));
