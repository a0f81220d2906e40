import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Names of the fields that a provider function returns, read from the type declarations of its own SDK
 * (`@pulumi/aws/ec2/getAmi.d.ts` for `aws:ec2/getAmi:getAmi`). A result is unknown field by field, since the SDK takes a field that is
 * missing for one that is known to be undefined. Undefined where the declarations are not found.
 */
export async function resultFields(programDirectory: string, token: string): Promise<string[] | undefined> {
  const [name, module = "", member = ""] = token.split(":");
  try {
    const { resolve } = createRequire(join(programDirectory, "noop.js"));
    const folder = dirname(resolve(`@pulumi/${String(name)}/package.json`));
    const file = module === "index" || module === "" ? member : module.replace(/^index\//, "");
    const text = await readFile(join(folder, `${file}.d.ts`), "utf8");
    const body = new RegExp(`export interface ${member}Result \\{([^]*?)\\n\\}`, "i").exec(text)?.[1];
    const fields = [...(body ?? "").matchAll(/^ {4}(?:readonly )?(\w+)\??:/gm)].map(
      (match) => match[1] ?? "",
    );
    return fields.length > 0 ? fields : undefined;
  } catch {
    return undefined;
  }
}
