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

/** Pairs the paths of two revisions; one whose distribution or service has another name is gone, and a new one is there. */
export function pairPaths(before: readonly Path[], after: readonly Path[]): readonly PathPair[] {
  const old = new Map(before.map((path) => [path.id, path]));
  const pairs = after.map((path) => pairOf(old.get(path.id), path));
  const present = new Set(after.map(({ id }) => id));
  return [...pairs, ...before.filter(({ id }) => !present.has(id)).map((path) => pairOf(path, undefined))];
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
