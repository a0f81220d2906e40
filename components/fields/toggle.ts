import { z } from "zod";

/**
 * What can be turned on and off: `true` (with every default), `false`, or an object of its own keys. The parsed value is
 * `false` or the object with its defaults. Follow it with `.prefault(true)` or `.prefault(false)` for the default.
 *
 * @param schema takes an empty object: every key has a default or is optional
 */
export function toggle<S extends z.ZodType<object>>(schema: S) {
  return z
    .union([z.boolean(), schema])
    .transform((value): false | z.output<S> =>
      value === true ? schema.parse({}) : (value as false | z.output<S>),
    );
}
