import type { EnforcementLevel, Severity } from "@pulumi/policy";
import { RunError } from "@pulumi/pulumi";
import type { OptionSpecs } from "../engine/options";
import { defineRule, type ResourceCheck, type Rule, type StackCheck } from "../engine/rule";

/** A policy of one's own. At least one of `resource` and `stack` must be there. */
export interface OwnPolicy<O extends OptionSpecs> {
  /**
   * Name of the policy: lower-case letters, digits and hyphens, at most 60. Begin it with the name of the team, so that it is none of another
   * pack: exemptions in tags go by the name alone.
   */
  readonly id: string;
  /** What must hold, one sentence. */
  readonly demands: string;
  /** What goes wrong otherwise, one sentence. */
  readonly why: string;
  /** What to change, as an instruction. */
  readonly fix: string;
  readonly severity: Severity;
  /** Where no configuration file says otherwise. Default: mandatory. */
  readonly level?: EnforcementLevel;
  /** Page that the policy rests on. Default: none. */
  readonly url?: string;
  /** Controls of other catalogues that it answers, such as `FSBP SQS.1`; those of FSBP count for `--framework fsbp`. Default: none. */
  readonly controls?: readonly string[];
  /** Options that a configuration file may set beside the level. Default: none. */
  readonly options?: O;
  /** What one resource shows by itself: stops an update before it changes anything. */
  readonly resource?: ResourceCheck<O>;
  /** What only the resources together show, such as a bucket that lacks its policy. */
  readonly stack?: StackCheck<O>;
}

const ID = /^[a-z][a-z0-9-]{0,59}$/;
const SENTENCES = ["demands", "why", "fix"] as const;

/**
 * Makes a policy of its description.
 *
 * @throws {RunError} with a line for each fault: a name that is none, a sentence that is missing, no check, a type that no resource of the
 * AWS provider has, so that the policy would be silent for ever
 */
export function definePolicy<const O extends OptionSpecs = Readonly<Record<string, never>>>(
  policy: OwnPolicy<O>,
): Rule {
  const { level = "mandatory", url = "", controls = [], ...rest } = policy;
  const faults = faultsOf(policy);
  if (faults.length > 0) {
    throw new RunError(faults.map((fault) => `policy ${JSON.stringify(policy.id)}: ${fault}`).join("\n"));
  }
  return defineRule({ ...rest, url, controls, pack: "own", levels: { dev: level, prod: level } });
}

function faultsOf<O extends OptionSpecs>(policy: OwnPolicy<O>): string[] {
  const { id, resource, stack } = policy;
  const types = [...(resource?.types ?? []), ...(stack?.types ?? [])];
  return [
    ...(ID.test(id) && id !== "all"
      ? []
      : [
          "id must be lower-case letters, digits and hyphens, begin with a letter, have at most 60, and not be all",
        ]),
    ...SENTENCES.filter((key) => policy[key].trim() === "").map(
      (key) => `${key} must be a sentence, got none`,
    ),
    ...(resource === undefined && stack === undefined ? ["must have resource, stack or both"] : []),
    ...[resource, stack].flatMap((check, index) =>
      check?.types.length === 0 ? [`${index === 0 ? "resource" : "stack"}.types must name a type`] : [],
    ),
    ...types.flatMap(typeFault),
  ];
}

/**
 * A type token of the AWS provider has its module twice, `aws:sqs/queue:Queue`; what a program writes, `aws.sqs.Queue`, or a token of two
 * parts would match nothing.
 */
function typeFault(type: string): string[] {
  if (!/^aws[.:]/.test(type)) {
    return /^[^:\s]+:[^:\s]*:[^:\s]+$/.test(type)
      ? []
      : [`type ${JSON.stringify(type)} must be a token of three parts, such as aws:sqs/queue:Queue`];
  }
  const parts = type.split(/[.:/]/);
  if (parts.length < 3) {
    return [`type ${JSON.stringify(type)} must be a token such as aws:sqs/queue:Queue`];
  }
  const [module = "", name = ""] = [parts[1], parts.at(-1)];
  const right = `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
  return type === right ? [] : [`type ${JSON.stringify(type)} is none of the AWS provider; write ${right}`];
}
