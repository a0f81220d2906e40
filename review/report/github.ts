import { appendFileSync } from "node:fs";
import { UsageError } from "../../offline/errors";
import { annotationsOf, type Annotation } from "./annotations";
import { markdownReport } from "./markdown";
import type { Review } from "./review";

/** Annotations of a kind that GitHub shows of a step. @see https://docs.github.com/en/rest/checks/runs */
const MOST_OF_A_LEVEL = 10;

const COMMANDS = { critical: "error", high: "warning", medium: "warning", low: "notice" } as const;

/**
 * Writes the job summary, and returns the workflow commands that make annotations.
 *
 * @throws UsageError where this is no step of GitHub Actions
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function writeGithub(review: Review, env: NodeJS.ProcessEnv): string {
  const file = env["GITHUB_STEP_SUMMARY"] ?? "";
  if (file === "")
    throw new UsageError("--github: GITHUB_STEP_SUMMARY is not set: it works in a step of GitHub Actions");
  try {
    appendFileSync(file, `${markdownReport(review)}\n`);
  } catch (error) {
    throw new UsageError(
      `--github: ${file} cannot be written (${String((error as NodeJS.ErrnoException).code)})`,
    );
  }
  return githubCommands(annotationsOf(review))
    .map((line) => `${line}\n`)
    .join("");
}

/** At most ten of a level, the worst first. */
export function githubCommands(annotations: readonly Annotation[]): readonly string[] {
  const counts = new Map<string, number>();
  return annotations.flatMap(({ path, line, level, kind, summary, details }) => {
    const command = COMMANDS[level];
    const count = (counts.get(command) ?? 0) + 1;
    counts.set(command, count);
    if (count > MOST_OF_A_LEVEL) return [];
    const message = data(details === "" ? summary : `${summary}\n${details}`);
    return [
      `::${command} file=${property(path)},line=${line},title=${property(`Review: ${kind}`)}::${message}`,
    ];
  });
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
