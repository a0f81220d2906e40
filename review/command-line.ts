import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { UsageError } from "../offline/errors";
import { WORKING_TREE } from "./revisions/git";

/** What the command line of `npm run review` says. */
export interface Options {
  readonly help: boolean;
  readonly project: string;
  readonly base: string | undefined;
  readonly head: string;
  /** Undefined for every stack. */
  readonly stacks: readonly string[] | undefined;
  readonly state: string | undefined;
  readonly json: boolean;
  readonly markdown: string | undefined;
  readonly html: string | undefined;
  readonly codeInsights: boolean;
  readonly github: boolean;
  readonly failOn: readonly FailOn[];
}

/** What ends the program with exit code 1. */
export type FailOn =
  "change" | "replacement" | "downtime" | "data-loss" | "refused" | "finding" | "mandatory" | "permission";

const FAIL_ON: readonly FailOn[] = [
  ...["change", "replacement", "downtime", "data-loss", "refused", "finding", "mandatory", "permission"],
] as FailOn[];

export const HELP = `Usage: npm run review -- [options]

Shows what a change does to a project's stacks: what is replaced or goes down, the way of a request before and after, findings
and permissions that are new or gone, what the new settings stand. Both revisions are previewed offline; nothing runs on AWS.

  --base REV          revision to compare with (default: the pull request's destination in a pipeline, else where this branch
                      left the main branch)
  --head REV          revision to review (default: "working tree", the files as they are)
  --state FILE        compare with what pulumi stack export wrote, in the place of --base
  --stack NAME        stack to review; repeatable (default: every one that either revision has)
  --project DIR       folder of a Pulumi Node.js project (default: this one)
  --markdown FILE     write the report as Markdown, below 60,000 characters; - is standard output
  --html FILE         write the report as a page that needs nothing else
  --json              print one JSON document in the place of the text
  --code-insights     send a report with annotations to Bitbucket, through the proxy that every Pipelines step has
  --github            write the job summary and annotations of GitHub Actions
  --fail-on LIST      exit code 1 where one of these is there: ${FAIL_ON.join(", ")}
  --help              print this

Exit code: 0 done, 1 --fail-on, 2 wrong usage, revision or project.`;

const SPEC = {
  base: { type: "string" },
  head: { type: "string" },
  state: { type: "string" },
  stack: { type: "string", short: "s", multiple: true },
  project: { type: "string" },
  markdown: { type: "string" },
  html: { type: "string" },
  json: { type: "boolean" },
  "code-insights": { type: "boolean" },
  github: { type: "boolean" },
  "fail-on": { type: "string", multiple: true },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line; all faults come at once, one a line. */
export function parseCommandLine(args: readonly string[]): Options {
  const { values, tokens } = readFlags(args);
  const twice = givenTwice(tokens, SPEC);
  if (twice !== undefined) throw new UsageError(twice);
  const faults: string[] = [];
  const failOn = (values["fail-on"] ?? []).flatMap((list) => list.split(",")).map((name) => name.trim());
  for (const name of failOn) {
    if (!(FAIL_ON as readonly string[]).includes(name))
      faults.push(`--fail-on ${name}: must be one or more of ${FAIL_ON.join(", ")}, separated by commas`);
  }
  for (const flag of ["base", "head", "state", "project", "markdown", "html"] as const) {
    if (values[flag]?.trim() === "") faults.push(`--${flag}: needs a value`);
  }
  for (const stack of values.stack ?? []) {
    if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack))
      faults.push(
        `--stack ${JSON.stringify(stack)}: a stack name holds letters, digits, hyphens, underscores and periods`,
      );
  }
  if (values.state !== undefined && values.base !== undefined)
    faults.push("--state and --base exclude each other: a state is the base");
  if (values.json === true && values.markdown === "-")
    faults.push("--json and --markdown - exclude each other: both go to standard output");
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return {
    help: values.help === true,
    project: values.project ?? ".",
    base: values.base,
    head: values.head ?? WORKING_TREE,
    stacks: values.stack === undefined ? undefined : [...new Set(values.stack)],
    state: values.state,
    json: values.json === true,
    markdown: values.markdown,
    html: values.html,
    codeInsights: values["code-insights"] === true,
    github: values.github === true,
    failOn: failOn as FailOn[],
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: SPEC, strict: true, allowPositionals: false, tokens: true });
  } catch (error) {
    throw new UsageError(flagFault(error as Error, "; revisions are --base and --head"));
  }
}
