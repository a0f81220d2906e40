import { closest, distance } from "fastest-levenshtein";
import { BUCKET, SECURITY_GROUP } from "../aws/type-tokens";
import { defineRule, definedRules } from "../engine/rule";
import { EXEMPT_TAG, exemptTagsOf, type ExemptTag } from "../engine/tag-exemptions";

export const exemptTagsValid = defineRule({
  id: "exempt-tags",
  pack: "security",
  demands: `A tag ${EXEMPT_TAG}… excuses a policy that there is, with a reason and an end.`,
  // Of one that has ended, the finding that is back says so: two findings would be one cause.
  why: "An exemption that is misspelt excuses nothing, and is believed in by those who read the program.",
  fix: `Write ${EXEMPT_TAG}<policy> with the value "until YYYY-MM-DD: reason", or remove the tag.`,
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    otherPolicies: {
      type: "strings",
      default: [],
      about: "Policies of packs of your own that a tag may excuse.",
    },
  },
  stack: {
    // Any type may have tags; these two stand for all of them.
    types: [...BUCKET, ...SECURITY_GROUP],
    judge: (stack, demand, { otherPolicies }) => {
      const policies = new Set([...definedRules(), ...otherPolicies]);
      const names = new Set(stack.resources.map(({ name }) => name));
      const seen = new Set<string>();
      for (const resource of stack.resources.filter(({ type }) => type.startsWith("aws"))) {
        const { urn } = resource;
        for (const tag of exemptTagsOf(resource.props)) {
          // A resource of another spelling stands here twice.
          if (!seen.has(`${urn} ${tag.key}`)) {
            seen.add(`${urn} ${tag.key}`);
            demand(
              resource,
              () => faultOf(tag, policies, names) === undefined,
              () => faultOf(tag, policies, names) ?? "",
            );
          }
        }
      }
    },
  },
});

function faultOf(
  { key, policy, name, fault }: ExemptTag,
  policies: ReadonlySet<string>,
  names: ReadonlySet<string>,
): string | undefined {
  if (!policies.has(policy)) {
    const nearest = closest(policy, [...policies]);
    const hint =
      distance(policy, nearest) <= 3
        ? `; did you mean ${nearest}?`
        : "; one of a pack of your own is named in the option otherPolicies";
    return `${key} excuses a policy that there is not: ${policy}${hint}.`;
  }
  if (name !== undefined && !names.has(name)) {
    return `${key} names a resource that the stack has not: ${name}.`;
  }
  return fault === "" ? undefined : `${key} ${fault}.`;
}
