import { credentialLook, plainTextSecret, suspicionOf } from "./plain-text-secrets";

/** `NAME=value`, `name: value`, `"name": "value"`, `--name value`, wherever they stand in a script, YAML or JSON. */
const ASSIGNMENT =
  /(?:^|[\s;,{(]|--|-e\s+|\$env:)["']?([\p{L}_][\p{L}\p{N}_.-]*)["']?\s*(?:=|:(?=\s|["'])|(?<=--[\w-]+)\s)\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s;,"'})]+))/gmu;

/** Values that only say where the value is, or of what type: a command, a variable, a template, a part of a program. */
const NO_LITERAL =
  /^(?:[$<{%`@*!&[(-]|\\)|\(|\$\(|^(?:string|str|text|number|boolean|null|none|undefined|true|false)$|^[a-z_$][\w$]*(?:\.[\w$]+)+$/i;

/** What stands where a script puts a value in later, or where a word of a command ends. */
const LITERAL = String.raw`["']?(?![$<{%"'\s-])[^\s"']{3,}`;
/** The rest of one command of a script. */
const SAME_COMMAND = String.raw`[^\n|;&]*?\s`;

/** Commands that take a password as an argument without a name of its own. */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(
      String.raw`\b(?:docker|podman|buildah|oras|skopeo|crane|registry|helm)\s+(?:registry\s+)?login\b${SAME_COMMAND}(?:-p|--password)[ =]${LITERAL}`,
    ),
    "a registry's password",
  ],
  [new RegExp(String.raw`\bsshpass\s+-p\s*${LITERAL}`), "sshpass's password"],
  [
    new RegExp(
      String.raw`\b(?:curl|wget|http)\b${SAME_COMMAND}(?:-u|--user)[ =]?["']?[^\s:"'$]+:(?![$<{%"'\s])[^\s"']{3,}`,
    ),
    "a user's password",
  ],
  [
    new RegExp(
      String.raw`\b(?:mysql|mysqldump|mysqladmin|mariadb)\b${SAME_COMMAND}-p(?![$<{%"'\s])[^\s"']{3,}`,
    ),
    "a database's password",
  ],
  [new RegExp(String.raw`\b_(?:authToken|password|auth)\s*=\s*${LITERAL}`), "a registry's token"],
];

/**
 * What a script, a build specification or another text holds that looks like a secret, e.g. `holds an npm token` or
 * `sets DB_PASSWORD`; undefined where nothing does. The secret itself is never part of the answer.
 */
export function secretInText(text: string): string | undefined {
  const look = credentialLook(text);
  if (look !== undefined) {
    return `holds ${look}`;
  }
  const command = COMMANDS.find(([pattern]) => pattern.test(text));
  if (command !== undefined) {
    return `gives a command ${command[1]}`;
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
