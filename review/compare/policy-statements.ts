import { isRecord } from "../../growth/stack/document";
import { text, type Resource, type Value } from "../preview-document";

/** One thing that is allowed or denied: `principal` may do `action` on `resource`. */
export interface Permission {
  /** Kind of way: a policy of an identity, one of a resource, or a path through the network. */
  readonly kind: "identity" | "resource" | "network";
  readonly effect: "Allow" | "Deny";
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Conditions as JSON; "" where there are none. */
  readonly condition: string;
  /** URN of the resource that grants it. */
  readonly urn: string;
}

interface Attachment {
  readonly urn: string;
  readonly kind: "identity" | "resource";
  /** Who may, where the document itself does not say. */
  readonly principal: string;
  /** What on, where the document itself does not say. */
  readonly resource: string;
}

/** The permissions of a policy document; of none where it is no document, or not known before a deployment. */
export function permissionsOf(document: Value | undefined, at: Attachment): readonly Permission[] {
  const policy = parsed(document);
  const statements = policy === undefined ? [] : [policy["Statement"]].flat().filter(isRecord);
  return statements.flatMap((statement) => permissionsOfStatement(statement, at));
}

function permissionsOfStatement(statement: Record<string, unknown>, at: Attachment): Permission[] {
  const principals = principalsOf(statement, at.principal);
  const actions = namesOf(statement["Action"], statement["NotAction"]);
  const resources =
    statement["Resource"] === undefined && statement["NotResource"] === undefined
      ? [at.resource]
      : namesOf(statement["Resource"], statement["NotResource"]);
  const condition = isRecord(statement["Condition"]) ? JSON.stringify(statement["Condition"]) : "";
  const { kind, urn } = at;
  const effect = statement["Effect"] === "Deny" ? "Deny" : "Allow";
  return principals.flatMap((principal) =>
    actions.flatMap((action) =>
      resources.map((resource) => ({ kind, effect, principal, action, resource, condition, urn })),
    ),
  );
}

function principalsOf(statement: Record<string, unknown>, fallback: string): string[] {
  const principal = statement["Principal"] ?? statement["NotPrincipal"];
  const not =
    statement["Principal"] === undefined && statement["NotPrincipal"] !== undefined ? "all but " : "";
  if (principal === undefined) return [fallback];
  if (!isRecord(principal)) return [`${not}${text(principal)}`];
  return Object.values(principal)
    .flat()
    .map((each) => `${not}${text(each)}`);
}

function namesOf(named: unknown, not: unknown): string[] {
  if (named !== undefined) return [named].flat().map(text);
  return not === undefined ? ["*"] : [`all but ${[not].flat().map(text).join(", ")}`];
}

function parsed(document: Value | undefined): Record<string, unknown> | undefined {
  if (isRecord(document)) return document;
  if (typeof document !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(document);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The name of the role, user or group that a property names or refers to. */
export function identityOf(resource: Resource, property: string): string {
  const from = resource.propertyDependencies[property]?.[0]?.split("::").at(-1);
  return from ?? text(resource.inputs[property]);
}
