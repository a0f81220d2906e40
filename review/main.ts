import { runCommand } from "../offline/cli/command";
import { printHelp } from "../offline/cli/help.cjs";
import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { HELP, parseCommandLine, type Options } from "./command-line";
import { reasonsToFail } from "./fail-on";
import { UsageError } from "../offline/errors";
import { placeOf, sendCodeInsights } from "./report/code-insights";
import { writeGithub } from "./report/github";
import { reviewPage } from "./html/review-page";
import { jsonReport } from "./report/json";
import { markdownReport } from "./report/markdown";
import { reviewOf, type Review } from "./report/review";
import { textReport } from "./report/text";
import { previewPair } from "./revisions/pair";
import { previewCommand } from "./revisions/preview";

const EXIT = { done: 0, failed: 1 } as const;

async function main(args: readonly string[]): Promise<number> {
  const options = parseCommandLine(args);
  if (options.help) {
    printHelp(HELP);
    return EXIT.done;
  }
  checkPlaces(options);
  const place = options.codeInsights ? placeOf(process.env) : undefined;
  const pairs = await previewPair(
    { ...options, project: resolve(options.project) },
    previewCommand(__dirname),
  );
  const review = reviewOf(pairs);
  write(review, options);
  if (options.github) process.stdout.write(writeGithub(review, process.env));
  if (place !== undefined) await sendCodeInsights(review, place);
  const reasons = reasonsToFail(review, options.failOn);
  if (reasons.length === 0) return EXIT.done;
  process.stderr.write(`error: --fail-on: ${reasons.join(", ")}\n`);
  return EXIT.failed;
}

/** What cannot be written is known before two previews have taken their seconds. */
function checkPlaces({ project, markdown, html, github }: Options): void {
  const faults: string[] = [];
  if (github && (process.env["GITHUB_STEP_SUMMARY"] ?? "") === "")
    faults.push("--github: GITHUB_STEP_SUMMARY is not set: it works in a step of GitHub Actions");
  if (!isFolder(project)) faults.push(`--project ${project}: is no folder`);
  for (const [flag, path] of [
    ["--markdown", markdown],
    ["--html", html],
  ] as const) {
    if (path === undefined || path === "-") continue;
    const folder = dirname(resolve(path));
    if (!isFolder(folder)) faults.push(`${flag} ${path}: there is no folder ${dirname(path)}`);
    else if (isFolder(resolve(path))) faults.push(`${flag} ${path}: is a folder; name a file`);
    else if (!isWritable(folder)) faults.push(`${flag} ${path}: cannot be written`);
  }
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function write(review: Review, options: Options): void {
  if (options.markdown !== undefined && options.markdown !== "-")
    writeFileSync(options.markdown, markdownReport(review));
  if (options.html !== undefined) writeFileSync(options.html, reviewPage(review));
  process.stdout.write(
    options.json
      ? `${JSON.stringify(jsonReport(review), null, 2)}\n`
      : options.markdown === "-"
        ? markdownReport(review)
        : textReport(review),
  );
}

void runCommand(main);
