/** The words that people and the build machine give the program. */
import { parseArgs } from "node:util";
import { adviceOn } from "../components/fields/nearest";
import { SETTINGS_VARIABLE } from "../components/release-contract";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { deploy } from "./commands/deploy";
import { list } from "./commands/list";
import { previewNameFault, removePreview, showPreview } from "./commands/preview";
import { activateRelease, rollback } from "./commands/rollback";
import type { Context } from "./context";

export const USAGE = `Usage: release <command> [options]

Commands
  list                 the releases of the site, newest first
  deploy <folder>      releases the build in a folder
  activate <release>   makes a former release live again; of the live one it brings back every file
  rollback             goes back to the release that was live before; a deployment that is under way gives way
  preview <folder>     shows the build in a folder under a host of its own: --name pr-12
  preview --remove     ends the preview --name and removes its files

Which site (one of these; on the pipeline's build machine ${SETTINGS_VARIABLE} is set)
  --pipeline NAME      reads the settings from the pipeline's deploy project
  --settings FILE      a JSON file of the same, for a site without a pipeline

Options
  --commit ID          the commit that was built (deploy, preview)
  --name NAME          the preview's name: the first label of its host (preview)
  --days NUMBER        how long the preview is kept (14)
  --lock-wait SECONDS  how long to wait for another deployment (900)
  --edge-wait SECONDS  how long to wait for CloudFront's invalidation (600)
  --help               this text
`;

/** Words that make no command. */
export class UsageError extends Error {}

export interface Command {
  readonly name: keyof typeof COMMANDS;
  readonly operand: string;
  readonly pipeline: string | undefined;
  readonly settings: string | undefined;
  readonly commit: string | undefined;
  readonly preview: { readonly name: string; readonly days: number; readonly remove: boolean };
  readonly lockSeconds: number;
  readonly edgeSeconds: number;
}

const DEFAULTS = { lockSeconds: 900, edgeSeconds: 600, previewDays: 14 } as const;

/** Each command, with what its operand is; undefined: it takes none. */
export const COMMANDS = {
  list: {
    operand: undefined,
    run: async (context: Context) => {
      for (const line of await list(context)) {
        context.log.step(line);
      }
    },
  },
  deploy: {
    operand: "the build's folder",
    run: async (context: Context, { operand, commit }: Command) => {
      const { EXECUTION_ID } = process.env;
      await deploy(context, operand, { commit: commit ?? commitOfBuild(), executionId: EXECUTION_ID });
    },
  },
  activate: {
    operand: "a release of the list",
    run: async (context: Context, { operand }: Command) => {
      await activateRelease(context, operand);
    },
  },
  rollback: {
    operand: undefined,
    run: async (context: Context) => {
      await rollback(context);
    },
  },
  preview: {
    operand: "the build's folder",
    run: async (context: Context, { operand, commit, preview }: Command) => {
      if (preview.remove) {
        await removePreview(context, preview.name);
      } else {
        await showPreview(context, operand, { ...preview, commit: commit ?? commitOfBuild() });
      }
    },
  },
} as const;

/** The commit, as CodeBuild's project or Bitbucket Pipelines name it. */
function commitOfBuild(): string | undefined {
  return process.env["COMMIT_ID"] ?? process.env["BITBUCKET_COMMIT"];
}

/** @throws {UsageError} */
export function parseCommand(args: readonly string[]): Command | "help" {
  const { words, options, tokens } = parse(args);
  const twice = givenTwice(tokens, OPTIONS);
  if (twice !== undefined) {
    throw new UsageError(twice);
  }
  if (options.help === true || words[0] === "help") {
    return "help";
  }
  const [name = "", operand, ...rest] = words;
  if (!isCommand(name)) {
    const names = Object.keys(COMMANDS);
    throw new UsageError(
      name === ""
        ? `a command is needed: ${names.join(", ")}`
        : `there is no command ${name}; ${adviceOn(name, names)}`,
    );
  }
  const remove = typeof options.remove === "boolean" ? options.remove : false;
  const preview = previewOf(name, options, remove ? operand : undefined);
  const wanted = preview.remove
    ? options.name === undefined
      ? "the preview's name"
      : undefined
    : COMMANDS[name].operand;
  if ((operand === undefined) !== (wanted === undefined) || rest.length > 0) {
    const takes = wanted === undefined ? "no argument" : `one argument, ${wanted}`;
    const got = [operand, ...rest].filter((word) => word !== undefined);
    throw new UsageError(`${name} takes ${takes}, got ${got.length === 0 ? "none" : got.join(" ")}`);
  }
  return {
    name,
    operand: operand ?? "",
    pipeline: options.pipeline,
    settings: options.settings,
    commit: options.commit,
    preview,
    lockSeconds: numberOf("lock-wait", options["lock-wait"], DEFAULTS.lockSeconds),
    edgeSeconds: numberOf("edge-wait", options["edge-wait"], DEFAULTS.edgeSeconds),
  };
}

function isCommand(name: string): name is Command["name"] {
  return Object.hasOwn(COMMANDS, name);
}

const OPTIONS = {
  pipeline: { type: "string" },
  settings: { type: "string" },
  commit: { type: "string" },
  name: { type: "string" },
  days: { type: "string" },
  remove: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  "lock-wait": { type: "string" },
  "edge-wait": { type: "string" },
} as const;

type Options = ReturnType<typeof parse>["options"];

function parse(args: readonly string[]) {
  try {
    const { positionals, values, tokens } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: OPTIONS,
      tokens: true,
    });
    return { words: positionals, options: values, tokens };
  } catch (error) {
    const reason = flagFault(error as Error).replace(" (--help lists them)", "");
    const unknown = /^unknown flag (\S+)/.exec(reason)?.[1];
    const names = Object.keys(OPTIONS).map((name) => `--${name}`);
    throw new UsageError(unknown === undefined ? reason : `${reason}; ${adviceOn(unknown, names)}`);
  }
}

function previewOf(command: string, options: Options, operand: string | undefined): Command["preview"] {
  const given = [options.name, options.days, options.remove].filter((value) => value !== undefined);
  if (command !== "preview") {
    if (given.length > 0) {
      throw new UsageError("--name, --days and --remove belong to the command preview");
    }
    return { name: "", days: 0, remove: false };
  }
  // `--remove pr-12` and `--remove --name pr-12` are the same.
  const name = options.name ?? operand;
  if (name === undefined) {
    throw new UsageError("preview needs --name, e.g. --name pr-12");
  }
  const fault = previewNameFault(name);
  if (fault !== undefined) {
    throw new UsageError(fault);
  }
  const days = numberOf("days", options.days, DEFAULTS.previewDays, "days");
  if (days <= 0) {
    throw new UsageError(`--days must be more than 0, got ${days}`);
  }
  return { name, days, remove: options.remove === true };
}

function numberOf(option: string, text: string | undefined, otherwise: number, unit = "seconds"): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || value < 0 || text?.trim() === "") {
    throw new UsageError(`--${option} must be a number of ${unit}, got ${text ?? ""}`);
  }
  return value;
}
