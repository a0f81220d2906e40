import assert from "node:assert/strict";
import { checksOf } from "../../release/publish/probe-checks";
import { filesOf } from "../../release/records/manifest";
import { type ReleaseSettings } from "../../components/release-contract";

type Probe = Partial<NonNullable<ReleaseSettings["probe"]>>;

/** The requests for a build with these files. */
function requestsOf(paths: readonly string[], probe: Probe, index = "index.html"): Record<string, string> {
  const files = paths.map((path) => ({ path, source: "", size: 1, sha256: path, md5: path }));
  const id = "20261122T093005Z";
  const manifest = { id, release: "atomic" as const, files: filesOf(id, "atomic", files) };
  const checks = checksOf(manifest, { timeoutSeconds: 1, ...probe }, { index });
  return Object.fromEntries(checks.map(({ what, path, file }) => [what, `${path} ${file?.path ?? "-"}`]));
}

describe("what a site must answer after a release", () => {
  const PAGES = ["index.html", "docs/index.html", "about.html", "404.html"];

  it("is the root, a deep link, a script and a file that there is not", () => {
    assert.deepEqual(requestsOf([...PAGES, "assets/index.a1b2c3d4.js"], { mode: "spa" }), {
      root: "/ index.html",
      "deep link": "/release-probe/deep/link index.html",
      asset: "/assets/index.a1b2c3d4.js assets/index.a1b2c3d4.js",
      "missing file": "/assets/missing-20261122t093005z.js -",
    });
  });

  const LINKS: [string, Probe, string | undefined, string[]?][] = [
    [
      "an application answers every path, also that of a page in the build",
      { mode: "spa" },
      "/release-probe/deep/link index.html",
    ],
    ["a page is a folder with an index", { mode: "static" }, "/docs/ docs/index.html"],
    [
      "without the slash that is redirected",
      { mode: "static", trailingSlash: "never" },
      "/docs docs/index.html",
    ],
    ["a page is a file", { mode: "static", pages: "file" }, "/about about.html"],
    [
      "with the slash that its file is redirected to",
      { mode: "static", pages: "file", trailingSlash: "always" },
      "/about/ about.html",
    ],
    ["a site with one page has none", { mode: "static" }, undefined, ["index.html", "404.html"]],
    [
      "an error page is none",
      { mode: "static", pages: "file" },
      undefined,
      ["index.html", "404.html", "500.html"],
    ],
    ["what the configuration names", { mode: "static", deepLink: "/team" }, "/team -"],
    [
      "awkward names are encoded",
      { mode: "static" },
      "/%ED%95%9C%20a/ 한 a/index.html",
      ["index.html", "한 a/index.html"],
    ],
  ];
  for (const [why, probe, expected, paths = PAGES] of LINKS) {
    it(`as deep link: ${why}`, () => {
      assert.equal(requestsOf(paths, probe)["deep link"], expected);
    });
  }

  it("goes by the site's own index document", () => {
    const paths = ["app.html", "docs/app.html", "docs/index.html"];
    const checks = requestsOf(paths, { mode: "static" }, "app.html");
    assert.equal(checks["root"], "/ app.html");
    assert.equal(checks["deep link"], "/docs/ docs/app.html");
  });
});
