/**
 * Reads single interfaces of the type declarations of a Pulumi SDK, `types/input.d.ts` and `types/output.d.ts`. They are written by a program
 * and so regular: imports first, four spaces for each namespace, `network.v20230401.SubnetArgs` stands in two. The files are large (those of azure-native
 * have tens of megabytes), so only what is looked for is read.
 */

/** One member of an interface. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** The block that it holds, or a list of; undefined for anything else. */
  readonly block: string | undefined;
}

/** Members of an interface, by its name with its namespaces; undefined where there is none. */
export function membersOf(declarations: string, path: string): readonly Member[] | undefined {
  const spaces = path.split(".");
  const name = spaces.pop() ?? "";
  let text = declarations;
  let indent = "";
  for (const space of spaces) {
    const body = bodyOf(text, indent, [`export declare namespace ${space}`, `namespace ${space}`]);
    if (body === undefined) return undefined;
    text = body;
    indent += "    ";
  }
  const body = bodyOf(text, indent, [`export interface ${name}`, `interface ${name}`]);
  return body === undefined ? undefined : membersIn(body, `${indent}    `);
}

/** What stands between the braces after one of these heads. */
function bodyOf(text: string, indent: string, heads: readonly string[]): string | undefined {
  for (const head of heads) {
    const line = `\n${indent}${head} {`;
    const start = text.indexOf(line);
    if (start < 0) continue;
    const end = text.indexOf(`\n${indent}}`, start);
    return end < 0 ? undefined : text.slice(start + line.length, end + 1);
  }
  return undefined;
}

function membersIn(body: string, indent: string): Member[] {
  return [...body.matchAll(new RegExp(`^${indent}(?:readonly )?(\\w+)(\\?)?: (.*);$`, "gm"))].map(
    ([, name = "", optional, type = ""]) => ({ name, optional: optional === "?", block: blockIn(type) }),
  );
}

/**
 * The block of `outputs.network.Subnet[] | undefined` or `pulumi.Input<pulumi.Input<inputs.network.SubnetArgs>[]>`. A type that may be one of
 * several blocks, or anything else beside, has none: which one the program means is not known.
 */
export function blockIn(type: string): string | undefined {
  const bare = type.replace(/pulumi\.(?:Input|Output)<|[<>]|\[\]| \| undefined/g, "");
  return /^(?:outputs|inputs)\.([\w.]+)$/.exec(bare)?.[1];
}
