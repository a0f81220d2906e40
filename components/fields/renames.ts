/** Former names of keys: accepted with one warning each, and moved to the present name before anything else is checked. */
import { type Fault, type Path, pathText } from "./fault";
import { isRecord } from "./record";

/** A key that has got another name or another place. */
export interface Rename {
  /** Where it was, e.g. `["alarms", "latencySeconds"]`. */
  readonly from: readonly string[];
  /** Where it is now. */
  readonly to: readonly string[];
  /**
   * The value as it is written now; undefined where nothing has to be written any more.
   * @default the value as it is
   */
  readonly convert?: (value: unknown) => unknown;
  /**
   * The key is a switch: turned off, it leaves the keys beside it without effect, and they go with it.
   * @default false
   */
  readonly isSwitch?: boolean;
}

export interface Renamed {
  /** The value with present names only. The value that was given is left as it is. */
  readonly value: unknown;
  /** One for each former name that was used. */
  readonly warnings: readonly Fault[];
  /** Former names that stand beside what replaces them. */
  readonly faults: readonly Fault[];
}

/** Moves what stands under former names to the present ones. */
export function applyRenames(given: unknown, renames: readonly Rename[]): Renamed {
  const warnings: Fault[] = [];
  const faults: Fault[] = [];
  let value = given;
  for (const { from, to, convert, isSwitch = false } of renames) {
    const old = valueAt(value, from);
    if (old === undefined) {
      continue;
    }
    const moved = convert === undefined ? old : convert(old);
    value = without(value, isSwitch && moved === false ? from.slice(0, -1) : from);
    const combined = moved === undefined ? undefined : combine(valueAt(value, to), moved, value, to);
    if (combined === CONFLICT) {
      const message = `is the former name of ${pathText(to)}, which is given as well: remove the former`;
      faults.push({ path: from, message });
      continue;
    }
    warnings.push({ path: from, message: advice(from, to, moved) });
    if (combined !== undefined) {
      value = withValue(value, to, combined);
    }
  }
  return { value, warnings, faults };
}

function advice(from: readonly string[], to: readonly string[], moved: unknown): string {
  const now = pathText(to);
  return moved === undefined
    ? `is no longer needed: remove ${pathText(from)}, ${now} says it all`
    : `is the former name of ${now} and will be refused by the next version; write ${now}`;
}

const CONFLICT = Symbol("both names are given");

/** What is already under the new name, and what moves there: objects are joined, anything else contradicts. */
function combine(present: unknown, moved: unknown, root: unknown, to: Path): unknown {
  const blocked = to.some((_, index) => {
    const outer = index === 0 ? undefined : valueAt(root, to.slice(0, index));
    return outer !== undefined && outer !== true && !isRecord(outer);
  });
  if (blocked) {
    return CONFLICT;
  }
  if (present === undefined || present === moved || (present === true && isRecord(moved))) {
    return moved;
  }
  return isRecord(present) && isRecord(moved) && Object.keys(moved).every((key) => !(key in present))
    ? { ...present, ...moved }
    : CONFLICT;
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      isRecord(value) && typeof key === "string" && Object.hasOwn(value, key) ? value[key] : undefined,
    root,
  );
}

/** A copy without the key; an object that holds nothing else any more goes with it. */
function without(root: unknown, [key = "", ...rest]: readonly string[]): unknown {
  const { [key]: child, ...others } = root as Record<string, unknown>;
  if (rest.length === 0) {
    return others;
  }
  const left = without(child, rest);
  return isRecord(left) && Object.keys(left).length === 0 ? others : { ...others, [key]: left };
}

function withValue(root: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  const outer = isRecord(root) ? root : {};
  return { ...outer, [key]: withValue(outer[key], rest, value) };
}
