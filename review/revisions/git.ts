import { realpathSync } from "node:fs";
import { UsageError } from "../../offline/errors";
import { run, type Ended } from "./processes";

/** What stands for the files as they are, committed or not. */
export const WORKING_TREE = "working tree";

/** A revision that a review looks at. */
export interface Revision {
  /** What the command line says. */
  readonly name: string;
  /** The commit; undefined for the working tree. */
  readonly commit: string | undefined;
}

/** A repository of git, and where in it the project lies. */
export interface Repository {
  readonly root: string;
  /** Path of the project from the root, "" for the root itself; with a slash at its end. */
  readonly prefix: string;
}

/** @throws UsageError where the folder is in no repository */
export async function repositoryOf(project: string): Promise<Repository> {
  const { code, stdout } = await git(project, ["rev-parse", "--show-toplevel", "--show-prefix"]);
  const [root = "", prefix = ""] = stdout.split("\n");
  if (code !== 0 || root === "") {
    throw new UsageError(`--project ${project}: is in no git repository; a review compares two revisions`);
  }
  return { root: realpathSync(root), prefix };
}

/**
 * The commit of a revision.
 *
 * @param flag that named it, for messages
 * @throws UsageError where there is none
 */
export async function commitOf(repository: Repository, flag: string, name: string): Promise<Revision> {
  if (name === WORKING_TREE) return { name, commit: undefined };
  const { code, stdout } = await git(repository.root, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${name}^{commit}`,
  ]);
  if (code === 0) return { name, commit: stdout.trim() };
  throw new UsageError(
    (await isShallow(repository))
      ? `${flag} ${name}: this clone is shallow and does not have it; git fetch --unshallow, or clone: { depth: full } in bitbucket-pipelines.yml`
      : `${flag} ${name}: is no revision of this repository; git fetch, or name a branch, tag or commit`,
  );
}

/** What a review compares with where the command line names nothing. */
const BASES: readonly (readonly [variable: string, prefix: string])[] = [
  ["BITBUCKET_PR_DESTINATION_COMMIT", ""],
  ["BITBUCKET_PR_DESTINATION_BRANCH", "origin/"],
  ["GITHUB_BASE_REF", "origin/"],
];

/**
 * The base where none is named: the pull request's destination where a pipeline says it, else the main branch, each where this
 * branch left it; on the main branch itself the last commit.
 */
export async function defaultBase(repository: Repository, head: Revision): Promise<Revision> {
  const tip = head.commit ?? "HEAD";
  const named = BASES.flatMap(([variable, prefix]) => {
    const value = process.env[variable];
    return value === undefined || value === "" ? [] : [`${prefix}${value}`];
  });
  for (const candidate of [...named, "origin/HEAD", "origin/main", "origin/master", "main", "master"]) {
    const known = await git(repository.root, ["rev-parse", "--verify", "--quiet", `${candidate}^{commit}`]);
    if (known.code !== 0) {
      // What a pipeline names must be there: another base would be another review.
      if (named.includes(candidate)) await commitOf(repository, "--base", candidate);
      continue;
    }
    const { code, stdout } = await git(repository.root, ["merge-base", candidate, tip]);
    if (code !== 0) {
      throw new UsageError(
        (await isShallow(repository))
          ? `--base: this clone is shallow and ends before ${candidate} and ${tip} meet; git fetch --unshallow, or clone: { depth: full } in bitbucket-pipelines.yml`
          : `--base: ${candidate} and ${tip} have no commit in common; name a revision`,
      );
    }
    const commit = stdout.trim();
    return { name: `${candidate} (${commit.slice(0, 8)})`, commit };
  }
  return commitOf(repository, "--base", "HEAD");
}

/** @throws UsageError where a review of this commit would miss what is not committed */
export async function checkClean(repository: Repository, head: Revision): Promise<void> {
  if (head.commit === undefined) return;
  const current = await git(repository.root, ["rev-parse", "HEAD"]);
  if (current.stdout.trim() !== head.commit) return;
  const { stdout } = await git(repository.root, ["status", "--porcelain", "--untracked-files=no"]);
  const [first, ...others] = stdout.split("\n").filter((line) => line !== "");
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  throw new UsageError(
    `--head ${head.name}: ${first.slice(3)}${more} changed since that commit and would be missing; commit or stash, or leave --head out to review the working tree`,
  );
}

async function isShallow({ root }: Repository): Promise<boolean> {
  return (await git(root, ["rev-parse", "--is-shallow-repository"])).stdout.trim() === "true";
}

export async function git(cwd: string, args: readonly string[]): Promise<Ended> {
  try {
    return await run("git", args, cwd);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new UsageError("git is not on the PATH: a review compares two revisions of its repository");
    throw error;
  }
}
