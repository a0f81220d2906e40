import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { messageOf, unreadable, UsageError } from "../../offline/errors";
import { parseDocument, type StackDocument } from "./document";

/**
 * The stack to look at: the named one, the only one, or prod.
 *
 * @param project folder of the Pulumi project
 */
export function stackName(project: string, wanted: string | undefined): string {
  if (wanted !== undefined) return wanted;
  let files: string[];
  try {
    files = readdirSync(project);
  } catch {
    throw new UsageError(`--project ${project}: is no folder`);
  }
  const stacks = files.flatMap((file) => /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(file)?.[1] ?? []);
  if (stacks.includes("prod")) return "prod";
  const [only] = stacks;
  if (only === undefined)
    throw new UsageError(`${project} has no Pulumi.<stack>.yaml; name a stack with --stack`);
  if (stacks.length > 1)
    throw new UsageError(`${project} has the stacks ${stacks.sort().join(", ")}; name one with --stack`);
  return only;
}

/** Previews one stack, as `npm run preview -- --json --no-policies` does, in a process of its own. */
export async function previewed(command: string, project: string, stack: string): Promise<StackDocument> {
  const args = [command, "--json", "--no-policies", "--stack", stack, "--project", resolve(project)];
  const { code, stdout, stderr } = await run(args);
  if (code !== 0) throw new UsageError(failure(stdout, stderr, stack));
  return only(parseDocument(stdout), stack);
}

/** Reads a document that a preview has printed; `-` is standard input. */
export function readPreview(path: string, stack: string | undefined): StackDocument {
  let text: string;
  try {
    text = readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw new UsageError(`--preview ${path}: ${unreadable(error)}`);
  }
  const documents = documentsOf(path, text);
  if (stack === undefined && documents.length > 1) {
    throw new UsageError(
      `${path} has the stacks ${documents.map((one) => one.stack).join(", ")}; name one with --stack`,
    );
  }
  return only(documents, stack);
}

function documentsOf(path: string, text: string): readonly StackDocument[] {
  try {
    return parseDocument(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const reason = messageOf(error).replace(/^the preview(?:'s document)? /, "");
    throw new UsageError(
      `--preview ${path}: ${reason.replace("printed no", "is no")}; npm run preview -- --json prints one`,
    );
  }
}

function only(documents: readonly StackDocument[], stack: string | undefined): StackDocument {
  const document = documents.find((one) => stack === undefined || one.stack === stack);
  if (document === undefined) throw new UsageError(`the preview has no stack ${stack ?? ""}`);
  return document;
}

function run(args: readonly string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.on("error", fail);
    child.on("close", (code) => {
      done({
        code,
        stdout: Buffer.concat(out).toString("utf8"),
        stderr: Buffer.concat(err).toString("utf8"),
      });
    });
  });
}

/** The preview's own lines, or the errors of its document. */
function failure(stdout: string, stderr: string, stack: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.replace(/^error: /, ""))
    .filter((line) => line.trim() !== "");
  if (lines.length > 0) return lines.join("\n");
  const messages = [...stdout.matchAll(/"severity":\s*"error",\s*"message":\s*("(?:[^"\\]|\\.)*")/g)].map(
    ([, message]) => String(JSON.parse(message ?? '""')).split("\n")[0] ?? "",
  );
  return [`the preview of ${stack} failed; npm run preview -- --stack ${stack} shows why`, ...messages].join(
    "\n",
  );
}

/** Where the preview's built program lies, beside this one's. */
export function previewCommand(directory: string): string {
  return join(directory, "..", "..", "offline", "bin", "main.cjs");
}
