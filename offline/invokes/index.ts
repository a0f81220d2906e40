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
  const rules = { region: "{region}", ...entry.fields };
  const scope = scopeOf({ type: token, logicalName: "", inputs: args, context }, rules);
  const known: Record<string, unknown> = { ...unknownFields(entry.unknown ?? ""), ...args };
  for (const field of Object.keys(entry.fields)) {
    known[field] = scope.get(field);
  }
  return { known: withRegion(known, args, context) };
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
    { ...entry.with, $id: entry.id },
  );
  const id = scope.get("$id");
  const fields = unknownFields(entry.fields);
  const simulated =
    typeof id === "string"
      ? { ...simulateRead(entry.type, id, state, { ...context, urn: `${entry.type}::${id}` })?.outputs, id }
      : {};
  const known: Record<string, unknown> = {};
  for (const field of Object.keys(fields)) {
    known[field] =
      entry.with?.[field] === undefined ? (state[field] ?? valueOf(simulated, field)) : scope.get(field);
  }
  return { known: withRegion({ ...known, ...args }, args, context) };
}

function valueOf(values: PlainProperties, field: string): unknown {
  return Object.hasOwn(values, field) && values[field] !== undefined ? values[field] : UNKNOWN;
}

function unknownFields(names: string): Record<string, unknown> {
  return Object.fromEntries(
    names
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => [name, UNKNOWN]),
  );
}

// Every regional function says for which region it answered.
function withRegion(
  known: Record<string, unknown>,
  args: PlainProperties,
  context: SimulationContext,
): PlainProperties {
  return { ...known, region: args["region"] ?? known["region"] ?? context.region };
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
