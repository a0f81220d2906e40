import { given } from "./text";
import type { Entry, StackEntries } from "./entries";

/**
 * The findings in JUnit's XML: a suite for each stack, a case for each finding. Mandatory ones are failures, advisory ones are
 * skipped with their message; a stack without findings is one case that passed.
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junit(stacks: readonly StackEntries[]): string {
  const suites = stacks.map(suiteOf);
  return ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", ...suites, "</testsuites>", ""].join(
    "\n",
  );
}

function suiteOf({ stack, entries, errors, policies }: StackEntries): string {
  const cases = [
    ...errors.map(
      (text) =>
        `    <testcase name="the program" classname=${quoted(stack)}>\n      <error message=${quoted(firstLine(text))}>${escaped(text)}</error>\n    </testcase>`,
    ),
    ...entries.map(caseOf),
  ];
  if (cases.length === 0) {
    cases.push(`    <testcase name=${quoted(`${policies} policies`)} classname=${quoted(stack)}/>`);
  }
  const failures = entries.filter(({ mandatory }) => mandatory).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors.length}" skipped="${entries.length - failures}"`;
  return [`  <testsuite name=${quoted(`policies of ${stack}`)} ${counts}>`, ...cases, "  </testsuite>"].join(
    "\n",
  );
}

function caseOf(entry: Entry): string {
  const { policy, subject, pack, stack, severity, detail, description, remedy, url, place, mandatory } =
    entry;
  const text = [detail, description, remedy, url, `${place.file}:${place.line}`, entry.urn]
    .filter((line) => line !== "")
    .join("\n");
  const head = `    <testcase name=${quoted(`${policy}: ${subject}`)} classname=${quoted(`${stack}.${pack}`)} file=${quoted(place.file)} line="${place.line}">`;
  const body = mandatory
    ? `      <failure type=${quoted(severity)} message=${quoted(firstLine(detail))}>${escaped(text)}</failure>`
    : `      <skipped message=${quoted(`advisory: ${firstLine(detail)}`)}/>`;
  return [head, body, "    </testcase>"].join("\n");
}

function firstLine(text: string): string {
  return given(text.split("\n")[0] ?? "", text);
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`;
}
