/** This project in a repository of its own, whose commits are the edits of a test. */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { reviewOf, type StackReview } from "../../../review/report/review";
import type { Stack } from "../../../review/preview-document";
import { previewed } from "../../../review/revisions/preview";
import { repositoryOf } from "../../../review/revisions/git";
import { install, Worktrees, type Checkout } from "../../../review/revisions/worktree";

const ROOT = resolve(__dirname, "..", "..", "..");
const PREVIEW = join(ROOT, "offline", "bin", "main.cjs");
const REVIEW = join(ROOT, "review", "bin", "review.cjs");

/** By path: the file's new text, a change of its text, or null where it goes. */
export type Files = Readonly<Record<string, string | ((text: string) => string) | null>>;

export class ProjectRepository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "review-project-")));
  readonly #previews = new Map<string, Promise<readonly Stack[]>>();
  #worktrees: Worktrees | undefined;
  #head = "";

  /** Copies what git knows of this project, and what is built; `node_modules` is a link. */
  constructor(files: Files) {
    const list = (...args: readonly string[]): readonly string[] =>
      execFileSync("git", ["ls-files", "-z", ...args], { cwd: ROOT, encoding: "utf8" })
        .split("\0")
        .filter(Boolean);
    const built = list("--others", "--ignored", "--exclude-standard", "--directory").filter((path) =>
      /(?:^|\/)bin\/$|\/source\.ts$/.test(path),
    );
    for (const path of [...list("--cached", "--others", "--exclude-standard"), ...built])
      cpSync(join(ROOT, path), join(this.folder, path), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    this.git("init", "-q", "-b", "main");
    // The folder is ignored as such, a link is not.
    writeFileSync(join(this.folder, ".git", "info", "exclude"), "node_modules\n");
    this.write(files);
    this.#head = this.commit();
  }

  get base(): string {
    return this.#head;
  }

  /** A commit on the first one, or on another. */
  edit(files: Files, on = this.#head): string {
    this.git("checkout", "-q", "--detach", on);
    this.write(files);
    return this.commit();
  }

  /** Both revisions previewed, each in a worktree with its own dependencies, and compared. A preview is made once. */
  async review(base: string, head: string, stacks: readonly string[]): Promise<readonly StackReview[]> {
    const [before, after] = await Promise.all([this.#preview(base, stacks), this.#preview(head, stacks)]);
    return reviewOf({
      base,
      head,
      stacks: stacks.map((stack) => ({
        stack,
        before: before.find((one) => one.stack === stack),
        after: after.find((one) => one.stack === stack),
      })),
      files: new Map(),
    }).stacks;
  }

  /** The command itself. */
  run(...args: readonly string[]): string {
    return execFileSync(process.execPath, [REVIEW, "--project", this.folder, ...args], {
      cwd: this.folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
  }

  remove(): void {
    this.#worktrees?.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #preview(commit: string, stacks: readonly string[]): Promise<readonly Stack[]> {
    const key = `${commit} ${stacks.join()}`;
    const known = this.#previews.get(key) ?? this.#previewOnce(commit, stacks);
    this.#previews.set(key, known);
    return known;
  }

  async #previewOnce(commit: string, stacks: readonly string[]): Promise<readonly Stack[]> {
    const repository = await repositoryOf(this.folder);
    this.#worktrees ??= new Worktrees(repository);
    const checkout = await this.#worktrees.checkOut({ name: commit.slice(0, 8), commit });
    const present: Checkout = { project: this.folder, revision: { name: "", commit: undefined } };
    await install(checkout, [present]);
    return previewed(PREVIEW, checkout, stacks);
  }

  private write(files: Files): void {
    for (const [path, change] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      if (change === null) rmSync(file);
      else if (typeof change === "string") writeFileSync(file, change);
      else {
        const text = readFileSync(file, "utf8");
        const changed = change(text);
        if (changed === text) throw new Error(`${path} stays as it is`);
        writeFileSync(file, changed);
      }
    }
  }

  private commit(): string {
    this.git("add", "-A");
    this.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "edit");
    return this.git("rev-parse", "HEAD").trim();
  }

  private git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8" });
  }
}
