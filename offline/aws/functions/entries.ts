import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import type { Context, Rule } from "../../simulation/rules";

/** What a function returns (unknown values allowed at any depth), or why AWS would refuse the call. */
export type Answer = { readonly known: PlainProperties } | { readonly failure: string };

/** Answers a function that no table of values can: computes, searches, or refuses. */
export type Handler = (args: PlainProperties, context: Context) => Answer;

/** A function's result: a rule per field, as for resources; the arguments stand beside them. */
export interface Result {
  readonly fields: Readonly<Record<string, Rule>>;
  /** Fields that are a person's choice, and so unknown; separated by spaces. */
  readonly unknown?: string;
}

/** A look-up of something that exists: what is known of it is what {@link type} would be given. */
export interface LookUp {
  /** The resource type that is looked up. */
  readonly type: string;
  /** Its id, made of the arguments. */
  readonly id: Rule;
  /** Every field of the result, separated by spaces; what simulated values do not give is unknown. */
  readonly fields: string;
  /** Fields that are otherwise than the resource's. */
  readonly with?: Readonly<Record<string, Rule>>;
  /** Arguments that the resource has under another name: `{ userName: "name" }`. */
  readonly rename?: Readonly<Record<string, string>>;
}

export type Entry = Handler | Result | LookUp;

/** Entries by function token. */
export type Table = Readonly<Record<string, Entry>>;

/** Full tokens for the functions of one module: `getRole` of `iam` is `aws:iam/getRole:getRole`. */
export function moduleTable(module: string, entries: Table): Table {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [`aws:${module}/${name}:${name}`, entry]),
  );
}

/**
 * A result of rules; `unknown` names the fields that cannot be made up. None is a secret: AWS's provider marks no result of a function
 * as one (https://github.com/pulumi/pulumi-aws/issues/1449), which is the program's to do.
 */
export function result(fields: Readonly<Record<string, Rule>>, unknown = ""): Result {
  return { fields, unknown };
}

/** See {@link LookUp}. */
export function lookUp(
  type: string,
  id: Rule,
  fields: string,
  more: Pick<LookUp, "with" | "rename"> = {},
): LookUp {
  return { type, id, fields, ...more };
}

/** Lists of things in an account: how many there are is unknown. */
export function list(fields: string): Result {
  return result({ id: "{region}" }, fields);
}

/** A field that is a person's choice. */
export const chosen = () => UNKNOWN;
