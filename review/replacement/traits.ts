import { plain, usual } from "./names";
import traits from "./traits.json";

const GLOBAL: ReadonlySet<string> = new Set(traits.global.split(" "));
const UNTAGGED: ReadonlySet<string> = new Set(traits.untagged.split(" "));
const SETS: Readonly<Record<string, string>> = traits.sets;

/** True for what AWS has once, not once in each region: IAM, CloudFront, Route 53. */
export function isGlobal(type: string): boolean {
  return GLOBAL.has(usual(type));
}

/** Auto Scaling groups have tags of a form of their own, which the provider's default tags leave alone. */
const OWN_TAGS = "aws:autoscaling/group:Group";

/** True for a type that gets the provider's default tags. */
export function isTagged(type: string): boolean {
  return type.startsWith("aws:") && type !== OWN_TAGS && !UNTAGGED.has(usual(type));
}

const known = new Map<string, ReadonlySet<string>>();

/** True for a list of which AWS does not keep the order: another order is no change. */
export function isSet(type: string, path: string): boolean {
  let sets = known.get(type);
  if (sets === undefined) {
    sets = new Set((SETS[usual(type)] ?? "").split(" ").map((each) => each.split(".").map(plain).join(".")));
    known.set(type, sets);
  }
  const parts = path.replaceAll(/\[[^\]]*\]/g, "").split(".");
  return sets.has(parts.map(plain).join("."));
}
