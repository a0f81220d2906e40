import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import type { StateResource } from "../compare/engine";
import { runCommand, type Ended } from "./command";
import { readEvents, type Events } from "./events";
import type { Workspace } from "./workspace";

/** A policy pack and the file that configures it. */
export interface Pack {
  readonly directory: string;
  readonly configFile?: string;
}

/** A command that previews or changes a stack, with what the engine did. */
export interface Run extends Ended {
  readonly events: Events;
}

export type Operation = "preview" | "up" | "refresh" | "destroy";

/** One stack of a rehearsal, as the CLI sees it. */
export class PulumiStack {
  private count = 0;

  constructor(
    private readonly workspace: Workspace,
    private readonly projectRoot: string,
    readonly name: string,
    private readonly packs: readonly Pack[],
    /** Ports of the attached providers by package. */
    private readonly providers: Readonly<Record<string, number>>,
  ) {}

  /** Makes the stack, with values in the place of those that are encrypted in the user's file. */
  async init(encrypted: readonly (readonly string[])[]): Promise<Ended> {
    const made = await this.inStacksFolder(["stack", "init", this.name, "--no-select"]);
    if (made.code !== 0) return made;
    for (const path of encrypted) {
      const key = pathOf(path);
      const set = await this.inStacksFolder([
        ...["config", "set", "--stack", this.name, "--secret", "--path", key, "rehearsal"],
      ]);
      if (set.code !== 0) return set;
    }
    return made;
  }

  /** Runs an operation without a question, with the packs, and reads what the engine did. */
  async run(
    operation: Operation,
    flags: readonly string[] = [],
    onStart?: (child: ChildProcess) => void,
  ): Promise<Run> {
    this.count += 1;
    const log = join(this.workspace.events, `${this.name}-${this.count}-${operation}.jsonl`);
    const judged = operation === "preview" || operation === "up";
    const ended = await this.command(
      [
        ...[operation, "--stack", this.name, "--config-file", this.workspace.configFile(this.name)],
        ...["--event-log", log, ...(operation === "preview" ? [] : ["--yes", "--skip-preview"])],
        ...(judged ? this.packFlags() : []),
        ...flags,
      ],
      onStart,
    );
    return { ...ended, events: readEvents(log) };
  }

  /** Resources of the last deployment. */
  async resources(): Promise<readonly StateResource[]> {
    const { code, stdout, stderr } = await this.command([
      "stack",
      "export",
      "--stack",
      this.name,
      "--show-secrets",
    ]);
    if (code !== 0) throw new Error(`pulumi stack export: ${stderr.trim()}`);
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: readonly StateResource[]; pending_operations?: readonly unknown[] };
    };
    if ((deployment.pending_operations ?? []).length > 0) {
      throw new Error("pulumi stack export: the state holds pending operations");
    }
    return deployment.resources ?? [];
  }

  /** Any command of the CLI, in the project's folder. */
  command(args: readonly string[], onStart?: (child: ChildProcess) => void): Promise<Ended> {
    return this.at(this.projectRoot, args, onStart);
  }

  private inStacksFolder(args: readonly string[]): Promise<Ended> {
    return this.at(this.workspace.stacksDirectory, args);
  }

  private at(cwd: string, args: readonly string[], onStart?: (child: ChildProcess) => void): Promise<Ended> {
    return runCommand({
      path: this.workspace.pulumi.path,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd,
      env: this.workspace.env(this.providers),
      ...(onStart === undefined ? {} : { onStart }),
    });
  }

  /** The n-th --policy-pack-config belongs to the n-th --policy-pack: a pack without one gets an empty file. */
  private packFlags(): string[] {
    const empty = join(this.workspace.directory, "no-policy-config.json");
    if (!existsSync(empty)) writeFileSync(empty, "{}\n");
    return this.packs.flatMap(({ directory, configFile }) => [
      ...["--policy-pack", directory, "--policy-pack-config", configFile ?? empty],
    ]);
  }
}

/** A key path as `pulumi config set --path` takes it: names that are not words are quoted. */
function pathOf([first = "", ...rest]: readonly string[]): string {
  return [first, ...rest.map((key) => (/^\w+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`))].join("");
}
