/**
 * YAML as the Pulumi CLI reads it, by Go's yaml.v3: a mixture of YAML 1.2 and 1.1. Where that is another value than people
 * mean, or the text is not what it looks like, a line says so. Each value here was compared with the CLI's own reader
 * (workspace.LoadProjectStack of 3.248).
 */
import { isPair, visit, type Document, type ScalarTag, type Tags } from "yaml";

/** `0365` is octal, `0b11` binary, `1_000` has an underscore: numbers to the CLI, others or texts to YAML 1.2. */
const NUMBERS: readonly ScalarTag[] = [
  {
    tag: "tag:yaml.org,2002:int",
    default: true,
    test: /^[-+]?0[0-7_]+$/,
    resolve: (text) => signed(text, (digits) => Number.parseInt(digits, 8)),
  },
  {
    tag: "tag:yaml.org,2002:int",
    default: true,
    test: /^[-+]?0b[01_]+$/,
    resolve: (text) => signed(text, (digits) => Number.parseInt(digits.slice(2), 2)),
  },
  {
    tag: "tag:yaml.org,2002:int",
    default: true,
    test: /^[-+]?(?=\d+_)[1-9][\d_]*$/,
    resolve: (text) => signed(text, Number),
  },
];

function signed(text: string, read: (digits: string) => number): number {
  const value = read(text.replaceAll("_", "").replace(/^[-+]/, ""));
  return text.startsWith("-") ? -value : value;
}

const DATE =
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d+)?[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$/;

/** `2026-01-31` is a date, and reaches the program as Go prints one. */
const DATES: ScalarTag = {
  tag: "tag:yaml.org,2002:timestamp",
  default: true,
  test: DATE,
  resolve: (text) => {
    const date = new Date(/[T\s]/i.test(text) ? text : `${text}T00:00:00Z`);
    return Number.isNaN(date.getTime())
      ? text
      : `${date
          .toISOString()
          .replace("T", " ")
          .replace(/\.000Z$|Z$/, "")} +0000 UTC`;
  },
};

/** What `parseDocument` needs to read as the CLI does. */
export const AS_PULUMI = { merge: true, customTags: (tags: Tags): Tags => [DATES, ...NUMBERS, ...tags] };

const BLANKS: Readonly<Record<string, string>> = {
  "\u00a0": "no-break space (U+00A0)",
  "\u200b": "zero width space (U+200B)",
  "\u3000": "ideographic space (U+3000)",
  "\u202f": "narrow no-break space (U+202F)",
};

/** A line for each value that is not to the CLI what it looks like, with its place in the text. */
export function misleading(document: Document): { readonly offset: number; readonly message: string }[] {
  const found: { offset: number; message: string }[] = [];
  visit(document, {
    Scalar(key, node, path) {
      const isKey = key === "key" && isPair(path.at(-1));
      const message = node.type === "PLAIN" && !isKey ? trap(node.source ?? "", node.value) : undefined;
      if (message !== undefined) found.push({ offset: node.range?.[0] ?? 0, message });
    },
  });
  for (const { code, pos, message } of document.warnings) {
    if (code === "TAG_RESOLVE_FAILED") {
      const tag = /!\S+/.exec(message)?.[0]?.replace(/:$/, "") ?? "the tag";
      found.push({
        offset: pos[0],
        message: `${tag} means nothing to Pulumi, which reads on as if it were not there: remove it`,
      });
    }
  }
  return found.sort((one, other) => one.offset - other.offset);
}

function trap(source: string, value: unknown): string | undefined {
  const quoted = `write it in quotes ("${source}") if it is a text`;
  if (DATE.test(source)) {
    return `${source} is a date to Pulumi, and reaches the program as "${String(value)}": ${quoted}`;
  }
  if (typeof value === "number" && /^[-+]?0\d|_|^[-+]?0b/.test(source)) {
    return `${source} is the number ${value} to Pulumi: ${quoted}, or write ${value}`;
  }
  const blank = blankIn(source);
  return blank === undefined
    ? undefined
    : `holds a ${blank}, which YAML takes for a letter: type a blank in its place`;
}

/** What a message calls the first blank that is none to YAML. */
export function blankIn(source: string): string | undefined {
  const blank = Object.keys(BLANKS).find((each) => source.includes(each));
  return blank === undefined ? undefined : BLANKS[blank];
}
