import { z } from "zod";

/** A value that its schema refuses. */
export interface SchemaFault {
  readonly path: readonly string[];
  readonly message: string;
}

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** Faults of a policy's options by the JSON schema that the policy declares. */
export function schemaFaults(
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[],
  options: Readonly<Record<string, unknown>>,
): SchemaFault[] {
  const missing = required
    .filter((name) => options[name] === undefined)
    .map((name) => ({ path: [name], message: "is required and has no value" }));
  const wrong = Object.entries(options).flatMap(([name, value]) => {
    const checked = schemaOf(properties[name])?.safeParse(value);
    return (checked?.error?.issues ?? []).map((issue) => ({
      path: [name, ...issue.path.map(String)],
      message: `${issue.message.replace(/^Invalid input: expected/, "must be")}, got ${JSON.stringify(value)}`,
    }));
  });
  return [...missing, ...wrong];
}

/** The schema, or undefined where it uses what zod cannot read: such an option is left to the policy. */
function schemaOf(schema: unknown): z.ZodType | undefined {
  try {
    return z.fromJSONSchema(schema as JsonSchema);
  } catch {
    return undefined;
  }
}
