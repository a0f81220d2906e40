/** X6: a page for missing files of its own below each prefix, in the edge function and in what the store holds for it. */
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import fc from "fast-check";
import {
  isReleaseId,
  MAX_NOT_FOUND_PAGE_BYTES,
  notFoundKeysOf,
  notFoundTable,
  redirectKeysOf,
} from "../../../components/release-contract";
import { staticSiteArgsSchema, type StaticSiteConfig } from "../../../components/static-site";
import { edgeFunctionOf } from "../../../components/static-site/edge";
import { A, answerOf, outcome, SITE } from "./edge-support";

const LANGUAGES: StaticSiteConfig = {
  ...SITE,
  release: "atomic",
  mode: "static",
  notFoundPages: { "/de": "de/404.html", "/pt-BR": "pt-BR/404.html" },
};

const PAGES = new Map([
  ["de/404.html", "<!doctype html>Seite fehlt"],
  ["pt-BR/404.html", "<!doctype html>não há"],
]);
const PATHS = ["de/index.html", "de/über/index.html", "de/v1.2/index.html", "pt-BR/index.html"];

/** The store after a release of these pages. */
function storeOf(pages: ReadonlyMap<string, string>, paths: readonly string[]) {
  const { mark, values } = notFoundTable(pages, new Set(paths));
  const id = `${A}${mark}`;
  assert.ok(isReleaseId(id), id);
  return { id, kvs: { active: id, ...Object.fromEntries(values) } as Record<string, string> };
}

describe("27 (X6): edge function: pages for missing files", () => {
  const { id, kvs } = storeOf(PAGES, PATHS);

  for (const [path, expected] of Object.entries({
    "/de/": `/releases/${id}/de/index.html`,
    "/de": `/releases/${id}/de/index.html`,
    "/de/%C3%BCber": `/releases/${id}/de/%C3%BCber/index.html`,
    "/de/v1.2/": `/releases/${id}/de/v1.2/index.html`,
    "/de/fehlt/": "404",
    "/de/fehlt": "404",
    "/de/fehlt.html": "404",
    "/de/%EC%97%86%EC%9D%8C/": "404",
    "/pt-BR/nada/": "404",
    "/de/bild.png": `/releases/${id}/de/bild.png`,
    "/missing/": `/releases/${id}/missing/index.html`,
    "/deutsch/": `/releases/${id}/deutsch/index.html`,
    "/.well-known/x.html": `/releases/${id}/.well-known/x.html`,
  })) {
    it(`X6: ${path} → ${expected}`, async () => {
      assert.equal(await outcome(LANGUAGES, path, kvs), expected);
    });
  }

  it("X6: answers in the language of the prefix, as a page that no cache keeps, with the site's security headers", async () => {
    const german = await answerOf(LANGUAGES, { path: "/de/fehlt/" }, kvs);
    assert.equal(german.body?.data, PAGES.get("de/404.html"));
    assert.equal(
      (await answerOf(LANGUAGES, { path: "/pt-BR/x" }, kvs)).body?.data,
      PAGES.get("pt-BR/404.html"),
    );
    const headers = Object.fromEntries(
      Object.entries(german.headers).map(([name, { value }]) => [name, value]),
    );
    assert.equal(headers["content-type"], "text/html; charset=utf-8");
    assert.equal(headers["cache-control"], "no-store");
    assert.equal(headers["x-frame-options"], "DENY");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.match(headers["content-security-policy-report-only"] ?? "", /default-src 'self'/);
    assert.match(headers["strict-transport-security"] ?? "", /max-age=/);
    const enforced: StaticSiteConfig = {
      ...LANGUAGES,
      headers: { csp: "default-src https:", cspMode: "enforce", frame: "off", custom: { "X-Team": "web" } },
    };
    const answer = await answerOf(enforced, { path: "/de/x/" }, kvs);
    assert.equal(answer.headers["content-security-policy"]?.value, "default-src https:");
    assert.equal(answer.headers["x-team"]?.value, "web");
    assert.equal(answer.headers["x-frame-options"], undefined);
  });

  it("X6: for several applications under prefixes of one host: the longest prefix, then / for everything else, also with apiRoutes", async () => {
    const site: StaticSiteConfig = {
      ...LANGUAGES,
      notFoundPages: { "/": "404.html", "/docs": "docs/404.html", "/docs/ko": "docs/ko/404.html" },
      fallbackPages: { "/shop": "shop/index.html" },
      apiRoutes: { "/api": "api.example.com" },
    };
    const texts = new Map([
      ["404.html", "root"],
      ["docs/404.html", "docs"],
      ["docs/ko/404.html", "docs in ko"],
    ]);
    const store = storeOf(texts, ["index.html", "docs/index.html", "shop/index.html"]);
    const shown = async (path: string) => (await answerOf(site, { path }, store.kvs)).body?.data;
    assert.equal(await shown("/x/"), "root");
    assert.equal(await shown("/docs/x"), "docs");
    assert.equal(await shown("/docs/ko/x/"), "docs in ko");
    assert.equal(await shown("/docsx"), "root");
    assert.equal(await outcome(site, "/", store.kvs), `/releases/${store.id}/index.html`);
    assert.equal(await outcome(site, "/shop/cart/7", store.kvs), `/releases/${store.id}/shop/index.html`);
  });

  it("X6: with pages: file and every trailingSlash", async () => {
    const store = storeOf(PAGES, ["de/index.html", "de/da.html"]);
    for (const trailingSlash of ["always", "never", "ignore"] as const) {
      const site: StaticSiteConfig = { ...LANGUAGES, pages: "file", trailingSlash };
      const slash = trailingSlash === "always" ? "/" : "";
      assert.equal(await outcome(site, `/de/fehlt${slash}`, store.kvs), "404", trailingSlash);
      assert.equal(await outcome(site, `/de/da${slash}`, store.kvs), `/releases/${store.id}/de/da.html`);
    }
  });

  it("X6: leaves the answer to CloudFront's one page where the store lacks something, and never hides a page that is there", async () => {
    const plain = `/releases/${id}/de/fehlt/index.html`;
    const without = (test: RegExp) =>
      Object.fromEntries(Object.entries(kvs).filter(([key]) => !test.test(key)));
    assert.equal(await outcome(LANGUAGES, "/de/fehlt/", without(/:\d+$/)), plain);
    assert.equal(await outcome(LANGUAGES, "/de/fehlt/", without(/de\/404\.html/)), plain);
    assert.equal(await outcome(LANGUAGES, "/de/fehlt/", { active: A }), `/releases/${A}/de/fehlt/index.html`);
    assert.equal(await outcome(LANGUAGES, "/de/fehlt/", { active: "none" }), "/de/fehlt/index.html");
  });

  it("X6: puts a long page together of its pieces, whatever characters it has", async () => {
    const long = "한글 é 🙂 <p>".repeat(Math.floor(MAX_NOT_FOUND_PAGE_BYTES / 24) - 1);
    const store = storeOf(new Map([["de/404.html", long]]), PATHS);
    assert.equal((await answerOf(LANGUAGES, { path: "/de/x/" }, store.kvs)).body?.data, long);
    const cut = Object.fromEntries(Object.entries(store.kvs).filter(([key]) => !key.endsWith("/3")));
    assert.equal(await outcome(LANGUAGES, "/de/x/", cut), `/releases/${store.id}/de/x/index.html`);
  });

  it("X6: never answers 404 for a page of the release, however many there are (property)", async () => {
    const name = fc.stringMatching(/^[a-z가-힣0-9-]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { minLength: 1, maxLength: 400 }), async (names) => {
        const store = storeOf(
          PAGES,
          names.map((each) => `de/${each}/index.html`),
        );
        for (const value of Object.values(store.kvs)) {
          assert.ok(Buffer.byteLength(value) <= 1024, "a value has at most 1 KB");
        }
        for (const each of names.slice(0, 20)) {
          const path = `/de/${encodeURIComponent(each)}/`;
          assert.equal(await outcome(LANGUAGES, path, store.kvs), `/releases/${store.id}${path}index.html`);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("X6: takes one page of 1,000 that are missing for one that is there, at most", async () => {
    const store = storeOf(
      PAGES,
      Array.from({ length: 2000 }, (_, i) => `de/page-${i}/index.html`),
    );
    let through = 0;
    for (let i = 0; i < 2000; i += 1) {
      const result = await outcome(LANGUAGES, `/de/missing-${i}/`, store.kvs);
      through += result === "404" ? 0 : 1;
    }
    assert.ok(through <= 2, `${through} of 2,000`);
  });

  it("X6: names the keys of both tables in one id", () => {
    const both = `${A}-R3wx0a1b2c3d${notFoundTable(PAGES, new Set(PATHS)).mark}-d`;
    assert.ok(isReleaseId(both), both);
    assert.equal(redirectKeysOf(both), "redirects:0a1b2c3d:");
    assert.match(notFoundKeysOf(both) ?? "", /^missing:[0-9a-f]{8}:$/);
    assert.equal(notFoundKeysOf(A), undefined);
  });

  it("X6: costs a site without such pages nothing of its function", () => {
    const plain = edgeFunctionOf(staticSiteArgsSchema.parse({ ...LANGUAGES, notFoundPages: {} })).source;
    assert.doesNotMatch(plain, /missingPage/);
  });
});
