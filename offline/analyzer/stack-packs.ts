/** The packs of a stack with the levels that hold for it; the preview and `pulumi up` take the same. */
import type { Options } from "../cli/options";
import { readProject, type Project } from "../project/project";
import { readStackConfig, type StackConfig } from "../project/stack-config";
import { packsOf, type PackSource } from "./pack";

/** The packs of a stack, by its configuration. */
export function packsOfStack(
  options: Pick<Options, "packs" | "policies">,
  project: Project,
  stack: string,
  config: StackConfig,
): readonly PackSource[] {
  return packsOf(options, project, stack, config.values[`${project.name}:like`]);
}

/** What is said about levels that are another stack's; undefined where they are the stack's own. */
export function levelsNote(
  packs: readonly PackSource[],
  project: Project,
  stack: string,
): string | undefined {
  const { levelsOf } = packs.find((pack) => pack.levelsOf !== undefined) ?? {};
  return levelsOf === undefined
    ? undefined
    : `policy levels: those of ${levelsOf}, as policies/*/config holds no ${stack}.json; ` +
        `${project.name}:like in the stack's file names the stack whose levels hold`;
}

/** Of each pack of a project, its folder and the file of the levels that hold for a stack. */
export function levelsOfStack(
  root: string,
  stack: string,
  configFile?: string,
): readonly { readonly directory: string; readonly file: string | undefined }[] {
  const project = readProject(root);
  const config = readStackConfig(project, stack, configFile);
  return packsOfStack({ packs: [], policies: true }, project, stack, config).map((pack) => ({
    directory: pack.directory,
    file: pack.config?.file.path,
  }));
}
