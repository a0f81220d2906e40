import type { Properties } from "../provider/properties";
import { shown, UNKNOWN_WIRE, type Wire, type WireMap } from "../provider/wire";

/** What a remediation changed, one line a property: `publicAcls: false → true`; secrets stay hidden. */
export function changesOf(before: Properties, after: Properties): string[] {
  const changes: string[] = [];
  compare("", shown(before), shown(after), changes);
  return changes;
}

function compare(path: string, old: Wire | undefined, now: Wire | undefined, changes: string[]): void {
  if (JSON.stringify(old) === JSON.stringify(now)) return;
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

function mapOrNothing(value: Wire | undefined): WireMap | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as WireMap)
    : undefined;
}

function text(value: Wire | undefined): string {
  if (value === undefined) return "(none)";
  return value === UNKNOWN_WIRE ? "[unknown]" : JSON.stringify(value);
}
