import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../errors";

/** Files that the findings are written to for other tools, by format. */
export interface ReportFiles {
  readonly sarif?: string;
  readonly junit?: string;
  readonly gitlab?: string;
  readonly markdown?: string;
}

export const REPORT_FLAGS = {
  sarif: { type: "string" },
  junit: { type: "string" },
  gitlab: { type: "string" },
  markdown: { type: "string" },
} as const;

export const REPORT_HELP = `\
  --sarif FILE               write the findings as SARIF 2.1.0, for GitHub and other viewers
  --junit FILE               … as JUnit XML, for Bitbucket, Jenkins, GitLab
  --gitlab FILE              … as GitLab's code quality report
  --markdown FILE            … as a table for the comment of a pull request`;

/** Reads the flags; a file that could not be written after the preview is a {@link UsageError} before it. */
export function reportFiles(values: Readonly<Partial<Record<keyof ReportFiles, string>>>): ReportFiles {
  const given = (Object.keys(REPORT_FLAGS) as (keyof ReportFiles)[]).flatMap((format) => {
    const file = values[format];
    return file === undefined ? [] : [[format, resolve(file)] as const];
  });
  for (const [format, file] of given) {
    const folder = dirname(file);
    if (!existsSync(folder)) {
      throw new UsageError(`--${format} ${file}: there is no folder ${folder}; make it first`);
    }
    if (existsSync(file) && statSync(file).isDirectory()) {
      throw new UsageError(`--${format} ${file} is a folder; name a file`);
    }
  }
  const twice = given.find(([, file], index) => given.findIndex(([, other]) => other === file) !== index);
  if (twice !== undefined) {
    throw new UsageError(`--${twice[0]} ${twice[1]}: another format is written to the same file`);
  }
  return Object.fromEntries(given);
}
