/**
 * Cases of public reports that are handled, by the number of their row: from a build through a release to what visitors get. Those that were
 * broken or could not be expressed (B…, X…) are in the specs beside this one.
 */
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { deploy } from "../../release/commands/deploy";
import { rollback } from "../../release/commands/rollback";
import { SITE, World, type Files, type Run } from "./support/world";

const INDEX = "<!doctype html><title>index</title>";

/** Names of files that browsers ask for with and without codes. */
const ODD_NAMES = [
  ..."+%#?&;'\"*~:=$,|{}^`<>()!@".split("").map((character) => `a${character}b.txt`),
  ...["a b.txt", "a%20b.txt", "a+b c.txt", "c++.pdf", "[slug]-1.js", "(group)/@modal/x.js", ".hidden.txt"],
  ...["..data.txt", "x/..data.txt", "a...txt", "-dash.txt", "UPPER.TXT", "Case/case.txt", "case/Case.txt"],
  ...[
    "한글.txt",
    "ไทย.txt",
    "日本.txt",
    "é.txt",
    "emoji 🙂.txt",
    "a\u00a0b.txt",
    "a\u200bb.txt",
    "empty.txt",
  ],
];

describe("cases of public reports that are handled", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function released(files: Readonly<Record<string, string | Buffer>>): Promise<Run> {
    const folder = world.build(files);
    const run = await world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal(run.code, 0, run.stderr);
    return run;
  }

  const encoded = (path: string) => `/${path.split("/").map(encodeURIComponent).join("/")}`;

  for (const release of ["atomic", "inPlace"] as const) {
    it(`8 ${release}: Gatsby's service worker is asked for anew, and the app chunk of the former build still answers`, async () => {
      const build = (version: number, hash: string): Files => ({
        "index.html": `<!doctype html><script src="/app-${hash}.js"></script>${version}`,
        [`app-${hash}.js`]: `app ${version}`,
        "sw.js": `worker ${version}`,
      });
      await world.makeSite(release, "static");
      await released(build(1, "0a1b2c3d4e5f60718293"));
      await released(build(2, "f0e1d2c3b4a596877869"));
      const worker = await world.edge.visit("/sw.js");
      assert.deepEqual([worker.body, worker.headers.get("cache-control")], ["worker 2", "no-cache"]);
      assert.equal((await world.edge.visit("/app-0a1b2c3d4e5f60718293.js")).body, "app 1");
    });

    it(`15, 35 ${release}: files below .well-known are released and are JSON without an ending`, async () => {
      await world.makeSite(release, "spa");
      const names = ["apple-app-site-association", "assetlinks.json", "webauthn", "matrix/client"];
      await released({
        "index.html": INDEX,
        ...Object.fromEntries(names.map((name) => [`.well-known/${name}`, `{"name":"${name}"}`])),
        ".well-known/security.txt": "Contact: mailto:a@example.com",
      });
      for (const name of names) {
        const { status, body, headers } = await world.edge.visit(`/.well-known/${name}`);
        assert.deepEqual([status, body], [200, `{"name":"${name}"}`]);
        assert.match(headers.get("content-type") ?? "", /^application\/json/, name);
      }
      assert.equal((await world.edge.visit("/.well-known/nothing")).status, 404);
    });

    it(`17, 18, 21 ${release}: odd names answer with codes and as browsers send them, also after a rollback`, async () => {
      await world.makeSite(release, "spa");
      const files = Object.fromEntries(
        ODD_NAMES.map((name) => [name, name === "empty.txt" ? "" : `content of ${name}`]),
      );
      await released({ "index.html": INDEX, ...files });
      const check = async () => {
        for (const name of ODD_NAMES) {
          const paths = [encoded(name), ...(/[#?%\\]/.test(name) ? [] : [`/${name}`])];
          for (const path of paths) {
            const { status, body } = await world.edge.visit(path);
            assert.deepEqual([status, body], [200, files[name]], path);
          }
        }
      };
      await check();
      await released({ "index.html": `${INDEX}2` });
      assert.equal((await world.inProcess(rollback)).code, 0);
      await check();
    });

    it(`19, 36, 37 ${release}: pages of Korean addresses answer with and without a final slash`, async () => {
      for (const pages of ["directory", "file"] as const) {
        await world.makeSite(
          release,
          "static",
          { probe: { mode: "static", pages, timeoutSeconds: 4 } },
          { pages },
        );
        const page = (name: string) => (pages === "file" ? `${name}.html` : `${name}/index.html`);
        await released({ "index.html": INDEX, [page("글/첫-글")]: "first", [page("mypage")]: "mine" });
        const slash = pages === "file" ? [""] : ["", "/"];
        for (const end of slash) {
          assert.equal((await world.edge.visit(`/글/첫-글${end}`)).body, "first", pages);
          assert.equal((await world.edge.visit(`/mypage${end}?a=1`)).body, "mine", pages);
        }
      }
    });

    it(`20, 22 ${release}: payloads of Next.js are text that is asked for anew, WebAssembly has its type`, async () => {
      await world.makeSite(release, "static");
      await released({
        "index.html": INDEX,
        "about.txt": "1:rsc",
        "__next.a.__PAGE__.txt": "2:rsc",
        "x.wasm": "\0asm",
      });
      for (const path of ["/about.txt?_rsc=1abc", "/__next.a.__PAGE__.txt"]) {
        const { status, headers } = await world.edge.visit(path);
        assert.equal(status, 200);
        assert.match(headers.get("content-type") ?? "", /^text\/plain/);
        assert.match(headers.get("cache-control") ?? "", /max-age=0.*must-revalidate/);
      }
      const wasm = await world.edge.visit("/x.wasm");
      assert.equal(wasm.headers.get("content-type"), "application/wasm");
    });

    it(`39 ${release}: a large file goes up in parts, and one that has not changed not again`, async () => {
      await world.makeSite(release, "spa");
      const large = Buffer.alloc(33 * 1024 * 1024, "x");
      const files = (version: number) => ({
        "index.html": `${INDEX}${version}`,
        "films/film-0a1b2c3d4e5f6071.mp4": large,
        "assets/film-DkX3zQpA.mp4": large,
      });
      await released(files(1));
      world.emulator.forgetCalls();
      await released(files(2));
      const parts = world.emulator
        .calls()
        .filter((call) => /UploadPart/.test(call) && /assets\/film/.test(call));
      assert.deepEqual(parts, []);
      const { status, body } = await world.edge.visit("/assets/film-DkX3zQpA.mp4");
      assert.deepEqual([status, body.length], [200, large.byteLength]);
    });
  }

  it("16: a link inside of the build is a file; one out of it, to a folder or to nothing is refused by name", async () => {
    await world.makeSite("atomic", "spa");
    const folder = world.build({ "index.html": INDEX, "real.txt": "real", "folder/x.txt": "x" });
    symlinkSync("real.txt", join(folder, "inside.txt"));
    const run = async () => world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal((await run()).code, 0);
    assert.equal((await world.edge.visit("/inside.txt")).body, "real");
    symlinkSync("/etc/hostname", join(folder, "outside.txt"));
    symlinkSync("folder", join(folder, "linked"));
    symlinkSync("gone.txt", join(folder, "broken.txt"));
    const { code, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stderr, /outside\.txt is a link out of the build/);
    assert.match(stderr, /linked is no file \(a link to a folder\?\)/);
    assert.match(stderr, /broken\.txt is a link to a file that does not exist/);
    assert.doesNotMatch(stderr, /ENOENT|at .*\.ts/);
  });

  it("21: two spellings of one name are refused, the decomposed one of macOS alone is composed", async () => {
    await world.makeSite("atomic", "spa");
    await released({ "index.html": INDEX, ["cafe\u0301.txt"]: "one" });
    assert.equal((await world.edge.visit(`/${encodeURIComponent("caf\u00e9.txt")}`)).body, "one");
    const folder = world.build({ "index.html": INDEX, ["cafe\u0301.txt"]: "one", ["caf\u00e9.txt"]: "two" });
    const { code, stderr } = await world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal(code, 1);
    assert.match(stderr, /is there twice, in two Unicode spellings: rename one/);
  });

  it("34: an invalidation names one path, whatever the files are called", async () => {
    await world.makeSite("inPlace", "spa");
    world.emulator.forgetCalls();
    await released({ "index.html": INDEX, "a b+c.txt": "1", "한글~.txt": "2" });
    const calls = world.emulator.calls().filter((call) => /Invalidation/i.test(call));
    assert.ok(
      calls.some((call) => /Create/i.test(call)),
      calls.join(),
    );
    assert.ok(
      calls.every((call) => !/%|한글/.test(call)),
      calls.join(),
    );
  });

  it("40: files without an ending and with an odd one are named, since no visitor can have them", async () => {
    await world.makeSite("atomic", "spa");
    const { stderr } = await released({
      "index.html": INDEX,
      LICENSE: "l",
      "x.y_z": "1",
      "n.1": "2",
      "v.1a": "3",
    });
    assert.match(stderr, /3 files cannot be requested, e\.g\. \/LICENSE/);
    assert.ok(
      (await world.keys()).some((key) => key.endsWith("LICENSE")),
      SITE,
    );
  });
});
