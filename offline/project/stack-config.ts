import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { allFaults, UsageError } from "../errors";
import { UNKNOWN_WIRE } from "../provider/wire";
import { asRecord, kindOf, stackFile, type Project } from "./project";
import { type Entry, entryOf, fullKey, readStackEntries, textOf } from "./stack-file";
import { readYamlFile, type YamlFile } from "./yaml-file";

/** Configuration of a stack in the form in which the SDK receives it. */
export interface StackConfig {
  /** Full key (`web-infra:sites`) to text; objects as JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys whose value is a secret or holds one. */
  readonly secretKeys: readonly string[];
  /** Full keys with a `secure:` value, which is never decrypted: its place is taken by the unknown value. */
  readonly encryptedKeys: readonly string[];
  /** Pulumi ESC environments that the stack imports: they are kept by a service, so their values are missing. */
  readonly environments: readonly string[];
  /** A line for each value of the file that is another one to the CLI than it looks. */
  readonly warnings: readonly string[];
}

/**
 * The configuration of a stack: its file, or the one that is named in its place, then the defaults of Pulumi.yaml. A stack without a
 * file has only these.
 */
export function readStackConfig(project: Project, stack: string, configFile?: string): StackConfig {
  if (configFile !== undefined && !existsSync(configFile)) {
    throw new UsageError(`--config-file ${configFile}: no such file`);
  }
  const path = configFile === undefined ? stackFile(project, stack) : resolve(configFile);
  const entries = new Map<string, Entry>();
  const file = path === undefined ? undefined : readYamlFile(path);
  if (file) readStackEntries(file, project.name, entries);
  applyProjectConfig(project, stack, file, entries);
  const keys = [...entries.keys()].sort();
  return {
    values: Object.fromEntries(keys.map((key) => [key, entries.get(key)?.text ?? ""])),
    secretKeys: keys.filter((key) => entries.get(key)?.secret),
    encryptedKeys: keys.filter((key) => entries.get(key)?.encrypted),
    environments: environmentsOf(file),
    warnings: file?.warnings ?? [],
  };
}

/** Names under `environment:`; an environment that the file defines itself has none, and imports others. */
function environmentsOf(file: YamlFile | undefined): string[] {
  const block = asRecord(file?.value)?.["environment"];
  const imports = Array.isArray(block) ? (block as unknown[]) : asRecord(block)?.["imports"];
  return (Array.isArray(imports) ? (imports as unknown[]) : []).flatMap((item) =>
    typeof item === "string" ? [item] : Object.keys(asRecord(item) ?? {}),
  );
}

/** Keys that make an object under `config:` of Pulumi.yaml a description instead of a value. */
const DESCRIPTION_KEYS = new Set(["type", "description", "secret", "default", "value", "items"]);

function applyProjectConfig(
  project: Project,
  stack: string,
  stackValues: YamlFile | undefined,
  entries: Map<string, Entry>,
): void {
  allFaults(Object.entries(project.config), ([key, declared]) => {
    applyDeclared(project, stack, stackValues, entries, key, declared);
  });
}

/** One key that Pulumi.yaml declares: checks what the stack gives it, or gives it the default. */
function applyDeclared(
  project: Project,
  stack: string,
  stackValues: YamlFile | undefined,
  entries: Map<string, Entry>,
  key: string,
  declared: unknown,
): void {
  const at = (...rest: string[]) => project.file.where(["config", key, ...rest]);
  const full = fullKey(key, project.name);
  if (full === undefined) {
    throw new UsageError(
      `${at()}: ${JSON.stringify(key)} is not a configuration key: it must be <name> or <namespace>:<name>`,
    );
  }
  const block = asRecord(declared);
  const description =
    block && Object.keys(block).every((name) => DESCRIPTION_KEYS.has(name)) ? block : undefined;
  const type = description?.["type"];
  const given = entries.get(full);
  if (given) {
    checkType(
      type,
      given,
      () => `${stackValues?.where(["config", key in configOf(stackValues) ? key : full]) ?? at()}: ${full}`,
      description?.["items"],
    );
    if (description?.["secret"] === true) entries.set(full, { ...given, secret: true });
    return;
  }
  const fallback = description ? (description["value"] ?? description["default"]) : declared;
  if (fallback !== undefined && fallback !== null) {
    const entry = entryOf(fallback, project.file, ["config", key]);
    checkType(type, entry, () => `${at("default")}: ${full}`, description?.["items"]);
    entries.set(full, { ...entry, secret: entry.secret || description?.["secret"] === true });
  } else if (description && full.startsWith(`${project.name}:`) && type !== undefined) {
    throw new UsageError(
      `stack ${stack} has no value for ${full}: ${at()} declares it (${describe(type, description)}) without a default`,
    );
  }
}

function configOf(file: YamlFile | undefined): Readonly<Record<string, unknown>> {
  return asRecord(asRecord(file?.value)?.["config"]) ?? {};
}

function describe(type: unknown, description: Readonly<Record<string, unknown>>): string {
  const text = description["description"];
  return typeof text === "string" ? `${String(type)}: ${text}` : String(type);
}

/** The types that Pulumi.yaml knows, each with its test on the text of a value. */
const TYPES: Readonly<Record<string, (value: unknown, text: string) => boolean>> = {
  string: () => true,
  boolean: (_, text) => text === "true" || text === "false",
  integer: (_, text) => /^[+-]?\d+$/.test(text),
  number: (_, text) => text.trim() !== "" && Number.isFinite(Number(text)),
  array: (value) => Array.isArray(value),
  object: (value) => asRecord(value) !== undefined,
};

function checkType(type: unknown, entry: Entry, where: () => string, items: unknown): void {
  if (type === undefined || entry.text === UNKNOWN_WIRE) return;
  const test = typeof type === "string" ? TYPES[type] : undefined;
  if (!test)
    throw new UsageError(
      `${where()}: unknown type ${kindOf(type)}: must be one of ${Object.keys(TYPES).join(", ")}`,
    );
  const value = parsed(entry.text);
  if (!test(value, entry.text)) {
    throw new UsageError(
      `${where()}: must be of type ${typeof type === "string" ? type : kindOf(type)}, got ${entry.secret ? "a secret" : entry.text}`,
    );
  }
  const itemType = asRecord(items)?.["type"];
  if (Array.isArray(value) && itemType !== undefined) {
    value.forEach((item, index) => {
      checkType(
        itemType,
        { ...entry, text: textOf(item) },
        () => `${where()}[${index}]`,
        asRecord(items)?.["items"],
      );
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
