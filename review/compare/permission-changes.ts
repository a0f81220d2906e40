import { isRecord } from "../../growth/stack/document";
import type { Resource } from "../preview-document";
import { permissions, type PermissionChange } from "./permissions";
import type { Permission } from "./policy-statements";

/**
 * What is granted after a change and was not before, and the reverse; what crosses the stack's border first.
 *
 * @param formerNames of renamed resources, by the present ones
 */
export function comparePermissions(
  before: readonly Resource[],
  after: readonly Resource[],
  formerNames: ReadonlyMap<string, string> = new Map(),
): readonly PermissionChange[] {
  const was = byKey(permissions(before));
  const is = byKey(permissions(after), formerNames);
  const changes = [
    ...only(is, was).map((one) => change(one, "gained")),
    ...only(was, is).map((one) => change(one, "lost")),
  ];
  return changes.sort((a, b) => rank(a) - rank(b) || keyOf(a).localeCompare(keyOf(b), "en"));
}

function byKey(
  all: readonly Permission[],
  formerNames: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, Permission> {
  return new Map(all.map((one) => [keyOf(one, formerNames), one]));
}

function only(these: ReadonlyMap<string, Permission>, others: ReadonlyMap<string, Permission>): Permission[] {
  return [...these].flatMap(([key, one]) => (others.has(key) ? [] : [one]));
}

/** Physical names end in seven digits that hang on the resource's URN: a rename is no new permission. */
function keyOf(
  { kind, effect, principal, action, resource, condition }: Permission,
  formerNames: ReadonlyMap<string, string> = new Map(),
): string {
  const named = (text: string): string => formerNames.get(text) ?? text;
  return [kind, effect, named(principal), action, named(resource), condition]
    .join("\0")
    .replaceAll(/-[0-9a-f]{7}\b/g, "-#");
}

function change(one: Permission, what: "gained" | "lost"): PermissionChange {
  return { ...one, change: what, crosses: crossing(one) };
}

function rank({ crosses, change: what, effect }: PermissionChange): number {
  return (crosses === "" ? 4 : 0) + (what === "gained" ? 0 : 2) + (effect === "Allow" ? 0 : 1);
}

/** The account that the preview gives a stack. */
const OWN_ACCOUNT = "000000000000";

/** Ranges of addresses that no packet from the Internet has. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|fd)/i;

/** Keys of a condition that say whose account a request comes from. */
const ACCOUNTS = ["kms:calleraccount", "aws:principalaccount", "aws:sourceaccount", "aws:sourceowner"];

/** True where a condition lets in the own account alone. */
function isOfOwnAccount(condition: string): boolean {
  if (condition === "") return false;
  const tests = JSON.parse(condition) as Readonly<Record<string, unknown>>;
  return Object.entries(tests).some(
    ([operator, keys]) =>
      /^StringEquals(?:IgnoreCase)?$/.test(operator) &&
      Object.entries(isRecord(keys) ? keys : {}).some(
        ([key, accounts]) =>
          ACCOUNTS.includes(key.toLowerCase()) &&
          [accounts].flat().every((account) => account === OWN_ACCOUNT),
      ),
  );
}

function crossing({ kind, effect, principal, resource, condition }: Permission): string {
  if (effect === "Deny" || isOfOwnAccount(condition)) return "";
  if (kind === "network") {
    if (isAddress(principal) && !PRIVATE.test(principal)) return `from ${principal}`;
    return isAddress(resource) && !PRIVATE.test(resource) ? `to ${resource}` : "";
  }
  if (principal === "*") return "everybody";
  if (principal.startsWith("all but ")) return principal;
  const account = accountOf(principal);
  if (account !== undefined && account !== OWN_ACCOUNT) return `account ${account}`;
  if (
    /:(?:oidc|saml)-provider\/|^(?:accounts\.google|www\.amazon|graph\.facebook|cognito-identity)/.test(
      principal,
    )
  )
    return `identities of ${principal.replace(/^.*provider\//, "")}`;
  if (resource === "*" && kind === "identity") return "every resource of the account";
  const other = accountOf(resource);
  if (other !== undefined && other !== OWN_ACCOUNT && other !== "aws")
    return `a resource of account ${other}`;
  return "";
}

const isAddress = (text: string): boolean => /^[\d.]+\/\d+$|^[0-9a-f:]+\/\d+$/i.test(text);

function accountOf(name: string): string | undefined {
  return /^arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}|aws):/.exec(name)?.[1] ?? /^(\d{12})$/.exec(name)?.[1];
}
