import { credentialLook, suspicionOf } from "./plain-text-secrets";
import type { Path } from "./fault";

const HIDDEN = "[hidden]";

/** What tells that a value is the name of a secret, not the secret. */
const REFERENCE = /^arn:aws[\w-]*:/;

const MAX_SHOWN = 80;

/** The value as a message may show it: as JSON, without what is or may be a secret, at most 80 characters. */
export function shown(path: Path, value: unknown, hidden = false): string {
  const text = hidden || isSecret(path, value) ? JSON.stringify(HIDDEN) : json(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/**
 * Whether the key that the value stands under is named like a secret, or the value looks like one. A key below such a
 * key holds a secret as well (`secrets.DB`), but the reference of a secret, a switch or a number never is one.
 */
function isSecret(path: Path, value: unknown): boolean {
  if (typeof value === "string" && credentialLook(value) !== undefined) {
    return true;
  }
  const named = path.some((key) => typeof key === "string" && suspicionOf(key) !== "none");
  return named && !(typeof value === "string" && REFERENCE.test(value)) && typeof value !== "boolean";
}

function json(value: unknown): string {
  // JSON has no text for a function or a symbol.
  const text = JSON.stringify(value, (key: string, each: unknown) => {
    const inside = typeof each === "object" && each !== null && !Array.isArray(each);
    return !inside && isSecret([key], each) ? HIDDEN : each;
  }) as string | undefined;
  return text ?? String(value);
}
