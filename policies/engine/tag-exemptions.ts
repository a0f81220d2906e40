/**
 * Exemptions that stand in the program, as tags of a resource, so that they are reviewed with what they excuse, need no code of ours
 * and are seen in AWS too: `web-infra:exempt/<policy>` on the resource itself, or `web-infra:exempt/<policy>@<name>` on any
 * resource made before it, for the resource of that name, which takes no tags. The value is `until YYYY-MM-DD: reason`.
 */
import { isDate, type Exemption } from "./exemptions";
import type { Value } from "./value";

export const EXEMPT_TAG = "web-infra:exempt/";

/** What every service of AWS takes in a tag. @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const MOST = { key: 128, value: 256 };

/** A tag that is meant to excuse something: what it excuses, or what is wrong with it. */
export interface ExemptTag {
  readonly key: string;
  readonly policy: string;
  /** Name of another resource that is meant; undefined for the tagged one. */
  readonly name: string | undefined;
  readonly exemption: Exemption | undefined;
  /** Empty where it is well-formed. */
  readonly fault: string;
}

/** The tags of a resource that excuse something; none where its tags are not known yet. */
export function exemptTagsOf(props: Value): ExemptTag[] {
  return tagsIn(props.at("tags")).flatMap(([key, value]) =>
    key.startsWith(EXEMPT_TAG) ? [readTag(key, value)] : [],
  );
}

/** As a map, or as a list of keys and values, which Auto Scaling groups and Cloud Control have. */
function tagsIn(tags: Value): [string, Value][] {
  if (tags.unknown) {
    return [];
  }
  if (!Array.isArray(tags.raw())) {
    return tags.entries();
  }
  return tags.items().flatMap((tag): [string, Value][] => {
    const key = tag.unknown ? tag : tag.at("key");
    const text = key.unknown ? undefined : key.text();
    return text === undefined ? [] : [[text, tag.at("value")]];
  });
}

function readTag(key: string, value: Value): ExemptTag {
  const [policy = "", ...rest] = key.slice(EXEMPT_TAG.length).split("@");
  const name = rest.length === 0 ? undefined : rest.join("@");
  const text = value.unknown ? "" : (value.text() ?? "");
  const [, expires = "", reason = ""] = /^until (\d{4}-\d{2}-\d{2}): *(\S.*)$/.exec(text) ?? [];
  const fault = !isDate(expires)
    ? `must be "until YYYY-MM-DD: reason", got ${JSON.stringify(text)}`
    : key.length > MOST.key || text.length > MOST.value
      ? `is longer than AWS takes: ${MOST.key} characters in the key, ${MOST.value} in the value`
      : TAG_TEXT.test(key) && TAG_TEXT.test(text)
        ? ""
        : `holds what AWS refuses in tags: letters, digits, spaces and _ . : / = + - @ are allowed, got ${JSON.stringify(text)}`;
  return { key, policy, name, fault, exemption: fault === "" ? { reason, expires } : undefined };
}

/** What the tags met so far excuse of other resources, which are made later. */
const elsewhere = new Map<string, ExemptTag>();

/** Notes what a resource's tags excuse of others. Called for each resource before anything else. */
export function noteTags(props: Value): void {
  for (const tag of exemptTagsOf(props)) {
    if (tag.name !== undefined) {
      elsewhere.set(tag.key, tag);
    }
  }
}

/** The exemptions in code from a policy, for a resource. */
export function exemptionsByTag(
  policy: string,
  resource: { readonly name: string; readonly props: Value },
): Exemption[] {
  const own = exemptTagsOf(resource.props).filter(({ name }) => name === undefined);
  const others = [...elsewhere.values()].filter(({ name }) => name === resource.name);
  return [...own, ...others].flatMap((tag) =>
    tag.policy === policy && tag.exemption !== undefined ? [tag.exemption] : [],
  );
}
