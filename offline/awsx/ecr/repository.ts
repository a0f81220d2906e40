import type { PlainProperties } from "../../provider/properties";
import { blockOf, makeChild, outputOf, type Expansion } from "../component";
import { apply } from "../traced";

/** What the provider lets expire where the program does not say: all untagged images but one. */
const USUAL_RULES = [
  { description: "remove untagged images", tagStatus: "untagged", maximumNumberOfImages: 1 },
];

/** `awsx.ecr.Repository`: a repository of images, and a policy that lets old ones expire. */
export const expandRepository: Expansion = async (component) => {
  const { lifecyclePolicy, ...inputs } = component.inputs;
  const name = component.name.toLowerCase();
  const repository = await makeChild(component, "aws:ecr/repository:Repository", name, inputs);
  const given = blockOf(lifecyclePolicy);
  const policy =
    given["skip"] === true
      ? undefined
      : await makeChild(component, "aws:ecr/lifecyclePolicy:LifecyclePolicy", name, {
          repository: outputOf(repository, "name"),
          policy: apply([given["rules"] ?? USUAL_RULES], lifecycleDocument),
          ...("region" in inputs ? { region: inputs["region"] } : {}),
        });
  return {
    ...{ repository, url: outputOf(repository, "repositoryUrl") },
    ...(policy ? { lifecyclePolicy: policy } : {}),
  };
};

/** The document of the policy: a rule for images of any tag comes last, as ECR demands. */
function lifecycleDocument(rules: unknown): string {
  const all = rules as readonly PlainProperties[];
  const forAny = (rule: PlainProperties) => rule["tagStatus"] === "any";
  if (all.filter(forAny).length > 1) {
    throw new Error('at most one rule can have tagStatus "any"');
  }
  const ordered = [...all.filter((rule) => !forAny(rule)), ...all.filter(forAny)];
  return JSON.stringify({
    rules: ordered.map((rule, index) => ({
      rulePriority: index + 1,
      description: rule["description"],
      selection: { ...tagsOf(rule), ...countOf(rule) },
      action: { type: "expire" },
    })),
  });
}

function tagsOf({ tagStatus, tagPrefixList }: PlainProperties) {
  if (tagStatus === "any" || tagStatus === "untagged") {
    return { tagStatus };
  }
  if (!Array.isArray(tagPrefixList) || tagPrefixList.length === 0) {
    throw new Error("a rule for tagged images needs tagPrefixList");
  }
  return { tagStatus: "tagged", tagPrefixList: tagPrefixList as unknown[] };
}

function countOf({ maximumNumberOfImages, maximumAgeLimit }: PlainProperties) {
  if (maximumNumberOfImages !== undefined) {
    return { countType: "imageCountMoreThan", countNumber: maximumNumberOfImages };
  }
  if (maximumAgeLimit === undefined) {
    throw new Error("a rule needs maximumNumberOfImages or maximumAgeLimit");
  }
  return { countType: "sinceImagePushed", countNumber: maximumAgeLimit, countUnit: "days" };
}
