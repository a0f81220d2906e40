// Writes packages/components/schema.json, by which Pulumi makes SDKs of the components for every language: from the schemas that check
// their arguments, and the words of docs/configuration.md and docs/library.md, which npm run docs has just written. `npm run docs`
// writes it; with --check it only says whether the file is current (exit 1 if not).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyText } from "../components/provider/arguments";
import { type ComponentTexts, packageSchema } from "../components/provider/schema";

const root = join(__dirname, "..");
const TARGET = join(root, "packages", "components", "schema.json");

/** Where the reference has the keys of a component that a stack's file has, too. */
const KEYS: Readonly<Record<string, string>> = {
  StaticSite: "sites.<name>.",
  SsrService: "services.<name>.",
  Network: "network.",
  PipelineFoundation: "pipelines.",
};

/** The rows of a page's tables, cell by cell. */
function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("\\|", "|")),
    );
}

const code = (cell: string): string => cell.replace(/^`|`$/g, "");

/** A row `key | value | default | what`. */
function keyText([key = "", , fallback = "", what = ""]: readonly string[]): [string, KeyText] {
  const hasDefault = fallback !== "none" && fallback !== "required";
  return [code(key), { what: what.replace(/\s*\[AWS\]\([^)]*\)/g, ""), ...(hasDefault ? { fallback } : {}) }];
}

const reference = rowsOf(readFileSync(join(root, "docs", "configuration.md"), "utf8")).map(keyText);

/** A section of docs/library.md: what the component is, its arguments, its outputs. */
function textsOf(section: string): [string, ComponentTexts] {
  const [name = "", what = ""] = section.split(/\n+/);
  const [args = "", outputs = ""] = section.split(/^\| output /m);
  const prefix = KEYS[name];
  const shared = reference.flatMap(([key, text]): [string, KeyText][] =>
    prefix !== undefined && key.startsWith(prefix) ? [[key.slice(prefix.length), text]] : [],
  );
  return [
    name,
    {
      what,
      args: new Map([...shared, ...rowsOf(args).map(keyText)]),
      outputs: rowsOf(outputs).map(([key = "", type = "", words = ""]) => ({
        name: code(key),
        type: code(type),
        what: words,
      })),
    },
  ];
}

const [, ...sections] = readFileSync(join(root, "docs", "library.md"), "utf8").split(/^## /m);
const { version, description, license } = JSON.parse(
  readFileSync(join(root, "packages", "components", "package.json"), "utf8"),
) as { version: string; description: string; license: string };
const schema = packageSchema({
  ...{ version, description, license },
  components: Object.fromEntries(sections.map(textsOf)),
});
const text = `${JSON.stringify(schema, null, 2)}\n`;

if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== text) {
    console.error("packages/components/schema.json is not current: run npm run docs");
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, text);
  console.log("wrote packages/components/schema.json");
}
