import { twoValues } from "../offline/cli/given-twice.cjs";
import { runCommand } from "../offline/cli/command";
import { printHelp } from "../offline/cli/help.cjs";
import { HELP } from "../offline/cli/options";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../offline/errors";
import { text } from "./preview-document";
import { writePreviewPage } from "./preview-report";
import { previewCommand } from "./revisions/preview";
import { endAll, run } from "./revisions/processes";

/** What `--html` says, and the arguments that are the preview's own. */
interface Arguments {
  readonly file: string;
  readonly rest: readonly string[];
  readonly json: boolean;
}

function parse(args: readonly string[]): Arguments {
  const rest: string[] = [];
  let file: string | undefined;
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? "";
    const given =
      argument === "--html"
        ? (args[(at += 1)] ?? "")
        : argument.startsWith("--html=")
          ? argument.slice("--html=".length)
          : undefined;
    if (given === undefined) rest.push(argument);
    else if (file === undefined) file = given;
    else throw new UsageError(twoValues("html", [file, given]));
  }
  if (file === undefined || file === "" || file.startsWith("--"))
    throw new UsageError("--html needs a value: the file to write");
  const folder = dirname(resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--html ${file}: there is no folder ${dirname(file)}`);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new UsageError(`--html ${file}: is a folder; name a file`);
  return { file, rest: rest.filter((argument) => argument !== "--json"), json: rest.includes("--json") };
}

/** Runs the preview, writes its page, and ends as the preview did. */
async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    printHelp(
      HELP.replace(
        /^( {2}--help .*)$/m,
        "  --html FILE                write a page with the ways of requests and releases, growth and findings\n$1",
      ),
    );
    return 0;
  }
  const { file, rest, json } = parse(args);
  const { code, stdout, stderr } = await run(
    process.execPath,
    [previewCommand(__dirname), "--json", ...rest],
    process.cwd(),
  );
  process.stderr.write(stderr);
  if (stdout.trim() === "") return code;
  writePreviewPage(file, stdout, __dirname);
  process.stdout.write(json ? stdout : `${summary(stdout)}Page: ${file}\n`);
  return code;
}

/** A line for each stack, and each error. */
function summary(printed: string): string {
  const { stacks } = JSON.parse(printed) as {
    stacks: readonly {
      stack: string;
      summary: Record<string, number>;
      diagnostics: readonly { severity: string; message: string }[];
    }[];
  };
  return stacks
    .flatMap(({ stack, summary: { create, policies, mandatory, advisory }, diagnostics }) => [
      `${stack}: ${text(create)} to create; policies: ${text(policies)} run, ${text(mandatory)} mandatory and ${text(advisory)} advisory findings\n`,
      ...diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => `  error: ${message}\n`),
    ])
    .join("");
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.on(signal, () => {
    endAll();
    process.exit(code);
  });
}

void runCommand(main);
