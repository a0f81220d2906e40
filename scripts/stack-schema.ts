// Writes stack.schema.json, which editors read by the first line of a stack's file, from the one schema that checks the
// configuration. `npm run docs` writes it; with --check it only says whether the file is current (exit 1 if not).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stackFileSchema } from "../config/json-schema";

const root = join(__dirname, "..");
const TARGET = join(root, "stack.schema.json");
const project =
  /^name: *["']?([^"'\s]+)/m.exec(readFileSync(join(root, "Pulumi.yaml"), "utf8"))?.[1] ?? "web-infra";
const page = readFileSync(join(root, "docs", "configuration.md"), "utf8");
/** What each key is for: the last column of the reference. */
const descriptions = new Map(
  [...page.matchAll(/^\| `([^`]+)` +\|.*\| ([^|]+?) +\|$/gm)].map(([, key = "", what = ""]) => [
    key,
    what.replace(/`|\[AWS\]\([^)]*\)/g, "").trim(),
  ]),
);
const text = `${JSON.stringify(stackFileSchema(project, descriptions), null, 2)}\n`;

if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== text) {
    console.error("stack.schema.json is not current: run npm run docs");
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, text);
  console.log("wrote stack.schema.json");
}
