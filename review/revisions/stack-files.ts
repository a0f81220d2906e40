import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A stack's file as the head has it. */
export interface StackFile {
  /** Path from the repository's root. */
  readonly path: string;
  readonly text: string;
  /** What the base has in its place; undefined where that has no such file, or is a state. */
  readonly former?: string | undefined;
}

/**
 * The files of stacks, by stack.
 *
 * @param base folder of the project at the base
 * @param prefix path of the project from the repository's root, with a slash at its end; "" for the root
 */
export function stackFiles(
  project: string,
  prefix: string,
  stacks: readonly string[],
  base?: string,
): ReadonlyMap<string, StackFile> {
  return new Map(
    stacks.flatMap((stack): [string, StackFile][] => {
      const path = fileOf(project, stack);
      if (path === undefined) return [];
      const old = base === undefined ? undefined : fileOf(base, stack);
      const former =
        base === undefined || old === undefined ? undefined : readFileSync(join(base, old), "utf8");
      const text = readFileSync(join(project, path), "utf8");
      return [[stack, { path: `${prefix}${path}`, text, former }]];
    }),
  );
}

function fileOf(project: string, stack: string): string | undefined {
  return [`Pulumi.${stack}.yaml`, `Pulumi.${stack}.yml`].find((name) => existsSync(join(project, name)));
}
