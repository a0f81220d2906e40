import assert from "node:assert/strict";
import { describe, it } from "mocha";
import fc from "fast-check";
import { CACHE_RULES, cacheRuleFor } from "../../../components/release-contract";

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  hashed: [
    "assets/index-DiwrgTda.js",
    "assets/index-BkH3d2sX.css",
    "assets/index-B-kH3d_s.js",
    "assets/logo-B1sX9kQz.png",
    "assets/fonts/inter-aZ3bK9xQ.woff2",
    "main.3f2a1b9c.js",
    "static/media/logo.6ce24c58023cc2f8fd88fe9d219db6c6.svg",
    "main-5QPBEAEN.js",
    "styles-5INURTSO.css",
    "workbox-3896e580.js",
    "_next/static/abc/_buildManifest.js",
    "_nuxt/entry.js",
    "_astro/hero.Ab3dE6gH.webp",
    "_app/immutable/chunks/x.js",
    "assets/한글-DiwrgTda.js",
    "_next/static/chunks/config.js",
  ],
  html: [
    "index.html",
    "about/index.html",
    "404.HTML",
    "a.htm",
    "assets/page-DiwrgTda.html",
    "item.3f2a1b9c.html",
  ],
  fresh: [
    "sw.js",
    "service-worker.js",
    "app/serviceworker.js",
    "ngsw-worker.js",
    "ngsw.json",
    "firebase-messaging-sw.js",
    "manifest.json",
    "manifest.webmanifest",
    "site.webmanifest",
    "assets/manifest-B1sX9kQz.webmanifest",
    "asset-manifest.json",
    "version.json",
    "env.js",
    "config.json",
    "_nuxt/builds/latest.json",
  ],
  other: [
    "assets/index-BkH3d2sX.js.map",
    "static/js/main.3f2a1b9c.chunk.js.map",
    "assets/main.3f2a1b9c.js.LICENSE.txt",
    "logo.png",
    "assets/hero-background.png",
    "assets/report-20241122.pdf",
    "assets/photo-1234567890.jpg",
    "assets/MyBrand2.png",
    "assets/logo-MyBrand2.png",
    "assets/hero-vacation2024.jpg",
    "assets/user-settings.js",
    "assets/app-version2.js",
    "js/app-myWidget.js",
    "downloads/setup-1.2.3.zip",
    "robots.txt",
    "decade/facade.png",
    ".well-known/security.txt",
    "LICENSE",
    "_nuxt/builds/meta/x.json",
  ],
};

describe("cache rules", () => {
  for (const [name, paths] of Object.entries(CLASSES)) {
    for (const path of paths) {
      it(`${path} is ${name}`, () => {
        assert.equal(cacheRuleFor(path, "inPlace").name, name);
        assert.equal(cacheRuleFor(path, "atomic").name, name);
      });
    }
  }

  const HEADERS = {
    fresh: ["no-cache", "no-cache"],
    html: ["public, max-age=0, must-revalidate", "public, max-age=0, s-maxage=31536000, must-revalidate"],
    hashed: ["public, max-age=31536000, immutable", "public, max-age=31536000, immutable"],
    other: [
      "public, max-age=0, s-maxage=300, must-revalidate",
      "public, max-age=0, s-maxage=31536000, must-revalidate",
    ],
  };
  for (const { name, cacheControl } of CACHE_RULES) {
    it(`sends the header of ${name}`, () => {
      assert.deepEqual([cacheControl.inPlace, cacheControl.atomic], HEADERS[name]);
    });
  }

  it("never lets a browser keep a file that may be overwritten without asking", () => {
    const path = fc.stringMatching(/^[\w./-]{1,40}$/);
    fc.assert(
      fc.property(path, fc.constantFrom("inPlace" as const, "atomic" as const), (key, release) => {
        const { name, cacheControl } = cacheRuleFor(key, release);
        assert.ok(name === "hashed" || /no-cache|max-age=0,.*must-revalidate/.test(cacheControl));
      }),
    );
  });

  it("never takes a word, a date or a number in a file's name for a hash", () => {
    const word = fc.stringMatching(/^[A-Z]?[a-z]{1,12}[0-9]{0,4}$/);
    const number = fc.stringMatching(/^[0-9]{1,14}$/);
    const extension = fc.constantFrom("png", "jpg", "pdf", "js", "css");
    const parts = fc.array(fc.oneof(word, number), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, extension, fc.constantFrom("", "assets/", "img/"), (names, ending, folder) => {
        // Eight letters and numbers of a to f alone are a hash to anybody.
        fc.pre(!names.some((name) => /^[0-9a-f]{8,}$/.test(name)));
        assert.notEqual(cacheRuleFor(`${folder}${names.join("-")}.${ending}`, "atomic").name, "hashed");
      }),
      { numRuns: 500 },
    );
  });

  it("uploads what pages name before the pages", () => {
    const order = [...CACHE_RULES].sort((a, b) => a.uploadOrder - b.uploadOrder).map(({ name }) => name);
    assert.deepEqual(order, ["hashed", "other", "fresh", "html"]);
  });
});
