import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parse } from "yaml";

const ROOT = resolve(__dirname, "..", "..");

/** Every page of the project that people read. */
const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

const read = (page: string) => readFileSync(join(ROOT, page), "utf8");

/** A page without its blocks of code, in which brackets and number signs mean something else. */
const prose = (page: string) => read(page).replace(/^( *)```[\s\S]*?^\1```$/gm, "");

/** The anchors of a page's headings, as Bitbucket and GitHub derive them. */
function anchorsOf(page: string): Set<string> {
  const headings = [...prose(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, text]) => text ?? "");
  return new Set(
    headings.map((text) =>
      text
        .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number}\s_-]/gu, "")
        .replace(/\s/g, "-"),
    ),
  );
}

const linksOf = (page: string) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");

describe("the pages", () => {
  for (const page of PAGES) {
    it(`${page}: every link within the project leads somewhere`, () => {
      const broken = linksOf(page)
        .filter((target) => !/^(?:https?|mailto):/.test(target))
        .filter((target) => {
          const [path = "", anchor] = target.split("#");
          const file = path === "" ? page : relative(ROOT, join(ROOT, dirname(page), path));
          return !existsSync(join(ROOT, file)) || (anchor !== undefined && !anchorsOf(file).has(anchor));
        });
      assert.deepEqual(broken, []);
    });
  }

  it("README.md names no npm script that does not exist, and each one that there is", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...read("README.md").matchAll(/\bnpm (?:run )?([a-z][a-z:-]*)/g)].map(([, name]) => name);
    const parts = Object.keys(scripts).filter((name) => /^check:|^prepare$/.test(name));
    assert.deepEqual(
      [...new Set(named)].filter((name) => name !== "ci").sort(),
      Object.keys(scripts)
        .filter((name) => !parts.includes(name))
        .sort(),
    );
  });

  it("F11: say what it costs, how to bring in, rename, remove, recover and upgrade, who may deploy, from where, and what to do where it fails", () => {
    for (const [page, words] of [
      ["costs.md", /a month/],
      ["changing.md", /^## Bring in what exists[\s\S]*^## Rename[\s\S]*^## Remove/m],
      ["recovery.md", /second region/i],
      ["upgrading.md", /CHANGELOG/],
      ["own-resources.md", /database/i],
      ["deployers.md", /"Statement"/],
      ["ci.md", /GitHub[\s\S]*GitLab/],
      ["frameworks.md", /Nuxt[\s\S]*React Router[\s\S]*Express/],
      ["platforms.md", /Windows[\s\S]*macOS/i],
      ["troubleshooting.md", /AccessDenied/],
      ["library.md", /import \{/],
    ] as const) {
      assert.match(read(join("docs", page)), words, page);
    }
    const images = PAGES.flatMap(linksOf).filter((target) => /\.(?:png|svg)$/.test(target));
    assert.ok(images.length > 0, "pages have pictures");
  });

  it("F33: README.md says how long npm test takes beside the command", () => {
    assert.match(read("README.md"), /^npm test\s+# .*minutes/m);
  });

  it("F34: pulumi new asks for keys that a stack has, and offers no region of its own", () => {
    const { template } = parse(read("Pulumi.yaml")) as {
      readonly template: { readonly config: Record<string, { readonly default?: string }> };
    };
    assert.deepEqual(Object.keys(template.config), ["aws:region", "zone", "alarmEmail"]);
    for (const [key, { default: offered }] of Object.entries(template.config)) {
      assert.equal(offered, undefined, key);
      assert.match(read("docs/configuration.md"), new RegExp(`\`${key}\``));
    }
  });

  it("README.md leads to every page of docs/, and docs/decisions/README.md to every decision", () => {
    const reached = new Set(
      ["README.md", "docs/decisions/README.md"].flatMap((page) =>
        linksOf(page).map((target) => join(dirname(page), target.split("#")[0] ?? "")),
      ),
    );
    assert.deepEqual(
      PAGES.filter((page) => !reached.has(page) && page !== "README.md").filter(
        (page) => page !== "docs/decisions/README.md",
      ),
      [],
    );
  });
});
