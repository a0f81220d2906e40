import { readFileSync } from "node:fs";
import { messageOf, UsageError } from "../errors";
import { shownPath } from "../project/paths";
import { asRecord, kindOf } from "../project/project";
import { readYamlFile, type YamlFile } from "../project/yaml-file";
import { nearestName } from "./nearest";
import {
  LEVELS,
  type EffectivePolicy,
  type Level,
  type PolicyInfo,
  type PolicySetting,
  type PolicySettings,
} from "./levels";

/** A `--policy-pack-config` file as read, before the pack has said which policies it has. */
export interface PolicyConfigFile {
  readonly settings: PolicySettings;
  readonly file: YamlFile;
  /** What is wrong with its form: said together with what is wrong with its names. */
  readonly faults: readonly string[];
}

/** Reads the form of a policy configuration file; its names are checked by {@link checkNames}. */
export function readPolicyConfig(path: string): PolicyConfigFile {
  const file = readYamlFile(path);
  if (path.endsWith(".json")) checkJson(path);
  const block = asRecord(file.value);
  if (!block) {
    throw new UsageError(`${file.where([])}: must be an object of policies, got ${kindOf(file.value)}`);
  }
  const faults: string[] = [];
  const settings = new Map<string, PolicySetting>();
  for (const [name, value] of Object.entries(block)) {
    const at = (...keys: string[]) => `${file.where([name, ...keys])}: ${[name, ...keys].join(".")}`;
    const own = asRecord(value);
    if (!own && typeof value !== "string") {
      faults.push(
        `${at()}: must be a level or an object with enforcementLevel and options, got ${kindOf(value)}`,
      );
      continue;
    }
    const { enforcementLevel = own ? undefined : value, ...options } = own ?? {};
    const level = LEVELS.find((known) => known === enforcementLevel);
    if (enforcementLevel !== undefined && level === undefined) {
      faults.push(
        `${own ? at("enforcementLevel") : at()}: must be one of ${LEVELS.join(", ")}, got ${kindOf(enforcementLevel)}${levelMeant(enforcementLevel)}`,
      );
    }
    settings.set(name, level === undefined ? { options } : { level: level satisfies Level, options });
  }
  return { settings, file, faults };
}

/** What other tools call the levels. */
const OTHER_LEVELS: Readonly<Record<string, Level>> = {
  ...{ error: "mandatory", deny: "mandatory", fail: "mandatory", on: "mandatory", enabled: "mandatory" },
  ...{ warn: "advisory", warning: "advisory", info: "advisory" },
  ...{ off: "disabled", none: "disabled", disable: "disabled", ignore: "disabled", skip: "disabled" },
};

function levelMeant(given: unknown): string {
  const word = typeof given === "string" ? given.trim().toLowerCase() : "";
  const meant = LEVELS.find((known) => known === word) ?? OTHER_LEVELS[word] ?? nearestName(word, LEVELS);
  return meant === undefined ? "" : `: did you mean ${meant}?`;
}

/** What YAML takes and JSON does not, such as a comma at the end, the Pulumi CLI refuses. */
function checkJson(path: string): void {
  const text = readFileSync(path, "utf8");
  try {
    JSON.parse(text);
  } catch (error) {
    const at = Number(/at position (\d+)/.exec(messageOf(error))?.[1] ?? 0);
    const line = text.slice(0, at).split("\n").length;
    const reason = isComment(text, at) ? "JSON has no comments" : messageOf(error).replace(/\s+/g, " ");
    throw new UsageError(`${shownPath(path)}:${line}: is not JSON: ${reason}`);
  }
}

function isComment(text: string, at: number): boolean {
  return /^\s*(?:\/[/*]|#)/.test(text.slice(at));
}

/** Checks that every name in the file is a policy of the pack, and every key one of the policy's options. */
export function checkNames(config: PolicyConfigFile, pack: string, policies: readonly PolicyInfo[]): void {
  const { settings, file } = config;
  const names = policies.map(({ name }) => name);
  const faults = [...config.faults];
  for (const [name, { options }] of settings) {
    const policy = policies.find((known) => known.name === name);
    if (!policy && name !== "all") {
      const meant = nearestName(name.toLowerCase().replaceAll("_", "-"), names);
      const hint =
        meant === undefined ? `must be all or one of ${names.join(", ")}` : `did you mean ${meant}?`;
      faults.push(`${file.where([name])}: ${name}: no such policy in pack ${pack}: ${hint}`);
      continue;
    }
    const allowed = ["enforcementLevel", ...Object.keys(policy?.options ?? {})];
    for (const key of Object.keys(options)) {
      if (allowed.includes(key)) continue;
      faults.push(
        `${file.where([name, key])}: ${name}.${key}: no such option: must be ${allowed.length > 1 ? `one of ${allowed.join(", ")}` : String(allowed[0])}`,
      );
    }
  }
  throwFaults(faults);
}

/** Checks the options that policies run with against their own schemas. */
export async function checkOptions(
  policies: readonly EffectivePolicy[],
  pack: string,
  file: YamlFile | undefined,
): Promise<void> {
  const checked = policies.filter(
    ({ level, info }) => level !== "disabled" && Object.keys(info.options).length > 0,
  );
  if (checked.length === 0) return;
  const { schemaFaults } = await import("./schema.js");
  const faults = checked.flatMap(({ info, options }) =>
    schemaFaults(info.options, info.required, options).map(({ path, message }) => {
      const place =
        file && path[0] !== undefined && path[0] in (asRecord(asRecord(file.value)?.[info.name]) ?? {});
      return `${place ? file.where([info.name, ...path]) : `policy pack ${pack}`}: ${[info.name, ...path].join(".")}: ${message}`;
    }),
  );
  throwFaults(faults);
}

function throwFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
}
