import type { Properties } from "../provider/properties";
import { shown, UNKNOWN_WIRE, type Wire, type WireMap } from "../provider/wire";

/**
 * What a remediation changed, one line a property: `publicAcls: false → true`; secrets stay hidden. Of a list only the elements that
 * differ are shown: what is unchanged beside them, such as the other settings of an environment, may be long or a credential.
 */
export function changesOf(before: Properties, after: Properties): string[] {
  const changes: string[] = [];
  compare("", shown(before), shown(after), changes);
  return changes;
}

function compare(path: string, old: Wire | undefined, now: Wire | undefined, changes: string[]): void {
  if (isSame(old, now)) return;
  if (isList(old) && isList(now)) {
    compareLists(path, old, now, changes);
    return;
  }
  const oldMap = mapOrNothing(old);
  const newMap = mapOrNothing(now);
  if (!oldMap || !newMap) {
    changes.push(`${path}: ${text(old)} → ${text(now)}`);
    return;
  }
  for (const key of new Set([...Object.keys(oldMap), ...Object.keys(newMap)])) {
    compare(path === "" ? key : `${path}.${key}`, oldMap[key], newMap[key], changes);
  }
}

/** Elements that stand in one of the lists only, paired in their order: a changed one with what it was. */
function compareLists(path: string, old: readonly Wire[], now: readonly Wire[], changes: string[]): void {
  const gone = old.filter((each) => !now.some((other) => isSame(each, other)));
  const come = now.filter((each) => !old.some((other) => isSame(each, other)));
  if (gone.length === 0 && come.length === 0) {
    changes.push(`${path}: in another order or number`);
    return;
  }
  for (let index = 0; index < Math.max(gone.length, come.length); index++) {
    const element = come[index] ?? gone[index];
    const place = come[index] === undefined ? old.indexOf(element as Wire) : now.indexOf(element as Wire);
    const label = labelOf(element);
    compare(`${path}[${label === "" ? place : label}]`, gone[index], come[index], changes);
  }
}

/** What an element of a list is known by. */
function labelOf(element: Wire | undefined): string {
  const name = mapOrNothing(element)?.["name"];
  return typeof name === "string" && name !== UNKNOWN_WIRE ? name : "";
}

function isSame(a: Wire | undefined, b: Wire | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isList(value: Wire | undefined): value is readonly Wire[] {
  return Array.isArray(value);
}

function mapOrNothing(value: Wire | undefined): WireMap | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as WireMap)
    : undefined;
}

function text(value: Wire | undefined): string {
  if (value === undefined) return "(none)";
  return value === UNKNOWN_WIRE ? "[unknown]" : JSON.stringify(value);
}
