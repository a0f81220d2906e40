/** Strings that YAML reads as something else when they are written without quotes: `PORT: 3000`, `nodeVersion: 24`. */
import { z } from "zod";

/** A string; `true`, `false` and whole numbers are taken as the text that they were written with. */
export function text(schema: z.ZodString = z.string()): z.ZodType<string, string> {
  return strings(z.preprocess(textOf, schema).meta({ type: ["string", "boolean", "number"] }));
}

/**
 * One of some words; a number whose text is one of them is taken: `24` for `"24"`.
 *
 * @example choice(["22", "24"])
 */
export function choice<const T extends readonly [string, ...string[]]>(
  values: T,
): z.ZodType<T[number], T[number]> {
  return strings(
    z
      .preprocess(
        (value) => (typeof value === "number" && values.includes(String(value)) ? String(value) : value),
        z.enum(values),
      )
      // For the JSON schema, which knows nothing of what a function takes.
      .meta({ enum: [...values, ...values.map(Number).filter(Number.isFinite)] }),
  );
}

/** What the types ask for is the string; numbers and booleans come from YAML, which has no types. */
function strings<T extends string>(schema: unknown): z.ZodType<T, T> {
  return schema as z.ZodType<T, T>;
}

/** Other numbers may have lost what was written: `1.10` arrives as 1.1, and long ones lose their last digits. */
function textOf(value: unknown): unknown {
  return typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : value;
}
