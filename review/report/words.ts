import type { PropertyChange } from "../compare/property-changes";
import type { PermissionChange } from "../compare/permissions";
import type { ResourceChange } from "../compare/resource-changes";
import { UNKNOWN, type Value } from "../preview-document";

/** Longest text of a value; longer ones are cut in the middle of what differs. */
const MOST_LENGTH = 160;

/** `aws:cloudfront/distribution:Distribution` is `aws:cloudfront:Distribution`, as the CLI writes it. */
export function shortType(type: string): string {
  return type.replace(/^([^:]+:[^/:]+)\/[^:]+:/, "$1:");
}

/** `aws:s3:Bucket www-files`. */
export function titleOf({ type, name, before, after }: ResourceChange): string {
  const former =
    before !== undefined && after !== undefined && before.name !== name ? ` (was ${before.name})` : "";
  return `${shortType(type)} ${name}${former}`;
}

/** `scaling.max: 4 → 6`. */
export function propertyLine({ path, before, after }: PropertyChange): string {
  if (before === undefined) return `+ ${path}: ${valueText(after)}`;
  if (after === undefined) return `- ${path}: ${valueText(before)}`;
  if (
    typeof before === "string" &&
    typeof after === "string" &&
    Math.max(before.length, after.length) > MOST_LENGTH
  ) {
    const [was, is] = around(before, after);
    return `~ ${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`;
  }
  return `~ ${path}: ${valueText(before)} → ${valueText(after)}`;
}

/** A value in one line. */
export function valueText(value: Value | undefined): string {
  if (value === UNKNOWN) return "[unknown]";
  const shown = (value === undefined ? "" : JSON.stringify(value)).replaceAll(`"${UNKNOWN}"`, "[unknown]");
  return shown.length <= MOST_LENGTH
    ? shown
    : `${shown.slice(0, MOST_LENGTH - 20)}… (${shown.length.toLocaleString("en-US")} characters)`;
}

/** Two long texts, from a little before they differ. */
function around(before: string, after: string): readonly [string, string] {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let back = 0;
  while (
    back < Math.min(before.length, after.length) - from &&
    before[before.length - 1 - back] === after[after.length - 1 - back]
  ) {
    back += 1;
  }
  const cut = (text: string): string => {
    const start = Math.max(0, from - 30);
    const end = Math.min(text.length - back + 30, start + MOST_LENGTH);
    return `${start > 0 ? "…" : ""}${text.slice(start, end)}${end < text.length ? "…" : ""}`;
  };
  return [cut(before), cut(after)];
}

/** `everybody may s3:GetObject on arn:aws:s3:::www-files/*`. */
export function permissionLine({
  kind,
  effect,
  principal,
  action,
  resource,
  condition,
  crosses,
}: PermissionChange): string {
  const where = crosses === "" ? "" : ` [beyond the stack: ${crosses}]`;
  if (kind === "network") return `${principal} → ${resource}: ${action}${where}`;
  const may = effect === "Deny" ? "must not" : "may";
  const when = condition === "" ? "" : ` when ${condition}`;
  return `${principal} ${may} ${action} on ${resource}${when}${where}`;
}

/** `12.50 $`. */
export function dollars(value: number): string {
  return `${value.toFixed(2)} $`;
}
