import { Deployment, type Resource } from "../engine/deployment";
import { Listener } from "../engine/listener";
import { Analysis } from "../analyzer/analysis";
import { levelsNote } from "../analyzer/stack-packs";
import { packLabel } from "../analyzer/pack";
import { startPack, type PackProcess } from "../analyzer/process";
import type { PackRun } from "../analyzer/pack-run";
import { resultOf, type Progress, type StackPlan, type StackResult } from "./result";
import { LOGGED_FAILURE, startProgram } from "../processes/program";
import type { StateFile } from "../state/state-file";
import type { Running } from "../processes/node";
import { knownFailure, PREPARED_SDK } from "../processes/known-failures";
import { findSdk } from "../processes/sdk";

/** How long a program that the engine has refused something may take to end by itself. */
const FAULT_GRACE_MS = 2_000;

/** Previews one stack: starts its processes first, then loads what talks to them. */
export async function previewStack(plan: StackPlan, progress: Progress): Promise<StackResult> {
  const run = new StackRun(plan, progress);
  try {
    return await run.preview();
  } finally {
    run.close();
  }
}

/** As with the CLI's engine, policies see what a stack makes, not what it only reads (https://github.com/pulumi/pulumi/issues/3950). */
function isJudged({ operation }: Resource): boolean {
  return operation !== "read";
}

class StackRun {
  private readonly started = performance.now();
  private readonly deployment: Deployment;
  private readonly analysis = new Analysis();
  private readonly closers: (() => void)[] = [];
  private readonly stderr: string[] = [];
  private programMs = 0;

  constructor(
    private readonly plan: StackPlan,
    private readonly progress: Progress,
  ) {
    const { project, stack, config } = plan;
    this.deployment = new Deployment(
      plan.state?.project ?? project.name,
      stack,
      config.values,
      config.secretKeys,
    );
    this.deployment.explain = (message) => knownFailure(message, project.programDirectory);
    let count = 0;
    this.deployment.onResource = (resource) => {
      count += 1;
      progress.update(stack, count === 1 ? "1 resource" : `${count} resources`);
      if (isJudged(resource)) this.analysis.add(resource);
    };
  }

  async preview(): Promise<StackResult> {
    const { plan } = this;
    const note = levelsNote(plan.packs, plan.project, plan.stack);
    if (note !== undefined) this.deployment.report("info", note);
    this.progress.update(plan.stack, "starting");
    const listener = await Listener.listen(plan.options.port);
    this.closers.push(() => listener.close());
    const program = plan.state === undefined ? this.startProgram(listener.address) : undefined;
    const packs = plan.packs.map((source) => ({
      source,
      process: this.startPack(source.directory, listener.address),
    }));
    const ended = program === undefined ? Promise.resolve() : this.programEnd(program);

    const { startEngine } = await import("../engine/server.js");
    const engine = startEngine({
      deployment: this.deployment,
      listener,
      unknowns: plan.options.unknowns,
      programDirectory: plan.project.programDirectory,
      stackOutputs: plan.stackOutputs,
      onFault: () => {
        if (program !== undefined) setTimeout(program.kill, FAULT_GRACE_MS).unref();
      },
    });
    this.closers.push(engine.close);
    if (plan.state !== undefined) await this.addState(plan.state);
    const configured = this.configure(packs, listener.address).then((runs) => {
      this.analysis.start(runs, (reference) => engine.providers.find(reference));
      return runs;
    });
    // A pack that does not start ends everything at once; otherwise the program decides when it is over.
    await Promise.race([ended, configured.then(() => ended)]);
    const runs = await configured;
    this.progress.update(plan.stack, "policies");
    await this.analysis.drained();
    if (!this.deployment.failed) await this.analysis.stack(this.deployment.resources.filter(isJudged));
    const levels = Object.fromEntries(runs.map((run) => [run.name, run.levels]));
    const timings = {
      programMs: Math.round(this.programMs),
      policyMs: Math.round(this.analysis.busyMs),
      totalMs: Math.round(performance.now() - this.started),
    };
    const { findings, exempted } = this.analysis;
    const { baseline } = plan;
    return resultOf(this.deployment, findings, levels, timings, { ...plan.options, exempted, baseline });
  }

  /** What the state holds, in the place of a program's registrations. */
  private async addState({ resources, pending }: StateFile): Promise<void> {
    const { stateResource } = await import("../state/state-resources.js");
    for (const record of resources) this.deployment.add(stateResource(record));
    if (pending > 0) {
      this.deployment.report(
        "warning",
        `an interrupted update has left ${pending} ${pending === 1 ? "operation" : "operations"} open: what they made may be missing here; run pulumi refresh and export the state anew`,
      );
    }
  }

  private startProgram(address: string): Running {
    const { project, stack, config } = this.plan;
    const sdk = findSdk(project.programDirectory);
    if (sdk.lent) {
      this.deployment.report(
        "warning",
        `@pulumi/pulumi is not installed in ${project.programDirectory}: the preview lends its own packages; run npm install there to use the project's`,
      );
    }
    if (!sdk.prepared) {
      this.deployment.report(
        "warning",
        `@pulumi/pulumi ${sdk.version} is older than ${PREPARED_SDK}: the preview runs it unchanged, more slowly, and encrypted configuration is a text that stands for an unknown one`,
      );
    }
    if (config.environments.length > 0) {
      this.deployment.report(
        "warning",
        `the values of Pulumi ESC environments are missing from the configuration (${config.environments.join(", ")}): the offline preview asks no service`,
      );
    }
    for (const line of config.warnings) this.deployment.report("warning", line);
    const program = startProgram({
      sources: Object.keys(this.plan.options.reports).length > 0,
      ...{ project, stack, config, sdk, address },
      onLine: (line, stream) => {
        if (stream === "stderr") this.stderr.push(line);
        else this.deployment.report("info", line, this.deployment.rootUrn);
      },
    });
    this.closers.push(program.kill);
    return program;
  }

  private startPack(directory: string, engineAddress: string): PackProcess {
    const { project, stack, config } = this.plan;
    const sdk = findSdk(directory);
    const pack = startPack({
      ...{ directory, sdk, project, stack, config, engineAddress },
      timeoutSeconds: this.plan.options.timeoutSeconds,
      onLine: (line) => this.deployment.report("info", `policy pack ${packLabel(directory)}: ${line}`),
    });
    this.closers.push(pack.running.kill);
    return pack;
  }

  private async configure(
    packs: readonly { source: StackPlan["packs"][number]; process: PackProcess }[],
    engineAddress: string,
  ): Promise<PackRun[]> {
    if (packs.length === 0) return [];
    const { configurePack } = await import("../analyzer/configure.js");
    const { checkFramework } = await import("../analyzer/framework.js");
    const { project, stack, config } = this.plan;
    const { options } = this.plan;
    const facts = {
      project: project.name,
      stack,
      config: config.values,
      secretKeys: config.secretKeys,
      engineAddress,
    };
    const runs = await Promise.all(
      packs.map(({ source, process }) => configurePack(source, process, facts, this.deployment, options)),
    );
    this.closers.push(() => {
      for (const run of runs) run.close();
    });
    checkFramework(
      runs.map((run) => run.knownPolicies),
      options.framework,
    );
    return runs;
  }

  /** Waits for the program to end by itself, or ends it when its time is over. */
  private async programEnd(program: Running): Promise<void> {
    const started = performance.now();
    const limit = this.plan.options.timeoutSeconds;
    const late = new AbortController();
    const timer = setTimeout(() => {
      late.abort();
      program.kill();
    }, limit * 1000);
    const code = await program.ended;
    clearTimeout(timer);
    this.programMs = performance.now() - started;
    if (late.signal.aborted) {
      this.deployment.report(
        "error",
        `the program did not end within ${limit} s and was stopped (--timeout sets the limit)`,
      );
    } else {
      this.reportExit(code);
    }
  }

  /** A failure that the SDK could not tell the engine stands on standard error. */
  private reportExit(code: number | NodeJS.Signals): void {
    const { deployment, stderr } = this;
    if (code !== 0 && !deployment.failed) {
      const said = stderr.join("\n").trim();
      const ending = typeof code === "number" ? `ended with exit code ${code}` : `was ended by ${code}`;
      const known = deployment.explain(said);
      deployment.report(
        "error",
        known ??
          (said !== "" && code === LOGGED_FAILURE ? said : `the program ${ending}${said && `:\n${said}`}`),
      );
      return;
    }
    for (const line of stderr) deployment.report("info", line, deployment.rootUrn);
  }

  close(): void {
    for (const close of this.closers.reverse()) close();
  }
}
