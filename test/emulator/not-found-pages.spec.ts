/** X6: pages for missing files below prefixes: from the build through the store to visitors, and back again. */
import assert from "node:assert/strict";
import type { StaticSiteConfig } from "../../components/static-site";
import { deploy } from "../../release/commands/deploy";
import { showPreview } from "../../release/commands/preview";
import { rollback } from "../../release/commands/rollback";
import { World, type Files, type Run } from "./support/world";

const page = (text: string) => `<!doctype html><title>${text}</title>`;

const site = (version: string, more: Files = {}): Files => ({
  "index.html": page(version),
  "404.html": page(`missing ${version}`),
  "de/index.html": page(`de ${version}`),
  "de/404.html": page(`fehlt ${version}`),
  "shop/index.html": page(`shop ${version}`),
  "shop/404.html": page(`sold out ${version}`),
  ...more,
});

const PAGES = { "/de": "de/404.html", "/shop": "shop/404.html" };

describe("27 (X6): pages for missing files below prefixes", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function makeSite(notFoundPages: StaticSiteConfig["notFoundPages"] = PAGES, retention = 5) {
    await world.makeSite(
      "atomic",
      "static",
      { notFoundPages, retention: { releases: retention, days: 0 }, previews: "preview.example.com" },
      { notFoundPages, previews: "preview.example.com" },
    );
  }

  async function run(files: Files): Promise<Run> {
    const folder = world.build(files);
    return world.inProcess(async (context) => deploy(context, folder, {}));
  }

  /** Status and text of an address. */
  async function shows(path: string): Promise<string> {
    const { status, body } = await world.edge.visit(path);
    return `${status} ${/<title>(.*)<\/title>/.exec(body)?.[1] ?? body}`;
  }

  const tableKeys = () => Object.keys(world.store.all()).filter((key) => key.startsWith("missing:"));

  it("X6: each prefix has its own, with status 404; pages that are there answer, and the probe asks for both", async () => {
    await makeSite();
    const { code, stdout, stderr } = await run(site("1"));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /probed .*missing page below \/de, missing page below \/shop/);
    assert.equal(await shows("/de/"), "200 de 1");
    assert.equal(await shows("/de/gibt-es-nicht/"), "404 fehlt 1");
    assert.equal(await shows("/de/gibt/es/nicht"), "404 fehlt 1");
    assert.equal(await shows("/shop/no-such-thing"), "404 sold out 1");
    assert.equal(await shows("/shop/"), "200 shop 1");
    assert.match(await shows("/elsewhere/"), /^404 (?!fehlt|sold)/);
  });

  it("X6: belongs to its release: a new page answers at once, and a rollback brings the former ones back", async () => {
    await makeSite();
    assert.equal((await run(site("1"))).code, 0);
    assert.equal((await run(site("2", { "de/neu/index.html": page("neu") }))).code, 0);
    assert.equal(await shows("/de/neu/"), "200 neu");
    assert.equal(await shows("/de/x/"), "404 fehlt 2");
    assert.equal((await world.inProcess(rollback)).code, 0);
    assert.equal(await shows("/de/neu/"), "404 fehlt 1");
  });

  it("X6: works with releases of differences, and old tables go with the releases that needed them", async () => {
    await makeSite(PAGES, 1);
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`de/seite-${i}/index.html`, page(`Seite ${i}`)]),
    );
    assert.equal((await run(site("1", many))).code, 0);
    const first = tableKeys();
    assert.equal((await run(site("1", { ...many, "de/neu/index.html": page("neu") }))).code, 0);
    assert.match(world.store.all()["active"] ?? "", /-N\d+x[0-9a-f]{8}-d$/);
    assert.equal(await shows("/de/neu/"), "200 neu");
    assert.equal(await shows("/de/seite-7/"), "200 Seite 7");
    assert.equal(await shows("/de/seite-300/"), "404 fehlt 1");
    for (const version of ["3", "4", "5"]) {
      assert.equal((await run(site(version))).code, 0);
    }
    const left = tableKeys();
    assert.ok(left.length > 0 && !first.some((key) => left.includes(key)), left.join());
  });

  it("X6: a preview has those of its own build", async () => {
    await makeSite();
    assert.equal((await run(site("1"))).code, 0);
    const folder = world.build(site("2"));
    const shown = await world.inProcess(async (context) =>
      showPreview(context, folder, { name: "pr-1", days: 3 }),
    );
    assert.equal(shown.code, 0, shown.stderr);
    assert.equal(await shows("/de/x/"), "404 fehlt 1");
    const id = world.store.all()["preview:pr-1"] ?? "";
    assert.match(id, /-N/);
    world.store.set("active", id);
    assert.equal(await shows("/de/x/"), "404 fehlt 2");
  });

  it("X6: the same build is released again where the site's keys ask for other pages", async () => {
    await makeSite({});
    const before = await run(site("1"));
    assert.match(
      before.stdout,
      /2 pages for missing files below a folder are not shown there: .*notFoundPages.*\/de: de\/404\.html/,
    );
    assert.match(await shows("/de/x/"), /^404 (?!fehlt)/);
    world.change({ notFoundPages: PAGES }, { notFoundPages: PAGES });
    const after = await run(site("1"));
    assert.equal(after.code, 0, after.stderr);
    assert.doesNotMatch(after.stdout, /nothing to upload/);
    assert.equal(await shows("/de/x/"), "404 fehlt 1");
    assert.match((await run(site("1"))).stdout, /nothing to upload/);
  });

  it("X6: a page that is not in the build is refused; one that is too large or not in UTF-8 is named, and the rest works", async () => {
    await makeSite();
    const gone: Record<string, string> = { ...site("1") };
    delete gone["shop/404.html"];
    const refused = await run(gone);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /notFoundPages names shop\/404\.html for \/shop, which the build does not contain: nothing is released/,
    );
    assert.deepEqual(tableKeys(), []);
    const large = await run(site("1", { "shop/404.html": page("x".repeat(40_000)) }));
    assert.equal(large.code, 0, large.stderr);
    assert.match(large.stderr, /shop\/404\.html has 40\d{3} bytes, and the edge can answer with 37440/);
    assert.equal(await shows("/de/x/"), "404 fehlt 1");
    assert.match(await shows("/shop/x/"), /^404 (?!x)/);
  });

  it("X6: a stack that is not up to date fails the probe, with the reason, and the former release stays", async () => {
    await makeSite();
    assert.equal((await run(site("1"))).code, 0);
    world.change({}, { notFoundPages: {} });
    const { code, stderr } = await run(site("2"));
    assert.equal(code, 1);
    assert.match(stderr, /missing page below \/de .* does not show de\/404\.html: is the stack up to date/);
    assert.equal(await shows("/"), "200 1");
  });
});
