/**
 * Writes facts.json: which resource types the installed @pulumi/aws has, and which of the common properties each of them has. Run it
 * after an update of the package: `node offline/simulate/generate-facts.mjs`; a test compares the file with the package.
 *
 * The result is grouped by module and by letters: a = output `arn`, n = automatic `name`, t = `tagsAll`, r = `region`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(createRequire(import.meta.url).resolve("@pulumi/aws/package.json"));

/** `Type`, or `path:Type` where the token's path is not the type's name in camel case. */
function shortName(token) {
  const [, path = "", type = ""] = /^aws:\w+\/(\w+):(\w+)$/.exec(token) ?? [];
  return path === type.charAt(0).toLowerCase() + type.slice(1) ? type : `${path}:${type}`;
}

function lettersOf(declaration) {
  const at = declaration.lastIndexOf("export interface");
  const [properties, args] = [declaration.slice(0, at), declaration.slice(at)];
  return [
    /^ {4}readonly arn: /m.test(properties) && "a",
    /^ {4}name\?: pulumi\.Input<string/m.test(args) && "n",
    /^ {4}readonly tagsAll: /m.test(properties) && "t",
    /^ {4}readonly region: /m.test(properties) && "r",
  ]
    .filter(Boolean)
    .join("");
}

export function generateFacts() {
  const facts = {};
  for (const module of readdirSync(root, { withFileTypes: true })) {
    if (!module.isDirectory() || module.name === "types" || module.name === "node_modules") {
      continue;
    }
    for (const file of readdirSync(join(root, module.name)).sort()) {
      const source = file.endsWith(".js") ? readFileSync(join(root, module.name, file), "utf8") : "";
      const token = /__pulumiType = '(aws:[^']+)'/.exec(source)?.[1];
      if (token !== undefined) {
        const letters = lettersOf(readFileSync(join(root, module.name, file.replace(/js$/, "d.ts")), "utf8"));
        const groups = (facts[module.name] ??= {});
        groups[letters] =
          groups[letters] === undefined ? shortName(token) : `${groups[letters]} ${shortName(token)}`;
      }
    }
  }
  return `${JSON.stringify(facts, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(dirname(fileURLToPath(import.meta.url)), "facts.json"), generateFacts());
}
