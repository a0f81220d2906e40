import { relative } from "node:path";

/** A path as a reader wants it: relative to where the command runs if it lies below, else as it is. */
export function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return below === "" ? "." : below.startsWith("..") ? path : below;
}
