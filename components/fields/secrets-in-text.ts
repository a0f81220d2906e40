import { credentialLook, plainTextSecret, suspicionOf } from "./plain-text-secrets";

/** `NAME=value`, `name: value`, `"name": "value"`, `--name value`, wherever they stand in a script, YAML or JSON. */
const ASSIGNMENT =
  /(?:^|[\s;,{(]|--|-e\s+)["']?([\p{L}_][\p{L}\p{N}_.-]*)["']?\s*(?:=|:(?=\s|["'])|(?<=--[\w-]+)\s)\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;,"'})]+))/gmu;

/** Values that only say where the value is, or of what type: a command, a variable, a template, a part of a program. */
const NO_LITERAL =
  /^(?:[$<{%`@*!&[(-]|\\)|\(|\$\(|^(?:string|str|text|number|boolean|null|none|undefined|true|false)$|^[a-z_$][\w$]*(?:\.[\w$]+)+$/i;

/**
 * What a script, a build specification or another text holds that looks like a secret, e.g. `holds an npm token` or
 * `sets DB_PASSWORD`; undefined where nothing does. The secret itself is never part of the answer.
 */
export function secretInText(text: string): string | undefined {
  const look = credentialLook(text);
  if (look !== undefined) {
    return `holds ${look}`;
  }
  for (const [, name = "", double, single, bare] of text.matchAll(ASSIGNMENT)) {
    const value = double ?? single ?? bare ?? "";
    const isLiteral = value !== "" && !NO_LITERAL.test(value);
    if (isLiteral && suspicionOf(name) === "strong" && plainTextSecret(name, value) !== undefined) {
      return `sets ${name}`;
    }
  }
  return undefined;
}
