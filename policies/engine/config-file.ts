import type { EnforcementLevel } from "@pulumi/policy";
import type { Environment, Rule } from "./rule";

/** One entry of a policy configuration file: the level alone, or with options. */
type Entry = EnforcementLevel | ({ enforcementLevel: EnforcementLevel } & Record<string, unknown>);

/**
 * The configuration file of an environment, `--policy-pack-config`: each rule of the pack by name, so that the file
 * shows everything that may be set.
 */
export function configOf(rules: readonly Rule[], environment: Environment): Record<string, Entry> {
  return Object.fromEntries(
    rules.map((rule) => {
      const enforcementLevel = rule.levels[environment];
      const options = rule.environments[environment];
      return [rule.id, options === undefined ? enforcementLevel : { enforcementLevel, ...options }];
    }),
  );
}
