// Releases COUNT files with the release program in both its ways, and with `aws s3 sync`: first all, then a few changes.
import { spawn } from "node:child_process";
import { SITE, World, type Files } from "../../test/emulator/support/world";

/** Files that the second release changes; as many are gone, and as many new. */
const CHANGED = 20;

interface Taken {
  readonly what: string;
  readonly ms: number;
  readonly calls: number;
  readonly byMethod: string;
}

/** A site with pages, as a generator of static sites writes it. */
function site(count: number, version: number): Files {
  const files: Record<string, string> = {
    "index.html": `<!doctype html><title>${version}</title>`,
    "404.html": "<!doctype html><title>not found</title>",
  };
  const first = (version - 1) * CHANGED;
  for (let i = first; Object.keys(files).length < count; i += 1) {
    const text = i < first + CHANGED ? `changed in ${version}` : "as it was";
    files[`pages/${i}/index.html`] = `<!doctype html><title>page ${i}</title>${text}`;
  }
  return files;
}

async function sync(world: World, folder: string): Promise<void> {
  const aws = spawn("aws", ["s3", "sync", folder, `s3://${SITE}`, "--delete", "--only-show-errors"], {
    env: { ...process.env, ...world.environment() },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => aws.on("close", resolve));
  if (code !== 0) throw new Error(`aws s3 sync ended with ${String(code)}`);
}

async function deploy(world: World, folder: string): Promise<void> {
  const { code, stdout, stderr } = await world.release("deploy", folder);
  if (code !== 0) throw new Error(`the release ended with ${String(code)}:\n${stdout}\n${stderr}`);
}

async function take(world: World, what: string, run: () => Promise<void>): Promise<Taken> {
  world.emulator.forgetCalls();
  const started = performance.now();
  await run();
  const ms = performance.now() - started;
  // The log arrives through a pipe.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const counts = new Map<string, number>();
  const calls = world.emulator.calls();
  for (const { method } of calls) counts.set(method, (counts.get(method) ?? 0) + 1);
  const byMethod = [...counts].map(([method, times]) => `${times} ${method}`).join(", ");
  return { what, ms, calls: calls.length, byMethod };
}

async function main(count: number): Promise<void> {
  const world = await World.start();
  const taken: Taken[] = [];
  try {
    const [first, second] = [world.build(site(count, 1)), world.build(site(count, 2))];
    const change = `${CHANGED} of them changed, ${CHANGED} gone, ${CHANGED} new`;
    for (const [name, release, run] of [
      ["aws s3 sync --delete", "inPlace", sync],
      ["release program, in place", "inPlace", deploy],
      ["release program, atomic", "atomic", deploy],
    ] as const) {
      await world.makeSite(release, "static");
      taken.push(await take(world, `${name}: ${count} files`, () => run(world, first)));
      taken.push(await take(world, `${name}: ${change}`, () => run(world, second)));
    }
  } finally {
    world.stop();
  }
  process.stdout.write(JSON.stringify(taken));
}

void main(Number(process.argv[2]));
