import type {
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { covers, type Exemption } from "./exemptions";
import { readOptions, schemaOf, type CommonSettings } from "./options";
import type { Rule, Subject } from "./rule";
import { Stack } from "./stack";
import { UnknownValueError, Value } from "./value";
import { judgeResource, judgeStack, type Verdict } from "./verdict";

/** The SDK takes a violation with a level of its own; its types do not say so. */
type ReportWeaker = (violation: { message: string; urn: string; enforcementLevel: "advisory" }) => void;

export type RulePolicy = ResourceValidationPolicy & Partial<StackValidationPolicy>;

/** The policy that Pulumi runs for a rule. A rule with both checks is one policy, so it is configured once. */
export function toPolicy(
  rule: Rule,
  today: () => string = () => new Date().toISOString().slice(0, 10),
): RulePolicy {
  return {
    name: rule.id,
    description: rule.demands,
    displayName: rule.demands,
    severity: rule.severity,
    enforcementLevel: rule.levels.prod,
    configSchema: { properties: schemaOf(rule.options) },
    remediationSteps: rule.fix,
    tags: [...rule.controls],
    url: rule.url,
    ...resourcePart(rule, today),
    ...stackPart(rule, today),
  };
}

function resourcePart(rule: Rule, today: () => string): Partial<ResourceValidationPolicy> {
  const { resource: check } = rule;
  if (check === undefined) {
    return {};
  }
  const types = new Set(check.types);
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation): void => {
    if (!types.has(args.type)) {
      return;
    }
    const { options, common } = readOptions(rule.id, rule.options, args.getConfig());
    const verdict = judgeResource(rule, subjectOf(args), options as never);
    conclude(rule, verdict, common, today(), report, (reason) => args.notApplicable(reason));
  };
  const { remediate } = check;
  if (remediate === undefined) {
    return { validateResource: onlyOf(check.types, validateResource) };
  }
  const remediateResource = (args: ResourceValidationArgs) => {
    if (!types.has(args.type)) {
      return undefined;
    }
    const { common } = readOptions(rule.id, rule.options, args.getConfig());
    const exempt = common.exemptions.some((each) => each.expires >= today() && covers(each, args));
    const props = args.props as Record<string, unknown>;
    // The very same object goes back: a copy would turn its secrets into plain text and fail on unknown values.
    return !exempt && remediate(subjectOf(args), props) ? props : undefined;
  };
  return {
    validateResource: onlyOf(check.types, validateResource),
    remediateResource: onlyOf(check.types, remediateResource),
  };
}

/**
 * Marks a function with the one type that it is for, as the SDK's validateResourceOfType does: then the SDK does not
 * unpack the properties of every other resource for it. The mark can only hold one type.
 */
function onlyOf<F extends object>(types: readonly string[], check: F): F {
  const [only, ...others] = types;
  return others.length === 0 ? Object.assign(check, { __pulumiType: only }) : check;
}

function stackPart(rule: Rule, today: () => string): Partial<StackValidationPolicy> {
  const { stack: check } = rule;
  if (check === undefined) {
    return {};
  }
  const validateStack = (args: StackValidationArgs, report: ReportViolation): void => {
    const { options, common } = readOptions(rule.id, rule.options, args.getConfig());
    const verdict = judgeStack(rule, new Stack(args.resources), options as never);
    conclude(rule, verdict, common, today(), report, (reason) => args.notApplicable(reason));
  };
  return { validateStack: onlyOf(check.types, validateStack) };
}

function subjectOf(args: ResourceValidationArgs): Subject {
  const provider = Value.of(args.provider?.props);
  return {
    urn: args.urn,
    type: args.type,
    name: args.name,
    props: Value.of(args.props),
    providerRegion: provider.at("region"),
    defaultTags: provider.at("defaultTags"),
  };
}

/** Reports the verdict as the configuration wants it: exemptions applied, unknown values as their level says. */
function conclude(
  rule: Rule,
  verdict: Verdict,
  common: CommonSettings,
  today: string,
  report: ReportViolation,
  notApplicable: (reason: string) => never,
): void {
  const excused: Exemption[] = [];
  for (const fault of verdict.faults) {
    const matching = common.exemptions.filter((each) => covers(each, fault));
    const active = matching.find((each) => each.expires >= today);
    if (active !== undefined) {
      excused.push(active);
      continue;
    }
    const [expired] = matching;
    const note =
      expired === undefined ? "" : ` (its exemption "${expired.reason}" ended on ${expired.expires})`;
    const message = `${fault.message}${note}`;
    if (fault.weight === undefined) {
      report(message, fault.urn);
    } else {
      // As the SDK writes it for a text: the demand of the policy, then what is wrong.
      const weaker = {
        message: `${rule.demands}\n${message}`,
        urn: fault.urn,
        enforcementLevel: fault.weight,
      };
      (report as unknown as ReportWeaker)(weaker);
    }
  }
  const open = verdict.undetermined.filter(
    (each) => !common.exemptions.some((exemption) => exemption.expires >= today && covers(exemption, each)),
  );
  concludeUnknown(open, common, report);
  const [first] = excused;
  if (first !== undefined && excused.length === verdict.faults.length) {
    notApplicable(`exempt from ${rule.id} until ${first.expires}: ${first.reason}`);
  }
}

function concludeUnknown(
  undetermined: Verdict["undetermined"],
  common: CommonSettings,
  report: ReportViolation,
): void {
  const [first] = undetermined;
  if (first === undefined || common.onUnknown === "ignore") {
    return;
  }
  if (common.onUnknown === "violation") {
    for (const { urn, error } of undetermined) {
      report(
        `could not be checked: .${error.props.map(String).join(".")} is not known before the update`,
        urn,
      );
    }
    return;
  }
  // The SDK's own way to say that a policy could not be run in a preview: one advisory, beside the faults found so far.
  const paths = new Set(undetermined.map(({ error }) => error.props.map(String).join(".")));
  throw new UnknownValueError(first.error.unknownTypeSentinel, [[...paths].join(", .")]);
}
