import { plainTextSecret, suspicionOf } from "../../components/fields/plain-text-secrets";
import { secretInText } from "../../components/fields/secrets-in-text";
import type { Value } from "../engine/value";

/**
 * Says what makes a variable look like a credential in plain text; undefined where nothing does. The value itself is
 * never part of the answer.
 *
 * @throws {UnknownValueError} where the name is suspicious and the value not known yet: it may be a reference
 */
export function credentialIn(name: string, value: Value): string | undefined {
  if (value.unknown) {
    return suspicionOf(name) === "none" ? undefined : (value.text() ?? undefined);
  }
  return plainTextSecret(name, value.text() ?? "");
}

/**
 * The same for a text that is no single value: a script, a build specification, user data, also in base64. One that is
 * not known yet is made of parts that the cloud decides, so that nothing can be said of it.
 */
export function credentialInText(text: Value): string | undefined {
  if (text.unknown) {
    return undefined;
  }
  const plain = text.text() ?? "";
  return secretInText(plain) ?? (isBase64(plain) ? secretInText(decoded(plain)) : undefined);
}

function isBase64(text: string): boolean {
  const compact = text.replace(/\s+/g, "");
  return compact.length >= 16 && /^[A-Za-z0-9+/]+={0,2}$/.test(compact);
}

function decoded(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
