import type { Resource } from "../preview-document";
import { beanstalkPaths } from "./beanstalk";
import { balancerPaths } from "./load-balancer";
import { Graph, type Box, type Path } from "./path";
import { pipelinePaths } from "./pipeline";
import { sitePaths } from "./site";

/** Every way of a request or release that a stack's resources show. */
export function pathsOf(resources: readonly Resource[]): readonly Path[] {
  const graph = new Graph(resources);
  return [...sitePaths(graph), ...beanstalkPaths(graph), ...balancerPaths(graph), ...pipelinePaths(graph)];
}

/** A path before and after a change. */
export interface PathPair {
  readonly before: Path | undefined;
  readonly after: Path | undefined;
  /** Ids of boxes that are new, gone, or have other settings. */
  readonly moved: ReadonlySet<string>;
}

/**
 * Pairs the paths of two revisions; one whose distribution or service has another name is gone, and a new one is there, unless an alias
 * keeps it.
 *
 * @param formerNames of resources that an alias keeps, by the present ones
 */
export function pairPaths(
  before: readonly Path[],
  after: readonly Path[],
  formerNames: ReadonlyMap<string, string> = new Map(),
): readonly PathPair[] {
  const old = new Map(before.map((path) => [path.id, path]));
  const formerOf = ({ id, kind }: Path): Path | undefined => {
    const name = formerNames.get(id.slice(kind.length + 1));
    return old.get(id) ?? (name === undefined ? undefined : old.get(`${kind} ${name}`));
  };
  const pairs = after.map((path) => pairOf(formerOf(path), path));
  const kept = new Set(pairs.map((pair) => pair.before));
  return [...pairs, ...before.filter((path) => !kept.has(path)).map((path) => pairOf(path, undefined))];
}

function pairOf(before: Path | undefined, after: Path | undefined): PathPair {
  const boxes = (path: Path | undefined): ReadonlyMap<string, Box> =>
    new Map((path?.boxes ?? []).map((each) => [each.id, each]));
  const [was, is] = [boxes(before), boxes(after)];
  const moved = [...new Set([...was.keys(), ...is.keys()])].filter((id) => {
    const [old, now] = [was.get(id), is.get(id)];
    return old === undefined || now === undefined || wordsOf(old) !== wordsOf(now);
  });
  return { before, after, moved: new Set(moved) };
}

function wordsOf({ title, lines }: Box): string {
  return [title, ...lines].join("\n");
}
