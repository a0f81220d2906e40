// Markdown for docs/performance.md, and what was to be reached.

/** @param columns headings; one that begins with a blank is left-aligned, the others are numbers */
export function table(columns, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map((column) => column.trim())),
    line(columns.map((column) => (column.startsWith(" ") ? "---" : "--:"))),
    ...rows.map(line),
  ].join("\n");
}

export const seconds = (ms) => (ms / 1000).toFixed(2);
export const ratio = (part, whole) => (part / whole).toFixed(2);

/** Collects what was to be reached; the bench fails where something was missed. */
export class Targets {
  #lines = [];
  missed = 0;

  /** `value` may be at most `limit`. */
  atMost(what, value, limit, unit = "") {
    const met = value <= limit;
    if (!met) this.missed += 1;
    this.#lines.push(
      `- ${met ? "reached" : "**missed**"}: ${what}: ${value.toFixed(2)}${unit}, at most ${Number(limit.toFixed(2))}${unit}`,
    );
  }

  toString() {
    return this.#lines.join("\n");
  }
}
