import { existsSync } from "node:fs";
import { UsageError } from "../errors";
import type { StackOutputValues } from "../engine/stack-references";
import { asRecord, kindOf } from "./project";
import { readYamlFile } from "./yaml-file";

/** What `pulumi stack output --json` prints for a secret. */
const SECRET = "[secret]";

/**
 * Reads `--stack-outputs` files: outputs by the name of the stack as programs refer to it (`organization/network/prod`, or the end of it).
 * A secret that the CLI has not shown stays a secret, with the text that stands for it as its value: an unknown one would make every output
 * of the stack unknown. A stack in two files is a fault.
 */
export function readStackOutputs(paths: readonly string[]): ReadonlyMap<string, StackOutputValues> {
  const all = new Map<string, StackOutputValues>();
  for (const path of paths) {
    if (!existsSync(path)) throw new UsageError(`--stack-outputs ${path}: no such file`);
    const file = readYamlFile(path);
    const stacks = asRecord(file.value);
    if (!stacks) {
      throw new UsageError(
        `${file.where([])}: must hold outputs by the name of their stack, got ${kindOf(file.value)}`,
      );
    }
    for (const [name, value] of Object.entries(stacks)) {
      const outputs = asRecord(value);
      if (!outputs) {
        throw new UsageError(
          `${file.where([name])}: ${name}: must hold the outputs of the stack, as pulumi stack output --json prints them, got ${kindOf(value)}`,
        );
      }
      if (all.has(name))
        throw new UsageError(`${file.where([name])}: ${name}: the outputs of this stack are given twice`);
      all.set(name, valuesOf(outputs));
    }
  }
  return all;
}

function valuesOf(values: Readonly<Record<string, unknown>>): StackOutputValues {
  return { values, secretNames: Object.keys(values).filter((key) => values[key] === SECRET) };
}
