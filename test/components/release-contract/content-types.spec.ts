import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { contentEncodingFor, contentTypeFor } from "../../../components/release-contract/content-types";

const TYPES: Readonly<Record<string, string>> = {
  "index.html": "text/html; charset=utf-8",
  "a/B.CSS": "text/css; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "app.mjs": "text/javascript; charset=utf-8",
  "app.cjs": "text/javascript; charset=utf-8",
  "app.js.map": "application/json",
  "site.webmanifest": "application/manifest+json",
  "feed.xml": "application/xml",
  "page.xhtml": "application/xhtml+xml",
  "logo.svg": "image/svg+xml",
  "hero.avif": "image/avif",
  "photo.heic": "image/heic",
  "photo.jxl": "image/jxl",
  "favicon.ico": "image/x-icon",
  "font.woff2": "font/woff2",
  "mod.wasm": "application/wasm",
  "movie.mp4": "video/mp4",
  "live.m3u8": "application/vnd.apple.mpegurl",
  "live.mpd": "application/dash+xml",
  "live-1.ts": "video/mp2t",
  "sound.opus": "audio/ogg",
  "sound.flac": "audio/flac",
  "card.vcf": "text/vcard; charset=utf-8",
  "chair.usdz": "model/vnd.usdz+zip",
  "ticket.pkpass": "application/vnd.apple.pkpass",
  "app.apk": "application/vnd.android.package-archive",
  "manifest.plist": "application/xml",
  "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "report.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "보고서.hwp": "application/x-hwp",
  "보고서.hwpx": "application/hwp+zip",
  "book.epub": "application/epub+zip",
  "map.topojson": "application/json",
  "config.yaml": "text/yaml; charset=utf-8",
  "config.toml": "application/toml",
  ".well-known/apple-app-site-association": "application/json",
  "apple-app-site-association": "application/json",
  ".well-known/webauthn": "application/json",
  ".well-known/openid-configuration": "application/json",
  ".well-known/matrix/server": "application/json",
  ".well-known/matrix/client": "application/json",
  ".well-known/assetlinks.json": "application/json",
  ".well-known/security.txt": "text/plain; charset=utf-8",
  ".well-known/acme-challenge/token": "application/octet-stream",
  LICENSE: "application/octet-stream",
  "model.unknownending": "application/octet-stream",
  constructor: "application/octet-stream",
  "x.constructor": "application/octet-stream",
  js: "application/octet-stream",
  "folder.js/LICENSE": "application/octet-stream",
};

describe("content types", () => {
  for (const [path, type] of Object.entries(TYPES)) {
    it(`13, 23 (B11, B15): ${path} is ${type}`, () => {
      assert.equal(contentTypeFor(path), type);
    });
  }

  it("23 (X2): a site's own types come before the table, a path before an extension", () => {
    const own = {
      ".xyz": "chemical/x-xyz",
      "/data/LICENSE": "text/plain",
      ".html": "application/xhtml+xml",
      "/a.html": "text/plain",
    };
    assert.equal(contentTypeFor("m/water.XYZ", own), "chemical/x-xyz");
    assert.equal(contentTypeFor("data/LICENSE", own), "text/plain");
    assert.equal(contentTypeFor("LICENSE", own), "application/octet-stream");
    assert.equal(contentTypeFor("b.html", own), "application/xhtml+xml");
    assert.equal(contentTypeFor("a.html", own), "text/plain");
  });

  const COMPRESSED: Readonly<Record<string, readonly [string, "br" | "gzip" | undefined]>> = {
    "Build/game.wasm.br": ["application/wasm", "br"],
    "Build/game.framework.js.gz": ["text/javascript; charset=utf-8", "gzip"],
    "Build/game.data.gz": ["application/octet-stream", "gzip"],
    "app.css.br": ["text/css; charset=utf-8", "br"],
    "drawing.svgz": ["image/svg+xml", "gzip"],
    "backup.tar.gz": ["application/gzip", undefined],
    "sitemap.xml.gz": ["application/gzip", undefined],
    "data.csv.gz": ["application/gzip", undefined],
    "app.js": ["text/javascript; charset=utf-8", undefined],
    br: ["application/octet-stream", undefined],
  };
  for (const [path, [type, encoding]] of Object.entries(COMPRESSED)) {
    it(`24 (X3): ${path} is ${type}, ${encoding === undefined ? "as it is" : `in ${encoding}`}`, () => {
      assert.equal(contentTypeFor(path), type);
      assert.equal(contentEncodingFor(path), encoding);
    });
  }
});
