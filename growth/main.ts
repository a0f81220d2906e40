import { runCommand } from "../offline/cli/command";
import { printHelp } from "../offline/cli/help.cjs";
import { writeFileSync } from "node:fs";
import { advise, adviceLine, type Advice } from "./advice/advise";
import type { Keys } from "./advice/changes";
import { HELP, parseCommandLine, type Options } from "./command-line";
import { UsageError } from "../offline/errors";
import { DEFAULT_ENVIRONMENT, type Environment, type ServiceSettings } from "./model/settings";
import { DEFAULT_WORKLOAD, type Workload } from "./model/workload";
import { costOf, priceOf, type Price } from "./prices/prices";
import { pageHtml } from "./report/html";
import { chart } from "./report/chart";
import { jsonDocument } from "./report/json";
import { siteReport } from "./report/site";
import { courseTable } from "./report/table";
import { heldFactor, study, type Question } from "./report/study";
import { DEFAULT_OBJECTIVE } from "./report/verdict";
import { count, verdictLine } from "./report/words";
import type { StackDocument } from "./stack/document";
import { previewCommand, previewed, readPreview, stackName } from "./stack/preview";
import { chooseService, regionOf, serviceSettings, type Found } from "./stack/services";
import { readCurveFile } from "./traffic/file";
import { isShape, shapeCurve } from "./traffic/shapes";
import type { Curve } from "./traffic/curve";

const EXIT = { done: 0, missed: 1 } as const;

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === "measure") {
    const { measure } = await import("./measure/measure.js");
    return measure(args.slice(1));
  }
  const options = parseCommandLine(args);
  if (options.help) {
    printHelp(HELP);
    return EXIT.done;
  }
  // A curve that cannot be read is known before a preview has taken its seconds.
  const file = isShape(options.curve) ? undefined : readCurveFile(options.curve);
  if (file === undefined) shapeCurve(options.curve, 1);
  const document =
    options.preview === undefined
      ? await previewed(previewCommand(__dirname), options.project, stackName(options.project, options.stack))
      : readPreview(options.preview, options.stack);
  const found = chooseService(document, options.service);
  if (found.kind === "site") {
    const curve = file ?? shapeCurve(options.curve, options.rate ?? 6000);
    process.stdout.write(siteReport(found, document, curve, options.json));
    return EXIT.done;
  }
  return answer(options, document, found, file);
}

function answer(
  options: Options,
  document: StackDocument,
  found: Found,
  file: ReturnType<typeof readCurveFile> | undefined,
): number {
  const settings = withFlags(serviceSettings(found, document), options);
  if (options.releaseAt !== undefined && settings.kind === "autoscaling-group") {
    throw new UsageError(
      "--release-at: a group of its own has no deployment policy; it is for Beanstalk environments",
    );
  }
  const workload = workloadOf(options, file?.variability);
  const environment = environmentOf(options);
  const curve: Curve =
    file ?? shapeCurve(options.curve, options.rate ?? baseRate(settings, workload, options.baseCpu));
  const question: Question = {
    settings,
    curve,
    workload,
    environment,
    objective: options.objective ?? DEFAULT_OBJECTIVE,
  };
  const studied = study(question);
  const held = heldFactor(question);
  const price = priceOf(settings.instance.type, regionOf(document), options.price);
  const advice = advise(question, studied, price, keysOf(found, document));
  if (options.html !== undefined)
    writePage(options.html, pageHtml(question, verdictLine(studied, held), advice, price));
  process.stdout.write(
    options.json
      ? `${JSON.stringify(jsonDocument(studied, held, price, advice), null, 2)}\n`
      : options.table
        ? `${courseTable(studied)}\n`
        : text(studied, held, price, advice, options),
  );
  return options.objective !== undefined && !studied.verdict.holds ? EXIT.missed : EXIT.done;
}

function text(
  studied: ReturnType<typeof study>,
  held: number | undefined,
  price: Price,
  advice: readonly Advice[],
  options: Options,
): string {
  const { settings, workload, run, curve, verdict } = studied;
  const { instanceHours, surplusVcpuHours } = run.totals;
  const cost = costOf(price, instanceHours, surplusVcpuHours);
  const lines = [
    verdictLine(studied, held),
    "",
    chart(studied),
    "",
    `${settings.name}: ${settings.minimum} to ${settings.maximum} × ${settings.instance.type} (${settings.instance.vcpus} vCPUs, ${settings.processes} process${settings.processes === 1 ? "" : "es"}); ` +
      `a request takes ${workload.cpuMs} ms; ${count(curve.requests[0] ?? 0)} requests a minute at first, ${count(Math.max(...curve.requests))} at most; an instance boots in ${studied.environment.bootMinutes} minutes`,
    `CPU above the threshold for ${verdict.minutesOverThreshold} minutes; short of capacity for ${verdict.minutesToCapacity}${verdict.neverEnough ? " (to the end)" : ""}; ` +
      `slowest minute: 95 % within ${(verdict.worstP95Ms / 1000).toFixed(1)} s`,
    cost === undefined
      ? `${instanceHours.toFixed(1)} instance-hours; ${price.source}`
      : `${instanceHours.toFixed(1)} instance-hours${surplusVcpuHours >= 0.05 ? ` and ${surplusVcpuHours.toFixed(1)} vCPU-hours of surplus credits` : ""}: ${cost.toFixed(2)} $ (${price.source})`,
  ];
  if (advice.length > 0) lines.push("", "What would help:", ...advice.map((one) => `  ${adviceLine(one)}`));
  else if (!verdict.holds)
    lines.push(
      "",
      "No change of the scaling settings reaches the objective: look at --cpu-ms and the instance type.",
    );
  if (options.html !== undefined) lines.push("", `Page: ${options.html}`);
  return `${lines.join("\n")}\n`;
}

/** Traffic that keeps the group at its smallest at a CPU, requests a minute. */
function baseRate(settings: ServiceSettings, workload: Workload, cpuPercent: number): number {
  const used = Math.min(
    settings.processes,
    ((cpuPercent / 100) * settings.instance.vcpus) / (1 + workload.overhead),
  );
  return Math.round((settings.desired * used * 60_000) / workload.cpuMs);
}

function withFlags(settings: ServiceSettings, { processes, vcpus }: Options): ServiceSettings {
  return {
    ...settings,
    processes: processes ?? settings.processes,
    instance: { ...settings.instance, vcpus: vcpus ?? settings.instance.vcpus },
  };
}

function workloadOf(options: Options, variability: number | undefined): Workload {
  return {
    ...DEFAULT_WORKLOAD,
    cpuMs: options.cpuMs ?? DEFAULT_WORKLOAD.cpuMs,
    idleMs: options.idleMs ?? DEFAULT_WORKLOAD.idleMs,
    overhead: options.overhead ?? DEFAULT_WORKLOAD.overhead,
    arrivalVariability: variability ?? DEFAULT_WORKLOAD.arrivalVariability,
  };
}

function environmentOf({ bootMinutes, seed, releaseAt }: Options): Environment {
  return {
    ...DEFAULT_ENVIRONMENT,
    bootMinutes: bootMinutes ?? DEFAULT_ENVIRONMENT.bootMinutes,
    ...(seed === undefined ? {} : { seed }),
    ...(releaseAt === undefined ? {} : { releaseAtMinute: releaseAt }),
  };
}

/** The keys of this project's stack files where its component made the environment. */
function keysOf({ resource }: Found, { resources }: StackDocument): Keys {
  const parent = resources.find(({ urn }) => urn === resource.parent);
  return parent?.type === "web-infra:index:SsrService" ? "stack-file" : "aws";
}

function writePage(path: string, html: string): void {
  try {
    writeFileSync(path, html);
  } catch (error) {
    throw new UsageError(
      `--html ${path}: cannot be written (${String((error as NodeJS.ErrnoException).code)})`,
    );
  }
}

void runCommand(main);
