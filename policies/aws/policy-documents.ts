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
  get hasNotResource(): boolean {
    return this.value.at("NotResource").present;
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
    "aws:SourceVpcArn",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:Ec2InstanceSourceVpc",
    "ec2:SourceInstanceARN",
    "lambda:SourceFunctionArn",
    "aws:userid",
    "aws:VpcSourceIp",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn",
    "s3:AccessGrantsInstanceArn",
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
    .some((condition) => !OPEN_OPERATORS.test(condition.operator) && isHeld(condition));
}

/** Reached by the mount targets of its own network only. */
const MOUNT_TARGET = "elasticfilesystem:accessedviamounttarget";

function isHeld({ key, values }: { readonly key: string; readonly values: Value }): boolean {
  const lower = key.toLowerCase();
  if (lower === MOUNT_TARGET) {
    return values.elements().every((value) => value.unknown || value.bool() === true);
  }
  return (
    BOUNDING_KEYS.has(lower) &&
    values.elements().every((value) => value.unknown || isFixed(lower, value.text() ?? "*"))
  );
}

/**
 * Whether another statement of the document denies strangers what this one allows: everybody who is not of an account,
 * organization, network or resource. Two statements then say what one with a condition would.
 */
function isFenced(statement: Statement, all: readonly Statement[]): boolean {
  return all.some(
    (other) =>
      other.denies &&
      isForAll(other) &&
      statement.actions().length > 0 &&
      statement.actions().every((action) => other.actions().some((denied) => covers(denied, action))) &&
      statement
        .resources()
        .every(
          (resource) =>
            resource.unknown ||
            other
              .resources()
              .some((denied) => denied.unknown || covers(denied.text() ?? "", resource.text() ?? "*")),
        ) &&
      deniesStrangers(other),
  );
}

/** All conditions must hold for the denial: one that names the insiders, and none that a stranger could choose. */
function deniesStrangers(statement: Statement): boolean {
  const conditions = statement.conditions();
  const names = ({ operator, ...rest }: (typeof conditions)[number]) =>
    /^(?!for)\w*Not\w*$/i.test(operator) && isHeld(rest);
  return (
    conditions.some(names) &&
    conditions.every(
      (condition) =>
        names(condition) ||
        (/^Bool(?:IfExists)?$/i.test(condition.operator) &&
          /^aws:(?:PrincipalIsAWSService|ViaAWSService)$/i.test(condition.key)),
    )
  );
}

/** Everybody without exception: NotPrincipal would leave some out of the denial. */
export function isForAll(statement: Statement): boolean {
  return statement
    .principals()
    .some(({ kind, value }) => (kind === "*" || kind === "AWS") && !value.unknown && value.text() === "*");
}

/** Kinds of resources whose names are one owner's alone in the whole world, so that their ARNs need no account. */
const UNIQUE = new Set(["s3", "execute-api"]);

/** Whether a value with this pattern belongs to one account, organization, network or role. */
export function isFixed(key: string, pattern: string): boolean {
  if (key.endsWith("sourceip")) {
    return isNarrowRange(pattern);
  }
  const wild = pattern.search(/[*?]|\$\{/);
  if (wild < 0) {
    return pattern !== "";
  }
  if (pattern.startsWith("arn:")) {
    const [, , service, , account = "", ...resource] = pattern.split(":");
    const [name = ""] = resource.join(":").split("/");
    return /^\d{12}$/.test(account) || (UNIQUE.has(service ?? "") && /^[^*?$]+$/.test(name));
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

/** Whether it denies what does not come over TLS. */
export function deniesPlainText(statement: Statement): boolean {
  return (
    statement.denies &&
    statement
      .conditions()
      .some(
        ({ key, values }) =>
          key.toLowerCase() === "aws:securetransport" &&
          values.elements().some((value) => !value.unknown && value.bool() === false),
      )
  );
}

/** Whether a pattern of IAM's, with * and ?, covers the text, in any case: "s3:Get*" covers "s3:GetObject". */
export function covers(pattern: string, text: string): boolean {
  return !/[*?]/.test(pattern)
    ? pattern.toLowerCase() === text.toLowerCase()
    : expressionOf(pattern).test(text);
}

const EXPRESSIONS = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  let expression = EXPRESSIONS.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .replace(/\*+/g, "*")
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    expression = new RegExp(`^${source}$`, "is");
    EXPRESSIONS.set(pattern, expression);
  }
  return expression;
}

/** Whether the statement is for anybody at all. */
export function isForEverybody(statement: Statement): boolean {
  return (
    statement.hasNotPrincipal ||
    statement.principals().some(({ kind, value }) => (kind === "*" || kind === "AWS") && isStar(value))
  );
}

/** Numbers of the accounts that the statement is for as a whole. */
export function wholeAccounts(statement: Statement): string[] {
  return statement.principals().flatMap(({ kind, value }) => {
    const text = kind === "AWS" && !value.unknown ? (value.text() ?? "") : "";
    const [, account] = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(text) ?? [];
    return account === undefined ? [] : [account];
  });
}

/** An unknown principal is one resource's own, never the star that a program writes down. */
function isStar(value: Value): boolean {
  return (
    !value.unknown &&
    /^(?:\*|arn:\*+|arn:[\w*-]*:[\w*]+:[^:]*:[^:]*[*?][^:]*(?::.*)?)$/.test(value.text() ?? "")
  );
}

/**
 * Whether a statement of a resource's policy lets in strangers.
 *
 * @param all every statement of the document, since another one may deny strangers what this one allows
 */
export function opensToEverybody(statement: Statement, all: readonly Statement[]): boolean {
  return statement.allows && isForEverybody(statement) && !isBounded(statement) && !isFenced(statement, all);
}
