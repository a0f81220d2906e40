import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { UsageError } from "../offline/errors";
import type { Objective } from "./report/verdict";

/** What the command line of `npm run growth` says. */
export interface Options {
  readonly help: boolean;
  readonly json: boolean;
  /** The course as a Markdown table. */
  readonly table: boolean;
  readonly stack: string | undefined;
  readonly service: string | undefined;
  readonly project: string;
  /** A document that `npm run preview -- --json` printed, in place of a preview. */
  readonly preview: string | undefined;
  readonly curve: string;
  /** Requests a minute before the change; by default those of `baseCpu`. */
  readonly rate: number | undefined;
  readonly baseCpu: number;
  readonly cpuMs: number | undefined;
  readonly idleMs: number | undefined;
  readonly overhead: number | undefined;
  readonly bootMinutes: number | undefined;
  readonly processes: number | undefined;
  readonly vcpus: number | undefined;
  readonly price: number | undefined;
  readonly objective: Objective | undefined;
  readonly releaseAt: number | undefined;
  readonly seed: number | undefined;
  readonly html: string | undefined;
}

export const HELP = `Usage: npm run growth -- [options]
       npm run growth -- measure --help

Shows what a change of traffic does to a service of a stack: when its group grows, what is lost meanwhile, what would help.
The settings are those of the stack's preview; nothing runs on AWS.

  --stack NAME         stack to look at (default: the only Pulumi.<stack>.yaml, or prod)
  --service NAME       service or site of the stack (default: the only service)
  --project DIR        folder of a Pulumi Node.js project (default: this one)
  --preview FILE       a document that npm run preview -- --json printed, in place of a new preview
  --curve SPEC|FILE    step:FACTOR@START, spike:FACTOR@START/LENGTH, ramp:FACTOR@START/LENGTH, day[:FACTOR], or a file: a CSV
                       with minute,requests or timestamp,requests, or an access log of a load balancer or nginx, gzip or not
                       (default: step:3@10m)
  --rate N             requests a minute before the change (default: what keeps the smallest group at --base-cpu)
  --base-cpu PERCENT   CPU before the change (default: 45)
  --cpu-ms N           time of one request on its thread, in milliseconds (default: 45; npm run growth -- measure finds it)
  --idle-ms N          time of one request waiting for others, in milliseconds (default: 0)
  --overhead SHARE     time on other threads for each request, as a share of --cpu-ms (default: 0.3)
  --boot MINUTES       from the launch of an instance until its application answers (default: 4)
  --processes N        processes of the application on an instance (default: WEB_CONCURRENCY of the stack, else 1)
  --vcpus N            vCPUs of an instance (default: those of its type)
  --price USD          price of an instance-hour (default: an estimate of AWS's price)
  --objective LIST     lost=0.1%,p95=1s: exit code 1 where it is missed (default of the verdict: lost=0.1%,p95=5s)
  --release-at MINUTE  a deployment starts then, by the environment's deployment policy
  --seed N             draw every request by chance, the same for the same N (default: the expected course)
  --html FILE          write a page with charts and sliders, which needs nothing else
  --table              print the course as a Markdown table
  --json               print one JSON document
  --help               print this

Exit code: 0 done, 1 the objective is missed, 2 wrong usage, project or file.`;

const SPEC = {
  stack: { type: "string", short: "s" },
  service: { type: "string" },
  project: { type: "string" },
  preview: { type: "string" },
  curve: { type: "string" },
  rate: { type: "string" },
  "base-cpu": { type: "string" },
  "cpu-ms": { type: "string" },
  "idle-ms": { type: "string" },
  overhead: { type: "string" },
  boot: { type: "string" },
  processes: { type: "string" },
  vcpus: { type: "string" },
  price: { type: "string" },
  objective: { type: "string" },
  "release-at": { type: "string" },
  seed: { type: "string" },
  html: { type: "string" },
  json: { type: "boolean" },
  table: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** Reads the command line; all faults come at once, one a line. */
export function parseCommandLine(args: readonly string[]): Options {
  const { values, tokens } = readFlags(args);
  const twice = givenTwice(tokens, SPEC);
  if (twice !== undefined) throw new UsageError(twice);
  const faults: string[] = [];
  const number = (
    flag: keyof typeof values,
    least: number,
    most: number,
    whole = false,
  ): number | undefined => {
    const text = values[flag];
    if (typeof text !== "string") return undefined;
    const value = Number(text);
    if (text.trim() === "" || !(value >= least && value <= most) || (whole && !Number.isInteger(value))) {
      faults.push(`--${flag} ${text}: must be ${whole ? "a whole" : "a"} number from ${least} to ${most}`);
      return undefined;
    }
    return value;
  };
  const options: Options = {
    help: values.help === true,
    json: values.json === true,
    table: values.table === true,
    stack: values.stack,
    service: values.service,
    project: values.project ?? ".",
    preview: values.preview,
    curve: values.curve ?? "step:3@10m",
    rate: number("rate", 0.01, 1e9),
    baseCpu: number("base-cpu", 1, 100) ?? 45,
    cpuMs: number("cpu-ms", 0.01, 600_000),
    idleMs: number("idle-ms", 0, 600_000),
    overhead: number("overhead", 0, 10),
    bootMinutes: number("boot", 0.1, 120),
    processes: number("processes", 1, 1024, true),
    vcpus: number("vcpus", 0.05, 1024),
    price: number("price", 0, 1000),
    objective: values.objective === undefined ? undefined : parseObjective(values.objective, faults),
    releaseAt: number("release-at", 0, 40_320),
    seed: number("seed", 0, 4_294_967_295, true),
    html: values.html,
  };
  if (options.json && options.table) faults.push("--json and --table exclude each other");
  if (faults.length > 0) throw new UsageError(faults.join("\n"));
  return options;
}

/** `lost=0.1%,p95=1s`: percent, since 0.1 alone may mean either, and seconds or milliseconds. */
function parseObjective(text: string, faults: string[]): Objective | undefined {
  let lostShare = 0.001;
  let p95Ms: number | undefined;
  for (const part of text.split(",")) {
    const lost = /^lost=(\d+(?:\.\d+)?)%$/.exec(part.trim());
    const p95 = /^p95=(\d+(?:\.\d+)?)(ms|s)$/.exec(part.trim());
    if (lost !== null) lostShare = Number(lost[1]) / 100;
    else if (p95 !== null) p95Ms = Number(p95[1]) * (p95[2] === "s" ? 1000 : 1);
    else {
      faults.push(
        `--objective ${text}: "${part}" must be lost=PERCENT% or p95=TIME, such as lost=0.1%,p95=1s`,
      );
      return undefined;
    }
  }
  if (lostShare > 1) {
    faults.push(`--objective ${text}: lost is a share of all requests, at most 100%`);
    return undefined;
  }
  return p95Ms === undefined ? { lostShare } : { lostShare, p95Ms };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: SPEC, strict: true, allowPositionals: false, tokens: true });
  } catch (error) {
    throw new UsageError(flagFault(error as Error));
  }
}
