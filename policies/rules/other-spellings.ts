import { CARRIERS } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";
import { unjudgedTypesOf } from "../engine/twins";

export const typesJudged = defineRule({
  id: "types-judged",
  pack: "security",
  demands: "Every resource of AWS is of a type that the policies can read.",
  why: "A bucket that is made by Cloud Control, by a template at an address or by a type that no policy knows passes every policy unseen.",
  fix: "Use the type of the AWS provider, or review these by hand; --fail-on-unjudged makes the preview fail on them.",
  severity: "low",
  controls: [],
  url: "https://www.pulumi.com/registry/packages/aws/api-docs/",
  levels: { dev: "advisory", prod: "advisory" },
  stack: {
    types: CARRIERS,
    judge: (stack, demand) => {
      const counts = new Map<string, number>();
      const number = () => [...counts.values()].reduce((sum, each) => sum + each, 0);
      demand(
        { urn: "", name: "" },
        () => {
          for (const type of stack.resources.flatMap((resource) => unjudgedTypesOf(resource))) {
            counts.set(type, (counts.get(type) ?? 0) + 1);
          }
          return number() === 0;
        },
        () =>
          `${number()} ${number() === 1 ? "resource" : "resources"} of these types were not judged: ${described(counts)}.`,
      );
    },
  },
});

function described(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([type, count]) => (count === 1 ? type : `${type} (${count})`))
    .join(", ");
}
