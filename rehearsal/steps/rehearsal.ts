import type { StateResource } from "../compare/engine";
import { engineOutputs, engineResources } from "../compare/engine";
import { compareFindings, compareOutputs, compareResources, type Difference } from "../compare/differences";
import { offlineOutputs, offlineResources, type OfflineStack } from "../compare/offline";
import { urnsOf, type Events } from "../pulumi/events";
import type { PulumiStack, Run } from "../pulumi/stack";
import type { AttachedProviders } from "../provider/server";
import { changeOneKey } from "./changed-key";
import { errorsOf, type OfflinePreview } from "./offline-preview";
import type { StackReport, StepName, StepResult } from "./step";

/** What a rehearsal of one stack works with. */
export interface StackSetting {
  readonly stack: PulumiStack;
  readonly providers: AttachedProviders;
  readonly offline: OfflinePreview;
  /** The copy of the stack's file. */
  readonly configFile: string;
  /** True for a stack file with encrypted values, which the offline preview does not know. */
  readonly encrypted: boolean;
  /** Called when a step begins. */
  readonly onStep: (step: StepName) => void;
  /** The last step. */
  readonly until: StepName;
}

/** Kinds of steps of the engine that change nothing. */
const UNCHANGED = new Set(["same", "read", "refresh"]);

/** A step that failed: what follows it makes no sense. */
class StepFailure extends Error {}

/** The last step has gone well. */
class Done extends Error {}

/** Takes one stack through its life on the real engine, and holds each step against the offline preview. */
export class StackRehearsal {
  private readonly results: StepResult[] = [];

  constructor(private readonly setting: StackSetting) {}

  async run(): Promise<StackReport> {
    const { stack, providers } = this.setting;
    try {
      await this.life();
    } catch (error) {
      if (!(error instanceof StepFailure || error instanceof Done)) throw error;
    }
    return { stack: stack.name, steps: this.results, notSimulated: [...providers.notSimulated].sort() };
  }

  private async life(): Promise<void> {
    const { stack, offline, configFile, encrypted, providers } = this.setting;
    const unknown = await this.step("preview", async () => {
      const expected = await offline({ unknowns: true, policies: true });
      const run = await stack.run("preview", ["--json"]);
      const refused = this.endedAs(run, expected);
      const planned = plannedResources(run);
      const differences = [
        ...compareFindings(run.events.findings, expected.violations),
        // A preview that a policy or the program has stopped does not show everything.
        ...(refused ? [] : compareResources(engineResources(planned), offlineResources(expected), encrypted)),
      ];
      return {
        summary: refused
          ? "refused, as offline"
          : `${urnsOf(run.events, "create").size} to create, ${run.events.findings.length} findings`,
        differences,
        value: { planned, refused },
      };
    });
    if (unknown.refused) return;

    const before = await this.step("up", async () => {
      const expected = await offline({ unknowns: false, policies: true });
      const run = await stack.run("up");
      this.endedWell(run);
      const resources = await stack.resources();
      return {
        summary: `${urnsOf(run.events, "create").size} created, ${run.events.findings.length} findings`,
        differences: [
          ...this.compareState(resources, expected),
          ...compareFindings(run.events.findings, expected.violations),
          ...unannounced(unknown.planned, resources),
        ],
        value: expected,
      };
    });

    await this.step("up again", async () => {
      const run = await stack.run("up", ["--expect-no-changes"]);
      return this.unchanged(run);
    });

    await this.step("a changed key", async () => {
      const change = await changeOneKey(configFile, before, offline);
      if (!change) return { summary: "no number to change", differences: [], value: undefined };
      const run = await stack.run("up");
      this.endedWell(run);
      const changed = changedBy(run.events);
      const replaced = urnsOf(run.events, "replace", "delete-replaced").size;
      const what = `${change.key} ${String(change.from)} → ${String(change.to)}: ${changed.size} changed`;
      if (replaced > 0) {
        // What is replaced gets ids of its own, which a preview of a new stack does not have; what refers to it changes too.
        const left = [...change.changed].filter((urn) => !changed.has(urn));
        return {
          summary: `${what}, ${replaced} of them replaced`,
          differences: sameSet(new Set(), new Set(left), "changed"),
          value: undefined,
        };
      }
      return {
        summary: what,
        differences: [
          ...sameSet(changed, change.changed, "changed"),
          ...this.compareState(await stack.resources(), change.preview),
        ],
        value: undefined,
      };
    });

    await this.step("refresh", async () =>
      this.unchanged(await stack.run("refresh", ["--expect-no-changes"])),
    );

    await this.step("export", async () => {
      const resources = await stack.resources();
      const custom = resources.filter((resource) => isMade(resource));
      const missing = custom.length - providers.account.size;
      if (missing !== 0) {
        throw new StepFailure(
          `the state holds ${custom.length} resources, and the simulated account ${providers.account.size}`,
        );
      }
      return { summary: `${resources.length} in the state`, differences: [], value: undefined };
    });

    await this.step("destroy", async () => {
      const resources = await stack.resources();
      const isProtected = resources.some((resource) => resource.protect === true);
      // The engine leaves these to AWS, or to the user.
      const staying = resources.filter(
        ({ retainOnDelete, deletedWith }) => retainOnDelete === true || !!deletedWith,
      );
      if (isProtected) {
        const size = providers.account.size;
        // With its preview: without, the engine deletes what is not protected before it comes to what is.
        const refused = await stack.command([
          ...["destroy", "--stack", stack.name, "--config-file", configFile, "--yes"],
        ]);
        if (refused.code === 0 || providers.account.size !== size) {
          throw new StepFailure("resources of a stack with protected ones were destroyed");
        }
        const { code, stderr } = await stack.command([
          "state",
          "unprotect",
          "--all",
          "--yes",
          "--stack",
          stack.name,
        ]);
        if (code !== 0) throw new StepFailure(`pulumi state unprotect --all: ${stderr.trim()}`);
      }
      const run = await stack.run("destroy");
      this.endedWell(run);
      if (providers.account.size !== staying.length) {
        throw new StepFailure(
          `${providers.account.size} resources are left in the simulated account: ${providers.account.types.join(", ")}`,
        );
      }
      const deleted = urnsOf(run.events, "delete").size;
      return {
        summary: `${deleted} deleted${isProtected ? " (refused while protected)" : ""}`,
        differences: [],
        value: undefined,
      };
    });
  }

  private async step<T>(
    step: StepName,
    work: () => Promise<{ summary: string; differences: readonly Difference[]; value: T }>,
  ): Promise<T> {
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    this.setting.onStep(step);
    try {
      const { summary, differences, value } = await work();
      this.results.push({ step, summary, differences, seconds: seconds() });
      if (step === this.setting.until) throw new Done();
      return value;
    } catch (error) {
      if (error instanceof Done) throw error;
      const failure = error instanceof Error ? error.message : String(error);
      this.results.push({ step, summary: "failed", differences: [], failure, seconds: seconds() });
      throw new StepFailure(failure);
    }
  }

  /** Holds the end of the real preview against that of the offline one; true if both were refused. */
  private endedAs(run: Run, expected: OfflineStack): boolean {
    if (run.code === 0 && expected.succeeded) return false;
    if (run.code !== 0 && !expected.succeeded) {
      if (errorsOf(expected) === "") return true;
      throw new StepFailure(`the program fails, in both: ${errorsOf(expected)}`);
    }
    throw new StepFailure(
      run.code === 0
        ? `the offline preview fails and the engine's does not: ${errorsOf(expected) || "a mandatory policy is violated"}`
        : `the engine's preview fails and the offline one does not: ${reasonOf(run)}`,
    );
  }

  private endedWell(run: Run): void {
    if (run.code !== 0) throw new StepFailure(reasonOf(run));
  }

  private unchanged(run: Run) {
    const changed = changedBy(run.events);
    if (run.code !== 0 && changed.size === 0) throw new StepFailure(reasonOf(run));
    return {
      summary: `${urnsOf(run.events, ...UNCHANGED).size} unchanged`,
      differences: sameSet(changed, new Set(), "changed"),
      value: undefined,
    };
  }

  private compareState(resources: readonly StateResource[], expected: OfflineStack): Difference[] {
    const { encrypted } = this.setting;
    return [
      ...compareResources(engineResources(resources), offlineResources(expected), encrypted),
      ...compareOutputs(engineOutputs(resources), offlineOutputs(expected), encrypted),
    ];
  }
}

/** The resources that a preview would leave. `pulumi preview --json` prints its steps with the new state of each. */
function plannedResources({ stdout }: Run): StateResource[] {
  const { steps = [] } = JSON.parse(stdout === "" ? "{}" : stdout) as {
    readonly steps?: readonly { readonly newState?: StateResource }[];
  };
  return steps.flatMap(({ newState }) => (newState ? [newState] : []));
}

/** What an update made that its preview had not shown, such as a resource inside of an `apply`. */
function unannounced(planned: readonly StateResource[], made: readonly StateResource[]): Difference[] {
  const known = engineResources(planned);
  return [...engineResources(made).keys()]
    .filter((urn) => !known.has(urn))
    .map((urn) => ({ urn, path: "made without having been previewed", engine: "made", offline: undefined }));
}

function changedBy({ operations }: Events): Set<string> {
  return new Set([...operations].flatMap(([kind, urns]) => (UNCHANGED.has(kind) ? [] : [...urns])));
}

function sameSet(engine: ReadonlySet<string>, offline: ReadonlySet<string>, path: string): Difference[] {
  return [...new Set([...engine, ...offline])]
    .filter((urn) => engine.has(urn) !== offline.has(urn))
    .map((urn) => ({
      ...{ urn, path },
      engine: engine.has(urn) ? path : undefined,
      offline: offline.has(urn) ? path : undefined,
    }));
}

/** Providers, components and what is only read are not made in the account. */
function isMade({ type, custom = false, external = false }: StateResource & { external?: boolean }): boolean {
  return custom && !external && !type.startsWith("pulumi:");
}

/** What the engine says of a failure: its errors, else the end of what it printed. */
function reasonOf({ code, stdout, stderr, events }: Run): string {
  const said = events.errors.length > 0 ? events.errors.join("\n") : `${stdout}\n${stderr}`.trim();
  return `pulumi ended with exit code ${code}: ${said.split("\n").slice(-20).join("\n")}`;
}
