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
  const refused = (faults: readonly string[]): UsageError =>
    new UsageError(faults.map((fault) => `${revision.name}: ${fault}`.replaceAll(project, ".")).join("\n"));
  if (stdout.trim() === "") {
    const said = stderr.trim() === "" ? ["it printed nothing"] : linesOf(stderr);
    throw refused(said.map((line) => `does not preview: ${line.replace(/^error: /, "")}`));
  }
  const documents = readDocument(stdout, revision.name);
  const faults = documents.flatMap(({ stack, errors }) =>
    errors.flatMap(faultsIn).map((fault) => `stack ${stack} does not preview: ${fault}`),
  );
  if (faults.length > 0) throw refused(faults);
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

/**
 * What an error says: each line of a list of faults; of a failure that the program did not foresee the one line that says what is
 * wrong, below the runner's own words and above the stack.
 */
function faultsIn(error: string): readonly string[] {
  const lines = linesOf(error);
  const thrown = lines.find((line) => /^(?:\w*Error|error)\b.*:/.test(line));
  return thrown === undefined && !lines.some((line) => line.startsWith("at "))
    ? lines
    : [thrown ?? lines[0] ?? ""];
}

function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
