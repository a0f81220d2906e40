// `npm run bench`: what previews, policies and releases cost, in Markdown for docs/performance.md. Medians of runs taken in
// turns; ends with exit code 1 where a target is missed.
import { mkdtempSync, rmSync } from "node:fs";
import { arch, cpus, platform, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../../offline/cli/given-twice.cjs";
import { printHelp } from "../../offline/cli/help.cjs";
import { cdk } from "./cdk.mjs";
import { policies } from "./policies.mjs";
import { makeProject } from "./projects.mjs";
import { release } from "./release.mjs";
import { review } from "./review.mjs";
import { Targets } from "./report.mjs";
import { scale } from "./scale.mjs";
import { startup } from "./startup.mjs";

const GROUPS = { startup, scale, policies, release, review, cdk };
/** Runs only where it is named: it installs packages from npm that nothing else here uses. */
const NOT_BY_DEFAULT = ["cdk"];

const HELP = `Usage: npm run bench -- [--only GROUP]… [--runs N] [--copies N,N,…]

  --only GROUP     ${Object.keys(GROUPS).join(", ")}; repeatable (default: all but ${NOT_BY_DEFAULT.join(", ")}, about ten minutes)
  --runs N         runs of each case, in turns; the tables show medians (default: 5)
  --copies N,N,…   how many sites and services each (default: 0,1,10,50)

Exit code: 0 every target is reached, 1 one is missed, 2 wrong usage.`;

const { only, runs, counts } = readOptions();
const work = mkdtempSync(join(tmpdir(), "web-infra-bench-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.on(signal, () => process.exit(code));
}

const targets = new Targets();
const projects = {
  ours: makeProject(join(work, "ours"), { ours: true, counts: [...counts, 10] }),
  byDefault: makeProject(join(work, "default"), { ours: false, counts }),
};
console.log(
  `Node.js ${process.versions.node} on ${platform()} ${arch()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB.`,
);
for (const group of only) {
  console.log(`\n${await GROUPS[group]({ ...projects, work, runs, counts, targets })}`);
}
console.log(`\nTargets\n\n${targets}`);
process.exitCode = targets.missed > 0 ? 1 : 0;

function readOptions() {
  const values = parsed();
  if (values.help) {
    printHelp(HELP);
    process.exit();
  }
  const numbers = values.copies.split(",").map(Number);
  const faults = [
    ...values.only
      .filter((name) => !Object.hasOwn(GROUPS, name))
      .map((name) => `--only ${name}: must be one of ${Object.keys(GROUPS).join(", ")}`),
    ...(/^[1-9]\d*$/.test(values.runs)
      ? []
      : [`--runs ${values.runs}: must be a whole number of at least 1`]),
    ...(numbers.every((count) => Number.isInteger(count) && count >= 0)
      ? []
      : [`--copies ${values.copies}: must be whole numbers, separated by commas`]),
  ];
  if (faults.length > 0) {
    console.error(faults.map((fault) => `bench: ${fault}`).join("\n"));
    process.exit(2);
  }
  return { only: values.only, runs: Number(values.runs), counts: [...new Set(numbers)] };
}

function parsed() {
  const options = {
    help: { type: "boolean", short: "h", default: false },
    only: {
      type: "string",
      multiple: true,
      default: Object.keys(GROUPS).filter((name) => !NOT_BY_DEFAULT.includes(name)),
    },
    runs: { type: "string", default: "5" },
    copies: { type: "string", default: "0,1,10,50" },
  };
  try {
    const { values, tokens } = parseArgs({ options, tokens: true });
    const twice = givenTwice(tokens, options);
    if (twice === undefined) return values;
    console.error(`bench: ${twice}`);
    return process.exit(2);
  } catch (error) {
    console.error(`bench: ${flagFault(error)}`);
    process.exit(2);
  }
}
