/** The former home of what is in components/fields, until the rooms that still import it have moved. */
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { pathText } from "../fields/fault";
import { faultsOf as faultsOfValue, normalizeArgs } from "../fields/normalize";

export { input } from "../fields/input";

/** One thing wrong with a value, with its path as text. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export function faultsOf(schema: z.ZodType, value: unknown, at = ""): Fault[] {
  return faultsOfValue(schema, value).map(({ path, message }) => ({
    path: pathText(at === "" ? path : [at, ...path]),
    message,
  }));
}

export function format({ path, message }: Fault): string {
  return path === "" ? message : `${path}: ${message}`;
}

export function checkArgs<T extends z.ZodType>(
  schema: T,
  args: unknown,
  resource: pulumi.Resource,
  label: string,
): z.output<T> {
  return normalizeArgs(schema, args, { resource, label });
}
