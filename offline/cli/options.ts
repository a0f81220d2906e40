import { parseArgs } from "node:util";
import { SEVERITIES, type FindingSeverity } from "../analyzer/severities";
import { UsageError } from "../errors";
import { flagFault, givenTwice } from "./given-twice.cjs";
import { REPORT_FLAGS, REPORT_HELP, reportFiles, type ReportFiles } from "./report-files";

/** What the command line says. */
export interface Options {
  readonly project: string;
  /** Undefined for every stack of the project. */
  readonly stacks: readonly string[] | undefined;
  /** Stack file to read in the place of the project's. */
  readonly configFile?: string;
  readonly packs: readonly PackOption[];
  readonly policies: boolean;
  readonly json: boolean;
  /** Print only what needs a person, and the verdict. */
  readonly quiet: boolean;
  readonly unknowns: boolean;
  readonly strict: boolean;
  /** Fail where a policy could not judge a resource. */
  readonly failOnUnjudged: boolean;
  /** Only the policies of this framework run. */
  readonly framework?: string;
  /** Fail on advisory findings, too, from this severity on. */
  readonly failOnSeverity?: FindingSeverity;
  /** Export of a stack that is judged in the place of a program. */
  readonly state?: string;
  /** File of findings that are left out. */
  readonly baseline?: string;
  /** File that the findings are written to, to be left out from now on. */
  readonly writeBaseline?: string;
  readonly reports: ReportFiles;
  readonly stackOutputs: readonly string[];
  readonly timeoutSeconds: number;
  readonly port: number;
  readonly help: boolean;
}

/** One `--policy-pack` and the `--policy-pack-config` that belongs to it. */
export interface PackOption {
  readonly directory: string;
  readonly configFile?: string;
}

export const HELP = `Usage: npm run preview -- [options]

Runs a Pulumi Node.js program and its policy packs without the Pulumi CLI, an AWS account or a network,
and shows what \`pulumi preview\` of a new stack would.

  --stack NAME               stack to preview; repeatable (default: every Pulumi.<stack>.yaml of the project)
  --project DIR              folder of the project (default: the current one, or the nearest above it)
  --config-file FILE         stack file to use in the place of Pulumi.<stack>.yaml; for one --stack
  --policy-pack DIR          policy pack to run; repeatable (default: the project's own policies/*, each with its
                             config/<stack>.json, else that of the stack named by the key like, else prod.json)
  --policy-pack-config FILE  configuration of a policy pack; the n-th belongs to the n-th --policy-pack
  --no-policies              run no policy pack
  --framework NAME           run only the policies that answer a requirement of this framework, such as cis, nist-800-53, pci-dss, soc2
                             or fsbp: those of the packs' tags framework:NAME
  --unknowns                 leave what AWS would assign unknown instead of simulating it
  --stack-outputs FILE       outputs of other stacks, by the name of the stack, for the program's stack references; repeatable
  --strict                   fail where something is not simulated or not judged
  --fail-on-unjudged         fail where a policy could not judge something
  --fail-on-severity S       fail on advisory findings, too, where their policy is of severity S or worse: critical, high, medium, low
  --state FILE               judge what there is, by a file that pulumi stack export wrote, in the place of the program
  --baseline FILE            leave out the findings of this file, as long as what they judge has not changed
  --write-baseline FILE      write the findings to this file, so that a preview with --baseline shows only what is new
  --timeout SECONDS          stop a program that does not end by itself (default: 600), and a policy pack that gives no
                             answer for as long, or for a minute
  --port N                   port of the engine on 127.0.0.1 (default: any free one)
  --quiet                    print errors, warnings, mandatory findings and the verdict of each stack only
  --json                     print one JSON document on standard output
${REPORT_HELP}
  --help                     print this

Exit code: 0 clean (advisory findings allowed); 1 the program failed (also by a fault that it finds in its own configuration), a
mandatory policy was violated or (with --fail-on-severity) an advisory one or (with --strict) something is not simulated or (with --fail-on-unjudged) not judged; 2 wrong usage, project, stack file or policy
configuration, or a report that cannot be written.`;

const SPEC = {
  stack: { type: "string", short: "s", multiple: true },
  project: { type: "string" },
  "config-file": { type: "string" },
  "policy-pack": { type: "string", multiple: true },
  "policy-pack-config": { type: "string", multiple: true },
  "no-policies": { type: "boolean" },
  framework: { type: "string" },
  unknowns: { type: "boolean" },
  "stack-outputs": { type: "string", multiple: true },
  strict: { type: "boolean" },
  "fail-on-unjudged": { type: "boolean" },
  "fail-on-severity": { type: "string" },
  state: { type: "string" },
  baseline: { type: "string" },
  "write-baseline": { type: "string" },
  ...REPORT_FLAGS,
  timeout: { type: "string" },
  port: { type: "string" },
  quiet: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Largest delay that a Node.js timer takes, in seconds. */
const MAX_TIMEOUT_SECONDS = 2_147_483;

/** Reads the command line. @throws {UsageError} with all faults, one a line */
export function parseCommandLine(args: readonly string[]): Options {
  const { values, tokens } = readFlags(args);
  const faults: string[] = [];
  const checked = <T>(otherwise: T, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.push(error.message);
      return otherwise;
    }
  };
  const refuseIf = (isWrong: boolean, message: string) => {
    if (isWrong) faults.push(message);
  };
  const flagTwice = givenTwice(tokens, SPEC);
  refuseIf(flagTwice !== undefined, String(flagTwice));
  const stacks = values.stack;
  const directories = values["policy-pack"] ?? [];
  const configs = values["policy-pack-config"] ?? [];
  const policies = values["no-policies"] !== true;
  for (const stack of stacks ?? []) {
    checked(undefined, () => {
      checkStackName(stack);
    });
  }
  const twice = stacks?.find((stack, index) => stacks.indexOf(stack) !== index);
  refuseIf(twice !== undefined, `--stack ${String(twice)} is given twice`);
  const configFile = values["config-file"];
  refuseIf(
    configFile !== undefined && stacks?.length !== 1,
    `--config-file ${String(configFile)} belongs to one stack: name it with --stack`,
  );
  refuseIf(!policies && values.framework !== undefined, "--no-policies and --framework exclude each other");
  refuseIf(!policies && directories.length > 0, "--no-policies and --policy-pack exclude each other");
  refuseIf(
    configs.length > directories.length,
    `--policy-pack-config ${String(configs[directories.length])} has no --policy-pack: the n-th configuration belongs to the n-th pack`,
  );
  const options: Options = {
    project: values.project ?? ".",
    stacks,
    ...(configFile === undefined ? {} : { configFile }),
    packs: directories.map((directory, index) => {
      const configFile = configs[index];
      return configFile === undefined ? { directory } : { directory, configFile };
    }),
    policies,
    json: values.json === true,
    quiet: values.quiet === true,
    unknowns: values.unknowns === true,
    strict: values.strict === true,
    failOnUnjudged: values["fail-on-unjudged"] === true,
    ...checked({}, () => stateFrom(values)),
    ...(values.framework === undefined ? {} : { framework: values.framework }),
    ...checked({}, () => severityFrom(values["fail-on-severity"])),
    ...checked({}, () => baselineFrom(values.baseline, values["write-baseline"])),
    reports: checked({}, () => reportFiles(values)),
    stackOutputs: values["stack-outputs"] ?? [],
    timeoutSeconds: checked(0, () => wholeNumber("--timeout", values.timeout, 600, 1, MAX_TIMEOUT_SECONDS)),
    port: checked(0, () => wholeNumber("--port", values.port, 0, 0, 65_535)),
    help: values.help === true,
  };
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return options;
}

function baselineFrom(read: string | undefined, write: string | undefined) {
  if (read !== undefined && write !== undefined) {
    throw new UsageError(
      "--baseline and --write-baseline exclude each other: what is written are all findings",
    );
  }
  return {
    ...(read === undefined ? {} : { baseline: read }),
    ...(write === undefined ? {} : { writeBaseline: write }),
  };
}

/** A state has its stack, its values and its outputs by itself. */
const WITHOUT_STATE = ["stack", "config-file", "stack-outputs", "unknowns"] as const;

function stateFrom(values: ReturnType<typeof readFlags>["values"]): Pick<Options, "state"> {
  const { state } = values;
  if (state === undefined) return {};
  const other = WITHOUT_STATE.find((flag) => values[flag] !== undefined);
  if (other !== undefined) {
    throw new UsageError(
      `--state and --${other} exclude each other: the file says which stack it is of, and what it holds`,
    );
  }
  return { state };
}

function severityFrom(text: string | undefined): Pick<Options, "failOnSeverity"> {
  if (text === undefined) return {};
  const failOnSeverity = SEVERITIES.find((each) => each === text);
  if (failOnSeverity === undefined) {
    throw new UsageError(`--fail-on-severity ${text}: must be one of ${SEVERITIES.join(", ")}`);
  }
  return { failOnSeverity };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: SPEC, strict: true, allowPositionals: false, tokens: true });
  } catch (error) {
    throw new UsageError(flagFault(error as Error, "; a stack is named with --stack"));
  }
}

function checkStackName(stack: string): void {
  const qualified = /^(?:[\w.-]+\/){1,2}([\w.-]+)$/.exec(stack)?.[1];
  if (qualified !== undefined) {
    throw new UsageError(`--stack ${stack}: a stack is named without organization and project: ${qualified}`);
  }
  const ofFile = /^Pulumi\.(.+)\.ya?ml$/.exec(stack)?.[1];
  if (ofFile !== undefined) {
    throw new UsageError(`--stack ${stack}: a stack is named without Pulumi. and .yaml: ${ofFile}`);
  }
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack)) {
    throw new UsageError(
      `--stack ${JSON.stringify(stack)}: a stack name holds letters, digits, hyphens, underscores and periods, at most 100`,
    );
  }
}

function wholeNumber(
  flag: string,
  text: string | undefined,
  fallback: number,
  min: number,
  max: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new UsageError(`${flag} ${text}: must be a whole number from ${min} to ${max}`);
  }
  return value;
}
