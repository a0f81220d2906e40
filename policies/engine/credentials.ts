import { credentialLook, plainTextSecret, suspicionOf } from "../../components/fields/plain-text-secrets";
import type { Value } from "./value";

export { credentialLook };

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
