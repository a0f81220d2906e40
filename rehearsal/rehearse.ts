import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../offline/errors";
import { stacksOf, type Project } from "../offline/project/project";
import { pluginPackages } from "./language-host/packages";
import { serveProviders } from "./provider/server";
import type { PulumiBinary } from "./pulumi/binary";
import { PulumiStack, type Pack } from "./pulumi/stack";
import { Workspace } from "./pulumi/workspace";
import { offlinePreviewOf, type OfflinePreview } from "./steps/offline-preview";
import { StackRehearsal } from "./steps/rehearsal";
import type { StackReport, StepName } from "./steps/step";

export interface RehearsalPlan {
  readonly project: Project;
  readonly stacks: readonly string[];
  readonly pulumi: PulumiBinary;
  /** Keeps the folder with the state and the event logs. */
  readonly keep: boolean;
  readonly onStep: (stack: string, step: StepName) => void;
  /** The last step. @default destroy */
  readonly until?: StepName;
  /** The offline preview to hold the engine against. @default this project's own */
  readonly offline?: (stack: string) => OfflinePreview;
  /** Folders of the component packages (PulumiPlugin.yaml) that the program uses: what these need is simulated as well. @default [] */
  readonly componentPackages?: readonly string[];
}

/** The stacks to rehearse: those that are named, else all that have a file. */
export function stacksToRehearse(project: Project, named: readonly string[]): readonly string[] {
  const known = stacksOf(project);
  const missing = named.filter((stack) => !known.includes(stack));
  if (missing.length > 0) {
    throw new UsageError(missing.map((stack) => `stack ${stack} has no Pulumi.${stack}.yaml`).join("\n"));
  }
  const stacks = named.length > 0 ? named : known;
  if (stacks.length === 0) throw new UsageError(`${project.name} has no Pulumi.<stack>.yaml`);
  return stacks;
}

/** Rehearses the stacks one after the other. */
export async function rehearse(plan: RehearsalPlan): Promise<{ reports: StackReport[]; folder: string }> {
  const workspace = new Workspace(plan.project, plan.pulumi);
  for (const folder of plan.componentPackages ?? []) workspace.pretendInstalled(folder);
  try {
    const reports: StackReport[] = [];
    for (const stack of plan.stacks) reports.push(await rehearseStack(plan, workspace, stack));
    return { reports, folder: workspace.directory };
  } finally {
    if (!plan.keep) workspace.remove();
  }
}

async function rehearseStack(plan: RehearsalPlan, workspace: Workspace, name: string): Promise<StackReport> {
  const { project } = plan;
  const encrypted = workspace.copyStackFile(name);
  const providers = await serveProviders(project.programDirectory);
  try {
    const inside = (plan.componentPackages ?? []).flatMap((folder) => pluginPackages(folder));
    const simulated = [...packagesOf(project), ...inside.map(({ name: pack }) => pack)];
    const ports = Object.fromEntries(simulated.map((pack) => [pack, providers.port]));
    const stack = new PulumiStack(workspace, project.root, name, packsOf(project, name), ports);
    const made = await stack.init(encrypted);
    if (made.code !== 0) throw new UsageError(`stack ${name}: ${made.stderr.trim()}`);
    return await new StackRehearsal({
      ...{ stack, providers, configFile: workspace.configFile(name), encrypted: encrypted.length > 0 },
      offline: (plan.offline ?? ((each) => offlinePreviewOf(project.root, each)))(name),
      onStep: (step) => plan.onStep(name, step),
      until: plan.until ?? "destroy",
    }).run();
  } finally {
    providers.close();
  }
}

/** Every package whose resources the program can make; the dynamic providers of its own code are simulated too. */
export function packagesOf(project: Project): string[] {
  return [...new Set([...pluginPackages(project.programDirectory).map(({ name }) => name), "pulumi-nodejs"])];
}

/** The project's own policy packs, as the offline preview finds them. */
function packsOf(project: Project, stack: string): Pack[] {
  const folder = join(project.root, "policies");
  return (existsSync(folder) ? readdirSync(folder).sort() : [])
    .map((name) => join(folder, name))
    .filter((directory) => existsSync(join(directory, "PulumiPolicy.yaml")))
    .map((directory) => {
      const configFile = join(directory, "config", `${stack}.json`);
      return existsSync(configFile) ? { directory, configFile } : { directory };
    });
}
