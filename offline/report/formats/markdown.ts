import type { Entry, StackEntries } from "./entries";

/** The findings as a comment of a pull request: for each stack a verdict and a table, worst first. */
export function markdown(stacks: readonly StackEntries[]): string {
  return `${stacks.map(section).join("\n\n")}\n`;
}

function section({ stack, succeeded, policies, entries, errors }: StackEntries): string {
  const mandatory = entries.filter((entry) => entry.mandatory).length;
  const lines = [
    `## ${succeeded ? "✅" : "❌"} ${cell(stack)}`,
    "",
    `${policies} policies: ${mandatory} mandatory and ${entries.length - mandatory} advisory findings.`,
  ];
  for (const error of errors) {
    lines.push("", ...error.split("\n").map((line) => `    ${line}`));
  }
  if (entries.length > 0) {
    lines.push(
      "",
      "| level | severity | policy | resource | what | where |",
      "| --- | --- | --- | --- | --- | --- |",
    );
    lines.push(...entries.map(row));
  }
  return lines.join("\n");
}

function row(entry: Entry): string {
  const { mandatory, severity, policy, url, subject, detail, place } = entry;
  const name = url === "" ? `\`${policy}\`` : `[\`${policy}\`](${url})`;
  const cells = [mandatory ? "**mandatory**" : "advisory", cell(severity), name, cell(subject), cell(detail)];
  return `| ${[...cells, `\`${place.file}:${place.line}\``].join(" | ")} |`;
}

/** A text that can't end its cell or begin markup. */
function cell(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, (sign) => `\\${sign}`).replaceAll(/\s*\n\s*/g, " ");
}
