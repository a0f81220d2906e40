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
      message: `${messageOf(issue)}, got ${shown(valueAt(value, issue.path))}`,
    }));
  });
  return [...missing, ...wrong];
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));

const DATE = "/^\\d{4}-\\d{2}-\\d{2}$/";

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_format" && issue.format === "regex") {
    return issue.pattern === DATE ? "must be a date as YYYY-MM-DD" : `must match ${String(issue.pattern)}`;
  }
  if (issue.code === "unrecognized_keys") return `has no such option as ${issue.keys.join(", ")}`;
  return issue.message.replace(/^Invalid input: expected/, "must be").replace(/, received undefined$/, "");
}

/** What stands at the place of a fault, rather than the whole option. */
function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** The schema, or undefined where it uses what zod cannot read: such an option is left to the policy. */
function schemaOf(schema: unknown): z.ZodType | undefined {
  try {
    return z.fromJSONSchema(schema as JsonSchema);
  } catch {
    return undefined;
  }
}
