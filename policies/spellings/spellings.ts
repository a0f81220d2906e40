import { camel, object, type Plain, type PlainObject, type Twin } from "./plain";
import { TRANSLATIONS } from "./services";
import { parsed, referenceTo, resourcesOf } from "./template";

/** What a resource of another spelling says, in types of the AWS provider. */
export interface Spelled {
  readonly twins: readonly (Twin & { readonly part: string })[];
  /** Types, as their provider names them, that no rule is about. */
  readonly unjudged: readonly string[];
}

/** Modules of the AWS provider that had other names in its versions 4 and 5. */
const FORMER_MODULES: readonly (readonly [RegExp, string])[] = [
  [/^aws:elasticloadbalancingv2\//, "aws:lb/"],
  [/^aws:applicationloadbalancing\//, "aws:alb/"],
  [/^aws:elasticloadbalancing\//, "aws:elb/"],
];

const NATIVE = /^aws-native:([^:/]+)(?:\/[^:]+)?:(.+)$/;
const CLOUD_CONTROL = "aws:cloudcontrol/resource:Resource";
const STACKS = [
  "aws:cloudformation/stack:Stack",
  "aws:cloudformation/stackSet:StackSet",
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
  "aws-native:cloudformation:Stack",
];

/** Whether a type is another spelling of what the rules know by the AWS provider's names. */
export function isOtherSpelling(type: string): boolean {
  return (
    type.startsWith("aws-native:") ||
    type === CLOUD_CONTROL ||
    STACKS.includes(type) ||
    FORMER_MODULES.some(([module]) => module.test(type))
  );
}

/**
 * Reads a resource of another spelling.
 *
 * @param id what stands for the resource in others, such as its URN
 * @param unknown Pulumi's mark of a text that is not known
 */
export function spelled(type: string, props: PlainObject, id: string, unknown: string): Spelled {
  const former = FORMER_MODULES.find(([module]) => module.test(type));
  if (former !== undefined) {
    return { twins: [{ type: type.replace(...former), props, part: "" }], unjudged: [] };
  }
  if (STACKS.includes(type)) {
    return ofTemplate(type, props, unknown);
  }
  if (type === CLOUD_CONTROL) {
    const state = props["desiredState"];
    const name = props["typeName"];
    return typeof name === "string" && typeof state === "string" && parsed(state) !== undefined
      ? ofType(name, object(parsed(state)), id, "")
      : { twins: [], unjudged: [typeof name === "string" && name !== unknown ? name : type] };
  }
  return ofType(type, props, id, "");
}

/** `AWS::S3::Bucket` and `aws-native:s3:Bucket` are the same. */
function ofType(type: string, props: PlainObject, id: string, part: string): Spelled {
  const [, module, name] = NATIVE.exec(type) ?? /^AWS::([^:]+)::(.+)$/.exec(type) ?? [];
  const translate = TRANSLATIONS[`${module ?? ""}:${name ?? ""}`.toLowerCase()];
  return translate === undefined
    ? { twins: [], unjudged: [type] }
    : { twins: translate(object(camel(props)), id).map((twin) => ({ ...twin, part })), unjudged: [] };
}

function ofTemplate(type: string, props: PlainObject, unknown: string): Spelled {
  const body: Plain = props["templateBody"];
  const text = typeof body === "string" ? body : JSON.stringify(body ?? "");
  const resources = resourcesOf(text, object(props["parameters"]), unknown);
  if (resources === undefined) {
    return { twins: [], unjudged: [type] };
  }
  const parts = resources.map(({ logicalId, type: each, properties }) =>
    ofType(each, properties, referenceTo(logicalId), logicalId),
  );
  return {
    twins: parts.flatMap(({ twins }) => twins),
    // What only helps CloudFormation itself holds nothing to judge.
    unjudged: parts
      .flatMap(({ unjudged }) => unjudged)
      .filter((each) => !/^AWS::(?:CDK::Metadata|CloudFormation::(?:WaitCondition\w*|Macro))$/.test(each)),
  };
}
