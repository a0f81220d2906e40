import type { OptionSetting } from "./option-setting";
import type { OptionFault } from "./option-fault";

type Plain = Pick<OptionSetting<unknown>, "namespace" | "name" | "value">;

const PROCESS = "aws:elasticbeanstalk:environment:process:";
const RULE = "aws:elbv2:listenerrule:";
const LISTENER = "aws:elbv2:listener:";

/**
 * Faults of options that name something else: a listener its rules and its process, a rule its process. What is named
 * has a namespace of its own.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html
 */
export function referenceFaults(settings: readonly Plain[]): OptionFault[] {
  const processes = namesUnder(PROCESS, settings);
  const rules = namesUnder(RULE, settings);
  const used = new Set<string>();
  const faults = settings.flatMap(({ namespace, name, value }) => {
    if (typeof value !== "string") {
      return [];
    }
    const missing = (names: readonly string[], known: ReadonlySet<string>, prefix: string) =>
      names
        .filter((each) => !known.has(each))
        .map((each) => ({
          namespace,
          name,
          message: `must name what there is: set the options of ${prefix}${each}`,
        }));
    if (namespace.startsWith(LISTENER) && name === "Rules") {
      const named = value.split(",");
      named.forEach((each) => used.add(each));
      return missing(named, rules, RULE);
    }
    const asksProcess = (namespace.startsWith(RULE) && name === "Process") || name === "DefaultProcess";
    return asksProcess ? missing([value], processes, PROCESS) : [];
  });
  return [...faults, ...[...rules].flatMap((rule) => incomplete(rule, used, settings))];
}

/** A rule that no listener refers to, or that matches no request. */
function incomplete(rule: string, used: ReadonlySet<string>, settings: readonly Plain[]): OptionFault[] {
  const own = settings.filter(({ namespace }) => namespace === RULE + rule);
  const [first] = own;
  if (first === undefined) {
    return [];
  }
  const at = { namespace: first.namespace, name: first.name };
  return [
    ...(used.has(rule) ? [] : [{ ...at, message: `has no effect: name ${rule} in Rules of ${LISTENER}443` }]),
    ...(own.some(({ name }) => name === "HostHeaders" || name === "PathPatterns")
      ? []
      : [
          {
            ...at,
            message: "must stand beside HostHeaders or PathPatterns, which say what requests are meant",
          },
        ]),
  ];
}

function namesUnder(prefix: string, settings: readonly Plain[]): Set<string> {
  return new Set(
    settings.flatMap(({ namespace }) =>
      namespace.startsWith(prefix) ? [namespace.slice(prefix.length)] : [],
    ),
  );
}
