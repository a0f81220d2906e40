import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../growth/stack/document";
import { SECRET, type Resource, type Stack, type Value } from "../preview-document";
import { isGlobal, isTagged } from "../replacement/traits";
import type { Pair } from "./pairs";
import type { PropertyChange } from "./property-changes";

/** What a provider's other configuration does to the resources that it makes. */
export interface ProviderChange {
  /** `replacement`: they are made anew; `account`: they may be another account's; `tags`: they get other tags; else nothing is known. */
  readonly effect: "replacement" | "account" | "tags" | "other";
  /** Name of the setting, `region`. */
  readonly setting: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** How many resources of both revisions it concerns. */
  readonly resources: number;
}

type Configuration = Readonly<Record<string, Value>>;

/** Settings that decide who speaks to AWS, and so which account answers. */
const ACCOUNT = [
  ...["accessKey", "secretKey", "token", "profile", "assumeRoles", "assumeRole"],
  ...["assumeRoleWithWebIdentity", "sharedConfigFiles", "sharedCredentialsFiles"],
  ...["allowedAccountIds", "forbiddenAccountIds", "endpoints"],
];

const DEFAULT_TAGS = "defaultTags";

/** Where the changes of a resource come from its provider. */
const FROM_PROVIDER = /^(?:defaultTags|region of the provider)\b/;

/** True for a change that no input of the resource itself makes. */
export function isFromProvider({ path }: PropertyChange): boolean {
  return FROM_PROVIDER.test(path);
}

/** The configuration of the provider that makes a resource; nothing where the document does not say. */
export function providerOf(stack: Pick<Stack, "providers"> | undefined, resource: Resource): Configuration {
  const reference = resource.provider;
  const urn = reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
  return stack?.providers.get(urn) ?? {};
}

/** Account and, where it has one, region of a resource, as a text that is equal for equal ones. */
export function placeOf(stack: Pick<Stack, "providers"> | undefined, resource: Resource): string {
  const provider = providerOf(stack, resource);
  const region = isGlobal(resource.type) ? undefined : (resource.inputs["region"] ?? provider["region"]);
  return JSON.stringify([region, ...ACCOUNT.map((setting) => provider[setting])]);
}

/** What another configuration of its provider changes of a resource that keeps its own inputs. */
export function changesByProvider(
  resource: Resource,
  before: Configuration,
  after: Configuration,
): readonly PropertyChange[] {
  if (!resource.custom || !resource.type.startsWith("aws:")) return [];
  const changes: PropertyChange[] = [];
  const [was, is] = [before["region"], after["region"]];
  if (
    was !== undefined &&
    is !== undefined &&
    was !== is &&
    !isGlobal(resource.type) &&
    resource.inputs["region"] === undefined
  )
    changes.push({ path: "region of the provider", before: was, after: is });
  if (!isTagged(resource.type)) return changes;
  const own = resource.inputs["tags"];
  const [old, now] = [tagsOf(before), tagsOf(after)];
  for (const key of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
    const covered = isRecord(own) && key in own;
    if (!covered && !isDeepStrictEqual(old[key], now[key]))
      changes.push({ path: `${DEFAULT_TAGS}.${key}`, before: old[key], after: now[key] });
  }
  return changes;
}

/** Which settings of which providers changed, for the resources that both revisions have. */
export function providerChanges(
  pairs: readonly Pair[],
  before: Stack | undefined,
  after: Stack | undefined,
): readonly ProviderChange[] {
  const found = new Map<string, ProviderChange>();
  for (const { before: was, after: is } of pairs) {
    if (was === undefined || is === undefined || !is.custom || is.provider === "") continue;
    const [old, now] = [providerOf(before, was), providerOf(after, is)];
    const touched = new Set(changesByProvider(is, old, now).map(({ path }) => path.split(".")[0]));
    for (const setting of [...new Set([...Object.keys(old), ...Object.keys(now)])].sort()) {
      const [from, to] = [settingOf(old, setting), settingOf(now, setting)];
      if (isDeepStrictEqual(from, to)) continue;
      const effect = effectOf(setting);
      if (effect === "replacement" && !touched.has("region of the provider")) continue;
      if (effect === "tags" && !touched.has(DEFAULT_TAGS)) continue;
      const key = JSON.stringify([setting, from, to]);
      const resources = (found.get(key)?.resources ?? 0) + 1;
      found.set(key, { effect, setting, before: from, after: to, resources });
    }
  }
  const ranks = ["account", "replacement", "tags", "other"];
  return [...found.values()].sort((a, b) => ranks.indexOf(a.effect) - ranks.indexOf(b.effect));
}

function effectOf(setting: string): ProviderChange["effect"] {
  if (setting === "region") return "replacement";
  if (setting === DEFAULT_TAGS) return "tags";
  return ACCOUNT.includes(setting) ? "account" : "other";
}

/** A key that signs for an account is never shown. */
function settingOf(configuration: Configuration, setting: string): Value | undefined {
  const value = configuration[setting];
  if (value === undefined || !/^(?:accessKey|secretKey|token)$/.test(setting)) return parsed(value);
  return SECRET;
}

function tagsOf(configuration: Configuration): Readonly<Record<string, Value>> {
  const block = parsed(configuration[DEFAULT_TAGS]);
  const tags = isRecord(block) ? parsed(block["tags"]) : undefined;
  return isRecord(tags) ? tags : {};
}

/** What the stack's file says of a provider reaches it as text. */
function parsed(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}
