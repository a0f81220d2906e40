import type { Review } from "./review";
import { headLines, sectionsOf, type Item, type Section } from "./sections";

/** GitHub refuses a comment of more than 65,536 characters, Azure DevOps one of 150,000; below both, with room for a frame. */
export const MOST_CHARACTERS = 60_000;

/** Longest line: one value must not push all others out. */
const MOST_LINE = 600;

/** Room that is kept for what is said of the parts left out. */
const RESERVE = 3_000;

/** A comment of a pull request; what does not fit is cut by importance and counted. */
export function markdownReport(review: Review): string {
  const head = [
    `## Review of ${code(review.head)} against ${code(review.base)}`,
    "",
    ...headLines(review)
      .map((line) => `- **${escaped(line)}**`)
      .slice(0, 100),
    "",
  ].join("\n");
  const sections = sectionsOf(review);
  const left = new Map(sections.map((section) => [section, fittingNone()]));
  let room = MOST_CHARACTERS - RESERVE - head.length;
  // By importance over all stacks: a mandatory finding of the last stack comes before the first one's diff.
  for (const section of [...sections].sort((a, b) => a.rank - b.rank)) {
    const frame = frameOf(section).join("").length + 60;
    if (frame >= room) continue;
    const fitting = fittingIn(section, room - frame);
    if (fitting.items.length === 0) continue;
    room -= frame + fitting.length;
    left.set(section, fitting);
  }
  let stack = "";
  const body: string[] = [];
  for (const section of sections) {
    const items = left.get(section)?.items ?? [];
    if (items.length === 0) continue;
    if (section.stack !== stack && review.stacks.length > 1) body.push(`### ${escaped(section.stack)}\n`);
    stack = section.stack;
    const [open, close] = frameOf(section);
    body.push(open, ...items, close);
  }
  return `${head}\n${body.join("\n")}\n${cutLines(sections, left)}`;
}

interface Fitting {
  readonly items: readonly string[];
  readonly length: number;
}

const fittingNone = (): Fitting => ({ items: [], length: 0 });

function fittingIn(section: Section, room: number): Fitting {
  const items: string[] = [];
  let length = 0;
  for (const item of section.items) {
    const text = itemText(item);
    if (length + text.length + 1 > room) break;
    items.push(text);
    length += text.length + 1;
  }
  return { items, length };
}

function frameOf({ title, folded, items }: Section): readonly [string, string] {
  return folded
    ? [`<details><summary>${title} (${items.length})</summary>\n`, "\n</details>\n"]
    : [`#### ${title}\n`, ""];
}

function itemText({ line, details }: Item): string {
  const all = details.map((detail) => `  - ${escaped(cut(detail))}`);
  const shown = all.length > 60 ? [...all.slice(0, 60), `  - … and ${all.length - 60} more`] : all;
  return [`- ${escaped(cut(line))}`, ...shown].join("\n");
}

function cutLines(sections: readonly Section[], left: ReadonlyMap<Section, Fitting>): string {
  const cuts = sections.flatMap((section) => {
    const missing = section.items.length - (left.get(section)?.items.length ?? 0);
    return missing > 0
      ? [{ text: `${section.title} of ${section.stack}: ${missing} of ${section.items.length}`, missing }]
      : [];
  });
  if (cuts.length === 0) return "";
  const shown = cuts.slice(0, 20).map(({ text }) => escaped(cut(text).slice(0, 100)));
  const more = cuts.length > 20 ? [`${cuts.length - 20} more parts`] : [];
  return `\nLeft out so that this fits: ${[...shown, ...more].join("; ")}. \`npm run review -- --html FILE\` has everything.\n`;
}

function cut(line: string): string {
  return line.length <= MOST_LINE ? line : `${line.slice(0, MOST_LINE)}…`;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'").slice(0, 200)}\``;
}

/** Text that Markdown and HTML show as it is, and that mentions no person. */
function escaped(text: string): string {
  return text
    .replaceAll("\n", " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/([\\`*_{}[\]|#~])/g, "\\$1")
    .replaceAll("@", "@\u200b");
}
