import type { Rename } from "../fields";

const on = (value: unknown) => (value === true ? true : undefined);

/** Former names of a service's keys, which this version still takes. */
export const SSR_SERVICE_RENAMES: readonly Rename[] = [
  {
    from: ["alarms", "enabled"],
    to: ["alarms"],
    convert: (value) => (value === false ? false : undefined),
    isSwitch: true,
  },
  { from: ["alarms", "latencySeconds"], to: ["alarms", "latencyMs"], convert: milliseconds },
  { from: ["alarms", "errorPercent"], to: ["alarms", "serverErrorPercent"] },
  { from: ["alarms", "errorMinRequests"], to: ["alarms", "minRequests"] },
  { from: ["managedRules"], to: ["waf"], convert: on },
  { from: ["rateLimit"], to: ["waf", "rateLimit"] },
  { from: ["webAclArn"], to: ["waf", "webAclArn"] },
  { from: ["sslPolicy"], to: ["minimumTls"] },
  { from: ["secretsKeyArns"], to: ["secretKeyArns"] },
];

function milliseconds(seconds: unknown): unknown {
  return typeof seconds === "number" ? seconds * 1000 : seconds;
}
