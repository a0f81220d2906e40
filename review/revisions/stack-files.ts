import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A stack's file as the head has it. */
export interface StackFile {
  /** Path from the repository's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * The files of stacks, by stack.
 *
 * @param prefix path of the project from the repository's root, with a slash at its end; "" for the root
 */
export function stackFiles(
  project: string,
  prefix: string,
  stacks: readonly string[],
): ReadonlyMap<string, StackFile> {
  return new Map(
    stacks.flatMap((stack): [string, StackFile][] => {
      const path = [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`].find((name) =>
        existsSync(join(project, name)),
      );
      return path === undefined
        ? []
        : [[stack, { path: `${prefix}${path}`, text: readFileSync(join(project, path), "utf8") }]];
    }),
  );
}
