/** Objects of one bucket, by the AWS CLI. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aws, awsJson, isMissing } from "./aws";

/** An object as a listing shows it. */
export interface Listed {
  readonly size: number;
  /** The MD5 of the content where the object was uploaded in one piece and the bucket uses SSE-S3. */
  readonly etag: string;
}

/** A small object with the tag of the version that was read. */
export interface Versioned {
  readonly text: string;
  readonly etag: string;
}

/** Write only if the object is still the version with this tag; undefined: only if there is none. */
export interface Condition {
  readonly etag: string | undefined;
}

/** Most keys that one DeleteObjects takes. */
const DELETE_BATCH = 1000;

export class Bucket {
  private counter = 0;

  /** @param temp a folder for the files that the CLI reads and writes */
  constructor(
    readonly name: string,
    private readonly temp: string,
  ) {}

  /** The object's text; undefined where there is none. */
  async read(key: string): Promise<Versioned | undefined> {
    const file = this.file();
    try {
      const answer = await awsJson<{ ETag: string }>([
        ...["s3api", "get-object", "--bucket", this.name, "--key", key],
        file,
      ]);
      return { text: await readFile(file, "utf8"), etag: answer?.ETag ?? "" };
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Writes a small object and returns its new tag. */
  async write(key: string, text: string, condition?: Condition): Promise<string> {
    const file = this.file();
    await writeFile(file, text);
    const answer = await awsJson<{ ETag: string }>([
      ...["s3api", "put-object", "--bucket", this.name, "--key", key, "--body", file],
      ...["--content-type", "application/json"],
      ...conditionArgs(condition),
    ]);
    return answer?.ETag ?? "";
  }

  /** Everything under a prefix. */
  async list(prefix = ""): Promise<Map<string, Listed>> {
    const rows = await awsJson<[string, number, string][] | null>([
      ...["s3api", "list-objects-v2", "--bucket", this.name],
      ...(prefix === "" ? [] : ["--prefix", prefix]),
      ...["--query", "Contents[].[Key,Size,ETag]"],
    ]);
    return new Map((rows ?? []).map(([key, size, etag]) => [key, { size, etag: etag.replaceAll('"', "") }]));
  }

  /** Removes objects; those that are not there count as removed. */
  async remove(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += DELETE_BATCH) {
      const file = this.file();
      const batch = keys.slice(start, start + DELETE_BATCH).map((Key) => ({ Key }));
      await writeFile(file, JSON.stringify({ Objects: batch, Quiet: true }));
      const answer = await awsJson<{ Errors?: { Key: string; Message: string }[] }>([
        ...["s3api", "delete-objects", "--bucket", this.name, "--delete", `file://${file}`],
      ]);
      const [first] = answer?.Errors ?? [];
      if (first !== undefined) {
        throw new Error(`${first.Key} could not be deleted: ${first.Message}`);
      }
    }
  }

  /** Uploads a folder's files under a prefix, all with the same headers. */
  async upload(directory: string, prefix: string, headers: Readonly<Record<string, string>>): Promise<void> {
    await aws([
      ...["s3", "cp", directory, `s3://${this.name}/${prefix}`, "--recursive", "--only-show-errors"],
      ...Object.entries(headers).flatMap(([name, value]) => [`--${name}`, value]),
    ]);
  }

  async uploadFile(file: string, key: string): Promise<void> {
    await aws(["s3", "cp", file, `s3://${this.name}/${key}`, "--only-show-errors"]);
  }

  async downloadFile(key: string, file: string): Promise<void> {
    await aws(["s3", "cp", `s3://${this.name}/${key}`, file, "--only-show-errors"]);
  }

  /** Copies an object inside the bucket, with headers of its own. */
  async copy(from: string, to: string, headers: Readonly<Record<string, string>>): Promise<void> {
    const source = `${this.name}/${from}`.split("/").map(encodeURIComponent).join("/");
    await aws([
      ...["s3api", "copy-object", "--bucket", this.name, "--key", to, "--copy-source", source],
      ...["--metadata-directive", "REPLACE"],
      ...Object.entries(headers).flatMap(([name, value]) => [`--${name}`, value]),
    ]);
  }

  private file(): string {
    this.counter += 1;
    return join(this.temp, `${this.name}-${this.counter}`);
  }
}

function conditionArgs(condition: Condition | undefined): string[] {
  if (condition === undefined) {
    return [];
  }
  return condition.etag === undefined ? ["--if-none-match", "*"] : ["--if-match", condition.etag];
}
