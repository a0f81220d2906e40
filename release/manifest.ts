/** The records of releases: what each one consists of, which is live, and what is left of those that failed. */
import { cacheRuleFor, objectKey, type ReleaseStrategy } from "../components/release-contract";
import { contentTypeFor } from "../components/release-contract/content-types";

/** One file of a release and the object that it becomes. */
export interface ManifestFile {
  /** Path inside the build, with `/`. */
  readonly path: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** 1 is uploaded first. */
  readonly order: number;
  /** Whether its name carries a hash: such a file never changes, and open tabs may still ask for it. */
  readonly hashed: boolean;
}

export interface Manifest {
  readonly id: string;
  readonly release: ReleaseStrategy;
  readonly files: readonly ManifestFile[];
}

/** One release as the list of releases has it. */
export interface ReleaseRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly commit?: string;
  readonly executionId?: string;
  readonly files: number;
  readonly bytes: number;
  /** `unfinished`: never live yet; `failed`: given up; `complete`: was live at least once. */
  readonly status: "unfinished" | "failed" | "complete";
  /** Its files may lie in the bucket in part: a deployment of it is under way, or was cut off. */
  readonly underway?: true;
  /** Since when it is no longer live; undefined for the live one and for those that never were. */
  readonly supersededAt?: string;
}

/** What stands in state.json. */
export interface State {
  readonly version: 1;
  /** Grows with each write: two writers cannot both have read the same one and succeed. */
  readonly generation: number;
  /** The live release; undefined before the first. */
  readonly active?: string;
  readonly releases: readonly ReleaseRecord[];
}

export const EMPTY_STATE: State = { version: 1, generation: 0, releases: [] };

/** A file as it lies on the disk. */
export interface BuildFile {
  readonly path: string;
  /** Absolute. */
  readonly source: string;
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
}

export function makeManifest(id: string, release: ReleaseStrategy, files: readonly BuildFile[]): Manifest {
  return {
    id,
    release,
    files: files.map(({ path, size, sha256, md5 }) => {
      const rule = cacheRuleFor(path, release);
      return {
        path,
        key: objectKey(path, release, id),
        size,
        sha256,
        md5,
        contentType: contentTypeFor(path),
        cacheControl: rule.cacheControl,
        order: rule.uploadOrder,
        hashed: rule.name === "hashed",
      };
    }),
  };
}

/** A state in which `id` is live; what was live until now is superseded, what was unfinished has failed. */
export function activated(state: State, id: string, now: Date): State {
  const releases = state.releases.map((each): ReleaseRecord => {
    const { supersededAt, ...record } = settled(each);
    if (record.id === id) {
      return { ...record, status: "complete" };
    }
    const ended = record.status === "unfinished" || record.id === state.active;
    const since = ended ? now.toISOString() : supersededAt;
    return {
      ...record,
      status: record.status === "unfinished" ? "failed" : record.status,
      ...(since === undefined ? {} : { supersededAt: since }),
    };
  });
  return { ...state, generation: state.generation + 1, active: id, releases };
}

/** The record of a release of which nothing lies half-way in the bucket any more. */
function settled(record: ReleaseRecord): ReleaseRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([key]) => key !== "underway"),
  ) as unknown as ReleaseRecord;
}

/** A state in which the attempt to make `id` live has been taken back. */
export function undone(state: State, id: string, now: Date): State {
  const releases = state.releases.map((record): ReleaseRecord => {
    if (record.id !== id) {
      return record;
    }
    const rest = settled(record);
    return rest.status === "unfinished"
      ? { ...rest, status: "failed", supersededAt: now.toISOString() }
      : rest;
  });
  return { ...state, generation: state.generation + 1, releases };
}

/** A state that knows of `record`; an older record of the same release gives way. */
export function recorded(state: State, record: ReleaseRecord): State {
  const others = state.releases.filter(({ id }) => id !== record.id);
  return { ...state, generation: state.generation + 1, releases: [...others, record] };
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Which releases may go: those that are neither one of the newest `retention.releases` nor superseded for less than
 * `retention.days`. Never one that is live, whatever the records say; one that failed counts by its age alone.
 */
export function prunable(
  state: State,
  retention: { readonly releases: number; readonly days: number },
  live: ReadonlySet<string>,
  now: Date,
): ReleaseRecord[] {
  const since = (record: ReleaseRecord) => record.supersededAt ?? "9";
  const complete = state.releases
    .filter(({ status }) => status === "complete")
    .sort((a, b) => (since(a) === since(b) ? (a.id < b.id ? 1 : -1) : since(a) < since(b) ? 1 : -1));
  const newest = new Set(complete.slice(0, retention.releases).map(({ id }) => id));
  return state.releases.filter((record) => {
    const { id, supersededAt } = record;
    if (live.has(id) || id === state.active || newest.has(id) || supersededAt === undefined) {
      return false;
    }
    return now.getTime() - Date.parse(supersededAt) >= retention.days * DAY;
  });
}

/** The release that a rollback goes to: the one that was live last before the live one. */
export function rollbackTarget(state: State): ReleaseRecord | undefined {
  return state.releases
    .filter(
      (record) =>
        record.status === "complete" && record.id !== state.active && record.supersededAt !== undefined,
    )
    .sort((a, b) => ((a.supersededAt ?? "") < (b.supersededAt ?? "") ? 1 : -1))[0];
}
