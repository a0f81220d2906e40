/**
 * Builds of other people's tools, as `npm run record:builds` has recorded them: release, every internal link, a second release
 * while a tab is open, rollback.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { mayServeOpenTabs } from "../../components/release-contract";
import { deploy } from "../../release/commands/deploy";
import { rollback } from "../../release/commands/rollback";
import { World } from "../emulator/support/world";
import { CATALOG, type Settings } from "./catalog";
import { visitAll } from "./links";
import { type Build, readRecording } from "./recorded";

describe("builds of other people's tools", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function released(build: Build): Promise<void> {
    const folder = world.build(build);
    const run = await world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal(run.code, 0, run.stderr);
    assert.doesNotMatch(run.stderr, /cannot be requested/);
  }

  /** Every link that a file of the build can answer does so; returns how many there are. */
  async function everyLinkAnswers(build: Build, { mode, fallbackPages = {} }: Settings): Promise<number> {
    const contents = new Set(Object.values(build).map(String));
    const falls = (path: string) =>
      Object.keys(fallbackPages).some((each) => `${path}/`.startsWith(`${each}/`));
    const visited = (await visitAll(world.edge)).filter(
      ({ path, status }) => status === 200 || mode === "spa" || falls(path) || hasFile(build, path),
    );
    const broken = visited.filter(({ status, body }) => status !== 200 || !contents.has(body));
    assert.deepEqual(
      broken.map(({ path, from, status }) => `${from} → ${path}: ${status}`),
      [],
    );
    return visited.length;
  }

  /** X6: a page that is missing is answered with the page for it of its language. */
  async function missingPagesAnswer(build: Build, { notFoundPages = {} }: Settings): Promise<void> {
    for (const [prefix, page] of Object.entries(notFoundPages)) {
      const { status, body } = await world.edge.visit(`${prefix}/no-such-page/`);
      assert.equal(status, 404, prefix);
      assert.ok(body === String(build[page]), `below ${prefix}, ${page} is shown`);
    }
  }

  for (const [name, { site: all }] of Object.entries(CATALOG)) {
    for (const release of ["atomic", "inPlace"] as const) {
      it(`${name}, ${release}: every link answers, an open tab finds its chunks, and a rollback shows the first build`, async () => {
        const [first, second] = readRecording(name);
        // They need the store of atomic releases.
        const { notFoundPages = {}, ...plain } = all;
        const site: Settings = release === "atomic" ? { ...plain, notFoundPages } : plain;
        const { mode = "spa", pages = "directory", trailingSlash = "ignore", indexDocument } = site;
        await world.makeSite(
          release,
          mode,
          {
            probe: { mode, pages, trailingSlash, timeoutSeconds: 4 },
            ...(indexDocument === undefined ? {} : { indexDocument }),
            ...(site.notFoundPages === undefined ? {} : { notFoundPages }),
          },
          site,
        );
        await released(first);
        assert.ok((await everyLinkAnswers(first, site)) > 1, "the page has links");
        await released(second);
        await everyLinkAnswers(second, site);
        await missingPagesAnswer(second, site);
        for (const path of Object.keys(first).filter(mayServeOpenTabs)) {
          const { status, body } = await world.edge.visit(encodeURI(`/${path}`));
          assert.equal(status, 200, path);
          assert.ok(body === String(second[path] ?? first[path]), `${path} has other content`);
        }
        const back = await world.inProcess(rollback);
        assert.equal(back.code, 0, back.stderr);
        await everyLinkAnswers(first, site);
      });
    }
  }

  /** Frameworks link what the site does not have as well, e.g. a page in another language. */
  function hasFile(build: Build, link: string): boolean {
    const path = decodeURIComponent(new URL(link, "http://site.invalid").pathname)
      .slice(1)
      .replace(/\/$/, "");
    return [path, `${path}.html`, `${path}/index.html`].some((each) => build[each] !== undefined);
  }

  it("has a recording of each build in the catalog, and no other", () => {
    const recorded = readdirSync(join(__dirname, "recorded")).map((file) => file.replace(/\.json\.br$/, ""));
    assert.deepEqual(recorded.sort(), Object.keys(CATALOG).sort());
  });
});
