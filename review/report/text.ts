import type { Review } from "./review";
import { headLines, sectionsOf } from "./sections";

/** What a terminal shows. */
export function textReport(review: Review): string {
  const lines = [`Review of ${review.head} against ${review.base}`, "", ...headLines(review)];
  let stack = "";
  for (const section of sectionsOf(review)) {
    if (section.stack !== stack) lines.push("", section.stack);
    stack = section.stack;
    lines.push("", `  ${section.title}:`);
    for (const { line, details } of section.items)
      lines.push(`    ${line}`, ...details.map((each) => `      ${each}`));
  }
  return `${lines.join("\n")}\n`;
}
