#!/usr/bin/env node
import { existsSync } from "node:fs";
import { readBaseline } from "../baseline/baseline";
import { readStateFile } from "../state/state-file";
import { runCommand } from "./command";
import { printHelp } from "./help.cjs";
import { HELP, parseCommandLine, type Options } from "./options";
import { checkTemporaryFolder } from "./temporary-folder";
import { allFaults, UsageError } from "../errors";
import { checkPack } from "../analyzer/pack";
import { packsOfStack } from "../analyzer/stack-packs";
import { readProject, stacksOf } from "../project/project";
import { readStackConfig } from "../project/stack-config";
import { readStackOutputs } from "../project/stack-outputs";
import type { StackPlan, StackResult } from "../preview/result";
import { killAll } from "../processes/node";
import { previewStack } from "../preview/preview";
import { progressLine } from "../report/progress";

const EXIT = { clean: 0, failed: 1 } as const;

/** How many stacks run at a time: each is a program and its packs, and a program uses one core. */
const STACKS_AT_A_TIME = 2;

function baselineFor({ baseline, writeBaseline }: Options): Pick<StackPlan, "baseline"> {
  // A file that is no baseline is not written over.
  if (writeBaseline !== undefined && existsSync(writeBaseline)) readBaseline(writeBaseline);
  return baseline === undefined ? {} : { baseline: readBaseline(baseline) };
}

/** The plan for a state: the project lends its packs, and its configuration where the state is of one of its stacks. */
function planState(options: Options, path: string): StackPlan[] {
  const state = readStateFile(path);
  const project = readProject(options.project);
  const { stack } = state;
  const isOwn = state.project === project.name && stacksOf(project).includes(stack);
  const config = isOwn
    ? readStackConfig(project, stack)
    : { values: {}, secretKeys: [], encryptedKeys: [], environments: [], warnings: [] };
  const packs = packsOfStack(options, project, stack, config);
  allFaults([...new Set(packs.map((pack) => pack.directory))], checkPack);
  return [
    {
      options,
      project,
      stack,
      config,
      packs,
      state,
      ...baselineFor(options),
      stackOutputs: readStackOutputs([]),
    },
  ];
}

/** Reads and checks everything that can be wrong before a process starts. */
function planStacks(options: Options): StackPlan[] {
  if (options.state !== undefined) return planState(options, options.state);
  const project = readProject(options.project);
  const known = stacksOf(project);
  const stacks = options.stacks ?? known;
  const stackOutputs = readStackOutputs(options.stackOutputs);
  const baseline = baselineFor(options);
  if (stacks.length === 0) {
    throw new UsageError(`${project.name} has no Pulumi.<stack>.yaml: name a stack with --stack`);
  }
  const plans: StackPlan[] = [];
  allFaults(stacks, (stack) => {
    if (options.configFile === undefined && known.length > 0 && !known.includes(stack)) {
      throw new UsageError(
        `stack ${stack} has no Pulumi.${stack}.yaml: there is one for ${known.join(", ")}`,
      );
    }
    const config = readStackConfig(project, stack, options.configFile);
    plans.push({
      options,
      project,
      stack,
      config,
      stackOutputs,
      ...baseline,
      packs: packsOfStack(options, project, stack, config),
    });
  });
  allFaults([...new Set(plans.flatMap(({ packs }) => packs.map((pack) => pack.directory)))], checkPack);
  return plans;
}

async function runAll(plans: readonly StackPlan[], options: Options): Promise<StackResult[]> {
  const progress = progressLine(
    process.stderr,
    !options.json,
    plans.map(({ stack }) => stack),
  );
  // Also when a signal ends the preview: the shell's prompt comes on a clean line.
  process.once("exit", progress.done);
  const results: StackResult[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let plan = plans[next]; plan; plan = plans[next]) {
      const index = next++;
      results[index] = await previewStack(plan, progress);
    }
  };
  const workers = options.port === 0 ? STACKS_AT_A_TIME : 1;
  try {
    await Promise.all(Array.from({ length: workers }, worker));
  } finally {
    process.off("exit", progress.done);
    progress.done();
  }
  return results;
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseCommandLine(args);
  if (options.help) {
    printHelp(HELP);
    return EXIT.clean;
  }
  checkTemporaryFolder();
  const plans = planStacks(options);
  const results = await runAll(plans, options);
  if (options.writeBaseline !== undefined) {
    const { writeBaseline } = await import("../baseline/baseline.js");
    // What a failed program has not made was not judged.
    const judged = results.filter(({ diagnostics }) =>
      diagnostics.every(({ severity }) => severity !== "error"),
    );
    writeBaseline(
      options.writeBaseline,
      Object.fromEntries(judged.map(({ stack, baselined }) => [stack, baselined])),
    );
  }
  const { report } = await import("../report/report.js");
  const { reportColumns } = await import("../report/fit.js");
  const columns = reportColumns(process.stdout, process.env);
  process.stdout.write(report(plans, results, { json: options.json, quiet: options.quiet, columns }));
  if (Object.keys(options.reports).length > 0) {
    const { writeReports } = await import("../report/formats/write.js");
    writeReports(options.reports, plans, results);
  }
  return results.every(({ succeeded }) => succeeded) ? EXIT.clean : EXIT.failed;
}

void runCommand(main, killAll);
