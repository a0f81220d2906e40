/** The release program: what the Deploy stage runs, and `npm run release` for people. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { awsJson } from "./aws";
import { Bucket } from "./bucket";
import { activateRelease, deploy, list, rollback } from "./commands";
import type { Context } from "./context";
import { consoleLog, reasonOf } from "./log";
import {
  deployProject,
  parseSettings,
  SETTINGS_VARIABLE,
  type ReleaseSettings,
} from "../components/release-contract";
import { Store } from "./store";

const USAGE = `Usage: release <command> [options]

Commands
  list                 the releases of the site, newest first
  deploy <folder>      releases the build in a folder
  activate <release>   makes a former release live again
  rollback             goes back to the release that was live before

Which site (one of these; on the pipeline's build machine ${SETTINGS_VARIABLE} is set)
  --pipeline NAME      asks the pipeline's deploy project
  --settings FILE      a JSON file of the same, for a site without a pipeline

Options
  --commit ID          the commit that was built (deploy)
  --lock-wait SECONDS  how long to wait for another deployment (900)
  --edge-wait SECONDS  how long to wait for CloudFront's invalidation (600)
`;

/** What was asked for cannot be done with these words. */
class UsageError extends Error {}

interface Options {
  readonly pipeline?: string | undefined;
  readonly settings?: string | undefined;
  readonly commit?: string | undefined;
  readonly "lock-wait"?: string | undefined;
  readonly "edge-wait"?: string | undefined;
}

async function run(args: readonly string[]): Promise<void> {
  const { words, options } = parse(args);
  const [command = "", operand, ...rest] = words;
  const operands = { list: 0, deploy: 1, activate: 1, rollback: 0 }[command];
  if (operands === undefined) {
    throw new UsageError(command === "" ? "a command is needed" : `there is no command ${command}`);
  }
  if ((operand === undefined ? 0 : 1) !== operands || rest.length > 0) {
    throw new UsageError(operands === 0 ? `${command} takes no argument` : `${command} takes one argument`);
  }
  const settings = await findSettings(options);
  const temp = await mkdtemp(join(tmpdir(), "release-"));
  try {
    const context = makeContext(settings, temp, options);
    await commands[command as keyof typeof commands](context, operand ?? "", options);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

const commands = {
  list: async (context: Context) => {
    for (const line of await list(context)) {
      context.log.step(line);
    }
  },
  deploy: async (context: Context, folder: string, { commit }: Options) => {
    const { COMMIT_ID, EXECUTION_ID } = process.env;
    await deploy(context, folder, { commit: commit ?? COMMIT_ID, executionId: EXECUTION_ID });
  },
  activate: async (context: Context, id: string) => {
    await activateRelease(context, id);
  },
  rollback: async (context: Context) => {
    await rollback(context);
  },
};

function parse(args: readonly string[]): { words: string[]; options: Options } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        pipeline: { type: "string" },
        settings: { type: "string" },
        commit: { type: "string" },
        "lock-wait": { type: "string" },
        "edge-wait": { type: "string" },
      },
    });
    return { words: positionals, options: values };
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}

async function findSettings({ pipeline, settings }: Options): Promise<ReleaseSettings> {
  if (settings !== undefined) {
    const text = await readFile(settings, "utf8").catch((error: unknown) => {
      throw new UsageError(`the settings cannot be read: ${reasonOf(error)}`);
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

interface Projects {
  readonly projects: readonly {
    readonly environment: {
      readonly environmentVariables: readonly { readonly name: string; readonly value: string }[];
    };
  }[];
}

async function settingsOfPipeline(pipeline: string): Promise<string> {
  const name = deployProject(pipeline);
  const answer = await awsJson<Projects>(["codebuild", "batch-get-projects", "--names", name]);
  const variables = answer?.projects[0]?.environment.environmentVariables;
  const json = variables?.find((variable) => variable.name === SETTINGS_VARIABLE)?.value;
  if (json === undefined) {
    throw new Error(`there is no pipeline ${pipeline} of a static site in this account and region`);
  }
  return json;
}

const DEFAULT_LOCK_SECONDS = 900;
const DEFAULT_EDGE_SECONDS = 600;

function makeContext(settings: ReleaseSettings, temp: string, options: Options): Context {
  const state = Store.parse(settings.state);
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupted = true;
      consoleLog.warn("interrupted: taking back what has been changed");
    });
  }
  return {
    settings,
    site: new Bucket(settings.bucket, temp),
    store: new Store(new Bucket(state.bucket, temp), state.folder),
    log: consoleLog,
    temp,
    lockSeconds: seconds("lock-wait", options["lock-wait"], DEFAULT_LOCK_SECONDS),
    edgeSeconds: seconds("edge-wait", options["edge-wait"], DEFAULT_EDGE_SECONDS),
    checkpoint: () => {
      if (interrupted) {
        throw new Error("interrupted");
      }
    },
  };
}

function seconds(option: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new UsageError(`--${option} must be a number of seconds, got ${text ?? ""}`);
  }
  return value;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`release: ${reasonOf(error)}\n`);
  if (error instanceof UsageError) {
    process.stderr.write(`\n${USAGE}`);
  }
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
