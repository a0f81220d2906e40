import { messageOf, UsageError } from "../errors";

/** Exit code for wrong usage, project, configuration or policy pack. */
const USAGE = 2;
/** Exit code for a fault of the program itself, which shows its stack. */
const FAULT = 1;

/**
 * Runs a command as each of this project's does: its exit code is what `main` resolves to; a {@link UsageError} is its lines, each
 * with `error: `, and 2; a reader that has enough of the output (`| head`) is no error, a full disk is one line.
 *
 * @param onFault what must not go on once the command has failed
 */
export async function runCommand(
  main: (args: readonly string[]) => Promise<number>,
  onFault: () => void = () => undefined,
): Promise<void> {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    const why = error.code === "ENOSPC" ? "the disk is full" : error.message;
    process.stderr.write(`error: the report cannot be written: ${why}\n`);
    process.exit(USAGE);
  });
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    onFault();
    const usage = error instanceof UsageError;
    const text = usage || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);
    process.stderr.write(`${text.replaceAll(/^(?=.)/gm, usage ? "error: " : "")}\n`);
    process.exitCode = usage ? USAGE : FAULT;
  }
}
