/** Uploads files in the safe order: what pages load first, pages after it, index.html, and at last what says that there is something new. */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { cacheRuleFor, indexOf } from "../../components/release-contract";
import { isConflict } from "../aws/errors";
import type { Context } from "../context";
import { bytesText, plural } from "../log";
import type { LocalFile, ManifestFile } from "../records/manifest";

/** Files above are uploaded in parts, a few at a time; files below are read as a whole. */
const LARGE_BYTES = 32 * 1024 * 1024;
/** Small files at the same time: enough for 30 ms of latency, and at most 64 of them in the memory. */
const PARALLEL = 64;
/** Bytes of small files in the memory at the same time. */
const MAX_BYTES_IN_FLIGHT = 128 * 1024 * 1024;
const PARALLEL_LARGE = 2;

/** Run-time configuration, which pages load: it comes before them. */
const CONFIGURATION = /(?:^|\/)(?:env|env-config|runtime-config|config)\.(?:js|json)$/i;

/** What a file's place in the order is. Service workers and manifests that list pages come after the pages that they list. */
function rankOf(file: ManifestFile, index: string): number {
  if (file.path === index) {
    return 5;
  }
  const { name } = cacheRuleFor(file.path, "inPlace");
  if (file.contentType.startsWith("text/html")) {
    return 4;
  }
  if (name === "fresh") {
    return CONFIGURATION.test(file.path) ? 2 : 6;
  }
  return name === "html" ? 4 : name === "hashed" ? 1 : 2;
}

/** Files that may be uploaded at the same time, in the order of the phases. Pure. */
function phasesOf(files: readonly LocalFile[], index: string): LocalFile[][] {
  const phases = new Map<number, LocalFile[]>();
  for (const file of files) {
    const rank = rankOf(file, index);
    const phase = phases.get(rank) ?? [];
    phase.push(file);
    phases.set(rank, phase);
  }
  return [...phases].sort(([a], [b]) => a - b).map(([, phase]) => phase);
}

export interface UploadOptions {
  /** In the order of the phases: where visitors see each file at once. */
  readonly ordered: boolean;
  /** Keys under this prefix are never overwritten. */
  readonly onlyNewUnder?: string;
}

export async function upload(
  context: Context,
  files: readonly LocalFile[],
  { ordered, onlyNewUnder }: UploadOptions,
): Promise<void> {
  const phases = ordered ? phasesOf(files, indexOf(context.settings)) : [[...files]];
  const progress = new Progress(context, files);
  try {
    for (const phase of phases) {
      await context.checkpoint();
      await uploadPhase(context, phase, progress, onlyNewUnder);
    }
  } finally {
    progress.end();
  }
}

async function uploadPhase(
  context: Context,
  phase: readonly LocalFile[],
  progress: Progress,
  onlyNewUnder: string | undefined,
): Promise<void> {
  const small = phase.filter(({ size }) => size < LARGE_BYTES);
  const large = phase.filter(({ size }) => size >= LARGE_BYTES);
  await inParallel(context, small, PARALLEL, async (file) => {
    await putSmall(context, file, onlyNewUnder);
    progress.add(file.size);
    progress.fileDone();
  });
  await inParallel(context, large, PARALLEL_LARGE, async (file) => {
    let sent = 0;
    await context.site.putStream(file.key, createReadStream(file.source), file.size, file, (bytes) => {
      progress.add(bytes - sent);
      sent = bytes;
    });
    progress.fileDone();
  });
}

async function putSmall({ site }: Context, file: LocalFile, onlyNewUnder: string | undefined): Promise<void> {
  const onlyNew = onlyNewUnder !== undefined && file.key.startsWith(onlyNewUnder);
  const body = await readFile(file.source);
  if (body.byteLength !== file.size) {
    throw new Error(`${file.path} has changed while it was released: build again`);
  }
  try {
    await site.put(file.key, body, file, onlyNew);
  } catch (error) {
    // It is there by now: by an attempt of ours whose answer was lost, or by another program. Which, is compared afterwards.
    if (!onlyNew || !isConflict(error)) {
      throw error;
    }
  }
}

/** Runs `run` for each file; after a failure nothing new is begun, and what is under way is awaited before it is thrown. */
export async function inParallel<T extends object>(
  context: Pick<Context, "checkpoint">,
  items: readonly T[],
  parallel: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let inFlight = 0;
  let failed: { readonly error: unknown } | undefined;
  const worker = async () => {
    while (next < items.length && failed === undefined) {
      const item = items[next] as T;
      const bytes = "size" in item && typeof item.size === "number" ? item.size : 0;
      if (inFlight > 0 && inFlight + bytes > MAX_BYTES_IN_FLIGHT && bytes < LARGE_BYTES) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        continue;
      }
      next += 1;
      const held = bytes < LARGE_BYTES ? bytes : 0;
      inFlight += held;
      try {
        await context.checkpoint();
        await run(item);
      } catch (error) {
        failed ??= { error };
      } finally {
        inFlight -= held;
      }
    }
  };
  // No call may still be writing when an undo begins.
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, worker));
  if (failed !== undefined) {
    throw failed.error;
  }
}

/** How far a long upload is: files, bytes, rate, time left. */
class Progress {
  private readonly started = Date.now();
  private readonly total: number;
  private readonly timer: NodeJS.Timeout;
  private bytes = 0;
  private files = 0;

  constructor(
    { log }: Context,
    private readonly all: readonly ManifestFile[],
  ) {
    this.total = all.reduce((sum, { size }) => sum + size, 0);
    this.timer = setInterval(() => log.progress(this.line()), 1000);
    this.timer.unref();
  }

  add(bytes: number): void {
    this.bytes += bytes;
  }

  fileDone(): void {
    this.files += 1;
  }

  end(): void {
    clearInterval(this.timer);
  }

  private line(): string {
    const seconds = (Date.now() - this.started) / 1000;
    const share = this.total === 0 ? this.files / this.all.length : this.bytes / this.total;
    const left = share > 0 ? `, ${Math.ceil(seconds / share - seconds)} s left` : "";
    return `uploaded ${this.files} of ${plural(this.all.length, "file")}, ${bytesText(this.bytes)} of ${bytesText(this.total)}, ${bytesText(this.bytes / seconds)}/s${left}`;
  }
}
