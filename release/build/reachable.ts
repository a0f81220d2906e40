/** Files that are published but that no address leads to. */
import type { Log } from "../log";
import { plural } from "../log";
import type { BuildFile } from "../records/manifest";

/** The edge takes a last part with such an ending for a file's name; everything else is a page's. */
const FILE_NAME = /\.(?=[0-9]*[A-Za-z])[0-9A-Za-z]{1,12}$/;

export function warnOfUnreachable(files: readonly BuildFile[], log: Log): void {
  const hidden = files.filter(
    ({ path }) => !path.startsWith(".well-known/") && !FILE_NAME.test(path.slice(path.lastIndexOf("/") + 1)),
  );
  const [first] = hidden;
  if (first !== undefined) {
    log.warn(
      `${plural(hidden.length, "file")} cannot be asked for, e.g. /${first.path}: a name without an ending of letters is taken for a page. Rename them, or name them under exclude`,
    );
  }
}
