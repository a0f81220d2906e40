/** What is wrong with the syntax of a YAML file, in the words of those who write stack files. */
import { isCollection, isPair, isScalar, visit, type Document, type Scalar, type YAMLError } from "yaml";
import { blankIn } from "./yaml-as-pulumi";

/** A fault, with its place in the text. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
}

/** What to do, by the fault's code or by its message, where one code stands for several faults. */
const ADVICE: readonly (readonly [fault: string | RegExp, advice: string])[] = [
  ["TAB_AS_INDENT", "indent with blanks"],
  ["MULTIPLE_DOCS", "remove the line --- and what follows it"],
  ["BLOCK_IN_FLOW", "commas stand between the entries of { } and [ ]"],
  [/^Implicit (?:map )?keys need to be/, "a colon and a blank stand between a key and its value (mode: spa)"],
  [
    /^Unexpected scalar at node end/,
    `a text ends at its second quotation mark; one inside is written \\" in double quotes, and '' in single ones`,
  ],
  [
    /^Flow (?:map|sequence) in block collection must be/,
    "each { ends with a }, and each [ with a ], which stands no further left than the keys inside",
  ],
  [
    /^Nested mappings are not allowed/,
    "a key begins a line of its own, as far right as the keys beside it; a text with a colon and a blank stands in quotes",
  ],
  [/^All (?:mapping|sequence|collection) items must start/, "indent it as far as what stands beside it"],
  [/^Plain value cannot start with/, "write the text in quotes"],
  [/^Missing closing ["']quote/, "a text that begins with a quotation mark ends with the same one"],
  [/^Unexpected block-seq-ind/, "a list begins on the line below its key, or stands in [ ]"],
];

/** The advice about a fault of the parser, with a colon before it; empty where there is none. */
function adviceFor({ code, message }: YAMLError): string {
  const found = ADVICE.find(([fault]) =>
    typeof fault === "string" ? fault === code : fault.test(message),
  )?.[1];
  return found === undefined ? "" : `: ${found}`;
}

/**
 * The faults of the parser that a user can act upon: each key that stands twice, and the first of the others, since those after it
 * may only follow from it.
 */
export function parserFaults(document: Document, text: string): YamlFault[] {
  const isTwice = ({ code }: YAMLError) => code === "DUPLICATE_KEY";
  const first = document.errors.find((error) => !isTwice(error));
  return document.errors
    .filter((error) => error === first || isTwice(error))
    .map((error) => faultOf(error, document, text));
}

function faultOf(error: YAMLError, document: Document, text: string): YamlFault {
  if (error.code === "DUPLICATE_KEY") {
    const [key = ""] = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s,{}]*[^\s,{}:])/.exec(text.slice(error.pos[0])) ?? [];
    const message = `Map keys must be unique: ${key} stands here a second time; keep one of the two`;
    return { offset: error.pos[0], message };
  }
  // What is missing at the end is missing on the last line, not on the empty one after it.
  const offset = Math.min(error.pos[0], Math.max(0, text.trimEnd().length - 1));
  const open = openQuote(document, text, error);
  if (open !== undefined) {
    const mark = text[open] ?? '"';
    const advice = "a text that begins with a quotation mark ends with the same one";
    return { offset: open, message: `Missing closing quotation mark ${mark}: ${advice}` };
  }
  const wide = /[\uff1a\ufe55]/.exec(lineAt(text, offset))?.[0];
  if (wide !== undefined && error.message.startsWith("Implicit")) {
    return { offset, message: `${wide} is no colon to YAML, but a letter: type : and a blank` };
  }
  const message = error.message
    .replace(/; please use .*$/, "")
    .replace(/^Missing closing (["'])quote/, "Missing closing quotation mark $1");
  return { offset, message: `${message}${adviceFor(error)}` };
}

function lineAt(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1).split("\n", 1)[0] ?? "";
}

/** Where a text in quotes begins that was meant to end on its line, and ends, with a fault, at the next quotation mark further down. */
function openQuote(document: Document, text: string, { code, message, pos }: YAMLError): number | undefined {
  const isQuote = /^Missing closing ["']quote|^Unexpected scalar at node end/.test(message);
  if (!isQuote && code !== "MULTILINE_IMPLICIT_KEY") {
    return undefined;
  }
  let found: Scalar | undefined;
  visit(document, {
    Scalar(_, node) {
      const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
      if (isQuoted && (node.range?.[0] ?? Infinity) < pos[1]) found = node;
    },
  });
  const range = found?.range;
  return range && text.slice(range[0], range[1]).includes("\n") ? range[0] : undefined;
}

/** What Git leaves in a file whose two versions it could not join. */
export function conflictIn(text: string): YamlFault | undefined {
  const mark = /^(?:<{7}|>{7}|={7}|\|{7})(?=[ \r\n]|$)/m.exec(text);
  return mark === null
    ? undefined
    : {
        offset: mark.index,
        message: `${mark[0]} is a mark of a conflict in Git: keep one of the two versions`,
      };
}

/** What parses, and yet has no value: names that nothing defines, and keys that are no texts. */
export function unresolved(document: Document): YamlFault[] {
  const found: YamlFault[] = [];
  visit(document, {
    Alias(_, node) {
      if (node.resolve(document) === undefined) {
        found.push({
          offset: node.range?.[0] ?? 0,
          message: `*${node.source} stands for what &${node.source} names, and nothing does: write it in quotes ("*${node.source}") if it is a text`,
        });
      }
    },
    Pair(_, { key }) {
      const blank =
        isScalar(key) && key.type === "PLAIN" ? blankIn((key.source ?? "").slice(0, 1)) : undefined;
      if (blank !== undefined && isScalar(key)) {
        found.push({
          offset: key.range?.[0] ?? 0,
          message: `a ${blank} stands before ${(key.source ?? "").trim()}, which YAML takes for a letter of the key: indent with blanks`,
        });
      }
      if (isCollection(key)) {
        found.push({
          offset: key.range?.[0] ?? 0,
          message: `a key must be a text, and ${isPair(key.items[0]) ? "{ } and {{ }} are objects" : "[ ] is a list"}: write what is meant here, in quotes if it is a text`,
        });
      }
    },
  });
  return found;
}
