import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { CACHE_RULES } from "../../../components/release-contract";
import { staticSiteConfigSchema } from "../../../components/static-site";
import { parseConfig } from "../../../config";

const DOCS = path.join(__dirname, "../../../docs");
const page = readFileSync(path.join(DOCS, "static-site.md"), "utf8");

interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = ""]) => parse(text) as StackFile);

describe("docs/static-site.md", () => {
  for (const [index, { config }] of examples.entries()) {
    const sites = config["web-infra:sites"] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    it(`example ${index + 1} (${Object.keys(sites).join(", ")}) is a valid configuration`, () => {
      const raw = Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]);
      const parsed = parseConfig(Object.fromEntries(raw) as Record<string, string>, "web-infra");
      assert.deepEqual(Object.keys(parsed.sites), Object.keys(sites));
    });
  }

  it("shows every argument by configuration", () => {
    const shown = new Set(examples.flatMap(({ config }) => keysOf(config)));
    const keys = keysOfSchema();
    assert.ok(keys.length > 50, `${keys.length} keys`);
    assert.deepEqual(
      keys.filter((key) => !shown.has(key)),
      [],
    );
  });

  it("prints the table of cache rules as it is", () => {
    const rows = [
      ...page.matchAll(/^\| (fresh|html|hashed|other) +\|([^|]+)\| +`([^`]+)` +\| +`([^`]+)` +\|$/gm),
    ];
    assert.deepEqual(
      rows.map(([, name, files, inPlace, atomic]) => ({ name, files: files?.trim(), inPlace, atomic })),
      CACHE_RULES.map(({ name, files, cacheControl }) => ({ name, files, ...cacheControl })),
    );
  });

  it("gives the hash that its command prints", () => {
    const [, text = ""] = /printf '%s' '([^']+)' \| sha256sum/.exec(page) ?? [];
    const hash = createHash("sha256").update(text).digest("hex");
    const given = [...page.matchAll(/reviewer: ([0-9a-f]{64})/g)].map(([, each]) => each);
    assert.deepEqual(new Set(given), new Set([hash]));
  });

  it("links to pages that exist", () => {
    const links = [...page.matchAll(/\]\((?!https:)([^)#]+)\)/g)].map(([, link = ""]) => link);
    assert.ok(links.length > 4);
    links.forEach((link) => readFileSync(path.join(DOCS, link)));
  });
});

function keysOf(value: unknown): string[] {
  return typeof value !== "object" || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

/** Names of all keys of a site's configuration, also of those inside others. */
function keysOfSchema(): string[] {
  const inner = (schema: unknown): string[] => {
    const { shape, element, def } = schema as {
      shape?: object;
      element?: unknown;
      def?: { innerType?: unknown };
    };
    if (shape !== undefined) {
      return Object.entries(shape).flatMap(([key, each]) => [key, ...inner(each)]);
    }
    return element === undefined && def?.innerType === undefined ? [] : inner(element ?? def?.innerType);
  };
  return inner(staticSiteConfigSchema);
}
