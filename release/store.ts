/** Where the records lie: a folder of the artifact bucket, by conditional writes. */
import { isConflict, isMissing } from "./aws";
import type { Bucket } from "./bucket";
import { EMPTY_STATE, type Manifest, type State } from "./manifest";

export interface ReadState {
  readonly state: State;
  /** undefined: nothing has been written yet. */
  readonly etag: string | undefined;
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
    const found = await this.bucket.read(this.key("state.json"));
    return found === undefined
      ? { state: EMPTY_STATE, etag: undefined }
      : { state: JSON.parse(found.text) as State, etag: found.etag };
  }

  /** Writes the state if it is still the one that was read; returns its new tag. */
  async write(state: State, etag: string | undefined): Promise<string> {
    const text = JSON.stringify(state, null, 1);
    try {
      return await this.bucket.write(this.key("state.json"), text, { etag });
    } catch (error) {
      // The answer may have been lost, and the CLI's own second attempt refused because of its first.
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

  /** undefined where it has been pruned already. */
  async manifest(id: string): Promise<Manifest | undefined> {
    const found = await this.bucket.read(this.key(`${id}/manifest.json`));
    return found === undefined ? undefined : (JSON.parse(found.text) as Manifest);
  }

  async writeManifest(manifest: Manifest): Promise<void> {
    await this.bucket.write(this.key(`${manifest.id}/manifest.json`), JSON.stringify(manifest));
  }

  async writeArchive(id: string, file: string): Promise<void> {
    await this.bucket.uploadFile(file, this.archiveKey(id));
  }

  /** The files of a release as they were built, in a compressed tar archive. */
  async readArchive(id: string, file: string): Promise<void> {
    try {
      await this.bucket.downloadFile(this.archiveKey(id), file);
    } catch (error) {
      throw isMissing(error) ? new Error(`the files of release ${id} are no longer kept`) : error;
    }
  }

  async forget(ids: readonly string[]): Promise<void> {
    await this.bucket.remove(ids.flatMap((id) => [this.key(`${id}/manifest.json`), this.archiveKey(id)]));
  }

  private archiveKey(id: string): string {
    return this.key(`${id}/files.tar.gz`);
  }
}
