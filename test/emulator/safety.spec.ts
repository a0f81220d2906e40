import assert from "node:assert/strict";
import { cacheRuleFor, objectKey } from "../../components/release-contract";
import { contentTypeFor } from "../../components/release-contract/content-types";
import { pages, spa } from "./support/builds";
import { ARTIFACTS, SITE, STATE, World, type Files } from "./support/world";

/** A build of so many files: pages with their scripts, pictures, and names that are awkward. */
function large(version: number, count: number): Files {
  const files: Record<string, string> = { ...spa(version) };
  for (let index = 0; Object.keys(files).length < count; index += 1) {
    const hash = (0xa1b2c3d4 + index).toString(16);
    files[`assets/chunk-${index}.${hash}.js`] = `export default ${index}`;
    files[`docs/page ${index}/index.html`] = `<!doctype html>page ${index} of ${version}`;
    files[`images/그림-${index}.png`] = `png ${index}`;
  }
  return Object.fromEntries(Object.entries(files).slice(0, count));
}

describe("a release that meets what it does not expect", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  const deployed = async (files: Files): Promise<string> => {
    const run = await world.deploy(files);
    assert.equal(run.code, 0, run.stderr);
    return run.stdout;
  };
  const body = async (key: string) => (await world.emulator.object(SITE, key))?.body.toString();

  for (const release of ["inPlace", "atomic"] as const) {
    it(`${release}: releases 2,000 files, each with the table's headers, and of the next only what changed`, async () => {
      await world.makeSite(release, "spa");
      const files = large(1, 2000);
      world.emulator.forgetCalls();
      await deployed(files);
      assert.ok(world.emulator.calls().length < 2040, `${world.emulator.calls().length} calls, one a file`);
      const id = (await world.state()).active ?? "";
      assert.equal(Object.keys(files).length, 2000);
      for (const [path, text] of Object.entries(files)) {
        const object = await world.emulator.object(SITE, objectKey(path, release, id));
        assert.equal(object?.body.toString(), text, path);
        assert.equal(object.headers.get("cache-control"), cacheRuleFor(path, release).cacheControl, path);
        assert.equal(object.headers.get("content-type"), contentTypeFor(path), path);
      }
      const next = await deployed({ ...files, "images/그림-0.png": "another" });
      if (release === "inPlace") {
        assert.match(next, /1 file to upload, 1999 unchanged, 0 to remove/);
      } else {
        assert.match(next, /1 file to upload, 1999 shared with former releases/);
      }
    });

    it(`${release}: takes everything back when it is to end (SIGTERM)`, async () => {
      await world.makeSite(release, "static");
      await deployed(pages(1, ["about"]));
      const words = release === "inPlace" ? ["CreateInvalidation"] : ["PutKey active"];
      world.emulator.failNext({ words, kind: "slow" });
      const second = world.start(["deploy", world.build(pages(2, ["about", "news"]))]);
      await world.emulator.firstHit();
      second.kill("SIGTERM");
      const { code, stderr } = await second.done;
      world.emulator.clearFaults();
      assert.equal(code, 1);
      assert.match(stderr, /interrupted: taking back what has been changed/);
      assert.match(stderr, /release: interrupted; the site shows \S+ as before/);
      assert.equal((await world.edge.visit("/about/")).body, pages(1, ["about"])["about/index.html"]);
      assert.equal((await world.edge.visit("/news/")).status, 404);
      await deployed(pages(2, ["about", "news"]));
      assert.equal((await world.edge.visit("/news/")).status, 200);
    });
  }

  it("does not delete what was there before its first release, and says what it cannot bring back", async () => {
    await world.makeSite("inPlace", "spa");
    await world.emulator.put(SITE, "index.html", "<!doctype html>by hand");
    await world.emulator.put(SITE, "terms.html", "<!doctype html>terms");
    world.edge.broken.add("/release-probe/deep/link");
    const run = await world.deploy(spa(1));
    assert.equal(run.code, 1);
    assert.match(
      run.stderr,
      /warning: 1 file that no release knows will be overwritten, e\.g\. index\.html: this cannot/,
    );
    assert.match(run.stderr, /could not undo \(.*\): no release has index\.html as it was before/);
    assert.match(run.stderr, /the site may show a mixture/);
    assert.equal(await body("terms.html"), "<!doctype html>terms");
    assert.ok((await body("index.html")) !== undefined, "a site without its page is worse than any page");
    world.edge.broken.clear();
    await deployed(spa(2));
    assert.equal(await body("index.html"), spa(2)["index.html"]);
  });

  it("does not delete the live site where the records of the live release are gone", async () => {
    await world.makeSite("inPlace", "spa");
    await deployed(spa(1));
    const { active = "" } = await world.state();
    await world.emulator.remove(ARTIFACTS, `${STATE}/${active}/manifest.json`);
    world.edge.broken.add("/release-probe/deep/link");
    const run = await world.deploy(spa(2));
    assert.equal(run.code, 1);
    assert.match(run.stderr, /the site may show a mixture/);
    for (const path of [
      "index.html",
      "favicon.ico",
      ...Object.keys(spa(1)).filter((key) => /\.js$/.test(key)),
    ]) {
      assert.ok((await body(path)) !== undefined, path);
    }
  });

  it("removes no old files while it does not know what the releases that it keeps consist of", async () => {
    await world.makeSite("inPlace", "spa", { retention: { releases: 2, days: 14 } });
    for (const version of [1, 2, 3]) {
      await deployed(spa(version));
    }
    await world.changeState((text) => text.replaceAll(/"supersededAt": "\d{4}/g, '"supersededAt": "2001'));
    const { active = "" } = await world.state();
    await world.emulator.remove(ARTIFACTS, `${STATE}/${active}/manifest.json`);
    const before = await world.keys();
    const run = await world.deploy({ ...spa(3), "new.html": "<!doctype html>new" });
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, new RegExp(`old releases stay: the manifest of ${active} is gone`));
    const now = await world.keys();
    assert.deepEqual(
      before.filter((key) => !now.includes(key)),
      [],
    );
  });

  it("does not give back a lock that another deployment has taken meanwhile", async () => {
    await world.makeSite("inPlace", "spa");
    world.emulator.failNext({ words: ["CreateInvalidation"], kind: "slow" });
    const run = world.start(["deploy", world.build(spa(1))]);
    await world.emulator.firstHit();
    const other = { owner: "x", what: "another one", expiresAt: "2999-01-01T00:00:00.000Z" };
    await world.emulator.put(ARTIFACTS, `${STATE}/lock.json`, JSON.stringify(other));
    await run.done;
    world.emulator.clearFaults();
    const left = await world.emulator.object(ARTIFACTS, `${STATE}/lock.json`);
    assert.match(left?.body.toString() ?? "", /another one/);
  });
});
