/** Text that fits a terminal: its width, words wrapped, long words cut or shortened. */
import { stripVTControlCharacters } from "node:util";

/** Columns that one character takes: emoji and East Asian characters take two. */
const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60]/u;

/** Columns that a text takes, colours left out. */
export function columnsOf(text: string): number {
  return Array.from(stripVTControlCharacters(text)).reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0);
}

/** A text filled with blanks to so many columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** The lines of a text, wrapped between words; a word that is too long by itself is cut. */
export function wrapped(text: string, columns: number): string[] {
  if (columnsOf(text) <= columns) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (columnsOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    let rest = word;
    while (columnsOf(rest) > columns) {
      const characters = Array.from(rest);
      lines.push(characters.slice(0, columns).join(""));
      rest = characters.slice(columns).join("");
    }
    line = rest;
  }
  return [...lines, line];
}

/** Several lines, each wrapped; what is continued begins as far in as its line does. */
export function wrappedBlock(text: string, columns: number): string[] {
  if (columns === Infinity) return text.split("\n");
  return text.split("\n").flatMap((line) => {
    const indent = /^ */.exec(line)?.[0] ?? "";
    return wrapped(line.slice(indent.length), Math.max(20, columns - indent.length)).map(
      (each) => indent + each,
    );
  });
}

/** A text shortened in its middle: both ends of a name or an address say most. */
export function shortened(text: string, columns: number): string {
  const characters = Array.from(text);
  if (characters.length <= columns) return text;
  const end = Math.floor((columns - 1) / 2);
  return `${characters.slice(0, columns - 1 - end).join("")}…${characters.slice(characters.length - end).join("")}`;
}

/**
 * The columns that a report may take: those of the terminal, or of COLUMNS; a pipe takes any, so that its lines stay whole.
 * Less than 40 is taken for 40.
 */
export function reportColumns(
  stream: { readonly columns?: number | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): number {
  const given = stream.columns ?? Number(environment["COLUMNS"]);
  return Number.isInteger(given) && given > 0 ? Math.max(40, given) : Infinity;
}
