import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { UsageError } from "../offline/errors";
import { STEPS, type StepName } from "./steps/step";

/** What the command line asks for. */
export interface Options {
  readonly project: string;
  readonly stacks: readonly string[];
  readonly keep: boolean;
  /** The last step. */
  readonly until: StepName;
  readonly help: boolean;
}

export const HELP = `Usage: npm run rehearse -- [options]

Takes stacks of a Pulumi Node.js project through their life on the real Pulumi engine, with AWS simulated: preview, up,
up again, a changed key, refresh, export, destroy. Each step is held against the offline preview. No AWS account is
needed and nothing of the project is written to.

  --stack NAME   stack to rehearse; repeatable (default: every Pulumi.<stack>.yaml of the project)
  --project DIR  folder of the project (default: the current one, or the nearest above it)
  --until STEP   end after this step: preview, up, up again … (default: destroy, the last one)
  --keep         keep the folder with the state and the event logs, and print where it is
  --help         print this

Exit code: 0 nothing differs, 1 something differs or a step failed, 2 wrong usage, project or configuration, or no CLI.`;

const SPEC = {
  stack: { type: "string", short: "s", multiple: true },
  project: { type: "string" },
  until: { type: "string" },
  keep: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line. @throws {UsageError} */
export function parseCommandLine(args: readonly string[]): Options {
  const { values, tokens } = read(args);
  const flagTwice = givenTwice(tokens, SPEC);
  if (flagTwice !== undefined) throw new UsageError(flagTwice);
  const stacks = values.stack ?? [];
  const twice = stacks.find((stack, index) => stacks.indexOf(stack) !== index);
  if (twice !== undefined) throw new UsageError(`--stack ${twice} is given twice`);
  const until = STEPS.find((step) => step === (values.until ?? STEPS.at(-1)));
  if (until === undefined) {
    throw new UsageError(
      `--until ${String(values.until)} is no step of a rehearsal, which are ${STEPS.join(", ")}`,
    );
  }
  return {
    project: values.project ?? ".",
    stacks,
    until,
    keep: values.keep === true,
    help: values.help === true,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: SPEC, strict: true, allowPositionals: false, tokens: true });
  } catch (error) {
    throw new UsageError(flagFault(error as Error, "; a stack is named with --stack"));
  }
}
