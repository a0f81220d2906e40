/** What is wrong with a list of redirects. */
import type { Fault, Rule } from "../fields";
import { circleOf, indexOf } from "./redirect-circles";
import { REDIRECTING, type Redirecting } from "./redirects";

export const redirectsRules: readonly Rule<Redirecting>[] = [{ ...REDIRECTING, faults: redirectFaults }];

/** Redirects that are never reached, that never end, or that name what they do not have. */
function redirectFaults(site: Redirecting): Fault[] {
  const index = indexOf(site.redirects);
  return site.redirects.flatMap(({ from, to }, at) => {
    const earlier = index.firstThatTakes(from);
    const circle = circleOf(site, index, at);
    return [
      ...(earlier < at
        ? [fault(at, "from", `must not be a path that redirects[${earlier}] takes first`)]
        : []),
      ...(circle === undefined ? [] : [fault(at, "to", circle)]),
      ...(to.includes(":splat") && !from.endsWith("/*")
        ? [fault(at, "to", "must not hold :splat unless from ends with /*")]
        : []),
    ];
  });
}

function fault(index: number, key: "from" | "to", message: string): Fault {
  return { path: ["redirects", index, key], message };
}
