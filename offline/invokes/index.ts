/**
 * Provider functions: what AWS would answer to the look-ups that programs make. Public facts (regions, managed policies,
 * service accounts) are answered exactly, documents are computed as the provider does, and what belongs to an account gets
 * well-formed placeholders or stays unknown. Pure: equal arguments give equal results.
 */
import { UNKNOWN } from "../values";
import type { Invoke, InvokeAnswer, PlainProperties, SimulationContext } from "../contract";
import { simulateRead } from "../simulate";
import { scopeOf } from "../simulate/scope";
import { usualToken } from "../simulate/tables";
import type { LookUp, Result } from "./functions";
import { TABLE } from "./tables";

export const invoke: Invoke = (token, args, context) => {
  const entry = TABLE[usualToken(token)];
  if (entry === undefined) {
    return undefined;
  }
  const given = Object.fromEntries(
    Object.entries(args).filter(([, value]) => value !== null && value !== undefined),
  );
  const region = given["region"];
  const here: SimulationContext = {
    ...context,
    ...(typeof region === "string" ? { region } : {}),
    urn: `${usualToken(token)}(${serialize(given)})`,
  };
  if (typeof entry === "function") {
    return entry(given, here);
  }
  return "type" in entry ? lookedUp(entry, token, given, here) : evaluated(entry, token, given, here);
};

function evaluated(
  entry: Result,
  token: string,
  args: PlainProperties,
  context: SimulationContext,
): InvokeAnswer {
  const scope = scopeOf({ type: token, logicalName: "", inputs: args, context }, entry.fields);
  const known: Record<string, unknown> = { ...unknownFields(entry.unknown ?? ""), ...args };
  for (const field of Object.keys(entry.fields)) {
    known[field] = scope.get(field);
  }
  return { known: withRegion(known, token, context) };
}

function lookedUp(
  entry: LookUp,
  token: string,
  args: PlainProperties,
  context: SimulationContext,
): InvokeAnswer {
  const state = { ...args };
  for (const [argument, property] of Object.entries(entry.rename ?? {})) {
    state[property] ??= args[argument];
  }
  const scope = scopeOf(
    { type: token, logicalName: "", inputs: state, context },
    { ...entry.with, id: entry.id },
  );
  const id = scope.get("id");
  const simulated =
    typeof id === "string"
      ? simulateRead(entry.type, id, state, { ...context, urn: `${entry.type}::${id}` })?.outputs
      : undefined;
  const known: Record<string, unknown> = { ...unknownFields(entry.fields), ...args };
  for (const field of entry.fields.split(" ")) {
    known[field] = state[field] ?? simulated?.[field] ?? UNKNOWN;
  }
  for (const [field, rule] of Object.entries(entry.with ?? {})) {
    // A rule that is a function may correct what the program gave; a plain one only fills in.
    known[field] = typeof rule === "function" ? rule(scope) : scope.get(field);
  }
  return { known: withRegion({ ...known, id }, token, context) };
}

function unknownFields(names: string): Record<string, unknown> {
  return Object.fromEntries(
    names
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => [name, UNKNOWN]),
  );
}

/** Modules whose functions are the same in every region, and say none. */
const GLOBAL = /^aws:(index|iam|cloudfront|organizations)\/|^aws:route53\/(?!getResolver)/;

// Every regional function says for which region it answered.
function withRegion(known: PlainProperties, token: string, context: SimulationContext): PlainProperties {
  return GLOBAL.test(token) ? known : { ...known, region: known["region"] ?? context.region };
}

/** Equal for equal arguments, whatever the order of their keys. */
function serialize(value: unknown): string {
  if (value === UNKNOWN) {
    return "?";
  }
  if (Array.isArray(value)) {
    return `[${value.map(serialize).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${key}:${serialize(each)}`).join(",")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
