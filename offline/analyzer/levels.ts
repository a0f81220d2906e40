import { asRecord } from "../project/project";

/** Levels of enforcement, as configuration files write them. */
export const LEVELS = ["disabled", "advisory", "mandatory", "remediate"] as const;
export type Level = (typeof LEVELS)[number];

/** A policy as its pack describes it. */
export interface PolicyInfo {
  readonly name: string;
  readonly description: string;
  readonly level: Level;
  readonly severity: string;
  readonly isStackPolicy: boolean;
  readonly remediationSteps: string;
  readonly url: string;
  /** What the pack files it under; `framework:NAME` is a framework that it can be chosen by. */
  readonly tags: readonly string[];
  /** JSON schema of each of its own options. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}

/** What one source says about one policy. */
export interface PolicySetting {
  readonly level?: Level;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Settings by policy name; "all" stands for every policy. */
export type PolicySettings = ReadonlyMap<string, PolicySetting>;

/** The level and options that a policy runs with. */
export interface EffectivePolicy {
  readonly info: PolicyInfo;
  readonly level: Level;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Puts the sources together in the engine's order: the pack's own levels and its options' defaults, the pack's initial configuration,
 * the configuration file; in each, "all" comes first and the policy's own entry over it.
 */
export function effectivePolicies(
  policies: readonly PolicyInfo[],
  initial: PolicySettings,
  file: PolicySettings,
): EffectivePolicy[] {
  return policies.map((info) => {
    let { level } = info;
    const options: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(info.options)) {
      const fallback = asRecord(schema)?.["default"];
      if (fallback !== undefined) options[name] = fallback;
    }
    for (const source of [initial, file]) {
      level = source.get("all")?.level ?? level;
      const own = source.get(info.name);
      level = own?.level ?? level;
      Object.assign(options, own?.options);
    }
    return { info, level, options };
  });
}
