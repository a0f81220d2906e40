/** Redirects that a build brings in `_redirects`: from the file through the store to visitors, and back again. */
import assert from "node:assert/strict";
import { deploy } from "../../release/commands/deploy";
import { rollback } from "../../release/commands/rollback";
import { World, type Files, type Run } from "./support/world";

const site = (version: string, redirects: string): Files => ({
  "index.html": `<!doctype html><title>${version}</title>`,
  "new/index.html": `<!doctype html><title>new ${version}</title>`,
  _redirects: redirects,
});

describe("28 (X7): redirects of a build", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function run(files: Files): Promise<Run> {
    const folder = world.build(files);
    return world.inProcess(async (context) => deploy(context, folder, {}));
  }

  /** Status and place that a path leads to. */
  async function leadsTo(path: string): Promise<string> {
    const { status, headers } = await world.edge.visit(path);
    return `${status} ${headers.get("location") ?? ""}`.trim();
  }

  const tableKeys = () => Object.keys(world.store.all()).filter((key) => key.startsWith("redirects:"));

  it("X7: are made at the edge: paths, patterns, names, addresses and their statuses", async () => {
    await world.makeSite("atomic", "static");
    const { code, stderr } = await run(
      site(
        "1",
        `# comment
/old            /new/
/old/            /never   302
/한글           /new/?from=ko#top 302!
/away           https://example.org/x  307
/blog/*         /news/:splat 308
/user/:id/posts/:post  /u/:post/of/:id
`,
      ),
    );
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    const here = "https://127.0.0.1";
    assert.equal(await leadsTo("/old"), `301 ${here}/new/`);
    assert.equal(await leadsTo("/old/?a=1"), `301 ${here}/new/?a=1`);
    assert.equal(await leadsTo("/%ed%95%9c글"), `302 ${here}/new/?from=ko#top`);
    assert.equal(await leadsTo("/away"), "307 https://example.org/x");
    assert.equal(await leadsTo("/blog/2026/a"), `308 ${here}/news/2026/a`);
    assert.equal(await leadsTo("/blog"), `308 ${here}/news/`);
    assert.equal(await leadsTo("/user/7/posts/9"), `301 ${here}/u/9/of/7`);
    assert.equal(await leadsTo("/user/7/posts"), "404");
    assert.equal(await leadsTo("/blog//evil.example"), `308 ${here}/news//evil.example`);
    assert.equal(await leadsTo("/new/"), "200");
  });

  it("X7: 5,000 take one look-up each, and belong to their release: a rollback brings the former ones back", async () => {
    await world.makeSite("atomic", "static", { retention: { releases: 2, days: 0 } });
    const many = (to: string) =>
      Array.from({ length: 5000 }, (_, i) => `/old/page-${i}/with-a-long-name /new/?${to}=${i} 301`).join(
        "\n",
      );
    assert.equal((await run(site("1", many("first")))).code, 0);
    const keys = tableKeys();
    assert.ok(keys.length > 100);
    assert.equal(await leadsTo("/old/page-4999/with-a-long-name"), "301 https://127.0.0.1/new/?first=4999");
    world.emulator.forgetCalls();
    assert.equal((await run(site("2", many("first")))).code, 0);
    assert.deepEqual(tableKeys(), keys, "the same redirects are written once");
    assert.equal(world.emulator.calls().filter((call) => call.includes("UpdateKeys")).length, 0);
    assert.equal((await run(site("3", many("third")))).code, 0);
    assert.equal(await leadsTo("/old/page-0/with-a-long-name"), "301 https://127.0.0.1/new/?third=0");
    const back = await world.inProcess(rollback);
    assert.equal(back.code, 0, back.stderr);
    assert.equal(await leadsTo("/old/page-0/with-a-long-name"), "301 https://127.0.0.1/new/?first=0");
    for (const version of ["4", "5", "6"]) {
      assert.equal((await run(site(version, ""))).code, 0);
    }
    assert.deepEqual(tableKeys(), [], "with the last release that has them they go");
    assert.equal(await leadsTo("/old/page-0/with-a-long-name"), "404");
  });

  it("X7: what is wrong in the file is refused before anything is written, all at once and with its line", async () => {
    await world.makeSite("atomic", "static");
    const { code, stderr } = await run(
      site("1", "old /new\n/a\n/b /c 999\n/d /e/:name\n/f /g/:splat\n/h /i\n/i /h\n"),
    );
    assert.equal(code, 1);
    assert.deepEqual(stderr.split("\n  "), [
      "6 faults in the build, nothing is released:",
      "_redirects line 1: must begin with a path such as /old, got old",
      "_redirects line 2: must lead to a path such as /new or an address such as https://example.com/, got nothing",
      "_redirects line 3: the status must be one of 301, 302, 303, 307, 308, got 999",
      "_redirects line 4: /e/:name has :name, which /d does not",
      "_redirects line 5: /g/:splat has :splat, which /f does not",
      "_redirects: /h leads round and round: /h → /i → …",
    ]);
    assert.deepEqual(await world.keys(), []);
  });

  it("X7: what is no redirect is named with what to do, and the rest is made", async () => {
    await world.makeSite("atomic", "static");
    const { code, stderr } = await run(
      site(
        "1",
        "/* /index.html 200\n/ko/* /ko/404.html 404\n/ /ko/ 302 Language=ko\n/s id=:id /t/:id\nhttps://example.org/* /x\n/*/old /new\n/new /new/\n/old /new/\n",
      ),
    );
    assert.equal(code, 0, stderr);
    assert.equal(stderr.split("\n").length, 7);
    assert.match(
      stderr,
      /_redirects line 3: \/ has conditions \(302 Language=ko\): set languages or geo; it is left out/,
    );
    assert.equal(await leadsTo("/old"), "301 https://127.0.0.1/new/");
    assert.equal(await leadsTo("/new/"), "200");
  });

  it("X7: in place there is no store, and the release says so", async () => {
    await world.makeSite("inPlace", "static");
    const { code, stderr } = await run(site("1", "/old /new/\n"));
    assert.equal(code, 0);
    assert.match(stderr, /1 redirect of _redirects are not made: they need release: atomic/);
  });
});
