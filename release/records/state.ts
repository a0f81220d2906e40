/**
 * The records of releases: which there are, which is live, and what is left of those that failed. Pure.
 *
 * The order of events is that of `generation`, which grows with each write of the records and cannot be wrong. Times are for
 * people and for ages in days; several machines have written them.
 */
import { createHash } from "node:crypto";
import type { ManifestFile } from "./manifest";
import { omit } from "./omit";

/** One release as the list of releases has it. */
export interface ReleaseRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly commit?: string;
  readonly executionId?: string;
  readonly files: number;
  readonly bytes: number;
  /** `unfinished`: never live yet; `failed`: given up; `complete`: was live at least once; `preview`: shown under a name of its own. */
  readonly status: "unfinished" | "failed" | "complete" | "preview";
  /** Its files may lie in the bucket in part: a deployment of it is under way, or was cut off. */
  readonly underway?: true;
  /** Since when it is no longer live; undefined for the live one and for those that never were. */
  readonly supersededAt?: string;
  /** Hash of all paths, contents and headers: equal for two releases that show the same. */
  readonly content?: string;
  /** The generation in which it was recorded first. */
  readonly generation?: number;
  /** The generation in which it went live last. */
  readonly liveGeneration?: number;
  /** Only a preview. */
  readonly preview?: { readonly name: string; readonly expiresAt: string };
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

/** A hash of what a release shows. */
export function contentOf(files: readonly ManifestFile[]): string {
  const hash = createHash("sha256");
  for (const { path, sha256, contentType, contentEncoding, carried } of files) {
    if (carried === undefined) {
      hash.update(`${path}\0${sha256}\0${contentType}\0${contentEncoding ?? ""}\n`);
    }
  }
  return hash.digest("hex");
}

/** A state in which `id` is live; what was live until now is superseded, what was unfinished has failed. */
export function activated(state: State, id: string, now: Date): State {
  const generation = state.generation + 1;
  const releases = state.releases.map((each): ReleaseRecord => {
    const { supersededAt, ...record } = settled(each);
    if (record.id === id) {
      return { ...withoutPreview(record), status: "complete", liveGeneration: generation };
    }
    const ended = record.status === "unfinished" || record.id === state.active;
    const since = ended ? now.toISOString() : supersededAt;
    return {
      ...record,
      status: record.status === "unfinished" ? "failed" : record.status,
      ...(since === undefined ? {} : { supersededAt: since }),
    };
  });
  return { ...state, generation, active: id, releases };
}

/** The record of a release of which nothing lies half-way in the bucket any more. */
function settled(record: ReleaseRecord): ReleaseRecord {
  return omit(record, "underway");
}

function withoutPreview(record: ReleaseRecord): ReleaseRecord {
  return omit(record, "preview");
}

/** A state in which the attempts to make `ids` live have been taken back. */
export function undone(state: State, ids: readonly string[], now: Date): State {
  const releases = state.releases.map((record): ReleaseRecord => {
    if (!ids.includes(record.id)) {
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
  const generation = state.generation + 1;
  const others = state.releases.filter(({ id }) => id !== record.id);
  return { ...state, generation, releases: [...others, { generation, ...record }] };
}

/** A state without these releases. */
export function forgotten(state: State, ids: ReadonlySet<string>): State {
  return {
    ...state,
    generation: state.generation + 1,
    releases: state.releases.filter(({ id }) => !ids.has(id)),
  };
}

/** Releases whose files may lie in the bucket in part. */
export function inDoubt({ releases }: State): string[] {
  return releases.filter((record) => record.underway === true).map(({ id }) => id);
}

const DAY = 24 * 60 * 60 * 1000;

/** Later live first; records of an older version of this program have no generations, and are older. */
function byLastLive(a: ReleaseRecord, b: ReleaseRecord): number {
  return (
    (b.liveGeneration ?? -1) - (a.liveGeneration ?? -1) ||
    compareText(b.supersededAt ?? "9", a.supersededAt ?? "9") ||
    compareText(b.id, a.id)
  );
}

/** Later recorded first. */
export function byAge(a: ReleaseRecord, b: ReleaseRecord): number {
  return (b.generation ?? -1) - (a.generation ?? -1) || compareText(b.id, a.id);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * Which releases may go: those that are neither one of the newest `retention.releases` nor superseded for less than
 * `retention.days`. Never one that is shown, whatever the records say; one that failed counts by its age alone, a preview by its
 * own lifetime.
 */
export function prunable(
  state: State,
  retention: { readonly releases: number; readonly days: number },
  shown: ReadonlySet<string>,
  now: Date,
): ReleaseRecord[] {
  const complete = state.releases.filter(({ status }) => status === "complete").sort(byLastLive);
  const newest = new Set(complete.slice(0, retention.releases).map(({ id }) => id));
  return state.releases.filter((record) => {
    const { id, supersededAt, preview, status } = record;
    if (shown.has(id) || id === state.active || newest.has(id)) {
      return false;
    }
    if (status === "preview") {
      return preview === undefined || now.getTime() >= Date.parse(preview.expiresAt);
    }
    return supersededAt !== undefined && now.getTime() - Date.parse(supersededAt) >= retention.days * DAY;
  });
}

/** The release that a rollback goes to: the one that was live last before the live one, and that shows something else. */
export function rollbackTarget(state: State): ReleaseRecord | undefined {
  const live = state.releases.find(({ id }) => id === state.active);
  return state.releases
    .filter(
      (record) =>
        record.status === "complete" &&
        record.id !== state.active &&
        (record.content === undefined || record.content !== live?.content),
    )
    .sort(byLastLive)[0];
}
