import { messageOf, UsageError } from "../offline/errors";
import { readProject } from "../offline/project/project";
import { HELP, parseCommandLine } from "./options";
import { findPulumi } from "./pulumi/binary";
import { rehearse, stacksToRehearse } from "./rehearse";
import { report } from "./report";
import { isClean } from "./steps/step";

const EXIT = { clean: 0, failed: 1, usage: 2 } as const;

async function main(args: readonly string[]): Promise<number> {
  const options = parseCommandLine(args);
  if (options.help) {
    process.stdout.write(`${HELP}\n`);
    return EXIT.clean;
  }
  const project = readProject(options.project);
  const stacks = stacksToRehearse(project, options.stacks);
  const pulumi = findPulumi();
  const { reports, folder } = await rehearse({
    ...{ project, stacks, pulumi, keep: options.keep },
    onStep: (stack, step) => process.stderr.write(`${stack}: ${step} …\n`),
  });
  process.stdout.write(`${report(reports)}\n${options.keep ? `kept: ${folder}\n` : ""}`);
  return reports.every(isClean) ? EXIT.clean : EXIT.failed;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text =
      error instanceof UsageError ? messageOf(error) : error instanceof Error ? error.stack : String(error);
    process.stderr.write(
      `${String(text).replaceAll(/^(?=.)/gm, error instanceof UsageError ? "error: " : "")}\n`,
    );
    process.exit(error instanceof UsageError ? EXIT.usage : EXIT.failed);
  },
);
