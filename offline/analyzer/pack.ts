import { existsSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import type { Options } from "../cli/options";
import { UsageError } from "../errors";
import { shownPath } from "../project/paths";
import { asRecord, kindOf, type Project } from "../project/project";
import { readYamlFile } from "../project/yaml-file";
import { readPolicyConfig, type PolicyConfigFile } from "./config-file";

/** A policy pack to run, and the file that configures it for one stack. */
export interface PackSource {
  readonly directory: string;
  readonly config?: PolicyConfigFile;
  /** The stack whose levels hold, where it is another one: the one that this is like, or the default. */
  readonly levelsOf?: string;
}

/** Whose levels hold for a stack that neither has any nor says what it is like: the strictest, by their usual name. */
const DEFAULT_LEVELS = "prod";

/**
 * The file of `<pack>/config/` that says how the pack's policies apply to a stack: its own, that of the stack which it is
 * like, or that of `prod`; undefined where the pack has none of them, and its policies apply as they are.
 */
function levelsFile(
  directory: string,
  stacks: readonly string[],
): { readonly stack: string; readonly path: string } | undefined {
  return stacks
    .map((stack) => ({ stack, path: join(directory, "config", `${stack}.json`) }))
    .find(({ path }) => existsSync(path));
}

/**
 * The packs that the command line names, else the project's own `policies/*`.
 *
 * @param like the stack that this one is like, by the key `like` of its configuration
 */
export function packsOf(
  options: Pick<Options, "packs" | "policies">,
  project: Project,
  stack: string,
  like?: string,
): readonly PackSource[] {
  if (!options.policies) return [];
  if (options.packs.length > 0) {
    return options.packs.map(({ directory, configFile }) => {
      const path = resolve(directory);
      if (!existsSync(path)) throw new UsageError(`--policy-pack ${directory}: no such folder`);
      if (configFile === undefined) return { directory: path };
      if (!existsSync(configFile)) throw new UsageError(`--policy-pack-config ${configFile}: no such file`);
      return { directory: path, config: readPolicyConfig(resolve(configFile)) };
    });
  }
  const folder = join(project.root, "policies");
  // A folder may be a link to a pack that lies elsewhere.
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const entries = isFolder ? readdirSync(folder) : [];
  return entries
    .map((entry) => join(folder, entry))
    .filter((directory) => policyFile(directory) !== undefined)
    .sort()
    .map((directory) => {
      const levels = levelsFile(directory, [stack, ...(like === undefined ? [] : [like]), DEFAULT_LEVELS]);
      return levels === undefined
        ? { directory }
        : {
            directory,
            config: readPolicyConfig(levels.path),
            ...(levels.stack === stack ? {} : { levelsOf: levels.stack }),
          };
    });
}

function policyFile(directory: string): string | undefined {
  return ["yaml", "yml", "json"]
    .map((extension) => join(directory, `PulumiPolicy.${extension}`))
    .find((path) => existsSync(path));
}

/** Checks that a folder is a Node.js policy pack, built; anything else is a {@link UsageError}. */
export function checkPack(directory: string): void {
  const shown = shownPath(directory);
  const path = policyFile(directory);
  if (path === undefined) throw new UsageError(`${shown} is not a policy pack: it has no PulumiPolicy.yaml`);
  const file = readYamlFile(path);
  const runtime = asRecord(file.value)?.["runtime"];
  const name = asRecord(runtime)?.["name"] ?? runtime;
  if (name !== "nodejs") {
    throw new UsageError(
      `${file.where(["runtime"])}: runtime ${typeof name === "string" ? name : kindOf(name)} is not supported: the offline preview runs nodejs policy packs`,
    );
  }
  const main = mainOf(directory);
  if (main !== undefined && !resolves(directory, main)) {
    throw new UsageError(
      `policy pack ${shown} is not built: ${main} (main of its package.json) does not exist; run npm run build`,
    );
  }
}

function mainOf(directory: string): string | undefined {
  const path = join(directory, "package.json");
  if (!existsSync(path)) return undefined;
  const main = asRecord(readYamlFile(path).value)?.["main"];
  return typeof main === "string" && main !== "" ? main : undefined;
}

function resolves(directory: string, main: string): boolean {
  const path = join(directory, main);
  try {
    createRequire(join(directory, "noop.js")).resolve(path);
    return true;
  } catch {
    return [".ts", "/index.ts"].some((end) => existsSync(path + end));
  }
}

/** What a pack is called before it has said its name. */
export function packLabel(directory: string): string {
  const shown = shownPath(directory);
  return shown === "." ? basename(directory) : shown;
}
