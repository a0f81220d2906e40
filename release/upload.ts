/** Uploads files in the safe order: what pages load first, pages after it, index.html last. */
import { copyFile, link, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Context } from "./context";
import { plural } from "./log";
import type { ManifestFile } from "./manifest";
import { indexOf } from "../components/release-contract";

/** A release's file and where it lies on the disk. */
export interface LocalFile extends ManifestFile {
  readonly source: string;
}

/** Files with the same headers, which one call of the CLI uploads. */
export interface Group {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly files: readonly LocalFile[];
}

/** Groups that may be uploaded at the same time, in the order of the phases. Pure. */
function phasesOf(files: readonly LocalFile[], index: string): Group[][] {
  const rank = (file: ManifestFile) => (file.path === index ? Number.POSITIVE_INFINITY : file.order);
  const ranks = [...new Set(files.map(rank))].sort((a, b) => a - b);
  return ranks.map((each) => groupsOf(files.filter((file) => rank(file) === each)));
}

function groupsOf(files: readonly LocalFile[]): Group[] {
  const groups = new Map<string, LocalFile[]>();
  for (const file of files) {
    const headers = JSON.stringify([file.contentType, file.cacheControl]);
    groups.set(headers, [...(groups.get(headers) ?? []), file]);
  }
  return [...groups.values()].map((members) => {
    const [{ contentType, cacheControl }] = members as [LocalFile];
    return { contentType, cacheControl, files: members };
  });
}

/** CLI calls at the same time; each one uploads ten objects at a time itself. */
const PARALLEL = 3;

let folders = 0;

export async function upload(context: Context, files: readonly LocalFile[]): Promise<void> {
  for (const groups of phasesOf(files, indexOf(context.settings))) {
    context.checkpoint();
    const names = [...new Set(groups.map(({ contentType }) => contentType.split(";")[0]))].join(", ");
    const count = groups.reduce((sum, group) => sum + group.files.length, 0);
    context.log.step(`uploading ${plural(count, "file")} (${names})`);
    const queue = [...groups];
    // allSettled: no call may still be writing when an undo begins.
    const results = await Promise.allSettled(
      Array.from({ length: PARALLEL }, async () => {
        for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
          await uploadGroup(context, group);
        }
      }),
    );
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) {
      throw failed.reason;
    }
  }
}

async function uploadGroup({ temp, site }: Context, group: Group): Promise<void> {
  folders += 1;
  const folder = join(temp, `upload-${folders}`);
  for (const file of group.files) {
    await place(file.source, join(folder, file.key));
  }
  await site.upload(folder, "", { "content-type": group.contentType, "cache-control": group.cacheControl });
}

/** A hard link where the file systems allow it, since a build may be large. */
export async function place(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  try {
    await link(source, target);
  } catch {
    await copyFile(source, target);
  }
}
