import { writeFileSync } from "node:fs";
import type { StackPlan, StackResult } from "../../preview/result";
import type { ReportFiles } from "../../cli/report-files";
import { entriesOf, type StackEntries } from "./entries";
import { gitlab } from "./gitlab";
import { junit } from "./junit";
import { markdown } from "./markdown";
import { sarif } from "./sarif";

const FORMATS: Readonly<Record<keyof ReportFiles, (stacks: readonly StackEntries[]) => string>> = {
  sarif,
  junit,
  gitlab,
  markdown,
};

/** Writes the files that the command line names. */
export function writeReports(
  files: ReportFiles,
  plans: readonly StackPlan[],
  results: readonly StackResult[],
): void {
  const stacks = entriesOf(plans, results);
  for (const [format, file] of Object.entries(files) as [keyof ReportFiles, string][]) {
    writeFileSync(file, FORMATS[format](stacks));
  }
}
