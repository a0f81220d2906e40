import { join } from "node:path";
import { messageOf, UsageError } from "../../offline/errors";
import type { Stack } from "../preview-document";
import { checkClean, commitOf, defaultBase, repositoryOf, WORKING_TREE } from "./git";
import { previewed, stacksOf } from "./preview";
import { endAll } from "./processes";
import { stackFiles, type StackFile } from "./stack-files";
import { alignedWithState, readState } from "./state";
import { install, Worktrees, type Checkout } from "./worktree";

/** A stack at both revisions; undefined where one of them has no file of it. */
export interface StackPair {
  readonly stack: string;
  readonly before: Stack | undefined;
  readonly after: Stack | undefined;
}

/** What a review compares. */
export interface Pairs {
  readonly base: string;
  readonly head: string;
  readonly stacks: readonly StackPair[];
  /** Text of each stack's file at the head, by stack. */
  readonly files: ReadonlyMap<string, StackFile>;
}

export interface Wanted {
  readonly project: string;
  readonly base: string | undefined;
  readonly head: string;
  /** Undefined for every stack. */
  readonly stacks: readonly string[] | undefined;
  /** A state to compare with in the place of a base. */
  readonly state: string | undefined;
}

/** Previews both revisions at once, each with its own dependencies; leaves nothing behind. */
export async function previewPair(wanted: Wanted, command: string): Promise<Pairs> {
  return wanted.state === undefined
    ? previewRevisions(wanted, command)
    : previewAgainst(wanted.state, wanted, command);
}

async function previewRevisions(wanted: Wanted, command: string): Promise<Pairs> {
  const repository = await repositoryOf(wanted.project);
  const head = await commitOf(repository, "--head", wanted.head);
  const base =
    wanted.base === undefined
      ? await defaultBase(repository, head)
      : await commitOf(repository, "--base", wanted.base);
  await checkClean(repository, head);
  const worktrees = new Worktrees(repository);
  return cleanly(worktrees, async () => {
    const present: Checkout = {
      project: join(repository.root, repository.prefix),
      revision: { name: WORKING_TREE, commit: undefined },
    };
    const [before, after] = await both(worktrees.checkOut(base), worktrees.checkOut(head));
    const stacks = wantedStacks(wanted.stacks, stacksOf(before), stacksOf(after));
    await installBoth(before, after, present);
    const own = (checkout: Checkout) => stacks.filter((stack) => stacksOf(checkout).includes(stack));
    const [old, now] = await both(
      previewed(command, before, own(before)),
      previewed(command, after, own(after)),
    );
    return {
      base: describe(base.name, base.commit),
      head: describe(head.name, head.commit),
      stacks: stacks.map((stack) => ({ stack, before: named(old, stack), after: named(now, stack) })),
      files: stackFiles(after.project, repository.prefix, stacks, before.project),
    };
  });
}

async function previewAgainst(state: string, wanted: Wanted, command: string): Promise<Pairs> {
  const before = readState(state);
  const { stack } = before;
  if (wanted.stacks !== undefined && !(wanted.stacks.length === 1 && wanted.stacks[0] === stack)) {
    throw new UsageError(
      `--state ${state}: is the state of stack ${stack}; --stack ${wanted.stacks.join(", ")} is another one`,
    );
  }
  if (wanted.base !== undefined)
    throw new UsageError("--state and --base exclude each other: a state is the base");
  const repository = await repositoryOf(wanted.project);
  const head = await commitOf(repository, "--head", wanted.head);
  await checkClean(repository, head);
  const worktrees = new Worktrees(repository);
  return cleanly(worktrees, async () => {
    const checkout = await worktrees.checkOut(head);
    if (!stacksOf(checkout).includes(stack))
      throw new UsageError(`--state ${state}: ${head.name} has no Pulumi.${stack}.yaml`);
    const present: Checkout = {
      project: join(repository.root, repository.prefix),
      revision: { name: WORKING_TREE, commit: undefined },
    };
    if (head.commit !== undefined) await install(checkout, [present]);
    const [preview] = await previewed(command, checkout, [stack]);
    if (preview === undefined) throw new UsageError(`${head.name}: has no stack ${stack}`);
    return {
      base: `state ${state}`,
      head: describe(head.name, head.commit),
      stacks: [{ stack, before, after: alignedWithState(before, preview) }],
      files: stackFiles(checkout.project, repository.prefix, [stack]),
    };
  });
}

/** Each from its own lock file; the second one shares what the first one has installed where the files are equal. */
async function installBoth(before: Checkout, after: Checkout, present: Checkout): Promise<void> {
  const own = [before, after].filter(({ revision }) => revision.commit !== undefined);
  for (const [at, checkout] of own.entries()) await install(checkout, [present, ...own.slice(0, at)]);
}

/** Both to their end, so that no fault leaves one running; the first fault counts, all of them are reported. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === "fulfilled" && b.status === "fulfilled") return [a.value, b.value];
  const reasons = [a, b].flatMap((each): unknown[] => (each.status === "rejected" ? [each.reason] : []));
  const other = reasons.find((reason) => !(reason instanceof UsageError));
  if (other !== undefined) throw other instanceof Error ? other : new Error(messageOf(other));
  throw new UsageError([...new Set(reasons.map((reason) => (reason as UsageError).message))].join("\n"));
}

/** The exit codes of programs that a signal ends. */
const SIGNALS: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

async function cleanly<Result>(worktrees: Worktrees, work: () => Promise<Result>): Promise<Result> {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = (): void => {
      endAll();
      worktrees.remove();
      process.exit(code);
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  try {
    return await work();
  } finally {
    worktrees.remove();
    for (const [signal, handler] of handlers) process.off(signal, handler);
  }
}

function wantedStacks(
  wanted: readonly string[] | undefined,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const known = [...new Set([...after, ...before])].sort();
  if (wanted === undefined) {
    if (known.length > 0) return known;
    throw new UsageError("neither revision has a Pulumi.<stack>.yaml");
  }
  const unknown = wanted.filter((stack) => !known.includes(stack));
  if (unknown.length === 0) return wanted;
  throw new UsageError(
    unknown
      .map((stack) => `--stack ${stack}: neither revision has it; they have ${known.join(", ")}`)
      .join("\n"),
  );
}

function named(stacks: readonly Stack[], name: string): Stack | undefined {
  return stacks.find(({ stack }) => stack === name);
}

function describe(name: string, commit: string | undefined): string {
  if (commit === undefined || name.includes(commit.slice(0, 8)) || commit.startsWith(name)) return name;
  return `${name} (${commit.slice(0, 8)})`;
}
