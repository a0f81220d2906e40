import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../offline/errors";
import { git, type Repository, type Revision } from "./git";
import { run } from "./processes";

/** A revision's files in a folder. */
export interface Checkout {
  /** Folder of the project. */
  readonly project: string;
  readonly revision: Revision;
}

const LOCK_FILES = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"];

/** The temporary worktrees of a review; `remove` leaves nothing of them, also when a signal ends the program. */
export class Worktrees {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "web-infra-review-")));
  #count = 0;
  /** git locks what it writes there: one after the other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly repository: Repository) {}

  /** The files of a revision; those of the working tree stay where they are. */
  async checkOut(revision: Revision): Promise<Checkout> {
    const { root, prefix } = this.repository;
    if (revision.commit === undefined) return { project: join(root, prefix), revision };
    const folder = join(this.#folder, `${(this.#count += 1)}-${revision.commit.slice(0, 12)}`);
    const added = this.#last.then(() =>
      git(root, ["worktree", "add", "--quiet", "--detach", "--force", folder, String(revision.commit)]),
    );
    this.#last = added.catch(() => undefined);
    const { code, stderr } = await added;
    if (code !== 0) throw new UsageError(`${revision.name}: git worktree add: ${firstLine(stderr)}`);
    const project = join(folder, prefix);
    if (!existsSync(join(project, "Pulumi.yaml"))) {
      throw new UsageError(`${revision.name}: has no ${prefix}Pulumi.yaml: its layout is another one`);
    }
    return { project, revision };
  }

  /** Everything of them, at once: a signal handler has no time to wait. */
  remove(): void {
    const { root } = this.repository;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
    try {
      execFileSync("git", ["worktree", "prune"], { cwd: root, stdio: "ignore" });
    } catch {
      // The repository is gone: so are its worktrees.
    }
  }
}

/**
 * Gives a checkout its dependencies, from its own lock file: those of another checkout where the files are equal, else `npm ci`.
 *
 * @param others checkouts that have theirs
 */
export async function install(checkout: Checkout, others: readonly Checkout[]): Promise<void> {
  const { project, revision } = checkout;
  const manifest = join(project, "package.json");
  if (!existsSync(manifest))
    throw new UsageError(`${revision.name}: has no package.json: its layout is another one`);
  const equal = others.find(
    (other) => existsSync(join(other.project, "node_modules")) && lockOf(other.project) === lockOf(project),
  );
  // A repository that holds its dependencies has those of the revision.
  if (existsSync(join(project, "node_modules"))) {
    await buildAgain(checkout, equal);
    return;
  }
  if (equal !== undefined) {
    symlinkSync(realpathSync(join(equal.project, "node_modules")), join(project, "node_modules"), "junction");
    await buildAgain(checkout, equal);
    return;
  }
  if (!existsSync(join(project, "package-lock.json")) && !existsSync(join(project, "npm-shrinkwrap.json"))) {
    throw new UsageError(
      `${revision.name}: has no package-lock.json, so its dependencies cannot be installed as they were`,
    );
  }
  const { code, stdout, stderr } = await run(
    "npm",
    ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    project,
  );
  if (code !== 0) {
    throw new UsageError(
      `${revision.name}: its dependencies cannot be installed: npm ci: ${npmFault(`${stderr}\n${stdout}`)}`,
    );
  }
}

/** Packages built from the revision's own sources; what is built of equal sources is taken over. */
async function buildAgain({ project, revision }: Checkout, from: Checkout | undefined): Promise<void> {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts?: Record<string, string>;
  };
  if (scripts?.["build"] === undefined) return;
  if (from !== undefined) await takeOver(project, from.project);
  const { code, stderr } = await run("npm", ["run", "--silent", "build"], project);
  if (code !== 0)
    throw new UsageError(`${revision.name}: does not build: npm run build: ${npmFault(stderr)}`);
}

/** Copies what a build has made: one that looks at what it made before has nothing to do where nothing changed. */
async function takeOver(project: string, from: string): Promise<void> {
  const { stdout } = await git(from, [
    "ls-files",
    "--others",
    "--ignored",
    "--exclude-standard",
    "--directory",
  ]);
  for (const path of stdout
    .split("\n")
    .filter((line) => /(?:^|\/)bin\/$|\/source\.ts$/.test(line) && !/node_modules/.test(line))) {
    cpSync(join(from, path), join(project, path), { recursive: true });
  }
}

function lockOf(project: string): string {
  return LOCK_FILES.filter((name) => existsSync(join(project, name)))
    .map((name) => `${name}\n${readFileSync(join(project, name), "utf8")}`)
    .join("\n");
}

function npmFault(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.replace(/^npm (?:error|ERR!) ?/, "").trim())
    .filter((line) => line !== "" && !/^code |A complete log/.test(line));
  return lines[0] ?? "it failed without a message";
}

function firstLine(text: string): string {
  return (
    text
      .trim()
      .split("\n")[0]
      ?.replace(/^fatal: /, "") ?? ""
  );
}
