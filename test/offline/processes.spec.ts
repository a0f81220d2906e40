import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  eventually,
  isAlive,
  MAIN,
  pack,
  program,
  start,
  stackOf,
  temporaryFolder,
  type Started,
} from "./support/preview";
import { previewDocument } from "./support/document";

/** Ids of the processes below a process. */
function children(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/** A preview, with a pack, of the program that never ends, once that has started a process of its own. */
async function endless(
  ...args: string[]
): Promise<{ readonly run: Started; readonly processes: readonly number[] }> {
  const pids = join(temporaryFolder(), "pids");
  const run = start(["--project", program("endless"), "--policy-pack", pack("simple"), ...args], {
    env: { PREVIEW_TEST_PIDS: pids },
  });
  await eventually(() => existsSync(pids) && readFileSync(pids, "utf8").endsWith("]"), "the program runs");
  const own = JSON.parse(readFileSync(pids, "utf8")) as number[];
  const processes = [...new Set([...own, ...children(run.pid)])];
  assert.ok(processes.length >= 3, "the program, its child and the pack");
  return { run, processes };
}

describe("the processes of a preview", function () {
  this.timeout(120_000);
  before(function () {
    // The tests look into /proc.
    if (process.platform !== "linux") this.skip();
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`all end on ${signal}, with those that the program has started`, async () => {
      const { run, processes } = await endless();
      process.kill(run.pid, signal);
      assert.equal((await run.ended).code, code);
      await eventually(() => !processes.some(isAlive), "every process has ended");
    });
  }

  it("all end when the preview itself is killed", async () => {
    const { run, processes } = await endless();
    process.kill(run.pid, "SIGKILL");
    await run.ended;
    await eventually(() => !processes.some(isAlive), "every process has ended");
  });

  it("end when their time is over: one line says so, and the exit code is 1", async () => {
    const { run, processes } = await endless("--timeout", "8", "--json");
    const { code, stdout } = await run.ended;
    assert.equal(code, 1);
    const stack = stackOf(previewDocument.parse(JSON.parse(stdout)));
    assert.deepEqual(
      stack.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
      ["the program did not end within 8 s and was stopped (--timeout sets the limit)"],
    );
    await eventually(() => !processes.some(isAlive), "every process has ended");
  });

  it("are quiet when the reader of a long document has gone", async () => {
    const command = `"$0" "$1" --project "$2" --no-policies --json | head -c 100`;
    const child = spawn("sh", ["-c", command, process.execPath, MAIN, program("many")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
    await new Promise((ended) => child.on("close", ended));
    assert.equal(text.stdout.length, 100);
    assert.equal(text.stderr, "");
  });

  it("leave no temporary file behind", async () => {
    const folder = temporaryFolder();
    const run = start(["--project", program("failing"), "--stack", "clean", "--no-policies"], {
      env: { TMPDIR: folder },
    });
    assert.equal((await run.ended).code, 0);
    assert.deepEqual(
      readdirSync(folder).filter((name) => !name.startsWith("tsx-")),
      [],
    );
  });
});
