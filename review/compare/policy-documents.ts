import { isRecord } from "../../growth/stack/document";
import { text, type Value } from "../preview-document";

/** True for a policy of IAM, as JSON has it. */
export function isPolicy(value: Value): boolean {
  return isRecord(value) && "Statement" in value;
}

/** Parts of a statement that name one thing or several. */
const LISTS = ["Action", "NotAction", "Resource", "NotResource"];

/**
 * The same policy in one way of writing: IAM takes a list of one for its element, and no order has a meaning. The provider plans no
 * change between two such.
 */
export function usualPolicy(policy: Value): Value {
  if (!isRecord(policy)) return policy;
  const statements = [policy["Statement"]].flat() as Value[];
  return { ...(policy as Record<string, Value>), Statement: statements.map(usualStatement) };
}

function usualStatement(statement: Value): Value {
  if (!isRecord(statement)) return statement;
  return Object.fromEntries(
    Object.entries(statement as Record<string, Value>)
      // A statement without a name, written as an empty one.
      .filter(([key, value]) => key !== "Sid" || value !== "")
      .map(([key, value]): [string, Value] => {
        if (LISTS.includes(key)) return [key, usualList(value)];
        if (key === "Principal" || key === "NotPrincipal") return [key, usualPrincipal(value)];
        return [key, key === "Condition" ? usualCondition(value) : value];
      }),
  );
}

/** `"*"` and `{"AWS": "*"}` are the same. */
function usualPrincipal(value: Value): Value {
  if (!isRecord(value)) return value === "*" ? { AWS: "*" } : value;
  return mapped(value, usualList);
}

function usualCondition(value: Value): Value {
  return isRecord(value)
    ? mapped(value, (tests) => (isRecord(tests) ? mapped(tests, usualList) : tests))
    : value;
}

function usualList(value: Value): Value {
  if (!Array.isArray(value)) return value;
  const sorted = [...new Set(value as readonly Value[])].sort((a, b) =>
    text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0,
  );
  return sorted.length === 1 ? (sorted[0] ?? null) : sorted;
}

function mapped(value: object, change: (value: Value) => Value): Value {
  return Object.fromEntries(
    Object.entries(value as Record<string, Value>).map(([key, each]) => [key, change(each)]),
  );
}
