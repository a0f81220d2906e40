import { runCommand } from "../offline/cli/command";
import { printHelp } from "../offline/cli/help.cjs";
import { readProject } from "../offline/project/project";
import { HELP, parseCommandLine } from "./options";
import { findPulumi } from "./pulumi/binary";
import { rehearse, stacksToRehearse } from "./rehearse";
import { report } from "./report";
import { isClean } from "./steps/step";

const EXIT = { clean: 0, failed: 1 } as const;

async function main(args: readonly string[]): Promise<number> {
  const options = parseCommandLine(args);
  if (options.help) {
    printHelp(HELP);
    return EXIT.clean;
  }
  const project = readProject(options.project);
  const stacks = stacksToRehearse(project, options.stacks);
  const pulumi = findPulumi();
  const { reports, folder } = await rehearse({
    ...{ project, stacks, pulumi, keep: options.keep, until: options.until },
    onStep: (stack, step) => process.stderr.write(`${stack}: ${step} …\n`),
  });
  process.stdout.write(`${report(reports)}\n${options.keep ? `kept: ${folder}\n` : ""}`);
  return reports.every(isClean) ? EXIT.clean : EXIT.failed;
}

// The servers of the providers would keep the process.
void runCommand(main).then(() => process.exit());
