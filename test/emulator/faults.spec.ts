import assert from "node:assert/strict";
import type { Fault } from "./support/cli";
import { World, type Files } from "./support/world";

/** A small site with one file of each class; the pages come and go with the version. */
function site(version: number): Files {
  const digit = String(version % 10);
  const script = `assets/index.a1b2c3d${digit}.js`;
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
  ["taking the lock", "fails", { words: ["put-object", "lock.json"] }],
  ["reading the records", "fails", { words: ["get-object", "state.json"] }],
  ["writing the manifest", "fails", { words: ["put-object", "manifest.json"] }],
  ["recording the beginning", "fails", { words: ["put-object", "state.json"] }],
  ["uploading hashed files", "fails", { words: ["s3 cp", "immutable"] }],
  ["uploading images", "fails", { words: ["s3 cp", "image/png"] }],
  ["uploading pages, whose answer is lost", "fails", { words: ["s3 cp", "text/html"], kind: "after" }],
  ["uploading index.html", "fails", { words: ["s3 cp", "text/html"], skip: 1 }],
  ["recording the end", "fails", { words: ["put-object", "state.json"], skip: 1 }],
  [
    "recording the end, whose answer is lost",
    "goes on",
    { words: ["put-object", "state.json"], skip: 1, kind: "after" },
  ],
  ["giving the lock back", "goes on", { words: ["delete-objects", "artifact-bucket"] }],
];

const IN_PLACE: Row[] = [
  ...COMMON,
  ["keeping the files", "fails", { words: ["s3 cp", "files.tar.gz"] }],
  ["listing the site", "fails", { words: ["list-objects-v2"] }],
  ["verifying the upload", "fails", { words: ["list-objects-v2"], skip: 1 }],
  ["removing pages", "fails", { words: ["delete-objects", "site-bucket"] }],
  ["the invalidation", "fails", { words: ["create-invalidation"] }],
  ["asking for the invalidation's state", "goes on", { words: ["get-invalidation"] }],
];

const ATOMIC: Row[] = [
  ...COMMON,
  ["listing what releases share", "fails", { words: ["list-objects-v2", "shared/"] }],
  ["verifying the upload", "fails", { words: ["list-objects-v2", "releases/"] }],
  ["reading the active release", "fails", { words: ["get-key"] }],
  ["asking for the store's version", "fails", { words: ["describe-key-value-store"] }],
  ["switching", "fails", { words: ["put-key"] }],
  ["switching, whose answer is lost", "fails", { words: ["put-key"], kind: "after" }],
  ["replacing the page for missing files", "goes on", { words: ["copy-object"] }],
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
          world.cli.failNext(fault);
          const run = await world.deploy(site(version + 1));
          assert.ok(world.cli.hits() > 0, "the fault has happened");
          world.cli.clearFaults();
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
    world.cli.failNext(
      { words: ["s3 cp", "text/html"], times: -1 },
      { words: ["s3 cp", "-kept"], times: -1 },
    );
    const run = await world.deploy(site(2));
    assert.equal(run.code, 1);
    assert.match(run.stderr, /1 change could not be taken back; the next deployment repairs the site/);
    assert.match(run.stderr, /the site may show a mixture/);
    world.cli.clearFaults();
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
