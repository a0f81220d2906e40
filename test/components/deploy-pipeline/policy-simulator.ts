/**
 * Asks IAM documents who may do what, as IAM's evaluation has it for the parts that these documents use: an explicit Deny
 * wins, an Allow is needed, actions and resources match with wildcards, every condition must hold.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import type { PolicyDocument, PolicyStatement as Statement } from "../../../components/aws/policy-document";

/** What a caller is about to do. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, e.g. `iam:PassedToService`. */
  readonly context?: Readonly<Record<string, string>>;
}

export function isAllowed(document: PolicyDocument, request: Request): boolean {
  const matching = document.Statement.filter((statement) => applies(statement, request));
  return (
    matching.some(({ Effect }) => Effect === "Allow") && !matching.some(({ Effect }) => Effect === "Deny")
  );
}

function applies(statement: Statement, { action, resource, context = {} }: Request): boolean {
  return (
    list(statement.Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    (statement.Resource === undefined ||
      list(statement.Resource).some((pattern) => matches(pattern, resource))) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys as object).every(([key, expected]) =>
        holds(operator, context[key], list(expected)),
      ),
    )
  );
}

function holds(operator: string, value: string | undefined, expected: readonly string[]): boolean {
  switch (operator) {
    case "StringEquals":
      return value !== undefined && expected.includes(value);
    case "StringLike":
    case "ArnLike":
      return value !== undefined && expected.some((pattern) => matches(pattern, value));
    case "Bool":
      return value !== undefined && expected.includes(value);
    case "StringNotEquals":
      // A negated operator holds where the request has no such key.
      return value === undefined || !expected.includes(value);
    case "Null":
      return expected.includes(String(value === undefined));
    case "ForAllValues:StringEquals":
      return value === undefined || expected.includes(value);
    default:
      throw new Error(`the simulator does not know the operator ${operator}`);
  }
}

/** `*` any characters, `?` one. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

function list(value: unknown): string[] {
  return value === undefined ? [] : ([value].flat() as string[]);
}
