/**
 * Every step of a release, a rollback and a preview: the process is killed at it, or AWS fails at it for good. Afterwards the site shows
 * exactly one release, `list` says which, and the next release or rollback works.
 */
import assert from "node:assert/strict";
import { deploy } from "../../release/commands/deploy";
import { list } from "../../release/commands/list";
import { showPreview } from "../../release/commands/preview";
import { rollback } from "../../release/commands/rollback";
import type { Fault } from "./support/emulator";
import { StandIn } from "./support/stand-in";
import { World, type Files } from "./support/world";

/** A small site with one file of each class. */
function site(version: number): Files {
  const script = `assets/index.a1b2c3d${version % 10}.js`;
  return {
    [script]: `console.log(${version})`,
    "logo.png": `png ${version}`,
    "sw.js": `// ${version}`,
    "404.html": `<!doctype html>missing ${version}`,
    "index.html": `<!doctype html><script src="/${script}"></script>`,
    [`page-${version}/index.html`]: `<!doctype html>page ${version}`,
  };
}

const PATHS = ["/", "/logo.png", "/sw.js"];

interface Seen {
  readonly version: number | undefined;
  readonly bodies: readonly string[];
}

describe("a release survives everything", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  /** The version that every path of the site shows; undefined: a mixture. */
  async function shown(versions: readonly number[]): Promise<Seen> {
    const bodies = await Promise.all(PATHS.map(async (path) => (await world.edge.visit(path)).body));
    const version = versions.find((each) => {
      const files = site(each);
      return bodies.every(
        (body, index) => body === [files["index.html"], files["logo.png"], files["sw.js"]][index],
      );
    });
    return { version, bodies };
  }

  async function prepared(release: "inPlace" | "atomic"): Promise<void> {
    await world.makeSite(release, "static", {
      probe: { mode: "static", timeoutSeconds: 2 },
      ...(release === "atomic" ? { previews: "preview.example.com" } : {}),
    });
    for (const version of [1, 2]) {
      const run = await deployed(version);
      assert.equal(run.code, 0, run.stderr);
    }
  }

  async function deployed(version: number) {
    const folder = world.build(site(version));
    return world.inProcess(async (context) => deploy(context, folder, {}));
  }

  /** What `list` says is live, as a version. */
  async function listed(
    ids: ReadonlyMap<string, number>,
  ): Promise<{ live: number | undefined; text: string }> {
    const { stdout, code, stderr } = await world.inProcess(list);
    assert.equal(code, 0, stderr);
    const id = /^(\S+) +live/m.exec(stdout)?.[1] ?? "";
    return { live: ids.get(id), text: stdout };
  }

  const COMMANDS = {
    deploy: () => ["deploy", world.build(site(3))],
    rollback: () => ["rollback"],
    preview: () => ["preview", "--name", "pr-1", world.build(site(3))],
  };

  /** The preview of a build can be shown, whatever has happened before; what is live stays. */
  async function previewWorks(at: string): Promise<void> {
    const folder = world.build(site(5));
    const run = await world.inProcess(async (context) =>
      showPreview(context, folder, { name: "pr-1", days: 3 }),
    );
    assert.equal(run.code, 0, `${at}, then the preview again: ${run.stderr}`);
    const id = world.store.get("preview:pr-1") ?? "";
    const keys = await world.keys();
    assert.ok(keys.includes(`releases/${id}/page-5/index.html`), `${at}: ${id}`);
  }

  for (const release of ["atomic", "inPlace"] as const) {
    for (const [command, argsOf] of Object.entries(COMMANDS)) {
      if (command === "preview" && release === "inPlace") {
        continue;
      }
      it(`C2-C16 ${release}: a ${command} that is killed at any call leaves a whole site or says that it does not, and is repaired`, async () => {
        await prepared(release);
        const start = world.snapshot();
        const calls = await countCalls(argsOf());
        assert.ok(calls > 12, `${calls} calls`);
        for (let call = 0; call < calls; call += 1) {
          world.restore(start);
          const ids = new Map((await world.state()).releases.map(({ id }, index) => [id, index + 1]));
          world.emulator.failNext({ words: [], kind: "hang", skip: call });
          const child = world.start(argsOf());
          await world.emulator.firstHit();
          child.kill("SIGKILL");
          await child.done;
          world.emulator.clearFaults();
          await world.expireLock();
          const at = `call ${call}: ${world.emulator.calls().at(-1) ?? ""}`;

          const seen = await shown([1, 2, 3]);
          for (const { id } of (await world.state()).releases) {
            ids.set(id, ids.get(id) ?? 3);
          }
          const { live, text } = await listed(ids);
          if (release === "atomic") {
            assert.ok(seen.version !== undefined, `${at}: ${seen.bodies.join(" | ")}`);
            assert.equal(live, seen.version, `${at}: list says what visitors get\n${text}`);
            assert.ok(command !== "preview" || live === 2, `${at}: a preview changes what is live`);
          } else if (seen.version !== live) {
            assert.match(text, /was cut off: the site may show a mixture/, at);
          }
          const back = call % 2 === 0;
          const run = back ? await world.inProcess(rollback) : await deployed(4);
          assert.equal(run.code, 0, `${at}: ${run.stderr}`);
          const after = await shown([1, 2, 3, 4]);
          assert.ok(
            after.version !== undefined,
            `${at}, after ${back ? "a rollback" : "a deployment"}: ${after.bodies.join(" | ")}`,
          );
          for (const { id } of (await world.state()).releases) {
            ids.set(id, ids.get(id) ?? 4);
          }
          assert.equal((await listed(ids)).live, after.version, at);
          if (command === "preview") {
            await previewWorks(at);
            assert.equal((await shown([1, 2, 3, 4])).version, after.version, at);
          }
        }
      });
    }
  }

  for (const [release, command, expected] of [
    ["atomic", "deploy", 3],
    ["inPlace", "deploy", 3],
    ["atomic", "preview", 2],
  ] as const) {
    it(`C2-C16 ${release}: every call of a ${command} that fails at its first attempt is made again, and visitors notice nothing`, async () => {
      for (const kind of ["before", "after", "throttle", "cut", "cut after"] as const) {
        await prepared(release);
        const names = await callsOf(COMMANDS[command]());
        await prepared(release);
        world.attempts = 4;
        const faults: Fault[] = [...new Set(names.map(stable))].map((word) => ({ words: [word], kind }));
        world.emulator.failNext(...faults);
        const run = await world.release(...COMMANDS[command]());
        world.attempts = 1;
        assert.ok(faults.length >= 6, `${faults.length} operations`);
        assert.equal(world.emulator.hits(), faults.length, `faults of kind ${kind}`);
        world.emulator.clearFaults();
        assert.equal(run.code, 0, `${kind}: ${run.stderr}`);
        assert.equal((await shown([1, 2, 3])).version, expected, kind);
      }
    });
  }

  /** The operation alone: ids and names differ between runs. */
  function stable(description: string): string {
    return description.split(" ")[0] ?? "";
  }

  async function callsOf(args: readonly string[]): Promise<readonly string[]> {
    world.emulator.forgetCalls();
    const run = await world.release(...args);
    assert.equal(run.code, 0, run.stderr);
    return [...world.emulator.calls()];
  }

  async function countCalls(args: readonly string[]): Promise<number> {
    return (await callsOf(args)).length;
  }

  it("uses a stand-in, whose time can differ from the machine's", () => {
    assert.ok(world.emulator.backend instanceof StandIn);
  });
});
