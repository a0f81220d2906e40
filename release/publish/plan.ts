/**
 * What a new atomic release writes, and where each of its files lies. Pure.
 *
 * Files whose name carries a hash lie under `shared/`, for all releases. The others lie in the release's own folder, or, where few of
 * many have changed, stay in the folder of an earlier one (release-contract/delta.ts). A name that carries a hash but comes
 * with other content than the one under `shared/` never overwrites it: that file goes to the release's own folder.
 */
import {
  cacheRuleFor,
  deltaHash,
  DELTA_SUFFIX,
  formatDelta,
  releasePrefix,
  SHARED_PREFIX,
} from "../../components/release-contract";
import type { Listed } from "../aws/bucket";
import {
  isEqual,
  isKeptForTabs,
  withoutSource,
  type LocalFile,
  type Manifest,
  type ManifestFile,
} from "../records/manifest";
import { isSame } from "./verify";

/** What is known before a release. */
export interface Ground {
  /** Objects under `shared/`. */
  readonly shared: ReadonlyMap<string, Listed>;
  readonly live: Manifest | undefined;
  /** The release that the live one is based on, or the live one; with its objects. */
  readonly base: Manifest | undefined;
  readonly baseObjects: ReadonlyMap<string, Listed>;
  /** Through how many releases a file is kept for open tabs. */
  readonly keep: number;
}

export interface Plan {
  readonly manifest: Manifest;
  readonly uploads: readonly LocalFile[];
  /** Objects that are copied inside the bucket: what open tabs may still ask for. */
  readonly copies: readonly { readonly from: string; readonly to: string }[];
  /** Files whose hashed name was taken by other content. */
  readonly collisions: readonly string[];
}

/** So many files that need not be written are worth the edge's second look-up. */
const MIN_SAVED = 64;

/** How the cache treats a file whose name carries a hash that is not to be trusted. */
const PLAIN_NAME = "-";

export function planRelease(id: string, files: readonly LocalFile[], ground: Ground): Plan {
  const { shared } = ground;
  const collisions = files.filter(
    (file) => file.hashed && shared.has(file.key) && !isSame(shared.get(file.key), file),
  );
  const own = new Set(collisions);
  const common = files.filter((file) => file.hashed && !own.has(file));
  const plain = files.filter((file) => !file.hashed);
  const carried = carriedFiles(files, ground);
  return (
    planDelta(id, { common, plain, carried, collisions }, ground) ??
    planWhole(id, { common, plain, carried, collisions }, ground)
  );
}

interface Parts {
  readonly common: readonly LocalFile[];
  readonly plain: readonly LocalFile[];
  readonly carried: readonly ManifestFile[];
  readonly collisions: readonly LocalFile[];
}

/** S3 copies no larger object in one call; tabs ask again for a part of such a file, not for the file. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** Files that are gone from the build, but that a tab of a former release may still load. */
function carriedFiles(files: readonly LocalFile[], { live, keep }: Ground): ManifestFile[] {
  const paths = new Set(files.map(({ path }) => path));
  return (live?.files ?? [])
    .filter(
      (file) =>
        !file.key.startsWith(SHARED_PREFIX) &&
        !paths.has(file.path) &&
        (file.carried ?? 0) < keep &&
        file.size <= MAX_COPY_BYTES &&
        isKeptForTabs(file),
    )
    .map((file) => ({ ...file, carried: (file.carried ?? 0) + 1 }));
}

/** A release with all its files in its own folder. */
function planWhole(stamp: string, parts: Parts, { shared }: Ground): Plan {
  const delta =
    parts.collisions.length === 0 ? undefined : deltaId(stamp, parts.collisions, new Set<string>());
  const id = delta?.id ?? stamp;
  const collisions = moved(id, parts.collisions);
  const plain = moved(id, parts.plain);
  return {
    manifest: {
      id,
      release: "atomic",
      files: sorted([
        ...[...parts.common, ...plain, ...collisions].map(withoutSource),
        ...parts.carried.map((file) => ({ ...file, key: releasePrefix(id) + file.path })),
      ]),
      ...(delta === undefined ? {} : { delta: delta.value }),
    },
    uploads: [...missing(parts.common, shared), ...plain, ...collisions],
    copies: parts.carried.map(({ path, key }) => ({ from: key, to: releasePrefix(id) + path })),
    collisions: parts.collisions.map(({ path }) => path),
  };
}

/** @throws {Error} where so many names collide that nothing can say which */
function deltaId(stamp: string, collisions: readonly LocalFile[], plain: ReadonlySet<string>) {
  const id = stamp + DELTA_SUFFIX;
  const value = formatDelta(id, { plain, hashed: new Set(collisions.map(({ path }) => path)) });
  if (value === undefined) {
    const [first = ""] = collisions.map(({ path }) => path);
    throw new Error(
      `${collisions.length} files have the hashed name of a former release's file and other content, e.g. ${first}: the build must not reuse names (output.hashFunction, chunkFileNames); nothing is released`,
    );
  }
  return { id, value };
}

/** A release of differences; undefined where that saves little, or the differences are too many. */
function planDelta(
  stamp: string,
  { common, plain, carried, collisions }: Parts,
  { base, baseObjects, shared }: Ground,
): Plan | undefined {
  if (base === undefined) {
    return undefined;
  }
  const id = stamp + DELTA_SUFFIX;
  const before = new Map(
    base.files
      .filter(({ key }) => key === releasePrefix(base.id) + pathOf(key, base.id))
      .map((file) => [file.path, file]),
  );
  const kept = (file: ManifestFile): ManifestFile | undefined => {
    const old = before.get(file.path);
    return old !== undefined && isEqual(old, file) && isSame(baseObjects.get(old.key), file)
      ? old
      : undefined;
  };
  const paths = new Set([...plain, ...carried].map(({ path }) => path));
  const different = new Set([
    ...[...plain, ...carried].filter((file) => kept(file) === undefined).map(({ path }) => path),
    ...[...before.keys()].filter((path) => !paths.has(path)),
  ]);
  const hashes = new Set([...different].map(deltaHash));
  const hashedHashes = new Set(collisions.map(({ path }) => deltaHash(path)));
  // Of a path whose hash is that of a different one, the release has a copy as well.
  const isOwn = (file: ManifestFile) => different.has(file.path) || hashes.has(deltaHash(file.path));
  const saved = plain.filter((file) => !isOwn(file)).length;
  const value = formatDelta(base.id, {
    plain: different,
    hashed: new Set(collisions.map(({ path }) => path)),
  });
  if (saved < MIN_SAVED || value === undefined) {
    return undefined;
  }
  const ownPlain = moved(id, plain.filter(isOwn));
  const ownHashed = moved(id, [
    ...collisions,
    ...common.filter(({ path }) => hashedHashes.has(deltaHash(path))),
  ]);
  const atBase = plain.flatMap((file) => {
    const old = isOwn(file) ? undefined : kept(file);
    return old === undefined ? [] : [{ ...withoutSource(file), key: old.key }];
  });
  const carriedOwn = carried.filter(isOwn);
  const carriedAtBase = carried.filter((file) => !isOwn(file));
  return {
    manifest: {
      id,
      release: "atomic",
      base: base.id,
      delta: value,
      files: sorted([
        ...[
          ...common.filter(({ path }) => !hashedHashes.has(deltaHash(path))),
          ...ownPlain,
          ...ownHashed,
        ].map(withoutSource),
        ...atBase,
        ...carriedAtBase.map((file) => ({ ...file, key: releasePrefix(base.id) + file.path })),
        ...carriedOwn.map((file) => ({ ...file, key: releasePrefix(id) + file.path })),
      ]),
    },
    uploads: [...missing(common, shared), ...ownPlain, ...ownHashed],
    copies: carriedOwn.map(({ path, key }) => ({ from: key, to: releasePrefix(id) + path })),
    collisions: collisions.map(({ path }) => path),
  };
}

function pathOf(key: string, id: string): string {
  return key.slice(releasePrefix(id).length);
}

/** Files as they lie in a release's own folder; there no name says that the content never changes. */
function moved(id: string, files: readonly LocalFile[]): LocalFile[] {
  return files.map((file) => ({
    ...file,
    key: releasePrefix(id) + file.path,
    ...(file.hashed ? { hashed: false, cacheControl: cacheRuleFor(PLAIN_NAME, "atomic").cacheControl } : {}),
  }));
}

function missing(files: readonly LocalFile[], shared: ReadonlyMap<string, Listed>): LocalFile[] {
  return files.filter(({ key }) => !shared.has(key));
}

function sorted(files: readonly ManifestFile[]): ManifestFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
