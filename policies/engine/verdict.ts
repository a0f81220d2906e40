import type { OptionValues, OptionSpecs } from "./options";
import type { Demand, Rule, StackDemand, Subject, Weight } from "./rule";
import type { Stack } from "./stack";
import { DecidedElsewhere, UnknownValueError } from "./value";

export interface Fault {
  readonly urn: string;
  readonly name: string;
  readonly message: string;
  /** Set where the fault is advisory whatever the level of its rule. */
  readonly weight?: Weight;
}

/** What a rule found: what is wrong, and what it could not see. */
export interface Verdict {
  readonly faults: readonly Fault[];
  readonly undetermined: readonly { urn: string; name: string; error: UnknownValueError }[];
}

type Options = OptionValues<OptionSpecs>;

/** @param part what of the resource is judged, where it holds several, as a template does */
export function judgeResource(rule: Rule, resource: Subject, options: Options, part = ""): Verdict {
  return collect(resource, (demand) => {
    const own: Demand = (holds, message, weight) => {
      demand(
        resource,
        holds,
        part === "" ? message : () => `${part}: ${typeof message === "string" ? message : message()}`,
        weight,
      );
    };
    rule.resource?.judge(resource, own, options);
  });
}

export function judgeStack(rule: Rule, stack: Stack, options: Options): Verdict {
  return collect({ urn: "", name: "" }, (demand) => rule.stack?.judge(stack, demand, options));
}

/** What a rule found of several parts of one resource. */
export function together(verdicts: readonly Verdict[]): Verdict {
  return {
    faults: verdicts.flatMap(({ faults }) => faults),
    undetermined: verdicts.flatMap(({ undetermined }) => undetermined),
  };
}

/** @param whole what could not be checked where the rule could not even make its demands */
function collect(whole: { urn: string; name: string }, judge: (demand: StackDemand) => void): Verdict {
  const faults: Fault[] = [];
  const undetermined: { urn: string; name: string; error: UnknownValueError }[] = [];
  const demand: StackDemand = ({ urn, name }, holds, message, weight) => {
    try {
      if (!holds()) {
        const text = typeof message === "string" ? message : message();
        faults.push({ urn, name, message: text, ...(weight === undefined ? {} : { weight }) });
      }
    } catch (error) {
      if (error instanceof DecidedElsewhere) {
        return;
      }
      if (!(error instanceof UnknownValueError)) {
        throw error;
      }
      undetermined.push({ urn, name, error });
    }
  };
  demand(
    whole,
    () => {
      judge(demand);
      return true;
    },
    "",
  );
  return { faults, undetermined };
}
