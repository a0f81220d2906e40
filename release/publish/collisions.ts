/** Hashed names that a build in place would overwrite with other content. */
import type { Context } from "../context";
import type { LocalFile, Manifest } from "../records/manifest";
import type { State } from "../records/state";

/**
 * A file whose name carries a hash is kept by browsers for a year, and belongs to other releases as well: in place there is but one
 * object for all of them.
 *
 * @throws {Error} that names the files, before anything has been written
 */
export async function assertNamesUnused(
  { store }: Context,
  files: readonly LocalFile[],
  { releases, active }: State,
): Promise<void> {
  const hashed = new Map(files.filter((file) => file.hashed).map((file) => [file.key, file]));
  if (hashed.size === 0) {
    return;
  }
  const kept = releases.filter(({ id, status }) => status === "complete" || id === active);
  const taken = new Map<string, string>();
  for (const { id } of kept) {
    const manifest: Manifest | undefined = await store.manifest(id);
    for (const { key, sha256, hashed: once } of manifest?.files ?? []) {
      const next = hashed.get(key);
      if (once && next !== undefined && next.sha256 !== sha256) {
        taken.set(key, id);
      }
    }
  }
  const [first] = taken;
  if (first !== undefined) {
    throw new Error(
      `${taken.size === 1 ? "a file has" : `${taken.size} files have`} the hashed name of a file of a kept release and other content, e.g. ${first[0]} of ${first[1]}: browsers keep such a name for a year, and a rollback would show the wrong one. Make the build give it another name, or set release: atomic, which keeps both; nothing is released`,
    );
  }
}
