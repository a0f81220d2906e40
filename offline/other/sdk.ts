import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { blockIn } from "./declarations";

/** Properties of a resource that a program gives as a block: the block as the result has it, and as the program writes it. */
export interface GivenBlock {
  readonly property: string;
  readonly output: string;
  readonly input: string;
}

/** The SDK of a provider as the program has it installed; undefined where it is not found. */
export function sdkFolder(programDirectory: string, packageName: string): string | undefined {
  const { resolve } = createRequire(join(programDirectory, "noop.js"));
  for (const scope of ["@pulumi", "@pulumiverse"]) {
    try {
      return dirname(resolve(`${scope}/${packageName}/package.json`));
    } catch {
      continue;
    }
  }
  return undefined;
}

/** A file of an SDK; "" where it is not there. */
export function declarationsIn(folder: string, file: string): string {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** The blocks that a program gives to a resource of this type, by the declarations of its class. */
export function givenBlocks(folder: string, type: string): readonly GivenBlock[] {
  const declaration = classOf(folder, type);
  const at = declaration.lastIndexOf("\nexport interface ");
  const [properties, args] = [declaration.slice(0, at), declaration.slice(at)];
  const given = new Map(blocksBy(/^ {4}(\w+)\??: (.*);$/gm, args));
  return blocksBy(/^ {4}readonly (\w+): (.*);$/gm, properties).flatMap(([property, output]) => {
    const input = given.get(property);
    return input === undefined ? [] : [{ property, output, input }];
  });
}

function blocksBy(members: RegExp, text: string): [property: string, block: string][] {
  return [...text.matchAll(members)].flatMap(([, name = "", type = ""]): [string, string][] => {
    const block = blockIn(type);
    return block === undefined ? [] : [[name, block]];
  });
}

/**
 * The declarations of a resource's class: `network/v1/subnet.d.ts` for `azure:network/v1:Subnet`, and `compute/instance.d.ts` for
 * `gcp:compute/instance:Instance`, whose token has the file's name in it. Names of files may differ in capitals.
 */
function classOf(folder: string, type: string): string {
  const [, path = "", name = ""] = type.split(":");
  const parts = path.split("/").filter((part) => part !== "" && part !== "index");
  const file = `${name}.d.ts`.toLowerCase();
  for (const place of [parts, parts.slice(0, -1)]) {
    const directory = join(folder, ...place);
    const found = filesIn(directory).find((each) => each.toLowerCase() === file);
    if (found !== undefined) return readFileSync(join(directory, found), "utf8");
  }
  return "";
}

const filesIn = (directory: string): string[] => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};
