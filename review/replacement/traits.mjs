// Writes traits.json: what the schema of the real AWS provider and the package say of each type besides replacements. Which types have
// a region of their own, which can have tags, and which of their lists are sets, whose order says nothing:
//
//   node review/replacement/traits.mjs
//
// It reads schemas alone, so it takes seconds; the types are those of table.json.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { MODULES } from "./modules.mjs";
import { propertyOf, terraformTypes } from "./names.mjs";
import { findProvider, startProvider } from "./provider.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const FOLDER = join(ROOT, "review", "replacement");

/** Deepest block that is looked at: a web ACL's statements repeat themselves. */
const MOST_DEPTH = 3;

/** Terraform's number for a block of which there is a set. */
const SET = 3;

/** Paths of every set of a block. */
function setsOf(block, path = []) {
  const attributes = block.attributes
    .filter(({ type }) => JSON.parse(String(type))[0] === "set")
    .map(({ name }) => [...path, name]);
  const blocks = block.block_types.flatMap(({ type_name: name, nesting, block: inner, max_items: most }) => [
    ...(nesting === SET && most !== 1 ? [[...path, name]] : []),
    ...(path.length + 1 < MOST_DEPTH ? setsOf(inner, [...path, name]) : []),
  ]);
  return [...attributes, ...blocks];
}

const binary = findProvider();
if (binary === undefined) {
  process.stderr.write(
    "error: this machine has no AWS provider of Terraform; name its binary with AWS_PROVIDER_BINARY, or a mirror with TF_CLI_PLUGIN_MIRROR\n",
  );
  process.exit(2);
}
const provider = await startProvider(binary);
try {
  const blocks = Object.fromEntries(
    Object.entries(provider.schemas).map(([type, { block }]) => [type, block]),
  );
  const types = terraformTypes(join(ROOT, "node_modules", "@pulumi", "aws"), MODULES, blocks);
  const { types: known } = JSON.parse(readFileSync(join(FOLDER, "table.json"), "utf8"));
  const tokens = Object.keys(known).filter((token) => types[token] !== undefined);
  const without = (input) => tokens.filter((token) => !types[token].inputs.includes(input)).join(" ");
  const sets = tokens.flatMap((token) => {
    const { terraform, inputs } = types[token];
    const paths = setsOf(blocks[terraform]).map((path) => propertyOf(path, inputs));
    return paths.length === 0 ? [] : [[token, [...new Set(paths)].sort().join(" ")]];
  });
  const document = {
    provider: provider.version,
    global: without("region"),
    untagged: without("tags"),
    sets: Object.fromEntries(sets),
  };
  const file = join(FOLDER, "traits.json");
  writeFileSync(
    file,
    await format(JSON.stringify(document), { ...(await resolveConfig(file)), filepath: file }),
  );
  process.stdout.write(`${tokens.length} types, ${sets.length} of them with sets\n`);
} finally {
  provider.close();
}
