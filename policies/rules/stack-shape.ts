import { defineRule } from "../engine/rule";
import type { Stack, StackResource } from "../engine/stack";
import * as tokens from "../aws/type-tokens";
import { Value } from "../engine/value";

const TAGGABLE = [
  tokens.BUCKET,
  tokens.DISTRIBUTION,
  tokens.LOAD_BALANCER,
  tokens.TARGET_GROUP,
  tokens.BEANSTALK_ENVIRONMENT,
  tokens.CODEBUILD_PROJECT,
  tokens.PIPELINE,
  tokens.ROLE,
  tokens.SECURITY_GROUP,
  tokens.LAUNCH_TEMPLATE,
  tokens.INSTANCE,
  tokens.VOLUME,
  tokens.ZONE,
  tokens.CERTIFICATE,
  tokens.LOG_GROUP,
  tokens.METRIC_ALARM,
  tokens.AUTO_SCALING_GROUP,
].flat();

export const tagsRequired = defineRule({
  id: "tags-required",
  pack: "reliability",
  demands: "Resources carry the tags by which their owner and their cost are found.",
  why: "Without tags no one knows whose a resource is, or what a site costs.",
  fix: "Set aws:defaultTags in the stack's configuration, or tags on the resource.",
  severity: "low",
  controls: ["CKV_AWS_153"],
  url: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
  levels: { dev: "advisory", prod: "advisory" },
  options: {
    keys: {
      type: "strings",
      default: [],
      about: "Tags that each resource must have; with none named, any tag will do.",
    },
  },
  stack: {
    types: TAGGABLE,
    judge: (stack, demand, { keys }) => {
      const all = stack.of(TAGGABLE);
      const [first] = all;
      if (first === undefined) {
        return;
      }
      // One finding for the whole stack: where the default tags are missing, every resource lacks them.
      const bare = () => all.filter((resource) => !hasTags(resource, keys));
      demand(
        { urn: "", name: "" },
        () => bare().length === 0,
        () => {
          const names = bare().map((resource) => resource.name);
          const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? ", …" : "");
          const what = keys.length === 0 ? "no tag" : `not all of ${keys.join(", ")}`;
          return `${names.length} of ${all.length} resources have ${what}: ${shown}.`;
        },
      );
    },
  },
});

function hasTags(resource: StackResource, keys: readonly string[]): boolean {
  const own = resource.props.at("tags");
  const all = resource.props.at("tagsAll");
  const byProvider = defaultTags(resource);
  if (own.unknown || all.unknown || byProvider.unknown) {
    return true;
  }
  const inList = (tags: Value) =>
    tags.items().flatMap((tag) => (tag.at("key").unknown ? [] : (tag.at("key").text() ?? [])));
  // A group's tags are a list, and the provider's default ones do not reach it.
  const present = tokens.AUTO_SCALING_GROUP.includes(resource.type)
    ? inList(own)
    : [own, all, byProvider].flatMap((tags) => tags.entries().map(([key]) => key));
  return keys.length === 0 ? present.length > 0 : keys.every((key) => present.includes(key));
}

/** A provider's nested settings may arrive as JSON text. */
function defaultTags(resource: StackResource): Value {
  const tags = resource.defaultTags;
  if (tags.unknown || typeof tags.raw() !== "string") {
    return tags.at("tags");
  }
  try {
    return Value.of(JSON.parse(tags.text() ?? "{}")).at("tags");
  } catch {
    return Value.of(undefined);
  }
}

const STATIC_SITE = "web-infra:index:StaticSite";
const SSR_SERVICE = "web-infra:index:SsrService";
const DEPLOY_PIPELINE = "web-infra:index:DeployPipeline";

/** What a component is there to make, each as one family of types. */
const PROMISES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  [STATIC_SITE]: [
    tokens.BUCKET,
    tokens.BUCKET_PUBLIC_ACCESS_BLOCK,
    tokens.BUCKET_POLICY,
    tokens.ORIGIN_ACCESS_CONTROL,
    tokens.DISTRIBUTION,
  ],
  // No listener: a service that only CloudFront may reach has nothing on port 80.
  [SSR_SERVICE]: [tokens.BEANSTALK_ENVIRONMENT, tokens.SECURITY_GROUP, tokens.ROLE],
  [DEPLOY_PIPELINE]: [tokens.PIPELINE, tokens.CODEBUILD_PROJECT, tokens.ROLE],
};

export const componentsComplete = defineRule({
  id: "components-complete",
  pack: "reliability",
  demands: "Every component of this project has the resources that it promises.",
  why: "A transformation or a wrong parent can take a part out of a component, and nothing else would notice.",
  fix: "Pass parent: this to each child, and remove what takes the child away.",
  severity: "medium",
  controls: [],
  url: "https://www.pulumi.com/docs/iac/concepts/components/",
  levels: { dev: "mandatory", prod: "mandatory" },
  stack: {
    types: Object.keys(PROMISES),
    judge: (stack, demand) => {
      const below = typesBelow(stack);
      for (const component of stack.of(Object.keys(PROMISES))) {
        for (const family of PROMISES[component.type] ?? []) {
          demand(
            component,
            () => family.some((type) => below.get(component)?.has(type) === true),
            `"${component.name}" has no ${family[0] ?? ""} among its children.`,
          );
        }
      }
    },
  },
});

/** For each resource, the types of its children and theirs. */
function typesBelow(stack: Stack): Map<StackResource, Set<string>> {
  const below = new Map<StackResource, Set<string>>();
  for (const resource of stack.resources) {
    for (let above = resource.parent; above !== undefined; above = above.parent) {
      const types = below.get(above);
      if (types === undefined) {
        below.set(above, new Set([resource.type]));
      } else {
        types.add(resource.type);
      }
    }
  }
  return below;
}

const GUARDED = [
  tokens.BUCKET,
  tokens.DISTRIBUTION,
  tokens.LOAD_BALANCER,
  tokens.BEANSTALK_ENVIRONMENT,
  tokens.PIPELINE,
].flat();

export const insideComponents = defineRule({
  id: "inside-components",
  pack: "reliability",
  demands:
    "In a program built of components, buckets, distributions, load balancers, environments and pipelines are made by them.",
  why: "What stands beside the components has none of their defaults, and no review knows to look there.",
  fix: "Use StaticSite, SsrService or DeployPipeline, or make it inside a component of your own.",
  severity: "low",
  controls: [],
  url: "https://www.pulumi.com/docs/iac/concepts/components/",
  levels: { dev: "advisory", prod: "mandatory" },
  stack: {
    types: GUARDED,
    judge: (stack, demand) => {
      // A program without any component of this project is built in another way, and no worse for it.
      if (!usesComponents(stack)) {
        return;
      }
      for (const resource of stack.of(GUARDED)) {
        demand(
          resource,
          () => isComponent(resource.parent),
          `"${resource.name}" stands outside every component.`,
        );
      }
    },
  },
});

function usesComponents(stack: Stack): boolean {
  return stack.resources.some((resource) => resource.type.startsWith("web-infra:"));
}

function isComponent(parent: StackResource | undefined): boolean {
  return parent !== undefined && parent.type !== "pulumi:pulumi:Stack";
}
