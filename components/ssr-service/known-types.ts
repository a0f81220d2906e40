/** Which instance types there are, as far as the table of them goes: AWS makes new families after it. */
import * as pulumi from "@pulumi/pulumi";
import { instanceType, knownTypes, typesBeside } from "../aws/instance-types";
import { type Fault, nearest } from "../fields";

/** Types of a family that is known, in a size that it does not have: AWS would refuse them in the middle of an update. */
export function noSuchSize(instanceTypes: readonly string[]): Fault[] {
  return instanceTypes.flatMap((type, index) => {
    const beside = typesBeside(type);
    if (beside.length === 0 || instanceType(type) !== undefined) {
      return [];
    }
    const meant = nearest(type, beside);
    const advice = meant === undefined ? "" : ` (did you mean ${meant}?)`;
    return [{ path: ["instanceTypes", index], message: `must be one of ${beside.join(", ")}${advice}` }];
  });
}

/** A line for each type of a family that is not known: it is newer than the table, or misspelt. */
export function unknownFamilies(instanceTypes: readonly string[]): string[] {
  return instanceTypes.flatMap((type) => {
    if (typesBeside(type).length > 0) {
      return [];
    }
    const meant = meantBy(type);
    const advice = meant === undefined ? "" : `did you mean ${meant}? If not, `;
    return [
      `instanceTypes: ${type} is of a family that is not known here; ${advice}see that EC2 has it in this region: ` +
        "it is taken as it is, its architecture by its name, and what hangs on its vCPUs and memory is not checked",
    ];
  });
}

/** Says so for a component. */
export function warnOfUnknownFamilies(instanceTypes: readonly string[], parent: pulumi.Resource): void {
  for (const line of unknownFamilies(instanceTypes)) {
    void pulumi.log.warn(line, parent);
  }
}

/**
 * The same letters in another order come before other letters: `tg4.small` is `t4g.small` rather than `t3.small`. A family that
 * differs from others by its generation alone (`m9g`) is most likely a new one.
 */
function meantBy(type: string): string | undefined {
  const known = knownTypes();
  const reordered = known.find((each) => sorted(each) === sorted(type));
  const isGeneration = known.some((each) => lettersOf(each) === lettersOf(type));
  return reordered ?? (isGeneration ? undefined : nearest(type, known));
}

const sorted = (text: string): string => Array.from(text).sort().join("");

/** The letters of the family: `m-g` for `m7g.large`. */
const lettersOf = (type: string): string => type.replace(/\..*$/, "").replaceAll(/\d+/g, "-");
