import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { type Fault, formatFault, type Path, pathText } from "./fault";
import { faultsOfIssues } from "./messages";
import { isRecord } from "./record";
import { applyRenames, type Rename } from "./renames";

/** What has become of a value that was given. */
export interface Normalized<T> {
  /** The value with present names and every default; undefined where it has a fault. */
  readonly value: T | undefined;
  readonly faults: readonly Fault[];
  /** Former names of keys that were used. */
  readonly warnings: readonly Fault[];
}

/**
 * The one step from what a user gives to what the rest of the program works with: former names are replaced, everything
 * is checked at once, defaults are applied. After it only the value that it returns exists.
 */
export function normalize<S extends z.ZodType>(
  schema: S,
  given: unknown,
  renames: readonly Rename[] = [],
): Normalized<z.output<S>> {
  const renamed = applyRenames(given, renames);
  const result = schema.safeParse(renamed.value);
  const found = result.success ? [] : faultsOfIssues(schema, renamed.value, result.error.issues);
  const unusable = reservedNames(renamed.value).filter(
    ({ path }) => !found.some((fault) => pathText(fault.path) === pathText(path)),
  );
  const faults = [...renamed.faults, ...found, ...unusable];
  return {
    value: result.success && faults.length === 0 ? result.data : undefined,
    faults,
    warnings: renamed.warnings,
  };
}

/** Entries that a schema leaves out without a word: an object cannot have this key as others. */
function reservedNames(value: unknown, path: Path = []): Fault[] {
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => reservedNames(each, [...path, index]));
  }
  // Anything else that is an object may hold itself, as an output does.
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]) =>
    key === "__proto__"
      ? [{ path: [...path, key], message: "must have another name: JavaScript keeps this one for itself" }]
      : reservedNames(each, [...path, key]),
  );
}

/** Every fault of `value` against `schema`; an empty list means that it is valid. */
export function faultsOf(schema: z.ZodType, value: unknown): readonly Fault[] {
  return normalize(schema, value).faults;
}

/**
 * The arguments of a component, normalized. Warnings are reported for the component.
 *
 * @param label how messages name the component, e.g. `StaticSite "www"`
 * @throws {pulumi.ResourceError} that lists every fault, one line each, without a stack trace
 */
export function normalizeArgs<S extends z.ZodType>(
  schema: S,
  args: unknown,
  component: { readonly resource: pulumi.Resource; readonly label: string },
  renames: readonly Rename[] = [],
): z.output<S> {
  const { resource, label } = component;
  const { value, faults, warnings } = normalize(schema, args, renames);
  for (const warning of warnings) {
    void pulumi.log.warn(`${label}: ${formatFault(warning)}`, resource);
  }
  if (value === undefined || faults.length > 0) {
    throw new pulumi.ResourceError(
      faults.map((fault) => `${label}: ${formatFault(fault)}`).join("\n"),
      resource,
      true,
    );
  }
  return value;
}
