import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheRuleFor, mayServeOpenTabs } from "../../../components/release-contract";

const COUNT = 4000;

/** The same names in every run: a linear congruential generator. */
let seed = 20261129;
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
}

const HEX = "0123456789abcdef";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function text(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join("");
}

const hex = (length: number) => text(HEX, length);
const pick = (...words: readonly string[]) => words[random(words.length)] ?? "";
const name = () =>
  pick("index", "main", "vendor", "runtime~main", "Button", "user-profile", "chunk", "787", "app");
const code = () => pick("js", "css", "mjs");
const image = () => pick("png", "svg", "webp", "jpg", "avif");
const data = () => pick("csv", "parquet", "geojson", "glb", "bin", "onnx", "ogg");
const font = () => pick("woff2", "woff", "ttf");

/** How each bundler writes names that carry a hash. */
export const BUNDLERS: Readonly<Record<string, () => string>> = {
  "webpack, Rspack, Docusaurus: code": () => `assets/js/${name()}.${hex(8)}.${pick("js", "css", "chunk.js")}`,
  "webpack (default 20 digits)": () => `${name()}.${hex(20)}.js`,
  "Create React App: media": () => `static/media/logo.${hex(20)}.${image()}`,
  "Docusaurus: images": () => `assets/images/photo-${hex(32)}.${image()}`,
  "Parcel: code": () => `${name()}.${hex(8)}.${code()}`,
  "Parcel: images": () => `docs/photo.${hex(8)}.${image()}`,
  "Gatsby: code": () => `app-${hex(20)}.js`,
  "Gatsby: images": () => `static/${hex(32)}/${hex(5)}/photo.${image()}`,
  "esbuild, Angular: code": () => `${name()}-${text(BASE32, 8)}.${code()}`,
  "Angular: fonts": () => `media/roboto-${text(BASE32, 8)}.${font()}`,
  "Vite: code": () => `assets/${name()}-${text(BASE64, 8)}.${code()}`,
  "Vite: fonts": () => `assets/inter-${text(BASE64, 8)}.${font()}`,
  "Vite below a base path": () => `docs/assets/${name()}-${text(BASE64, 8)}.${code()}`,
  "Vite with assetsDir": () => `static/${name()}-${text(BASE64, 8)}.${code()}`,
  VitePress: () => `assets/guide_${name()}.md.${text(BASE64, 8)}${pick(".lean", "")}.js`,
  Astro: () => `_astro/${name()}.${text(BASE64, 8)}.${pick("js", "css", "png", "svg")}`,
  "Astro: images": () => `site/_astro/photo.${text(BASE64, 8)}_${text(BASE64.slice(0, 62), 6)}.webp`,
  "Next.js": () => `docs/_next/static/chunks/${hex(16)}.js`,
  Nuxt: () => `app/_nuxt/${text(BASE64, 8)}.js`,
  SvelteKit: () => `app/_app/immutable/chunks/${text(BASE64, 8)}.js`,
  Expo: () => `_expo/static/js/web/entry-${hex(32)}.js`,
  Workbox: () => `workbox-${hex(8)}.js`,
  "Hugo (fingerprint)": () => `css/main.min.${hex(64)}.css`,
};

/** Of these a part is not recognized, or all, since a team's own files look the same; they are kept for open tabs. */
const KEPT_FOR_OPEN_TABS: Readonly<Record<string, () => string>> = {
  "Vite: images": () => `assets/logo-${text(BASE64, 8)}.${image()}`,
  "Angular: images": () => `media/logo-${text(BASE32, 8)}.${image()}`,
  "Observable Framework: data": () => `_file/numbers.${hex(8)}.${data()}`,
  "Vite: data": () => `assets/model-${text(BASE64, 8)}.${data()}`,
  "webpack, Rspack: data": () => `${hex(20)}.${data()}`,
};

const digits = (length: number) => text("0123456789", length);
const date = () => `20${digits(1)}${random(10)}${pick("01", "06", "11", "12")}${pick("01", "15", "28")}`;

/** Names that carry something else than a hash of the content. */
export const OTHERS: Readonly<Record<string, () => string>> = {
  "MongoDB's ids": () => `data/${hex(24)}.json`,
  UUIDs: () =>
    `files/${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}.${pick("pdf", "png", "js", "json", "jpg")}`,
  commits: () => `builds/${hex(pick("", "x") === "" ? 8 : 40)}.${pick("json", "txt", "zip", "html")}`,
  "short commits": () => `app-${hex(7)}.${pick("js", "json", "css")}`,
  dates: () => `reports/report-${date()}.${pick("js", "css", "png", "pdf", "json")}`,
  "dates after a dot": () => `img/photo.${date()}.${image()}`,
  "ids of images": () => `img/${digits(pick("a", "b") === "a" ? 8 : 12)}.${image()}`,
  "colours as names": () => `color/${hex(8)}.svg`,
  versions: () => `lib/jquery-${random(9)}.${random(30)}.${random(30)}.min.js`,
  "long versions": () => `lib/chart.${random(9)}.${random(99)}.${random(9999)}.js`,
  "times in seconds": () => `uploads/17${digits(8)}.${pick("png", "mp4", "json")}`,
  "times in milliseconds": () => `js/bundle.17${digits(11)}.js`,
  "numbers of pages": () => `docs/chapter-${digits(pick("a", "b") === "a" ? 2 : 5)}.js`,
  words: () =>
    `assets/${pick("hero", "team")}-${pick("background", "portrait", "overview", "timeline", "homepage")}.${pick("png", "js", "css")}`,
  "words with capitals": () =>
    `assets/${pick("README", "Hero")}-${pick("Overview", "Homepage", "Timeline")}.${pick("png", "js")}`,
  "words with a number": () =>
    `assets/${pick("menu-Lunch2Go.png", "poster-A4Print1.pdf", "brand-GuideV2a.zip", "js-Chart4js.js", "lib-jQuery3x.js", "logo-MyBrand2.png", "app-version2.js")}`,
  documents: () => `downloads/${name()}-${hex(32)}.${pick("pdf", "zip", "docx", "json", "csv")}`,
  "source maps": () => `assets/js/main.${hex(8)}.js.map`,
  "licences of bundles": () => `assets/js/main.${hex(8)}.js.LICENSE.txt`,
};

function shareOf(make: () => string, holds: (path: string) => boolean): number {
  let right = 0;
  for (let i = 0; i < COUNT; i += 1) {
    right += holds(make()) ? 1 : 0;
  }
  return right / COUNT;
}

const isHashed = (path: string) => cacheRuleFor(path, "atomic").name === "hashed";
const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;

describe("3, 4, 7 (B2, B3, B6): names that carry a hash", () => {
  const rows: string[] = [];

  for (const [bundler, make] of Object.entries(BUNDLERS)) {
    it(`${bundler}: at least 98 % are cached for a year, and every other is kept for open tabs`, () => {
      const hashed = shareOf(make, isHashed);
      const kept = shareOf(make, mayServeOpenTabs);
      rows.push(`| ${bundler} | ${percent(hashed)} | ${percent(kept)} |`);
      assert.ok(hashed >= 0.98, `${make()}: ${hashed}`);
      assert.ok(kept >= 0.999, `${make()}: ${kept}`);
    });
  }

  for (const [bundler, make] of Object.entries(KEPT_FOR_OPEN_TABS)) {
    it(`${bundler}: those that are not recognized are kept for open tabs`, () => {
      const kept = shareOf(make, mayServeOpenTabs);
      rows.push(`| ${bundler} | ${percent(shareOf(make, isHashed))} | ${percent(kept)} |`);
      assert.ok(kept >= 0.985, `${kept}`);
    });
  }

  for (const [what, make] of Object.entries(OTHERS)) {
    it(`${what} are no hashes: at least 99.9 %`, () => {
      const found: string[] = [];
      const share = shareOf(make, (path) => {
        const right = !isHashed(path);
        if (!right) {
          found.push(path);
        }
        return right;
      });
      rows.push(`| ${what}: no hash | ${percent(1 - share)} | |`);
      assert.ok(share >= 0.999, `${percent(share)}, e.g. ${found.slice(0, 3).join(", ")}`);
    });
  }

  it("data under a name of its own, that was taken away, is gone for open tabs too", () => {
    const own = [
      "sales.csv",
      "sales-2026.csv",
      "sales-20261101.csv",
      "customers.csv",
      "Overview.csv",
      "map.geojson",
      "models/chair.glb",
    ];
    assert.deepEqual(own.filter(mayServeOpenTabs), []);
  });

  it("stand in docs/static-site.md as measured here", () => {
    const docs = readFileSync(join(__dirname, "../../../docs/static-site.md"), "utf8").replace(/ {2,}/g, " ");
    for (const row of rows) {
      assert.ok(docs.includes(row), `the table lacks:\n${rows.join("\n")}`);
    }
  });
});
