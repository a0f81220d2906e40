import assert from "node:assert/strict";
import type { Fault } from "./support/emulator";
import { World, type Files } from "./support/world";

/** A small site with one file of each class; the pages come and go with the version. */
function site(version: number): Files {
  // Each version has a hash of its own: one name with other bytes is refused.
  const script = `assets/index.a1b2c3${String(version).padStart(2, "0")}.js`;
  return {
    [script]: `console.log(${version})`,
    "logo.png": `png ${version}`,
    "sw.js": `// ${version}`,
    "404.html": `<!doctype html>missing ${version}`,
    "index.html": `<!doctype html><script src="/${script}"></script>`,
    [`page-${version}/index.html`]: `<!doctype html>page ${version}`,
  };
}

/** What happens to the deployment whose call fails: it fails itself, or does without. */
type Row = [step: string, outcome: "fails" | "goes on", fault: Fault];

const COMMON: Row[] = [
  ["taking the lock", "fails", { words: ["PutObject", "lock.json"] }],
  ["reading the records", "fails", { words: ["GetObject", "state.json"] }],
  ["writing the manifest", "fails", { words: ["PutObject", "manifest.json"] }],
  ["recording the beginning", "fails", { words: ["PutObject", "state.json"] }],
  ["uploading hashed files", "fails", { words: ["PutObject site-bucket", "assets/"] }],
  ["uploading images", "fails", { words: ["PutObject site-bucket", "image/png"] }],
  [
    "uploading pages, whose answer is lost",
    "fails",
    { words: ["PutObject site-bucket", "text/html"], kind: "after" },
  ],
  ["uploading index.html", "fails", { words: ["PutObject site-bucket", "text/html"], skip: 1 }],
  ["recording the end", "fails", { words: ["PutObject", "state.json"], skip: 1 }],
  [
    "recording the end, whose answer is lost",
    "goes on",
    { words: ["PutObject", "state.json"], skip: 1, kind: "after" },
  ],
  ["giving the lock back", "goes on", { words: ["DeleteObjects artifact-bucket"] }],
];

const IN_PLACE: Row[] = [
  ...COMMON,
  ["keeping the files", "fails", { words: ["PutObject", "files.tar.gz"] }],
  ["listing the site", "fails", { words: ["ListObjectsV2 site-bucket"] }],
  ["verifying the upload", "fails", { words: ["ListObjectsV2 site-bucket"], skip: 1 }],
  ["removing pages", "fails", { words: ["DeleteObjects site-bucket"] }],
  ["the invalidation", "fails", { words: ["CreateInvalidation"] }],
  ["asking for the invalidation's state", "goes on", { words: ["GetInvalidation"] }],
];

const ATOMIC: Row[] = [
  ...COMMON,
  ["listing what releases share", "fails", { words: ["ListObjectsV2 site-bucket", "shared/"] }],
  ["verifying the upload", "fails", { words: ["ListObjectsV2 site-bucket", "releases/"] }],
  ["reading the active release", "fails", { words: ["GetKey active"] }],
  ["asking for the store's version", "fails", { words: ["DescribeKeyValueStore"] }],
  ["switching", "fails", { words: ["PutKey active"] }],
  ["switching, whose answer is lost", "fails", { words: ["PutKey active"], kind: "after" }],
  ["replacing the page for missing files", "goes on", { words: ["CopyObject"] }],
];

describe("a call that fails", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  for (const [release, rows] of Object.entries({ inPlace: IN_PLACE, atomic: ATOMIC }) as [
    "inPlace" | "atomic",
    Row[],
  ][]) {
    describe(`in a release ${release}`, () => {
      let version = 1;

      before(async () => {
        await world.makeSite(release, "static");
        const run = await world.deploy(site(version));
        assert.equal(run.code, 0, run.stderr);
      });

      for (const [step, outcome, fault] of rows) {
        const then =
          outcome === "fails"
            ? "leaves the live site as it was, and the next run repairs it"
            : "is done without";
        it(`${step}: ${then}`, async () => {
          world.emulator.failNext(fault);
          const run = await world.deploy(site(version + 1));
          assert.ok(world.emulator.hits() > 0, "the fault has happened");
          world.emulator.clearFaults();
          assert.equal(run.code, outcome === "fails" ? 1 : 0, run.stderr);
          if (outcome === "fails") {
            assert.match(run.stderr, /injected/);
            await assertLive(version);
            await world.expireLock();
            const again = await world.deploy(site(version + 1));
            assert.equal(again.code, 0, again.stderr);
          }
          await world.expireLock();
          version += 1;
          await assertLive(version);
        });
      }
    });
  }

  it("at every attempt, so that nothing can be taken back, says so, and the next run repairs the site", async () => {
    await world.makeSite("inPlace", "static");
    await world.deploy(site(1));
    world.emulator.failNext(
      { words: ["PutObject site-bucket", "text/html"], times: -1 },
      { words: ["GetObject", "files.tar.gz"], times: -1 },
    );
    const run = await world.deploy(site(2));
    assert.equal(run.code, 1);
    assert.match(run.stderr, /1 change could not be taken back; the next deployment repairs the site/);
    assert.match(run.stderr, /the site may show a mixture/);
    world.emulator.clearFaults();
    const again = await world.deploy(site(1));
    assert.equal(again.code, 0, again.stderr);
    await assertLive(1);
  });

  /** Visitors get this version and nothing of its neighbours. */
  async function assertLive(version: number): Promise<void> {
    const files = site(version);
    for (const [path, text] of Object.entries(files)) {
      const shown = await world.edge.visit(`/${path.replace(/index\.html$/, "")}`);
      assert.equal(shown.body, text, path);
    }
    for (const other of [version - 1, version + 1]) {
      assert.equal((await world.edge.visit(`/page-${other}/`)).status, 404, `page ${other}`);
    }
  }
});
