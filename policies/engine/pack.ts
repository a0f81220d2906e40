import { PolicyPack } from "@pulumi/policy";
import { toPolicy, type RulePolicy } from "./policy";
import type { PackName, Rule } from "./rule";
import { Watch } from "./watch";

/** The rules of a pack in the order of their names. Two of one name would silently share a configuration. */
export function rulesOf(pack: PackName, rules: readonly Rule[]): Rule[] {
  const own = rules.filter((rule) => rule.pack === pack);
  const names = new Set<string>();
  for (const { id } of own) {
    if (names.has(id)) {
      throw new Error(`two rules are named ${id}`);
    }
    names.add(id);
  }
  return own.sort((a, b) => a.id.localeCompare(b.id, "en"));
}

/** Serves a pack of this project to the Pulumi engine that started this process. */
export function servePack(pack: PackName, rules: readonly Rule[], description: string): void {
  serve({
    name: `web-infra-${pack}`,
    displayName: `web-infra ${pack}`,
    description,
    rules: rulesOf(pack, rules),
  });
}

/** Serves these rules as a pack. */
export function serve(pack: {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly rules: readonly Rule[];
}): void {
  const { name, displayName, description, rules } = pack;
  const watch = new Watch();
  const policies: RulePolicy[] = rules.map((rule, index) => toPolicy(rule, undefined, watch, index === 0));
  new PolicyPack(name, { enforcementLevel: "mandatory", displayName, description, policies });
}
