/**
 * Provider functions: what AWS would answer to the look-ups that programs make. Public facts (regions, managed policies, service
 * accounts) are answered exactly, documents are computed as the provider does, and what belongs to an account gets well-formed
 * placeholders or stays unknown. Pure: equal arguments give equal results.
 */
import {
  keysWithSecrets,
  plain,
  UNKNOWN,
  withSecrets,
  type PlainProperties,
  type Properties,
} from "../../provider/properties";
import type { InvokeRequest, InvokeResponse } from "../../provider/provider";
import type { Context } from "../../simulation/rules";
import { scopeOf } from "../../simulation/scope";
import { existingState } from "../../simulation/simulate";
import { placeOf, type Location } from "../location";
import { simulatedType } from "../simulated-type";
import { usualToken } from "../tokens";
import type { Answer, LookUp, Result } from "./entries";
import { functionOf } from "./index";

/** The answer of a function, or undefined for one that no table has. */
export function invoke({ token, args }: InvokeRequest, location: Location): InvokeResponse | undefined {
  const entry = functionOf(token);
  if (entry === undefined) {
    return undefined;
  }
  const given = Object.fromEntries(
    Object.entries(args.values).filter(([, value]) => value !== null && value !== undefined),
  );
  const context: Context = {
    ...placeOf(location, given),
    urn: `${usualToken(token)}(${serialize(given)})`,
  };
  const answer =
    typeof entry === "function"
      ? entry(given, context)
      : {
          known:
            "type" in entry
              ? lookedUp(entry, token, given, context)
              : evaluated(entry, token, given, context),
        };
  return responseOf(answer, args);
}

/** Of secret arguments every result is secret: which of them it was made of is not followed. */
function responseOf(answer: Answer, args: Properties): InvokeResponse {
  if ("failure" in answer) {
    return { failures: [{ property: "", reason: answer.failure }] };
  }
  const secret = keysWithSecrets(args).size === 0 ? [] : Object.keys(answer.known);
  return { result: withSecrets(plain(answer.known), secret) };
}

function evaluated(entry: Result, token: string, args: PlainProperties, context: Context): PlainProperties {
  const scope = scopeOf({ type: token, logicalName: "", inputs: args, context }, entry.fields);
  const known: Record<string, unknown> = { ...unknownFields(entry.unknown ?? ""), ...args };
  for (const field of Object.keys(entry.fields)) {
    known[field] = scope.get(field);
  }
  return withRegion(known, token, context);
}

function lookedUp(entry: LookUp, token: string, args: PlainProperties, context: Context): PlainProperties {
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
      ? existingState(
          simulatedType(entry.type, id, { ...context, urn: `${entry.type}::${id}` }),
          id,
          plain(state),
        ).values
      : undefined;
  const known: Record<string, unknown> = { ...unknownFields(entry.fields), ...args };
  for (const field of entry.fields.split(" ")) {
    known[field] = state[field] ?? simulated?.[field] ?? UNKNOWN;
  }
  for (const [field, rule] of Object.entries(entry.with ?? {})) {
    // A rule that is a function may correct what the program gave; a plain one only fills in.
    known[field] = typeof rule === "function" ? rule(scope) : scope.get(field);
  }
  return withRegion({ ...known, id }, token, context);
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
function withRegion(known: PlainProperties, token: string, context: Context): PlainProperties {
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
