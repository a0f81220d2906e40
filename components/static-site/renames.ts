import type { Rename } from "../fields";

const off = (value: unknown) => (value === false ? false : undefined);

/** Former names of a site's keys, which this version still takes. */
export const STATIC_SITE_RENAMES: readonly Rename[] = [
  { from: ["logging", "enabled"], to: ["accessLogs"], convert: off, isSwitch: true },
  { from: ["logging"], to: ["accessLogs"] },
  { from: ["alarms", "enabled"], to: ["alarms"], convert: off, isSwitch: true },
  { from: ["alarms", "originLatencyMs"], to: ["alarms", "latencyMs"] },
];
