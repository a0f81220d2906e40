/** Calls of the AWS CLI: both major versions have every command and option that is used here. */
import { spawn } from "node:child_process";

/** A call that AWS or the CLI refused. */
export class AwsError extends Error {
  /** AWS's code, e.g. `NoSuchKey`; undefined where the CLI itself failed. */
  readonly code: string | undefined;

  constructor(command: string, output: string) {
    const lines = output
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    super(`aws ${command}: ${lines.at(-1) ?? "failed without a message"}`);
    this.code = /An error occurred \((\w+)\)/.exec(output)?.[1];
  }
}

const MISSING = new Set(["NoSuchKey", "404", "NotFound"]);

/** Whether the object that was asked for does not exist. */
export function isMissing(error: unknown): boolean {
  return error instanceof AwsError && error.code !== undefined && MISSING.has(error.code);
}

/** Whether a conditional write came too late: somebody else has written meanwhile. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    ["PreconditionFailed", "ConditionalRequestConflict", "ConflictException"].includes(error.code ?? "")
  );
}

/** Runs `aws …` and returns its standard output. */
export async function aws(args: readonly string[]): Promise<string> {
  const child = spawn("aws", args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      AWS_RETRY_MODE: "standard",
      AWS_MAX_ATTEMPTS: "5",
      ...process.env,
      AWS_PAGER: "",
      // Names of files and keys are UTF-8, whatever the machine's locale.
      PYTHONUTF8: "1",
      LC_ALL: "C.UTF-8",
    },
  });
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8");
    child[stream].on("data", (text: string) => {
      output[stream] += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "ENOENT" ? new Error("the AWS CLI (aws) is not installed or not on the PATH") : error,
      );
    });
    child.on("close", resolve);
  });
  if (code !== 0) {
    throw new AwsError(commandOf(args), output.stderr);
  }
  return output.stdout;
}

/** Runs `aws …` and reads its answer; a call without an answer gives undefined. */
export async function awsJson<T>(args: readonly string[]): Promise<T | undefined> {
  const text = await aws([...args, "--output", "json"]);
  return text.trim() === "" ? undefined : (JSON.parse(text) as T);
}

/** `s3api put-object`: without the rest, which may be long. */
function commandOf(args: readonly string[]): string {
  const words = args.filter((arg) => !arg.startsWith("-"));
  return words.slice(0, 2).join(" ");
}
