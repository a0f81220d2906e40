/** Where the records lie: a folder of the artifact bucket, by conditional writes. */
import type { Readable } from "node:stream";
import type { Bucket, Listed } from "../aws/bucket";
import { isConflict, isMissing } from "../aws/errors";
import type { Manifest } from "./manifest";
import { EMPTY_STATE, type State } from "./state";

export interface ReadState {
  readonly state: State;
  /** undefined: nothing has been written yet. */
  readonly etag: string | undefined;
  /** Why the state is not what stands in the object; undefined: it is. */
  readonly fault?: string;
}

export class Store {
  constructor(
    readonly bucket: Bucket,
    private readonly folder: string,
  ) {}

  /** `s3://bucket/folder` as bucket and folder. */
  static parse(uri: string): { readonly bucket: string; readonly folder: string } {
    const match = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri);
    return { bucket: match?.[1] ?? "", folder: match?.[2] ?? "" };
  }

  key(name: string): string {
    return `${this.folder}/${name}`;
  }

  async read(): Promise<ReadState> {
    const key = this.key("state.json");
    const found = await this.bucket.read(key);
    if (found === undefined) {
      return { state: EMPTY_STATE, etag: undefined };
    }
    const state = parseState(found.text);
    return state === undefined
      ? { state: EMPTY_STATE, etag: found.etag, fault: `s3://${this.bucket.name}/${key} is damaged` }
      : { state, etag: found.etag };
  }

  /** The records as they were after the last release that ended well; undefined where there is no such copy. */
  async readBackup(): Promise<State | undefined> {
    const found = await this.bucket.read(this.key("state-backup.json"));
    return found === undefined ? undefined : parseState(found.text);
  }

  async writeBackup(state: State): Promise<void> {
    await this.bucket.write(this.key("state-backup.json"), JSON.stringify(state));
  }

  /** Writes the state if it is still the one that was read; returns its new tag. */
  async write(state: State, etag: string | undefined): Promise<string> {
    const text = JSON.stringify(state, null, 1);
    try {
      return await this.bucket.write(this.key("state.json"), text, { etag });
    } catch (error) {
      // The answer may have been lost, and the second attempt refused because of the first.
      const found = await this.bucket.read(this.key("state.json"));
      if (found?.text === text) {
        return found.etag;
      }
      if (isConflict(error)) {
        const message =
          "another deployment has changed the records of releases meanwhile: run this one again";
        throw new Error(message, { cause: error });
      }
      throw error;
    }
  }

  /** undefined where it has been pruned already, or cannot be read. */
  async manifest(id: string): Promise<Manifest | undefined> {
    const found = await this.bucket.read(this.manifestKey(id));
    return found === undefined ? undefined : parseManifest(found.text, id);
  }

  /** Why there is no manifest, for a message. */
  manifestFault(id: string): string {
    return `the manifest of ${id} (s3://${this.bucket.name}/${this.manifestKey(id)}) is gone or damaged`;
  }

  async writeManifest(manifest: Manifest): Promise<void> {
    await this.bucket.write(this.manifestKey(manifest.id), JSON.stringify(manifest));
  }

  /** Keeps contents of a release's files: a compressed tar archive. */
  async writeArchive(id: string, archive: Readable): Promise<void> {
    await this.bucket.putStream(this.archiveKey(id), archive, undefined);
  }

  async readArchive(id: string): Promise<Readable> {
    try {
      return await this.bucket.stream(this.archiveKey(id));
    } catch (error) {
      throw isMissing(error) ? new Error(`the files of release ${id} are no longer kept`) : error;
    }
  }

  /** Everything in the folder, by its name there. */
  async list(): Promise<Map<string, Listed>> {
    const found = await this.bucket.list(`${this.folder}/`);
    return new Map([...found].map(([key, listed]) => [key.slice(this.folder.length + 1), listed]));
  }

  async remove(names: readonly string[]): Promise<void> {
    await this.bucket.remove(names.map((name) => this.key(name)));
  }

  private manifestKey(id: string): string {
    return this.key(`${id}/manifest.json`);
  }

  private archiveKey(id: string): string {
    return this.key(`${id}/files.tar.gz`);
  }
}

function parseState(text: string): State | undefined {
  const value = parsed(text) as Partial<State> | undefined;
  const holds =
    value?.version === 1 &&
    Number.isInteger(value.generation) &&
    Array.isArray(value.releases) &&
    value.releases.every((record: unknown) => typeof (record as { id?: unknown } | null)?.id === "string");
  return holds ? (value as State) : undefined;
}

function parseManifest(text: string, id: string): Manifest | undefined {
  const value = parsed(text) as Partial<Manifest> | undefined;
  return value?.id === id && Array.isArray(value.files) ? (value as Manifest) : undefined;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value === null ? undefined : value;
  } catch {
    return undefined;
  }
}
