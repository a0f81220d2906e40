/** The releases of a site, for people. */
import { s3Time } from "../aws/bucket";
import type { Context } from "../context";
import { bytesText } from "../log";
import { readCurrent } from "../publish/current";
import { currentHolder } from "../records/lock";
import { byAge, inDoubt, type ReleaseRecord, type State } from "../records/state";
import { LOCK_NAME } from "./locked";

/** One line each, the newest first. */
export async function list(context: Context): Promise<string[]> {
  const { state } = await readCurrent(context);
  const now = s3Time();
  const rows = [...state.releases]
    .sort(byAge)
    .map((record) => [
      record.id,
      describe(record, state.active, now),
      `${record.files} files`,
      bytesText(record.bytes),
      record.commit ?? "",
    ]);
  const table =
    rows.length === 0
      ? ["no releases yet"]
      : aligned([["release", "state", "files", "size", "commit"], ...rows]);
  return [...table, ...(await remarks(context, state))];
}

function describe(
  { id, status, supersededAt, underway, preview, createdAt }: ReleaseRecord,
  live: string | undefined,
  now: Date,
): string {
  if (id === live) {
    return "live";
  }
  if (preview !== undefined) {
    return `preview ${preview.name}, ${age(createdAt, now)} old`;
  }
  if (status === "unfinished" && underway === true) {
    return "unfinished";
  }
  return status === "complete"
    ? `until ${supersededAt === undefined ? "unknown" : `${supersededAt.slice(0, 16)}Z`}`
    : status;
}

function age(since: string, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 3_600_000));
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** What is going on, or went wrong. */
async function remarks({ store, settings }: Context, state: State): Promise<string[]> {
  const holder = await currentHolder(store.bucket, store.key(LOCK_NAME));
  if (holder !== undefined) {
    return [`${holder.what} is under way (until ${holder.expiresAt})`];
  }
  const doubt = inDoubt(state);
  if (settings.release !== "inPlace" || doubt.length === 0) {
    return [];
  }
  const others = doubt.filter((id) => id !== state.active).join(", ");
  return [
    `a deployment${others === "" ? "" : ` of ${others}`} was cut off: the site may show a mixture. Deploy again, or bring ${state.active ?? "a release"} back with "release activate ${state.active ?? "<release>"}"`,
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
