/** What a stack's file holds, in the form in which the Pulumi CLI hands it to the SDK: a text for each key, structures as JSON. */
import { allFaults, UsageError } from "../errors";
import { UNKNOWN_WIRE } from "../provider/wire";
import { nearestName } from "../analyzer/nearest";
import { asRecord, kindOf } from "./project";
import { readYamlFile, type YamlFile } from "./yaml-file";

/** A value of the configuration. */
export interface Entry {
  readonly text: string;
  readonly secret: boolean;
  readonly encrypted: boolean;
}

/** What a stack's file holds, by full key. @throws {UsageError} for a file that Pulumi could not read */
export function readStackFile(path: string, project: string): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  readStackEntries(readYamlFile(path), project, entries);
  return entries;
}

/** Puts what stands below `config:` among the entries, by full keys. @throws {UsageError} for what Pulumi would not read */
export function readStackEntries(file: YamlFile, project: string, entries: Map<string, Entry>): void {
  if (file.value === null || file.value === undefined) return;
  const block = asRecord(file.value);
  if (!block)
    throw new UsageError(`${file.where([])}: must hold keys such as config, got ${kindOf(file.value)}`);
  checkTopLevel(file, Object.keys(block));
  const config = block["config"];
  if (config === undefined || config === null) return;
  const values = asRecord(config);
  if (!values) {
    const advice = Array.isArray(config) ? ": write its keys without hyphens before them" : "";
    throw new UsageError(`${file.where(["config"])}: config must hold keys, got ${kindOf(config)}${advice}`);
  }
  allFaults(Object.entries(values), ([key, value]) => {
    const full = fullKey(key, project);
    if (full === undefined) {
      throw new UsageError(
        `${file.where(["config", key])}: ${JSON.stringify(key)} is not a configuration key: it must be <namespace>:<name>`,
      );
    }
    entries.set(full, entryOf(value, file, ["config", key]));
  });
}

/** What Pulumi reads of a stack's file; it ignores the rest without a word, whole sections of a configuration included. */
const TOP_LEVEL = ["config", "environment", "encryptionsalt", "encryptedkey", "secretsprovider"];

function checkTopLevel(file: YamlFile, keys: readonly string[]): void {
  allFaults(keys, (key) => {
    if (TOP_LEVEL.includes(key)) return;
    // Without a config the other names of it count, too: configuration, configs, values.
    const isSection = asRecord(asRecord(file.value)?.[key]) !== undefined;
    const isConfig = isSection && !keys.includes("config") && /^(?:conf|value|setting|param)/i.test(key);
    const meant = nearestName(key.toLowerCase(), TOP_LEVEL) ?? (isConfig ? "config" : undefined);
    const isOther = !key.includes(":") && meant === undefined;
    // Beside a config, sections of another name are where people keep what they refer to by anchors.
    if (isOther && (key.startsWith("x-") || (isSection && keys.includes("config")))) return;
    const advice =
      meant !== undefined && !key.includes(":")
        ? `did you mean ${meant}?`
        : `indent it below config:${isOther ? ", under the name that it has there, or remove it" : ""}`;
    throw new UsageError(`${file.where([key])}: ${key} is read by nothing where it stands: ${advice}`);
  });
}

/** `name` belongs to the project, `namespace:name` as it is, `namespace:config:name` is an old form of it. */
export function fullKey(key: string, project: string): string | undefined {
  const parts = key.split(":");
  if (parts.some((part) => part === "")) return undefined;
  if (parts.length === 1) return `${project}:${key}`;
  if (parts.length === 2) return key;
  return parts.length === 3 && parts[1] === "config" ? `${String(parts[0])}:${String(parts[2])}` : undefined;
}

export function entryOf(value: unknown, file: YamlFile, path: readonly (string | number)[]): Entry {
  const seen = { encrypted: false };
  const plain = withoutSecure(value, seen, file, path);
  return { text: textOf(plain), secret: seen.encrypted, encrypted: seen.encrypted };
}

/** Puts the unknown value in the place of every `secure:`, and sorts keys, as the CLI does. */
function withoutSecure(
  value: unknown,
  seen: { encrypted: boolean },
  file: YamlFile,
  path: readonly (string | number)[],
): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => withoutSecure(item, seen, file, [...path, index]));
  }
  const block = asRecord(value);
  if (!block) return value;
  const keys = Object.keys(block);
  if (keys.length === 1 && keys[0] === "secure") {
    if (typeof block["secure"] !== "string") {
      throw new UsageError(
        `${file.where([...path, "secure"])}: secure must hold an encrypted text, got ${kindOf(block["secure"])}`,
      );
    }
    seen.encrypted = true;
    return UNKNOWN_WIRE;
  }
  return Object.fromEntries(
    keys.sort().map((key) => [key, withoutSecure(block[key], seen, file, [...path, key])]),
  );
}

export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value === null || value === undefined ? "" : JSON.stringify(value);
}
