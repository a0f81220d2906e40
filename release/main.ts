/** The release program: what the Deploy stage runs, and `npm run release` for people. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings, SETTINGS_VARIABLE, type ReleaseSettings } from "../components/release-contract";
import { printHelp } from "../offline/cli/help.cjs";
import { settingsOfPipeline } from "./aws/deploy-project";
import { COMMANDS, parseCommand, USAGE, UsageError, type Command } from "./command-line";
import { consoleLog, reasonOf, type Log } from "./log";
import { makeContext } from "./make-context";

async function run(args: readonly string[]): Promise<void> {
  const command = parseCommand(args);
  if (command === "help") {
    printHelp(USAGE);
    return;
  }
  const settings = await findSettings(command);
  const temp = await mkdtemp(join(tmpdir(), "release-"));
  try {
    const log = consoleLog();
    const context = makeContext(settings, { ...command, temp, log, signal: interruption(log) });
    await COMMANDS[command.name].run(context, command);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function findSettings({ pipeline, settings }: Command): Promise<ReleaseSettings> {
  if (settings !== undefined && pipeline !== undefined) {
    throw new UsageError("which site? --pipeline and --settings each name one: give one of the two");
  }
  if (settings !== undefined) {
    const text = await readFile(settings, "utf8").catch((error: unknown) => {
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
      throw new UsageError(
        missing
          ? `there is no file ${settings} with the settings`
          : `the settings cannot be read: ${reasonOf(error)}`,
      );
    });
    return parseSettings(text);
  }
  if (pipeline !== undefined) {
    return parseSettings(await settingsOfPipeline(pipeline));
  }
  const json = process.env[SETTINGS_VARIABLE];
  if (json === undefined) {
    throw new UsageError("which site? name its pipeline with --pipeline, or its settings with --settings");
  }
  return parseSettings(json);
}

/** Aborted by the first signal; a second one must not cut off the undoing of the first. */
function interruption(log: Log): AbortSignal {
  const abort = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (!abort.signal.aborted) {
        log.warn("interrupted: taking back what has been changed");
        abort.abort();
      }
    });
  }
  return abort.signal;
}

// A terminal that is closed takes the streams with it; what has been changed is still to be taken back.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", () => undefined);
}

run(process.argv.slice(2)).then(
  () => process.exit(process.exitCode ?? 0),
  (error: unknown) => {
    const more = error instanceof UsageError ? " (--help names the commands and options)" : "";
    process.stderr.write(`release: ${reasonOf(error)}${more}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
