/** What other people's builds hold: each case by its name in the reports. */
import assert from "node:assert/strict";
import { deploy } from "../../release/commands/deploy";
import { rollback } from "../../release/commands/rollback";
import { SITE, World, type Files, type Run } from "./support/world";

const PAGE = "<!doctype html><title>1</title>";

describe("other people's builds", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function run(files: Files): Promise<Run> {
    const folder = world.build(files);
    return world.inProcess(async (context) => deploy(context, folder, {}));
  }

  it("1, 2 (B1): an empty style sheet and an empty script are files, as new Angular and VitePress projects have them", async () => {
    await world.makeSite("atomic", "spa");
    const html =
      '<!doctype html><link rel="stylesheet" href="/styles-5INURTSO.css"><script src="empty.js"></script>';
    const { code, stderr } = await run({ "index.html": html, "styles-5INURTSO.css": "", "empty.js": "" });
    assert.equal(code, 0, stderr);
    assert.equal((await world.edge.visit("/styles-5INURTSO.css")).status, 200);
  });

  for (const release of ["atomic", "inPlace"] as const) {
    it(`3 (B2, C3) ${release}: other content under a hashed name neither changes what is live nor takes the way back`, async () => {
      await world.makeSite(release, "spa");
      const site = (version: string): Files => ({
        "index.html": `<!doctype html>${version}<script src="/_nuxt/DkX3zQpA.js"></script>`,
        "_nuxt/DkX3zQpA.js": version,
      });
      assert.equal((await run(site("A"))).code, 0);
      const second = await run(site("B"));
      if (release === "inPlace") {
        assert.equal(second.code, 1);
        assert.match(
          second.stderr,
          /hashed name of a file of a kept release and other content, e\.g\. _nuxt\/DkX3zQpA\.js/,
        );
        assert.equal((await world.edge.visit("/_nuxt/DkX3zQpA.js")).body, "A");
        return;
      }
      assert.equal(second.code, 0, second.stderr);
      assert.match(second.stderr, /other content, e\.g\. _nuxt\/DkX3zQpA\.js: both are kept/);
      assert.equal((await world.edge.visit("/_nuxt/DkX3zQpA.js")).body, "B");
      const back = await world.inProcess(rollback);
      assert.equal(back.code, 0, back.stderr);
      assert.equal((await world.edge.visit("/_nuxt/DkX3zQpA.js")).body, "A");
      world.edge.broken.add("/release-probe/deep/link");
      assert.equal((await run(site("C"))).code, 1);
      assert.equal((await world.edge.visit("/_nuxt/DkX3zQpA.js")).body, "A");
    });

    it(`4 (B3) ${release}: what is named by an id shows its new content, and can be rolled back`, async () => {
      await world.makeSite(release, "static");
      const site = (price: number): Files => ({
        "index.html": PAGE,
        "data/64f1c0ffee12ab34cd56ef78.json": `{"price":${price}}`,
        "files/550e8400-e29b-41d4-a716-4466554400ab.pdf": `pdf ${price}`,
      });
      assert.equal((await run(site(1))).code, 0);
      assert.equal((await run(site(2))).code, 0);
      const answer = await world.edge.visit("/data/64f1c0ffee12ab34cd56ef78.json");
      assert.equal(answer.body, '{"price":2}');
      assert.doesNotMatch(answer.headers.get("cache-control") ?? "", /immutable/);
      assert.equal((await world.inProcess(rollback)).code, 0);
      assert.equal((await world.edge.visit("/data/64f1c0ffee12ab34cd56ef78.json")).body, '{"price":1}');
    });

    it(`6 (B5) ${release}: a page whose address ends like a file answers under it, and goes with its page`, async () => {
      await world.makeSite(release, "static");
      const page = "<!doctype html>node.js";
      assert.equal((await run({ "index.html": PAGE, "tags/node.js/index.html": page })).code, 0);
      for (const path of ["/tags/node.js", "/tags/node.js/"]) {
        const { status, body, headers } = await world.edge.visit(path);
        assert.deepEqual([status, body], [200, page], path);
        assert.match(headers.get("content-type") ?? "", /^text\/html/);
        assert.doesNotMatch(headers.get("cache-control") ?? "", /immutable/);
      }
      assert.equal((await run({ "index.html": `${PAGE}2` })).code, 0);
      assert.equal((await world.edge.visit("/tags/node.js")).status, 404);
      assert.equal((await world.inProcess(rollback)).code, 0);
      assert.equal((await world.edge.visit("/tags/node.js")).body, page);
    });

    it(`6 (B5) ${release}: a file of that name is left alone, and an application has no such pages`, async () => {
      await world.makeSite(release, "static");
      const files = { "index.html": PAGE, "app.js": "1", "app.js.html": "<!doctype html>report" };
      assert.equal((await run(files)).code, 0);
      assert.equal((await world.edge.visit("/app.js")).body, "1");
      await world.makeSite(release, "spa");
      assert.equal((await run({ "index.html": PAGE, "x.js.html": "<!doctype html>report" })).code, 0);
      assert.equal((await world.edge.visit("/x.js")).status, 404);
    });

    it(`7 (B6) ${release}: a tab that is open finds its chunk, whatever the bundler calls it`, async () => {
      await world.makeSite(release, "spa");
      const chunks = [
        "static/lazy-abcdefgh.js",
        "docs/assets/lazy-DkX3zQpA.js",
        "js/main.20226277.js",
        "js/plain.js",
      ];
      assert.equal(
        (await run({ "index.html": PAGE, ...Object.fromEntries(chunks.map((path) => [path, path])) })).code,
        0,
      );
      assert.equal((await run({ "index.html": `${PAGE}2` })).code, 0);
      for (const path of chunks) {
        assert.equal((await world.edge.visit(`/${path}`)).body, path);
      }
    });

    it(`9 (B7) ${release}: a redirect of / is no fault, as long as it leads to a page of the release`, async () => {
      await world.makeSite(release, "static");
      world.edge.redirects.set("/", "/ko/");
      const { code, stderr } = await run({ "index.html": PAGE, "ko/index.html": `${PAGE}ko` });
      assert.equal(code, 0, stderr);
      world.edge.redirects.set("/", "/nowhere/");
      const wrong = await run({ "index.html": `${PAGE}2`, "ko/index.html": `${PAGE}ko` });
      assert.match(wrong.stderr, /root \S+ answers 404 instead of 200/);
    });
  }

  it("12 (B10): an external path that nothing answers beside an atomic release is found by the probe", async () => {
    await world.makeSite("atomic", "spa", { externalPaths: ["/config.js"] });
    await world.emulator.put(SITE, "config.js", "window.config = {}");
    const { code, stderr } = await run({ "index.html": '<!doctype html><script src="/config.js"></script>' });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /external path \S+\/config\.js answers 404 instead of 200: an object config\.js in the bucket cannot be seen/,
    );
  });

  it("14 (B12): in place, what lists pages goes up after them", async () => {
    await world.makeSite("inPlace", "spa");
    world.emulator.forgetCalls();
    assert.equal(
      (await run({ "index.html": PAGE, "a.html": PAGE, "ngsw.json": "{}", "sw.js": "", "config.js": "" }))
        .code,
      0,
    );
    const puts = world.emulator
      .calls()
      .flatMap((call) => /^PutObject site-bucket\/(\S+)/.exec(call)?.[1] ?? []);
    assert.deepEqual(puts.slice(0, 3), ["config.js", "a.html", "index.html"]);
    assert.deepEqual(puts.slice(3).sort(), ["ngsw.json", "sw.js"]);
  });

  it("13, 23, 24 (B11, B15, X2, X3): types and encodings of well-known, compressed and own files", async () => {
    await world.makeSite("atomic", "static", {
      contentTypes: { ".abc": "model/vnd.abc", "/feed": "application/rss+xml" },
    });
    const files = {
      "index.html": PAGE,
      ".well-known/webauthn": "{}",
      "a.usdz": "z",
      "x.abc": "a",
      "app.wasm.br": "w",
    };
    assert.equal((await run(files)).code, 0);
    const types = await Promise.all(
      ["/.well-known/webauthn", "/a.usdz", "/x.abc", "/app.wasm.br"].map(async (path) =>
        (await world.edge.visit(path)).headers.get("content-type"),
      ),
    );
    assert.deepEqual(types, ["application/json", "model/vnd.usdz+zip", "model/vnd.abc", "application/wasm"]);
    const key = (await world.keys()).find((each) => each.endsWith(".br")) ?? "";
    assert.equal((await world.emulator.object(SITE, key))?.headers.get("content-encoding"), "br");
  });

  it("30 (B14, X9): what must not be public and what cannot be requested is refused, all at once, and exclude leaves out", async () => {
    const secrets = {
      ".env": "TOKEN=1",
      "sub/.env.production": "TOKEN=1",
      ".npmrc": "//registry/:_authToken=1",
      ".git/config": "[core]",
      "deploy.pem": "-----BEGIN RSA PRIVATE KEY-----\nMII",
      "keys/id_ed25519": "x",
      "terraform.tfstate": "{}",
      "a\\b.txt": "backslash",
      "line\nbreak.txt": "control character",
      [`${"d".repeat(200)}/${"e".repeat(200)}/${"f".repeat(200)}/${"g".repeat(200)}/${"h".repeat(120)}.txt`]:
        "long",
    };
    await world.makeSite("atomic", "spa");
    const refused = await run({ "index.html": PAGE, ...secrets });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^10 faults in the build, nothing is released:/);
    for (const word of [
      ".env holds",
      ".env.production",
      ".npmrc holds",
      ".git/config",
      "deploy.pem holds a private key",
      "id_ed25519",
      "tfstate",
      "backslash",
      "control character",
      "too long",
    ]) {
      assert.ok(refused.stderr.includes(word), word);
    }
    await world.makeSite("atomic", "spa", { exclude: [".env*", "**/*.map", "stats.html"] });
    const left = await run({
      "index.html": PAGE,
      ".env": "A=1",
      ".DS_Store": "x",
      "js/a.js.map": "{}",
      "x/stats.html": PAGE,
      "cert.pem": "-----BEGIN CERTIFICATE-----",
    });
    assert.equal(left.code, 0, left.stderr);
    assert.match(left.stdout, /left out: 4 files/);
    assert.deepEqual(
      (await world.keys())
        .filter((key) => key.startsWith("releases/"))
        .map((key) => key.split("/").slice(2).join("/"))
        .sort(),
      ["cert.pem", "index.html"],
    );
  });

  it("40 (B14): a file that no address leads to is named", async () => {
    await world.makeSite("atomic", "spa");
    const { code, stderr } = await run({ "index.html": PAGE, LICENSE: "MIT" });
    assert.equal(code, 0);
    assert.match(stderr, /1 file cannot be requested, e\.g\. \/LICENSE/);
  });

  it("a release of differences answers every page, and its rollback too", async () => {
    await world.makeSite("atomic", "static");
    const site = (changed: string): Files => ({
      ...Object.fromEntries(
        Array.from({ length: 150 }, (_, i) => [
          `글/${i}/index.html`,
          `<!doctype html>${i < 3 ? changed : "same"} ${i}`,
        ]),
      ),
      "index.html": `<!doctype html>${changed}`,
    });
    assert.equal((await run(site("one"))).code, 0);
    world.emulator.forgetCalls();
    const second = await run(site("two"));
    assert.equal(second.code, 0, second.stderr);
    assert.match(second.stdout, /4 files to upload, 147 shared with former releases/);
    assert.match(world.store.get("active") ?? "", /-d$/);
    for (let i = 0; i < 150; i += 1) {
      assert.equal((await world.edge.visit(`/글/${i}/`)).body, site("two")[`글/${i}/index.html`]);
    }
    assert.equal((await world.inProcess(rollback)).code, 0);
    assert.equal((await world.edge.visit("/글/1/")).body, site("one")["글/1/index.html"]);
  });
});
