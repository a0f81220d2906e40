import type { EnforcementLevel, Severity } from "@pulumi/policy";
import type { OptionSpecs, OptionValues } from "./options";
import type { Stack } from "./stack";
import type { Subject } from "./subject";

export type Environment = "dev" | "prod";
export type { Subject };

export type PackName = "security" | "reliability";

/** Where a demand is weaker than its rule: what AWS does by default is worth a word, never a stop. */
export type Weight = "advisory";

/** Demands that `holds` returns true. When it reads an unknown value, the demand counts as undetermined. */
export type Demand = (holds: () => boolean, message: string | (() => string), weight?: Weight) => void;

/** The same for rules on the whole stack, where each demand is made of some resource. */
export type StackDemand = (
  subject: { readonly urn: string; readonly name: string },
  holds: () => boolean,
  message: string | (() => string),
  weight?: Weight,
) => void;

export interface ResourceCheck<O extends OptionSpecs> {
  readonly types: readonly string[];
  /**
   * Types that are judged the same, of which few stacks have any. A policy for a single type of `types` is still passed over for all others,
   * which saves most of its time, until the stack turns out to have one of these.
   */
  readonly seldom?: readonly string[];
  readonly judge: (resource: Subject, demand: Demand, options: OptionValues<O>) => void;
  /**
   * Mends `props` in place and says whether anything changed. Only for values whose right setting is the same for
   * everybody; it must not read or replace anything else, since secrets lose their mark when they are copied.
   */
  readonly remediate?: (resource: Subject, props: Record<string, unknown>) => boolean;
}

export interface StackCheck<O extends OptionSpecs> {
  /** The rule has nothing to say about a stack without any of these. */
  readonly types: readonly string[];
  readonly judge: (stack: Stack, demand: StackDemand, options: OptionValues<O>) => void;
}

interface Description {
  /** Name of the policy, `<service>-<what>`. */
  readonly id: string;
  /** The pack of this project that it belongs to; `own` where another project has defined it. */
  readonly pack: PackName | "own";
  /** What must hold, one sentence: the policy's description. */
  readonly demands: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** What to change, as an instruction. */
  readonly fix: string;
  readonly severity: Severity;
  /** The controls of other catalogues that it answers: `FSBP S3.8`, `CKV_AWS_53`, `awsguard …`. */
  readonly controls: readonly string[];
  /** The page of AWS's documentation that it rests on. */
  readonly url: string;
  readonly levels: Readonly<Record<Environment, EnforcementLevel>>;
}

export interface RuleSpec<O extends OptionSpecs> extends Description {
  readonly options?: O;
  /** Options that an environment's configuration file sets beside the level. */
  readonly environments?: Partial<Record<Environment, Partial<OptionValues<O>>>>;
  /** What one resource shows by itself: stops an update before it changes anything. */
  readonly resource?: ResourceCheck<O>;
  /** What only the resources together show: pairs, siblings, agreement. */
  readonly stack?: StackCheck<O>;
}

/** A rule whatever its options are. */
export interface Rule extends Description {
  readonly options: OptionSpecs;
  readonly environments: Partial<Record<Environment, Record<string, unknown>>>;
  readonly resource?: ResourceCheck<OptionSpecs>;
  readonly stack?: StackCheck<OptionSpecs>;
}

type NoOptions = Readonly<Record<string, never>>;

const defined = new Set<string>();

/** The names of all rules of this process, of every pack. */
export function definedRules(): ReadonlySet<string> {
  return defined;
}

/** Only here is the type of a rule's options lost, so that rules can stand in one list; `readOptions` restores it. */
export function defineRule<const O extends OptionSpecs = NoOptions>(spec: RuleSpec<O>): Rule {
  const { options, environments, ...rest } = spec;
  defined.add(spec.id);
  return { ...rest, options: options ?? {}, environments: environments ?? {} } as unknown as Rule;
}
