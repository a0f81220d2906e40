import { gunzipSync } from "node:zlib";
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
  const text = value.text() ?? "";
  return plainTextSecret(name, text) ?? (isStructured(text) ? secretInText(text) : undefined);
}

/** Whether the value is more than one word: a document in JSON, arguments of a command, lines of settings. */
function isStructured(text: string): boolean {
  return /^\s*[[{]|\s--?\w|^--?\w|\n/.test(text);
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
  const bytes = Buffer.from(text, "base64");
  // cloud-init takes user data that is compressed.
  return isCompressed(bytes) ? unzipped(bytes) : bytes.toString("utf8");
}

function isCompressed(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** As much as user data can be; what is broken or larger says nothing. */
function unzipped(bytes: Buffer): string {
  try {
    return gunzipSync(bytes, { maxOutputLength: 1 << 20 }).toString("utf8");
  } catch {
    return "";
  }
}

/**
 * The same for a build specification: what it takes from Secrets Manager and Parameter Store are names and places, not
 * values.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec.env.secrets-manager
 */
export function credentialInBuildspec(text: Value): string | undefined {
  if (text.unknown) {
    return undefined;
  }
  const plain = (text.text() ?? "")
    .replace(/^([ \t]*)(?:secrets-manager|parameter-store):[^\n]*\n(?:\1[ \t]+[^\n]*(?:\n|$)|\s*\n)*/gm, "")
    .replace(/"(?:secrets-manager|parameter-store)"\s*:\s*\{[^}]*\}/g, "");
  return secretInText(plain);
}
