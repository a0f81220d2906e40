import { readdirSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../offline/errors";
import { readDocument, type Stack } from "../preview-document";
import { withoutPlace } from "./assets";
import { run } from "./processes";
import type { Checkout } from "./worktree";

/** Previews stacks of a checkout; a mandatory finding is no failure here, it is what a review reports. */
export async function previewed(
  command: string,
  { project, revision }: Checkout,
  stacks: readonly string[],
): Promise<readonly Stack[]> {
  if (stacks.length === 0) return [];
  const named = stacks.flatMap((stack) => ["--stack", stack]);
  const { stdout, stderr } = await run(
    process.execPath,
    [command, "--json", "--project", project, ...named],
    project,
    {
      NO_COLOR: "1",
    },
  );
  if (stdout.trim() === "") {
    const [line = "it printed nothing"] = stderr.split("\n").filter((each) => each.trim() !== "");
    throw new UsageError(
      `${revision.name}: does not preview: ${line.replace(/^error: /, "").replaceAll(project, ".")}`,
    );
  }
  const documents = readDocument(stdout, revision.name);
  for (const { stack, errors } of documents) {
    const [error] = errors;
    if (error === undefined) continue;
    const line = faultIn(error);
    throw new UsageError(
      `${revision.name}: stack ${stack} does not preview: ${line.trim().replaceAll(project, ".")}`,
    );
  }
  return documents.map((stack) => withoutPlace(stack, project));
}

/** The stacks that a project has a file of. */
export function stacksOf({ project }: Checkout): readonly string[] {
  return readdirSync(project)
    .flatMap((file) => /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(file)?.[1] ?? [])
    .sort();
}

/** Where the preview's built program lies, beside this one's. */
export function previewCommand(directory: string): string {
  return join(directory, "..", "..", "offline", "bin", "main.cjs");
}

/** The line of a program's failure that says what is wrong: below the runner's own words, above the stack. */
function faultIn(error: string): string {
  const lines = error
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return (
    lines.find((line) => /^(?:\w*Error|error)\b.*:/.test(line)) ?? lines.find((line) => /\w/.test(line)) ?? ""
  );
}
