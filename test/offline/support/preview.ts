import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PreviewDocument, StackDocument } from "../../../offline/report/document";
import { previewDocument } from "./document";

const ROOT = resolve(__dirname, "..", "..", "..");
/** The command line itself. */
export const MAIN = join(ROOT, "offline", "bin", "main.cjs");

// The command line as it is used: built, and from these sources.
execFileSync(process.execPath, [join(ROOT, "scripts", "build.mjs")], { stdio: "inherit" });

/** Folder of a program written for these tests. */
export const program = (name: string): string => join(ROOT, "test", "offline", "programs", name);
/** Folder of a pack written for these tests. */
export const pack = (name: string): string => join(ROOT, "test", "offline", "packs", name);

/** What a preview left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a preview with `--json` left behind. */
export interface JsonEnded extends Ended {
  readonly document: PreviewDocument;
}

/** A preview that is running. */
export interface Started {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the real command line. */
export function start(args: readonly string[], { cwd = ROOT, env = {} }: Surroundings = {}): Started {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
  const ended = new Promise<Ended>((done) => {
    child.on("close", (code) => {
      done({ code, ...text });
    });
  });
  return { pid: child.pid ?? 0, ended, stdout: () => text.stdout };
}

/** How many previews run at a time: each is two processes or more. */
const AT_A_TIME = 3;
let running = 0;
const waiting: (() => void)[] = [];

/** Runs the real command line to its end, a few at a time. */
export async function preview(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  if (running >= AT_A_TIME) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await start(args, surroundings).ended;
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Runs `--json`, and checks the document against the contract. */
export async function previewJson(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<JsonEnded> {
  const ended = await preview([...args, "--json"], surroundings);
  if (ended.stdout === "") throw new Error(`no document: exit ${String(ended.code)}: ${ended.stderr}`);
  return { ...ended, document: previewDocument.parse(JSON.parse(ended.stdout)) };
}

/** Previews of one spec file: all are started before its first test, a few at a time, and each test awaits its own. */
export class Batch {
  private readonly starts: (() => void)[] = [];

  /** To be called inside a `describe`. */
  constructor() {
    before(() => {
      for (const begin of this.starts) begin();
    });
  }

  /** A preview to its end. */
  text(args: readonly string[], surroundings?: Surroundings): () => Promise<Ended> {
    return this.add(() => preview(args, surroundings));
  }

  /** A preview with `--json`. */
  json(args: readonly string[], surroundings?: Surroundings): () => Promise<JsonEnded> {
    return this.add(() => previewJson(args, surroundings));
  }

  private add<Result>(run: () => Promise<Result>): () => Promise<Result> {
    let result: Promise<Result> | undefined;
    this.starts.push(() => {
      result = run();
      result.catch(() => undefined);
    });
    return () => result ?? run();
  }
}

/** The only stack of a document, or the one of this name. */
export function stackOf(document: PreviewDocument, name?: string): StackDocument {
  const found = document.stacks.find(({ stack }) => name === undefined || stack === name);
  if (!found) throw new Error(`no stack ${String(name)}`);
  return found;
}

const temporary: string[] = [];

/** A folder outside the repository. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "web-infra-preview-"));
  temporary.push(folder);
  return folder;
}

/** A copy of a program or pack outside the repository, with our node_modules or with none. */
export function copyOutside(folder: string, modules: "linked" | "none"): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  if (modules === "linked") symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

process.on("exit", () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** True while a process of this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until something holds; fails after a while. */
export async function eventually(holds: () => boolean, what: string, limitMs = 30_000): Promise<void> {
  for (const started = Date.now(); !holds();) {
    if (Date.now() - started > limitMs) throw new Error(`never happened: ${what}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}
