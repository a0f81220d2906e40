/** What is wrong with the syntax of a YAML file, in the words of those who write stack files. */
import { isCollection, isPair, visit, type Document, type YAMLError } from "yaml";

/** A fault, with its place in the text. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
}

/** What to do, by the fault's code or by its message, where one code stands for several faults. */
const ADVICE: readonly (readonly [fault: string | RegExp, advice: string])[] = [
  ["DUPLICATE_KEY", "a key stands here a second time; keep one of the two"],
  ["TAB_AS_INDENT", "indent with blanks"],
  ["MULTIPLE_DOCS", "remove the line --- and what follows it"],
  ["BLOCK_IN_FLOW", "commas stand between the entries of { } and [ ]"],
  [/^Implicit (?:map )?keys need to be/, "a colon and a blank stand between a key and its value (mode: spa)"],
  [
    /^Unexpected scalar at node end/,
    'a text ends at its second quotation mark; one inside is written \\", or the text in single quotes',
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
export function adviceFor({ code, message }: YAMLError): string {
  const found = ADVICE.find(([fault]) =>
    typeof fault === "string" ? fault === code : fault.test(message),
  )?.[1];
  return found === undefined ? "" : `: ${found}`;
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
