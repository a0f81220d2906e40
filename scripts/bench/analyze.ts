// Sends resources through both packs by the preview's own code: `analyze.ts FILE COUNT`, where FILE holds the `resources` of a
// preview's document. Prints what it took, once the packs have started and are configured.
import { readFileSync } from "node:fs";
import { parseCommandLine } from "../../offline/cli/options";
import { Deployment, type Resource } from "../../offline/engine/deployment";
import { Analysis } from "../../offline/analyzer/analysis";
import { NO_OPTIONS } from "../../offline/engine/providers";
import { configurePack } from "../../offline/analyzer/configure";
import { packsOf } from "../../offline/analyzer/pack";
import { startPack } from "../../offline/analyzer/process";
import { readProject } from "../../offline/project/project";
import { readStackConfig } from "../../offline/project/stack-config";
import type { ResourceDocument } from "../../offline/report/document";
import { killAll } from "../../offline/processes/node";
import { decode } from "../../offline/provider/wire";
import { findSdk } from "../../offline/processes/sdk";

function resourceOf(shown: ResourceDocument): Resource {
  return {
    ...shown,
    remote: false,
    operation: "create",
    providers: new Map(),
    inputs: decode(shown.inputs),
    outputs: decode(shown.inputs),
    id: shown.name,
    propertyDependencies: {},
    options: NO_OPTIONS,
    isDefaultProvider: false,
  };
}

/** Evenly spread, so that each size has every kind of resource. */
function sample(all: readonly ResourceDocument[], count: number): ResourceDocument[] {
  if (all.length < count) throw new Error(`only ${all.length} resources, ${count} are wanted`);
  return all.filter(
    (_, i) => Math.floor((i * count) / all.length) < Math.floor(((i + 1) * count) / all.length),
  );
}

async function main(file: string, count: number): Promise<void> {
  const stack = "prod";
  const options = parseCommandLine(["--stack", stack]);
  const project = readProject(options.project);
  const config = readStackConfig(project, stack);
  const deployment = new Deployment(project.name, stack, config.values, config.secretKeys);
  const resources = sample(JSON.parse(readFileSync(file, "utf8")) as ResourceDocument[], count).map(
    resourceOf,
  );
  const engineAddress = "127.0.0.1:1";
  const facts = {
    project: project.name,
    stack,
    config: config.values,
    secretKeys: config.secretKeys,
    engineAddress,
  };
  const runs = await Promise.all(
    packsOf(options, project, stack).map((source) => {
      const { directory } = source;
      const pack = startPack({
        ...{ directory, sdk: findSdk(directory), project, stack, config, engineAddress },
        timeoutSeconds: options.timeoutSeconds,
        onLine: (line) => process.stderr.write(`${line}\n`),
      });
      return configurePack(source, pack, facts, deployment, options);
    }),
  );
  const analysis = new Analysis();
  const started = performance.now();
  analysis.start(runs, () => undefined);
  for (const resource of resources) {
    deployment.add(resource);
    analysis.add(resource);
  }
  await analysis.drained();
  const beforeStack = performance.now();
  await analysis.stack(resources);
  const ended = performance.now();
  if (deployment.failed) throw new Error(deployment.diagnostics.map(({ message }) => message).join("\n"));
  process.stdout.write(
    JSON.stringify({
      ms: ended - started,
      stackMs: ended - beforeStack,
      findings: analysis.findings.length,
    }),
  );
  for (const run of runs) run.close();
  killAll();
}

const [file = "", count = ""] = process.argv.slice(2);
void main(file, Number(count));
