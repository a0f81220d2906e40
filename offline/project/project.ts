import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../errors";
import { shownPath } from "./paths";
import { readYamlFile, type YamlFile } from "./yaml-file";

/** What Pulumi.yaml says about a Node.js project. */
export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Folder in which the program runs. */
  readonly programDirectory: string;
  /** The program, relative to that folder; "." leaves the choice to its package.json. */
  readonly entryPoint: string;
  readonly runtime: RuntimeOptions;
  /** Folder of the stack files. */
  readonly stackDirectory: string;
  /** The `config:` block as it stands. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly file: YamlFile;
}

/** `runtime.options` that the language host of the CLI knows. */
export interface RuntimeOptions {
  readonly typescript: boolean;
  readonly tsconfig?: string;
  readonly nodeargs: readonly string[];
}

const EXTENSIONS = ["yaml", "yml", "json"] as const;

/** Finds and reads the project of a folder, or of the nearest folder above it that has one, as the CLI does. */
export function readProject(directory: string): Project {
  const start = resolve(directory);
  if (!existsSync(start)) throw new UsageError(`--project ${directory}: no such folder`);
  if (!statSync(start).isDirectory()) throw new UsageError(`--project ${directory}: not a folder`);
  const path = findProjectFile(start);
  if (path === undefined) {
    throw new UsageError(`no Pulumi.yaml in ${shownPath(start)} or in a folder above it`);
  }
  return projectOf(readYamlFile(path));
}

function findProjectFile(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = EXTENSIONS.map((extension) => join(folder, `Pulumi.${extension}`)).find((path) =>
      existsSync(path),
    );
    if (found !== undefined || dirname(folder) === folder) return found;
  }
}

function projectOf(file: YamlFile): Project {
  const shown = shownPath(file.path);
  const block = asRecord(file.value);
  if (!block) throw new UsageError(`${shown}: must hold keys such as name and runtime`);
  const { name, config, main } = block;
  if (typeof name !== "string" || name === "") throw new UsageError(`${shown}: the project needs a name`);
  const root = dirname(file.path);
  if (main !== undefined && typeof main !== "string") {
    throw new UsageError(`${file.where(["main"])}: main must be a path, got ${kindOf(main)}`);
  }
  const runtime = runtimeOf(block["runtime"], file);
  // An old form: `config: folder` says where the stack files are.
  const folder = typeof config === "string" ? config : block["stackConfigDir"];
  const configBlock =
    typeof config === "string" || config === undefined || config === null ? {} : asRecord(config);
  if (!configBlock)
    throw new UsageError(`${file.where(["config"])}: config must hold keys, got ${kindOf(config)}`);
  return {
    name,
    root,
    ...programOf(root, main, file),
    runtime,
    stackDirectory: typeof folder === "string" ? resolve(root, folder) : root,
    config: configBlock,
    file,
  };
}

function programOf(root: string, main: string | undefined, file: YamlFile) {
  if (main === undefined || main === "") return { programDirectory: root, entryPoint: "." };
  const path = resolve(root, main);
  if (!existsSync(path)) {
    throw new UsageError(`${file.where(["main"])}: main: ${main} does not exist`);
  }
  return statSync(path).isDirectory()
    ? { programDirectory: path, entryPoint: "." }
    : { programDirectory: dirname(path), entryPoint: basename(path) };
}

function runtimeOf(runtime: unknown, file: YamlFile): RuntimeOptions {
  const block = asRecord(runtime);
  const name = block ? block["name"] : runtime;
  if (name === undefined || name === null)
    throw new UsageError(`${shownPath(file.path)}: the project needs a runtime`);
  if (name !== "nodejs") {
    throw new UsageError(
      `${file.where(["runtime"])}: runtime ${typeof name === "string" ? name : kindOf(name)} is not supported: the offline preview runs nodejs programs`,
    );
  }
  const options = asRecord(block?.["options"]) ?? {};
  const { typescript, tsconfig, nodeargs } = options;
  const at = (key: string) => file.where(["runtime", "options", key]);
  if (typescript !== undefined && typeof typescript !== "boolean") {
    throw new UsageError(`${at("typescript")}: typescript must be true or false, got ${kindOf(typescript)}`);
  }
  if (tsconfig !== undefined && typeof tsconfig !== "string") {
    throw new UsageError(`${at("tsconfig")}: tsconfig must be a path, got ${kindOf(tsconfig)}`);
  }
  if (nodeargs !== undefined && typeof nodeargs !== "string") {
    throw new UsageError(`${at("nodeargs")}: nodeargs must be a text, got ${kindOf(nodeargs)}`);
  }
  return {
    typescript: typescript ?? true,
    ...(tsconfig === undefined ? {} : { tsconfig }),
    nodeargs: shellWords(nodeargs ?? ""),
  };
}

/** Splits as a shell does: blanks separate, quotes keep together. */
export function shellWords(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""),
  );
}

/** Names of the stacks that have a file, sorted. */
export function stacksOf(project: Project): string[] {
  const names = existsSync(project.stackDirectory)
    ? readdirSync(project.stackDirectory).flatMap((entry) => {
        const name = /^Pulumi\.(.+)\.(?:yaml|yml|json)$/.exec(entry)?.[1];
        return name === undefined ? [] : [name];
      })
    : [];
  return [...new Set(names)].sort();
}

/** The file of a stack, or undefined where it has none. */
export function stackFile(project: Project, stack: string): string | undefined {
  return EXTENSIONS.map((extension) => join(project.stackDirectory, `Pulumi.${stack}.${extension}`)).find(
    (path) => existsSync(path),
  );
}

/** The value as an object with keys, or undefined for anything else. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** What a value is, in the words of a configuration file. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return JSON.stringify(value);
}
