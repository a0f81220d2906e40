/**
 * Writes types.json, blocks.json and replacements.json: which resource types the installed @pulumi/aws has, which of the common
 * properties each of them has, what the provider computes inside of the blocks that a program gives, and what cannot change in place. Run it after an update of the package:
 * `node --import tsx offline/aws/facts/generate.ts`; a test compares the files with the package.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { computedMembers, requiredMembers, type Block, type Blocks } from "./declarations";

const root = dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));

/** Resource types by module, and in a module by letters: a = assigned `arn`, n = automatic `name`, t = `tagsAll`, r = `region`. */
export type TypesFile = Record<string, Record<string, string>>;

/**
 * By module: under `types`, the blocks of each resource type that hold something computed; under `blocks`, what each block computes. Both as
 * words: `vpcId` is computed, `vpcOptions:DomainVpcOptions` is a property whose value is that block (or a list of it).
 */
export type BlocksFile = Record<string, { types: Record<string, string>; blocks: Record<string, string> }>;

/** By module and type: the properties whose documentation says that a change makes a new resource. */
export type ReplacementsFile = Record<string, Record<string, string>>;

/** Text by file name. */
export type FactFiles = Readonly<Record<"types.json" | "blocks.json" | "replacements.json", string>>;

/** `Type`, or `path:Type` where the token's path is not the type's name in camel case. */
function shortName(token: string): string {
  const [, path = "", type = ""] = /^aws:\w+\/(\w+):(\w+)$/.exec(token) ?? [];
  return path === type.charAt(0).toLowerCase() + type.slice(1) ? type : `${path}:${type}`;
}

/** The class's properties and the interface of its arguments, of the declarations of one resource. */
function partsOf(declaration: string): readonly [properties: string, args: string] {
  const at = declaration.lastIndexOf("export interface");
  return [declaration.slice(0, at), declaration.slice(at)];
}

function lettersOf(declaration: string): string {
  const [properties, args] = partsOf(declaration);
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

/** Properties of a resource that the program gives as a block, each with the block's name. */
function givenBlocks(declaration: string): [property: string, block: string][] {
  const [properties, args] = partsOf(declaration);
  return [...properties.matchAll(/^ {4}readonly (\w+): pulumi\.Output<outputs\.([\w.]+)/gm)]
    .map(([, property = "", block = ""]): [string, string] => [property, block])
    .filter(([property]) => new RegExp(`^ {4}${property}\\??: pulumi\\.Input<.*inputs\\.`, "m").test(args));
}

const REPLACES = /forces? (?:a )?(?:new|re-?creation|replacement)|(?:requires|causes) (?:a )?replacement/i;

/** Arguments whose documentation says so. */
function replacingProperties(declaration: string): string[] {
  const [, args] = partsOf(declaration);
  return [...args.matchAll(/^ {4}\/\*\*\n([^]*?)\*\/\n {4}(\w+)\??:/gm)]
    .filter(([, documentation = ""]) => REPLACES.test(documentation))
    .map(([, , property = ""]) => property);
}

interface ResourceDeclaration {
  readonly module: string;
  readonly token: string;
  readonly declaration: string;
}

function* resources(): Generator<ResourceDeclaration> {
  for (const module of readdirSync(root, { withFileTypes: true })) {
    if (!module.isDirectory() || module.name === "types" || module.name === "node_modules") {
      continue;
    }
    for (const file of readdirSync(join(root, module.name)).sort()) {
      const source = file.endsWith(".js") ? readFileSync(join(root, module.name, file), "utf8") : "";
      const token = /__pulumiType = '(aws:[^']+)'/.exec(source)?.[1];
      if (token !== undefined) {
        const declaration = readFileSync(join(root, module.name, file.replace(/js$/, "d.ts")), "utf8");
        yield { module: module.name, token, declaration };
      }
    }
  }
}

/** The blocks that stand in these, at any depth. */
function reachable(all: Blocks, roots: readonly string[]): Blocks {
  const found = new Map<string, Block>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const block = all.get(name);
    if (block !== undefined && !found.has(name)) {
      found.set(name, block);
      queue.push(...block.nested.map(([, inner]) => inner));
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The text of each file for the installed package. */
export function generateFacts(): FactFiles {
  const types: TypesFile = {};
  const replacements: ReplacementsFile = {};
  const blocks: BlocksFile = {};
  const roots: string[] = [];
  const of = (module: string) => (blocks[module] ??= { types: {}, blocks: {} });
  const all: Blocks = computedMembers(
    readFileSync(join(root, "types/output.d.ts"), "utf8"),
    requiredMembers(readFileSync(join(root, "types/input.d.ts"), "utf8")),
  );
  for (const { module, token, declaration } of resources()) {
    const name = shortName(token);
    const letters = lettersOf(declaration);
    const groups = (types[module] ??= {});
    groups[letters] = [groups[letters] ?? [], name].flat().join(" ");
    const given = givenBlocks(declaration).filter(([, block]) => all.has(block));
    given.forEach(([, block]) => roots.push(block));
    const replaced = replacingProperties(declaration);
    if (replaced.length > 0) {
      (replacements[module] ??= {})[name] = replaced.join(" ");
    }
    if (given.length > 0) {
      of(module).types[name] = given
        .map(([property, block]) => `${property}:${block.split(".")[1] ?? ""}`)
        .join(" ");
    }
  }
  for (const [name, { computed, nested }] of reachable(all, roots)) {
    const [module = "", short = ""] = name.split(".");
    of(module).blocks[short] = [
      ...computed,
      ...nested.map(([member, block]) => `${member}:${block.split(".")[1] ?? ""}`),
    ].join(" ");
  }
  const text = (file: object) => `${JSON.stringify(file, null, 2)}\n`;
  return { "types.json": text(types), "blocks.json": text(blocks), "replacements.json": text(replacements) };
}

if (require.main === module) {
  for (const [name, text] of Object.entries(generateFacts())) {
    writeFileSync(join(__dirname, name), text);
  }
}
