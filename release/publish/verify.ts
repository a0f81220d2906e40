/** Compares what lies in the bucket with what should. */
import type { Listed } from "../aws/bucket";
import type { ManifestFile } from "../records/manifest";

const MD5 = /^[0-9a-f]{32}$/;

/** Whether the object is that file, as far as a listing tells. */
export function isSame(
  object: Pick<Listed, "size" | "etag"> | undefined,
  file: Pick<ManifestFile, "size" | "md5">,
): boolean {
  if (object?.size !== file.size) {
    return false;
  }
  // A multipart upload's tag is no MD5, and says so by a dash.
  return !MD5.test(object.etag) || object.etag === file.md5;
}

/** @throws {Error} that names the first object that is missing or another one */
export function verify(listing: ReadonlyMap<string, Listed>, files: readonly ManifestFile[]): void {
  const wrong = files.filter((file) => !isSame(listing.get(file.key), file));
  const [first] = wrong;
  if (first !== undefined) {
    const state = listing.has(first.key) ? "is not what was uploaded" : "is missing";
    throw new Error(`${first.key} ${state} (${wrong.length} of ${files.length} objects)`);
  }
}
