import type { Finding } from "../preview-document";
import type { Review, StackReview } from "../report/review";
import { sectionsOf, type Item, type Section } from "../report/sections";
import { verdictLine, verdictOf } from "../report/verdict";
import type { Box, Path } from "../request-path/path";
import type { PathPair } from "../request-path/paths";
import { escaped } from "./escape";
import { anchor, pageFrame } from "./frame";
import { picture, type Mark } from "./picture";

/** The page of a review: verdicts, the ways before and after, then everything that the text says. */
export function reviewPage(review: Review): string {
  const lead = review.stacks
    .map((stack) => `<p class="verdict ${verdictOf(stack).risk}">${escaped(verdictLine(stack))}</p>`)
    .join("");
  const nav = review.stacks.map(({ stack }) => [anchor(stack), stack] as const);
  const sections = sectionsOf(review);
  const body = review.stacks
    .map((stack) =>
      stackBody(
        stack,
        sections.filter((section) => section.stack === stack.stack),
      ),
    )
    .join("\n");
  return pageFrame(`Review of ${review.head} against ${review.base}`, lead, nav, body);
}

function stackBody(review: StackReview, sections: readonly Section[]): string {
  const id = anchor(review.stack);
  const before = sections.filter(({ rank }) => rank < 2);
  const after = sections.filter(({ rank }) => rank >= 2);
  const ways = review.paths.map((pair) => pairPictures(pair, review)).join("");
  return (
    `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(review.stack)}</h2>` +
    `${before.map(sectionBody).join("")}${ways}${after.map(sectionBody).join("")}</section>`
  );
}

/** Before and after one below the other where something moved; else the one picture, folded. */
function pairPictures({ before, after, moved }: PathPair, review: StackReview): string {
  const path = after ?? before;
  if (path === undefined) return "";
  const title = escaped(`${path.kind} ${path.name}`);
  const draw = (
    one: Path | undefined,
    other: Path | undefined,
    lacking: Mark,
    findings: readonly Finding[],
  ): string =>
    one === undefined
      ? "<p>Not there.</p>"
      : picture(one, {
          markOf: ({ id }: Box) => {
            if (!moved.has(id)) return "";
            return other?.boxes.some((box) => box.id === id) === true ? "moved" : lacking;
          },
          findingsOf: ({ urns }: Box) => findings.filter(({ urn }) => urns.includes(urn)),
        });
  if (moved.size === 0) {
    return `<details><summary>${title}: as before</summary>${draw(after, before, "new", review.after?.findings ?? [])}</details>`;
  }
  return (
    `<h3>${title}: before</h3>${draw(before, after, "gone", review.before?.findings ?? [])}` +
    `<h3>${title}: after</h3>${draw(after, before, "new", review.after?.findings ?? [])}`
  );
}

function sectionBody({ title, items, folded }: Section): string {
  const list = `<ul class="items">${items.map(itemBody).join("")}</ul>`;
  return folded
    ? `<details><summary><strong>${escaped(title)}</strong> (${items.length})</summary>${list}</details>`
    : `<h3>${escaped(title)}</h3>${list}`;
}

function itemBody({ line, details }: Item): string {
  const more = details.map((detail) => `<li>${escaped(detail)}</li>`).join("");
  return `<li>${escaped(line)}${more === "" ? "" : `<ul>${more}</ul>`}</li>`;
}
