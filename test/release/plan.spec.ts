import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { deltaHash, isDelta, isInDelta, releasePrefix } from "../../components/release-contract";
import type { Listed } from "../../release/aws/bucket";
import { planRelease, type Ground, type Plan } from "../../release/publish/plan";
import { filesOf, type LocalFile, type Manifest } from "../../release/records/manifest";

const NOTHING: Ground = {
  shared: new Map(),
  live: undefined,
  base: undefined,
  baseObjects: new Map(),
  keep: 5,
};

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

/** Files of a build: path → content. */
function build(id: string, files: Readonly<Record<string, string>>): LocalFile[] {
  return filesOf(
    id,
    "atomic",
    Object.entries(files).map(([path, text]) => ({
      path,
      source: path,
      size: text.length,
      sha256: text,
      md5: md5(text),
    })),
  );
}

/** The bucket after a release, as far as the next one asks. */
function ground(former: readonly Manifest[], keep = 5): Ground {
  const live = former.at(-1);
  const base = live?.base === undefined ? live : former.find(({ id }) => id === live.base);
  const objects = former
    .flatMap(({ files }) => files)
    .map(({ key, size, md5 }): [string, Listed] => [key, { size, etag: md5, modified: undefined }]);
  return {
    shared: new Map(objects.filter(([key]) => key.startsWith("shared/"))),
    live,
    base,
    baseObjects: new Map(objects),
    keep,
  };
}

/** The key that the edge function asks for, as components/edge/releases.js finds it. */
function edgeKey({ id, delta = "" }: Manifest, path: string, hashed: boolean): string {
  const own = isInDelta(delta, path, hashed ? "hashed" : "plain");
  if (hashed && !own) {
    return `shared/${path}`;
  }
  const folder = own || !isDelta(id) ? id : (delta.split(/[.!]/)[0] ?? "");
  return releasePrefix(folder) + path;
}

function pages(count: number, changed: readonly number[] = [], text = "new"): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`p/${i}/index.html`, changed.includes(i) ? text : "old"]),
  );
}

const ownKeys = ({ manifest }: Plan) =>
  manifest.files.filter(({ key }) => key.startsWith(releasePrefix(manifest.id)));

describe("the plan of an atomic release", () => {
  const first = planRelease("20261101T000000Z", build("20261101T000000Z", pages(500)), NOTHING);

  it("is a whole release where there is none before", () => {
    assert.equal(first.manifest.id, "20261101T000000Z");
    assert.equal(first.uploads.length, 500);
    assert.equal(first.manifest.delta, undefined);
  });

  it("writes only what differs of many pages, and the edge finds every one", () => {
    const files = build("20261102T000000Z", { ...pages(499, [3, 7]), "new.html": "added" });
    const { manifest, uploads } = planRelease("20261102T000000Z", files, ground([first.manifest]));
    assert.equal(manifest.id, "20261102T000000Z-d");
    assert.deepEqual(uploads.map(({ path }) => path).sort(), [
      "new.html",
      "p/3/index.html",
      "p/7/index.html",
    ]);
    for (const { path, key } of manifest.files) {
      assert.equal(edgeKey(manifest, path, false), key, path);
    }
    assert.equal(
      edgeKey(manifest, "p/499/index.html", false),
      "releases/20261102T000000Z-d/p/499/index.html",
      "gone",
    );
  });

  it("takes the base of the release before, so that there is no chain", () => {
    const second = planRelease(
      "20261102T000000Z",
      build("20261102T000000Z", pages(500, [1])),
      ground([first.manifest]),
    );
    const third = planRelease(
      "20261103T000000Z",
      build("20261103T000000Z", pages(500, [1, 2])),
      ground([first.manifest, second.manifest]),
    );
    assert.equal(third.manifest.base, "20261101T000000Z");
    assert.deepEqual(
      ownKeys(third).map(({ path }) => path),
      ["p/1/index.html", "p/2/index.html"],
    );
  });

  it("is whole again where more differs than a value can say, or little would be saved", () => {
    const many = planRelease(
      "20261102T000000Z",
      build(
        "20261102T000000Z",
        pages(
          500,
          Array.from({ length: 300 }, (_, i) => i),
        ),
      ),
      ground([first.manifest]),
    );
    assert.equal(many.manifest.id, "20261102T000000Z");
    const small = planRelease("20261101T000000Z", build("20261101T000000Z", pages(60)), NOTHING);
    const next = planRelease(
      "20261102T000000Z",
      build("20261102T000000Z", pages(60, [1])),
      ground([small.manifest]),
    );
    assert.equal(next.manifest.id, "20261102T000000Z");
  });

  it("3 (B2): keeps both where a hashed name comes with other content, names it, and does not cache it for a year", () => {
    const before = planRelease(
      "20261101T000000Z",
      build("20261101T000000Z", { "index.html": "1", "_nuxt/DkX3zQpA.js": "A" }),
      NOTHING,
    );
    const after = planRelease(
      "20261102T000000Z",
      build("20261102T000000Z", { "index.html": "2", "_nuxt/DkX3zQpA.js": "B" }),
      ground([before.manifest]),
    );
    assert.deepEqual(after.collisions, ["_nuxt/DkX3zQpA.js"]);
    const [script] = after.manifest.files;
    assert.equal(script?.key, "releases/20261102T000000Z-d/_nuxt/DkX3zQpA.js");
    assert.ok(!script.cacheControl.includes("immutable"));
    assert.equal(edgeKey(after.manifest, "_nuxt/DkX3zQpA.js", true), script.key);
    assert.equal(edgeKey(before.manifest, "_nuxt/DkX3zQpA.js", true), "shared/_nuxt/DkX3zQpA.js");
    assert.equal(edgeKey(after.manifest, "_nuxt/other123.js", true), "shared/_nuxt/other123.js");
  });

  it("7 (B6): keeps what open tabs may ask for through so many releases, and no page that is gone", () => {
    const builds = [
      { "index.html": "1", "js/chunk.js": "a", "old.html": "x", "sw.js": "w" },
      { "index.html": "2" },
      { "index.html": "3" },
      { "index.html": "4" },
    ];
    const manifests: Manifest[] = [];
    for (const [index, files] of builds.entries()) {
      const id = `2026110${index + 1}T000000Z`;
      manifests.push(planRelease(id, build(id, files), ground(manifests, 2)).manifest);
    }
    const paths = manifests.map(({ files }) => files.map(({ path }) => path));
    assert.deepEqual(paths[1], ["index.html", "js/chunk.js"]);
    assert.deepEqual(paths[2], ["index.html", "js/chunk.js"]);
    assert.deepEqual(paths[3], ["index.html"]);
  });

  it("B14: does not carry for open tabs what S3 cannot copy in one call", () => {
    const [first, second] = ["20261101T000000Z", "20261102T000000Z"];
    const large = build(first, {
      "index.html": "1",
      "films/intro-DkX3zQpA1.mp4": "a",
      "js/chunk.js": "b",
    }).map((file) => (file.path.endsWith(".mp4") ? { ...file, size: 6 * 1024 ** 3 } : file));
    const manifests = [planRelease(first, large, ground([], 2)).manifest];
    const { copies } = planRelease(second, build(second, { "index.html": "2" }), ground(manifests, 2));
    assert.deepEqual(
      copies.map(({ from }) => from),
      [`releases/${first}/js/chunk.js`],
    );
  });

  it("always leads the edge to the object that the manifest names, whatever changes (property)", () => {
    const content = fc.constantFrom("a", "b");
    const site = fc.record(
      Object.fromEntries(
        [
          ...Array.from({ length: 90 }, (_, i) => `p/${i}.html`),
          "assets/x-DkX3zQpA.js",
          "assets/y-BkH3d2sX.js",
        ].map((path) => [path, content] as const),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(site, { minLength: 2, maxLength: 4 }), (versions) => {
        const manifests: Manifest[] = [];
        for (const [index, files] of versions.entries()) {
          const id = `2026110${index + 1}T000000Z`;
          const local = build(id, files as Record<string, string>);
          const { manifest, uploads } = planRelease(id, local, ground(manifests));
          const there = new Map(
            manifests.flatMap((each) => each.files.map(({ key, sha256 }) => [key, sha256])),
          );
          for (const { key, sha256 } of uploads) {
            assert.ok(
              !key.startsWith("shared/") || (there.get(key) ?? sha256) === sha256,
              "nothing is overwritten",
            );
            there.set(key, sha256);
          }
          for (const { path, sha256 } of local) {
            const key = edgeKey(manifest, path, path.startsWith("assets/"));
            assert.equal(there.get(key), sha256, `${path} at ${key}`);
          }
          manifests.push(manifest);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("hashes a path as the edge does: four digits, whatever the script", () => {
    for (const path of ["", "index.html", "블로그/첫글.html", "a".repeat(900)]) {
      assert.match(deltaHash(path), /^[0-9a-z]{4}$/);
    }
  });
});
