/** Redirects of a build that lead a visitor round and round. */
import { type BuildRedirect, isPattern, patternPlace } from "../../components/release-contract";

/** A visitor's browser gives up after so many. */
const MAX_STEPS = 20;

const withoutSlash = (path: string): string => path.replace(/(?<=.)\/+$/, "");

/** One fault for each circle, with the path that it begins at. Pure. */
export function circleFaults(redirects: readonly BuildRedirect[]): string[] {
  const plain = new Map(redirects.filter((each) => !isPattern(each)).map((each) => [each.from, each]));
  const patterns = new Map<string, BuildRedirect[]>();
  for (const each of redirects.filter(isPattern)) {
    const place = patternPlace(each.from);
    patterns.set(place, [...(patterns.get(place) ?? []), each]);
  }
  const next = (path: string): string | undefined => {
    const found = plain.get(path);
    if (found !== undefined) {
      return found.to;
    }
    const segments = path.split("/");
    for (const { from, to } of patterns.get(patternPlace(path)) ?? []) {
      const target = filled(from, to, segments);
      if (target !== undefined) {
        return target;
      }
    }
    return undefined;
  };
  const inCircle = new Set<string>();
  return redirects.flatMap(({ from }) => {
    const start = from.replace(/:\d:/g, "x").replace(/\*$/, "x");
    const seen = [start];
    let at: string | undefined = next(start);
    while (at !== undefined && at.startsWith("/") && seen.length <= MAX_STEPS) {
      const path = withoutSlash(at.replace(/[?#].*$/, ""));
      if (seen.includes(path)) {
        break;
      }
      seen.push(path);
      at = next(path);
    }
    const ends = at === undefined || !at.startsWith("/");
    if (ends || seen.some((path) => inCircle.has(path))) {
      return [];
    }
    seen.forEach((path) => inCircle.add(path));
    return [`_redirects: ${from} leads round and round: ${seen.slice(0, 4).join(" → ")} → …`];
  });
}

/** As the edge function fills patterns in (components/edge/release-redirects.js). */
function filled(pattern: string, target: string, segments: readonly string[]): string | undefined {
  const parts = pattern.split("/");
  const last = parts.length - 1;
  if (parts[last] === "*" ? segments.length < last : segments.length !== parts.length) {
    return undefined;
  }
  let to = target;
  for (const [index, part] of parts.entries()) {
    if (part === "*") {
      to = to.replaceAll(":splat", segments.slice(index).join("/"));
    } else if (/^:\d:$/.test(part)) {
      to = to.replaceAll(part, segments[index] ?? "");
    } else if (part !== segments[index]) {
      return undefined;
    }
  }
  return to;
}
