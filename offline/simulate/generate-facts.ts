/**
 * Writes type-facts.json: which resource types the installed @pulumi/aws has, and which of the common properties each of them has. Run
 * it after an update of the package: `node --import tsx offline/simulate/generate-facts.ts`; a test compares the file with the package.
 *
 * The result is grouped by module and by letters: a = assigned `arn`, n = automatic `name`, t = `tagsAll`, r = `region`.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));

/** `Type`, or `path:Type` where the token's path is not the type's name in camel case. */
function shortName(token: string): string {
  const [, path = "", type = ""] = /^aws:\w+\/(\w+):(\w+)$/.exec(token) ?? [];
  return path === type.charAt(0).toLowerCase() + type.slice(1) ? type : `${path}:${type}`;
}

function lettersOf(declaration: string): string {
  const at = declaration.lastIndexOf("export interface");
  const [properties, args] = [declaration.slice(0, at), declaration.slice(at)];
  const facts: Readonly<Record<string, boolean>> = {
    a: /^ {4}readonly arn: /m.test(properties) && !/^ {4}arn\??: /m.test(args),
    n: /^ {4}name\?: pulumi\.Input<string/m.test(args),
    t: /^ {4}readonly tagsAll: /m.test(properties),
    r: /^ {4}readonly region: /m.test(properties),
  };
  return Object.keys(facts)
    .filter((letter) => facts[letter] === true)
    .join("");
}

/** The text of type-facts.json for the installed package. */
export function generateFacts(): string {
  const facts: Record<string, Record<string, string>> = {};
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
        groups[letters] = [groups[letters] ?? [], shortName(token)].flat().join(" ");
      }
    }
  }
  return `${JSON.stringify(facts, null, 2)}\n`;
}

if (require.main === module) {
  writeFileSync(join(__dirname, "type-facts.json"), generateFacts());
}
