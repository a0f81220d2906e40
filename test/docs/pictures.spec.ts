/** The pictures that `npm run docs` draws are those of what the program prints and makes now, and are well-formed. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
const image = (name: string) => readFileSync(join(ROOT, "docs", "images", name), "utf8");

describe("pictures of the pages", function () {
  this.timeout(180_000);
  let drawn: Record<string, string>;
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pictures-"));
    execFileSync(process.execPath, [join(ROOT, "scripts", "pictures.mjs"), folder]);
    drawn = Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const name of ["preview.svg", "dashboard.svg"]) {
    it(`docs/images/${name} is up to date (npm run docs), and a page shows it`, () => {
      assert.equal(image(name), drawn[name]);
      const pages = ["README.md", "docs/ssr-service.md"].map((page) =>
        readFileSync(join(ROOT, page), "utf8"),
      );
      assert.ok(pages.some((page) => new RegExp(`!\\[[^\\]]{20,}\\]\\([^)]*${name}\\)`).test(page)));
      // Control characters and stray marks are no XML.
      assert.doesNotMatch(image(name), /(?![\t\n])\p{Cc}|&(?!amp;|lt;|gt;)/u);
    });
  }

  it("the terminal shows the finding, its remedy and the verdict", () => {
    const text = (drawn["preview.svg"] ?? "").replaceAll("\u00a0", " ").replaceAll(/<[^>]*>/g, "");
    for (const words of [
      "[mandatory]",
      "eb-cpu-scaling",
      "web-infra:services.app.scaling.cpuUpper",
      "1 mandatory",
    ])
      assert.ok(text.includes(words), words);
  });

  it("the dashboard shows the nine charts and the thresholds of prod", () => {
    const svg = drawn["dashboard.svg"] ?? "";
    assert.equal([...svg.matchAll(/<g transform/g)].length, 9);
    for (const words of ["adds above 80", "removes below 40", "max 4", "min 2"])
      assert.ok(svg.includes(words), words);
  });
});
