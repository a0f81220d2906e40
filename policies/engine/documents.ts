import { Value } from "./value";

/** One statement of an IAM or bucket policy. */
export class Statement {
  constructor(readonly value: Value) {}

  get allows(): boolean {
    return this.value.at("Effect").isOneOf("Allow");
  }
  get denies(): boolean {
    return this.value.at("Effect").isOneOf("Deny");
  }
  get label(): string {
    const sid = this.value.at("Sid");
    return sid.unknown || sid.absent ? this.value.path : `"${sid.text() ?? ""}"`;
  }
  actions(): string[] {
    return texts(this.value.at("Action"));
  }
  get hasNotAction(): boolean {
    return this.value.at("NotAction").present;
  }
  resources(): Value[] {
    return this.value.at("Resource").elements();
  }
  principals(): { readonly kind: string; readonly value: Value }[] {
    const principal = this.value.at("Principal");
    if (principal.unknown || typeof principal.raw() === "string") {
      return [{ kind: "*", value: principal }];
    }
    return principal
      .entries()
      .flatMap(([kind, values]) => values.elements().map((value) => ({ kind, value })));
  }
  get hasNotPrincipal(): boolean {
    return this.value.at("NotPrincipal").present;
  }
  conditions(): { readonly operator: string; readonly key: string; readonly values: Value }[] {
    return this.value
      .at("Condition")
      .entries()
      .flatMap(([operator, keys]) => keys.entries().map(([key, values]) => ({ operator, key, values })));
  }
}

/**
 * The statements of a policy document, whether it was given as JSON text, as an object, or as an object with parts that
 * are not known yet.
 *
 * @throws {UnknownValueError} where the whole document is not known
 */
export function statementsOf(document: Value): Statement[] {
  const raw = document.raw();
  const parsed = typeof raw === "string" ? Value.of(parse(raw), document.path) : document;
  return parsed
    .at("Statement")
    .items()
    .map((each) => new Statement(each));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // AWS refuses it; to a rule it is a document that says nothing.
    return undefined;
  }
}

function texts(value: Value): string[] {
  return value.items().flatMap((each) => each.text() ?? []);
}

/** Keys of conditions that tie a statement to an account, organization, network or resource. */
const BOUNDING_KEYS = new Set(
  [
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOwner",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
  ].map((key) => key.toLowerCase()),
);

const ANYTHING = new Set(["*", "0.0.0.0/0", "::/0"]);

/** Whether a condition keeps strangers out, so that "anybody" in the statement does not mean everybody. */
export function isBounded(statement: Statement): boolean {
  return statement
    .conditions()
    .some(
      ({ operator, key, values }) =>
        BOUNDING_KEYS.has(key.toLowerCase()) &&
        !/not|ifexists|null/i.test(operator) &&
        values.elements().every((value) => value.unknown || !ANYTHING.has(value.text() ?? "*")),
    );
}

/** Whether the statement is for anybody at all. */
export function isForEverybody(statement: Statement): boolean {
  return (
    statement.hasNotPrincipal ||
    statement.principals().some(({ kind, value }) => (kind === "*" || kind === "AWS") && isStar(value))
  );
}

/** An unknown principal is one resource's own, never the star that a program writes down. */
function isStar(value: Value): boolean {
  return !value.unknown && value.text() === "*";
}
