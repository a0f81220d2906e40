/** Files that are published but that no address leads to. */
import { endsLikeFile } from "../../components/release-contract";
import type { Log } from "../log";
import { plural } from "../log";
import type { BuildFile } from "../records/manifest";

export function warnOfUnreachable(files: readonly BuildFile[], log: Log): void {
  const hidden = files.filter(({ path }) => !path.startsWith(".well-known/") && !endsLikeFile(path));
  const [first] = hidden;
  if (first !== undefined) {
    log.warn(
      `${plural(hidden.length, "file")} cannot be requested, e.g. /${first.path}: a name without an ending of letters is taken for a page. Rename them, or name them under exclude`,
    );
  }
}
