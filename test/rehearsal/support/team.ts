import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { readProject } from "../../../offline/project/project";
import { serveProviders, type AttachedProviders } from "../../../rehearsal/provider/server";
import { Workspace } from "../../../rehearsal/pulumi/workspace";
import { packagesOf } from "../../../rehearsal/rehearse";
import { projectWithExampleStacks } from "../../support/example-stacks";
import { pulumi } from "./pulumi";

const ROOT = resolve(__dirname, "..", "..", "..");

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A team's own copy of the project, with a backend of its own and the simulated account: commands run as the team would type them. */
export class Team {
  private constructor(
    readonly directory: string,
    private readonly workspace: Workspace,
    private readonly providers: AttachedProviders,
    private readonly ports: Readonly<Record<string, number>>,
  ) {}

  /** @param only keys of the stack dev that are kept, such as web-infra:sites; all of them without it */
  static async start(only?: readonly string[]): Promise<Team> {
    const directory = projectWithExampleStacks();
    if (only !== undefined) keepOnly(join(directory, "Pulumi.dev.yaml"), only);
    // What `npm run up` builds before it starts.
    for (const room of ["offline", "growth", "rehearsal", "review"]) {
      cpSync(join(ROOT, room), join(directory, room), { recursive: true });
    }
    const project = readProject(directory);
    const providers = await serveProviders();
    const ports = Object.fromEntries(packagesOf(project).map((name) => [name, providers.port]));
    return new Team(directory, new Workspace(project, pulumi()), providers, ports);
  }

  get account() {
    return this.providers.account;
  }

  /** `pulumi …`, in the project's folder. */
  pulumi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> {
    return this.run(pulumi().path, [...args, "--non-interactive"], env);
  }

  /** `npm run up -- <stack> --yes`. */
  up(stack: string, flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Said> {
    const args = [join(this.directory, "scripts", "up.mjs"), stack, "--yes", "--non-interactive", ...flags];
    return this.run(process.execPath, args, env);
  }

  /**
   * A PATH on which `pulumi` runs as ever, and `pulumi up` first tells its process id: the CLI that `npm run up` starts for the update, after
   * others that only read, can be killed.
   */
  wrapped(onStart: (pid: number) => void): string {
    const folder = mkdtempSync(join(this.workspace.directory, "wrapped-"));
    const file = join(folder, "pid");
    const script = join(folder, "pulumi");
    writeFileSync(
      script,
      `#!/bin/sh\ncase " $* " in *" up "*) echo $$ > '${file}' ;; esac\nexec '${pulumi().path}' "$@"\n`,
    );
    chmodSync(script, 0o755);
    const watcher = watch(folder, () => {
      const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
      if (pid > 0) {
        onStart(pid);
        watcher.close();
      }
    });
    return [folder, this.workspace.env(this.ports)["PATH"] ?? ""].join(delimiter);
  }

  /** Changes the text of a file of the project. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.directory, file);
    const text = readFileSync(path, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`${file}: nothing changed`);
    writeFileSync(path, changed);
  }

  read(file: string): string {
    return readFileSync(join(this.directory, file), "utf8");
  }

  close(): void {
    this.providers.close();
    this.workspace.remove();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
    const child = spawn(command, args, {
      cwd: this.directory,
      env: { ...this.workspace.env(this.ports), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
    return new Promise((settle, fail) => {
      child.on("error", fail);
      child.on("close", (code) => settle({ code: code ?? 1, stdout: out.join(""), stderr: err.join("") }));
    });
  }
}

/** Leaves of a stack file's keys those that are named and the ones that every stack has. */
function keepOnly(file: string, only: readonly string[]): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  const { config } = document.toJS() as { config: Record<string, unknown> };
  for (const key of Object.keys(config)) {
    if (key !== "aws:region" && key !== "web-infra:zone" && !only.includes(key))
      document.deleteIn(["config", key]);
  }
  writeFileSync(file, document.toString());
}
