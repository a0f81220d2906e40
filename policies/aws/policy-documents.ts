import { Value } from "../engine/value";

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
    if (principal.unknown || typeof principal.raw() === "string" || Array.isArray(principal.raw())) {
      return principal.elements().map((value) => ({ kind: "*", value }));
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
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
    "aws:VpcSourceIp",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
  ].map((key) => key.toLowerCase()),
);

/** Operators that are also true where the request does not have the key at all, or has any other value. */
const OPEN_OPERATORS = /not|ifexists|null|^forallvalues:/i;

/**
 * Whether a condition keeps strangers out, so that "anybody" in the statement does not mean everybody. What counts is
 * what S3's access block counts: one of the keys above, held to fixed values.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isBounded(statement: Statement): boolean {
  return statement
    .conditions()
    .some(
      ({ operator, key, values }) =>
        BOUNDING_KEYS.has(key.toLowerCase()) &&
        !OPEN_OPERATORS.test(operator) &&
        values.elements().every((value) => value.unknown || isFixed(key.toLowerCase(), value.text() ?? "*")),
    );
}

/** Whether a value with this pattern belongs to one account, organization, network or role. */
function isFixed(key: string, pattern: string): boolean {
  if (key.endsWith("sourceip")) {
    return isNarrowRange(pattern);
  }
  const wild = pattern.search(/[*?]|\$\{/);
  if (wild < 0) {
    return pattern !== "";
  }
  if (pattern.startsWith("arn:")) {
    return /^\d{12}$/.test(pattern.split(":")[4] ?? "");
  }
  // o-…/ou-…/*: what comes after the organization may be any part of it; AROA…:*: any session of one role.
  const end = pattern.indexOf(key === "aws:userid" ? ":" : "/");
  return (key.endsWith("orgpaths") || key === "aws:userid") && end > 0 && end < wild;
}

/** Wider ranges than /8, or /32 of IPv6, are public to S3. */
function isNarrowRange(range: string): boolean {
  const [address = "", length] = range.split("/");
  return length === undefined ? !/[*?]/.test(address) : Number(length) >= (address.includes(":") ? 32 : 8);
}

/** Whether a pattern of IAM's, with * and ?, covers the text, in any case: "s3:Get*" covers "s3:GetObject". */
export function covers(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "is").test(text);
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
