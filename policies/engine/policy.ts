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
import { exemptionsByTag, noteTags } from "./tag-exemptions";
import { hasMetOthers, twinsOf } from "./twins";
import { stackKeyLine } from "./stack-keys";
import { Unjudged } from "./unjudged";
import { frameworkFields } from "../frameworks/frameworks";
import { isOtherSpelling } from "../spellings/spellings";
import { Value } from "./value";
import { Watch } from "./watch";
import { judgeResource, judgeStack, together, type Verdict } from "./verdict";

/** The SDK takes a violation with a level of its own; its types do not say so. */
type ReportWeaker = (violation: { message: string; urn: string; enforcementLevel: "advisory" }) => void;

export type RulePolicy = ResourceValidationPolicy & Partial<StackValidationPolicy>;

/**
 * The policy that Pulumi runs for a rule. A rule with both checks is one policy, so it is configured once.
 *
 * @param watch what its pack saw of the resources so far
 * @param first whether it is the pack's first policy, which then is called for every resource
 */
export function toPolicy(
  rule: Rule,
  today: () => string = () => new Date().toISOString().slice(0, 10),
  watch = new Watch(),
  first = true,
): RulePolicy {
  const unjudged = new Unjudged();
  const inputs: Inputs = new Map();
  return {
    name: rule.id,
    description: described(rule),
    displayName: rule.demands,
    severity: rule.severity,
    enforcementLevel: rule.levels.prod,
    configSchema: { properties: schemaOf(rule.options) },
    remediationSteps: rule.fix,
    ...frameworkFields(rule),
    url: rule.url,
    ...watching(resourcePart(rule, today, unjudged, inputs), watch, first),
    ...stackPart(rule, today, unjudged, inputs, watch),
  };
}

/** What must hold and what goes wrong otherwise: Pulumi prints it before each finding. */
function described({ demands, why }: Rule): string {
  return `${demands} ${why}`;
}

/** How a rule judges a resource, and the types that it is for. */
interface ResourcePart {
  readonly types: readonly string[];
  readonly seldom?: readonly string[];
  readonly validateResource?: (args: ResourceValidationArgs, report: ReportViolation) => void;
  readonly remediateResource?: (args: ResourceValidationArgs) => Record<string, unknown> | undefined;
}

/**
 * The same check, which looks at each resource that it is called for. Of one type only, it is marked so once the pack's first policy sees all
 * of them: then the SDK does not unpack the properties of every other resource for it. The first is never marked.
 */
function watching(
  { types, seldom = [], validateResource, remediateResource }: ResourcePart,
  watch: Watch,
  first: boolean,
): Partial<ResourceValidationPolicy> {
  const mark = <F extends object>(check: F): F =>
    types.length !== 1 || first
      ? check
      : Object.defineProperty(check, "__pulumiType", {
          get: () => (hasMetOthers() || !watch.seesAll || watch.hasSeen(seldom) ? undefined : types[0]),
        });
  const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
    watch.see(args, first);
    validateResource?.(args, report);
  };
  return {
    ...(validateResource === undefined && !first ? {} : { validateResource: mark(validate) }),
    ...(remediateResource === undefined ? {} : { remediateResource: mark(remediateResource) }),
  };
}

/** What a rule that also judges the stack saw of each resource before, by its URN. */
type Inputs = Map<string, Value>;

function resourcePart(rule: Rule, today: () => string, unjudged: Unjudged, inputs: Inputs): ResourcePart {
  const { resource: check } = rule;
  if (check === undefined) {
    return { types: [] };
  }
  const { seldom = [] } = check;
  const types = new Set([...check.types, ...seldom]);
  const validateResource = (args: ResourceValidationArgs, report: ReportViolation): void => {
    if (!isOtherSpelling(args.type) && !types.has(args.type)) {
      return;
    }
    const subject = subjectOf(args);
    const twins = twinsOf(subject).filter(({ type }) => types.has(type));
    if (twins.length === 0) {
      return;
    }
    const { options, common } = readOptions(rule.id, rule.options, args.getConfig());
    if (rule.stack !== undefined) {
      inputs.set(args.urn, subject.props);
    }
    const verdict = together(twins.map((twin) => judgeResource(rule, twin, options as never, twin.part)));
    const settings = { ...common, exemptions: [...common.exemptions, ...exemptionsByTag(rule.id, subject)] };
    conclude(
      rule,
      verdict,
      () => settings,
      today(),
      report,
      unjudged,
      (reason) => args.notApplicable(reason),
    );
  };
  const { remediate } = check;
  if (remediate === undefined) {
    return { types: check.types, seldom, validateResource };
  }
  const remediateResource = (args: ResourceValidationArgs) => {
    if (!check.types.includes(args.type)) {
      return undefined;
    }
    const { common } = readOptions(rule.id, rule.options, args.getConfig());
    const subject = subjectOf(args);
    const exemptions = [...common.exemptions, ...exemptionsByTag(rule.id, subject)];
    const exempt = exemptions.some((each) => each.expires >= today() && covers(each, args));
    const props = args.props as Record<string, unknown>;
    // The very same object goes back: a copy would turn its secrets into plain text and fail on unknown values.
    return !exempt && remediate(subject, props) ? props : undefined;
  };
  return { types: check.types, seldom, validateResource, remediateResource };
}

/**
 * Judges the stack, where the rule has a check for it, and names what could not be judged, here and resource by resource: one note for
 * the policy, since a preview of a new stack would bury its findings under one for each resource.
 */
function stackPart(
  rule: Rule,
  today: () => string,
  unjudged: Unjudged,
  inputs: Inputs,
  watch: Watch,
): Partial<StackValidationPolicy> {
  const { stack: check } = rule;
  const validateStack = (args: StackValidationArgs, report: ReportViolation): void => {
    if (check !== undefined) {
      const { options, common } = readOptions(rule.id, rule.options, args.getConfig());
      const verdict = judgeStack(rule, new Stack(args.resources, inputs), options as never);
      const settingsFor = (urn: string): CommonSettings => {
        const resource = args.resources.find((each) => each.urn === urn);
        if (resource === undefined) {
          return common;
        }
        // Here they are all known, also to a policy whose pack was not asked for each resource.
        for (const { props } of args.resources) {
          noteTags(Value.of(props));
        }
        const tagged = exemptionsByTag(rule.id, { name: resource.name, props: Value.of(resource.props) });
        return { ...common, exemptions: [...common.exemptions, ...tagged] };
      };
      // The operation is over: what comes next is another one.
      inputs.clear();
      const applies = unjudged.isEmpty ? (reason: string) => args.notApplicable(reason) : () => undefined;
      conclude(rule, verdict, settingsFor, today(), report, unjudged, applies);
    }
    unjudged.report();
  };
  const types = check?.types ?? [NO_TYPE];
  // As for a resource, but where there is something to name the SDK must call it whatever the stack holds.
  return {
    validateStack: Object.defineProperty(validateStack, "__pulumiType", {
      get: () =>
        unjudged.isEmpty && types.length === 1 && watch.seesAll && !hasMetOthers() ? types[0] : undefined,
    }),
  };
}

/** A type that no resource has: a policy without a check of the stack is passed over. */
const NO_TYPE = "web-infra:policies:none";

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
  settingsFor: (urn: string) => CommonSettings,
  today: string,
  report: ReportViolation,
  unjudged: Unjudged,
  notApplicable: (reason: string) => void,
): void {
  const excused: { readonly exemption: Exemption; readonly urn: string }[] = [];
  for (const fault of verdict.faults) {
    const matching = settingsFor(fault.urn).exemptions.filter((each) => covers(each, fault));
    const active = matching.find((each) => each.expires >= today);
    if (active !== undefined) {
      excused.push({ exemption: active, urn: fault.urn });
      continue;
    }
    const [expired] = matching;
    const note =
      expired === undefined ? "" : ` (its exemption "${expired.reason}" ended on ${expired.expires})`;
    const key = stackKeyLine(rule.id, fault.urn);
    const message = `${fault.message}${note}${key === undefined ? "" : `\n${key}`}`;
    if (fault.weight === undefined) {
      report(message, fault.urn);
    } else {
      // As the SDK writes it for a text: the demand of the policy, then what is wrong.
      const weaker = {
        message: `${described(rule)}\n${message}`,
        urn: fault.urn,
        enforcementLevel: fault.weight,
      };
      (report as unknown as ReportWeaker)(weaker);
    }
  }
  const open = verdict.undetermined.filter(
    (each) =>
      !settingsFor(each.urn).exemptions.some(
        (exemption) => exemption.expires >= today && covers(exemption, each),
      ),
  );
  concludeUnknown(open, settingsFor("").onUnknown, report, unjudged);
  if (excused.length > 0) {
    // A line for each, with its resource: the preview lists and counts them.
    notApplicable(
      excused
        .map(
          ({ exemption: { expires, reason }, urn }) =>
            `exempt from ${rule.id} until ${expires}: ${reason.replaceAll("\n", " ")}${urn === "" ? "" : ` (${urn})`}`,
        )
        .join("\n"),
    );
  }
}

function concludeUnknown(
  undetermined: Verdict["undetermined"],
  onUnknown: CommonSettings["onUnknown"],
  report: ReportViolation,
  unjudged: Unjudged,
): void {
  if (onUnknown === "ignore") {
    return;
  }
  for (const { urn, error } of undetermined) {
    if (onUnknown === "violation") {
      report(
        `could not be checked: .${error.props.map(String).join(".")} is not known before the update`,
        urn,
      );
    } else {
      unjudged.add(urn, error);
    }
  }
}
