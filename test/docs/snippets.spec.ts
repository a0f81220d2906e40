/** Every stack file that a page prints is a stack: it is previewed by itself, with the packs at prod's levels. */
import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { StackDocument } from "../../offline/report/document";
import { previewJson, stackOf } from "../offline/support/preview";
import { projectWithExampleStacks } from "../support/example-stacks";

const ROOT = resolve(__dirname, "..", "..");

interface Snippet {
  /** Name of the stack that is made of it. */
  readonly stack: string;
  /** `docs/network.md:13`. */
  readonly at: string;
  readonly file: { readonly config: Record<string, unknown> };
  /** The policies that the page says refuse it. */
  readonly refusedBy: readonly string[];
}

const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
];

/** The stack files of a page: blocks of YAML with keys of this project below `config:`. */
function snippetsOf(page: string): Omit<Snippet, "stack">[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^( *)```yaml\n([\s\S]*?)^ *```$([\s\S]*?)(?=^#|```|$(?![\s\S]))/gm)].flatMap(
    ({ 2: yaml = "", 3: after = "", index }) => {
      const file = parse(yaml) as Snippet["file"] | undefined;
      const isStack = Object.keys(file?.config ?? {}).some((key) => key.startsWith("web-infra:"));
      const [, said = ""] = /^At prod's policy levels this is refused by ([^:.]*)/m.exec(after) ?? [];
      const refusedBy = [...said.matchAll(/`([a-z0-9-]+)`/g)].map(([, policy = ""]) => policy);
      const line = text.slice(0, index).split("\n").length;
      return file !== undefined && isStack ? [{ at: `${page}:${line}`, file, refusedBy }] : [];
    },
  );
}

const SNIPPETS: readonly Snippet[] = PAGES.flatMap(snippetsOf).map((snippet, index) => ({
  stack: `snippet-${index + 1}`,
  ...snippet,
}));

describe("F1: the stack files that the pages print, each as a stack of its own at prod's policy levels", function () {
  this.timeout(600_000);
  let copy: string;
  let stacks: (snippet: Snippet) => StackDocument;

  before(async () => {
    copy = projectWithExampleStacks();
    for (const { stack, file } of SNIPPETS) {
      // What `npm run init` and `pulumi new` write beside it.
      const config = { "aws:region": "ap-northeast-2", ...file.config };
      writeFileSync(join(copy, `Pulumi.${stack}.yaml`), stringify({ config }));
      for (const pack of ["security", "reliability"]) {
        const folder = join(copy, "policies", pack, "config");
        cpSync(join(folder, "prod.json"), join(folder, `${stack}.json`));
      }
    }
    const names = SNIPPETS.flatMap(({ stack }) => ["--stack", stack]);
    const { document } = await previewJson(["--project", copy, ...names]);
    stacks = ({ stack }) => stackOf(document, stack);
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  it("are those of the README and of the pages of each part", () => {
    const pages = new Set(SNIPPETS.map(({ at }) => at.split(":")[0]));
    for (const page of ["README.md", "docs/static-site.md", "docs/ssr-service.md", "docs/network.md"]) {
      assert.ok(pages.has(page), page);
    }
  });

  it("F2: a zone in another account, both steps, and a site without a domain are among them", () => {
    const sites = SNIPPETS.flatMap(({ file }) =>
      // A site without any key of its own is null in YAML.
      Object.values(
        (file.config["web-infra:sites"] ?? {}) as Record<string, Record<string, unknown> | null>,
      ).map((site) => site ?? {}),
    );
    const elsewhere = sites.filter(({ dns }) => dns === false);
    assert.ok(elsewhere.some(({ certificateIssued }) => certificateIssued === undefined));
    assert.ok(elsewhere.some(({ certificateIssued }) => certificateIssued === true));
    assert.ok(sites.some(({ domain }) => domain === undefined));
  });

  for (const snippet of SNIPPETS) {
    const { at, refusedBy } = snippet;
    it(`${at} ${refusedBy.length === 0 ? "is clean" : `is refused by ${refusedBy.join(", ")}, as the page says`}`, () => {
      const { succeeded, violations, diagnostics } = stacks(snippet);
      const mandatory = violations.filter(({ enforcement }) => enforcement === "mandatory");
      assert.deepEqual(
        [...new Set(mandatory.map(({ policy }) => policy))].sort(),
        [...refusedBy].sort(),
        mandatory.map(({ message }) => message).join("\n"),
      );
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity !== "info"),
        [],
      );
      assert.equal(succeeded, refusedBy.length === 0);
    });
  }
});
