/** Objects of one bucket. */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type ListObjectsV2CommandOutput,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { clientOptions, clientPerEndpoint, customEndpoint } from "./clients";
import { AwsError, call, isMissing } from "./errors";
import { encodeKey, SmallPuts, type BucketEndpoint } from "./s3-put";
import { ServerClock } from "./server-clock";

/** An object as a listing shows it. */
export interface Listed {
  readonly size: number;
  /** The MD5 of the content where the object was uploaded in one piece and the bucket uses SSE-S3. */
  readonly etag: string;
  readonly modified: Date | undefined;
}

/** A small object with the tag of the version that was read. */
export interface Versioned {
  readonly text: string;
  readonly etag: string;
  readonly modified: Date | undefined;
}

/** Write only if the object is still the version with this tag; undefined: only if there is none. */
export interface Condition {
  readonly etag: string | undefined;
}

/** Headers of an object that are the file's own. */
export interface ObjectHeaders {
  readonly contentType: string;
  readonly cacheControl: string;
  readonly contentEncoding?: string | undefined;
}

/** Most keys that one DeleteObjects takes. */
const DELETE_BATCH = 1000;
const PARALLEL_DELETES = 8;

/** S3 takes at most 10,000 parts, each of at least 5 MB. */
const MAX_PARTS = 9_000;
const MIN_PART_BYTES = 16 * 1024 * 1024;
/** Parts of one object at the same time: with 16 MB each, 64 MB of memory. */
const PARALLEL_PARTS = 4;

const clock = new ServerClock();

/** What S3 says what time it is. */
export function s3Time(): Date {
  return clock.now();
}

const s3 = clientPerEndpoint("S3", () => {
  const client = new S3Client({
    ...clientOptions(),
    followRegionRedirects: true,
    forcePathStyle: customEndpoint("S3") !== undefined,
    // The signature holds each body's SHA-256 already.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      clock.learn((result.response as { headers?: Record<string, string> }).headers?.["date"]);
      return result;
    },
    { step: "deserialize", priority: "low", name: "learnServerTime" },
  );
  return client;
});

export class Bucket {
  private puts: Promise<SmallPuts> | undefined;

  constructor(readonly name: string) {}

  /** The object's text; undefined where there is none. */
  async read(key: string): Promise<Versioned | undefined> {
    try {
      return await call(this.operation("GetObject", key), async () => {
        const answer = await s3().send(new GetObjectCommand({ Bucket: this.name, Key: key }));
        const text = (await answer.Body?.transformToString()) ?? "";
        return { text, etag: answer.ETag ?? "", modified: answer.LastModified };
      });
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** Writes a small object and returns its new tag. */
  async write(key: string, text: string, condition?: Condition): Promise<string> {
    return call(this.operation("PutObject", key), async () => {
      const answer = await s3().send(
        new PutObjectCommand({
          Bucket: this.name,
          Key: key,
          Body: text,
          ContentType: "application/json",
          ...(condition === undefined
            ? {}
            : condition.etag === undefined
              ? { IfNoneMatch: "*" }
              : { IfMatch: condition.etag }),
        }),
      );
      return answer.ETag ?? "";
    });
  }

  /** Everything under a prefix. */
  async list(prefix = ""): Promise<Map<string, Listed>> {
    const found = new Map<string, Listed>();
    let token: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await call(this.operation("ListObjectsV2", prefix), async () =>
        s3().send(
          new ListObjectsV2Command({
            Bucket: this.name,
            ...(prefix === "" ? {} : { Prefix: prefix }),
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        ),
      );
      for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
        if (Key !== undefined) {
          found.set(Key, {
            size: Size ?? 0,
            etag: (ETag ?? "").replaceAll('"', ""),
            modified: LastModified,
          });
        }
      }
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    return found;
  }

  /** Removes objects; those that are not there count as removed. */
  async remove(keys: readonly string[]): Promise<void> {
    const batches: (readonly string[])[] = [];
    for (let start = 0; start < keys.length; start += DELETE_BATCH) {
      batches.push(keys.slice(start, start + DELETE_BATCH));
    }
    await Promise.all(
      Array.from({ length: Math.min(PARALLEL_DELETES, batches.length) }, async () => {
        for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
          await this.removeBatch(batch);
        }
      }),
    );
  }

  private async removeBatch(keys: readonly string[]): Promise<void> {
    const operation = this.operation("DeleteObjects", keys[0] ?? "");
    const answer = await call(operation, async () =>
      s3().send(
        new DeleteObjectsCommand({
          Bucket: this.name,
          Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
        }),
      ),
    );
    const [first] = answer.Errors ?? [];
    if (first !== undefined) {
      throw new AwsError(
        this.operation("DeleteObjects", first.Key ?? ""),
        first.Code ?? "",
        first.Message ?? "",
      );
    }
  }

  /**
   * Uploads a small file.
   *
   * @param onlyNew refuses to overwrite: throws a conflict where an object of that key exists
   */
  async put(key: string, body: Buffer, headers: ObjectHeaders, onlyNew = false): Promise<void> {
    const sha256 = createHash("sha256").update(body).digest("hex");
    this.puts ??= this.endpoint().then((endpoint) => new SmallPuts(s3(), this.name, endpoint, clock));
    const puts = await this.puts;
    await puts.put(key, body, {
      "cache-control": headers.cacheControl,
      "content-type": headers.contentType,
      ...(headers.contentEncoding === undefined ? {} : { "content-encoding": headers.contentEncoding }),
      ...(onlyNew ? { "if-none-match": "*" } : {}),
      "x-amz-content-sha256": sha256,
    });
  }

  /** Uploads what is too large for the memory, in parts; a failure leaves no parts behind. */
  async putStream(
    key: string,
    body: Readable,
    bytes: number | undefined,
    headers?: ObjectHeaders,
    progress?: (bytes: number) => void,
  ): Promise<void> {
    await call(this.operation("PutObject", key), async () => {
      const upload = new Upload({
        client: s3(),
        queueSize: PARALLEL_PARTS,
        partSize: Math.max(MIN_PART_BYTES, Math.ceil((bytes ?? 0) / MAX_PARTS)),
        params: {
          Bucket: this.name,
          Key: key,
          Body: body,
          ...(headers === undefined
            ? {}
            : { ContentType: headers.contentType, CacheControl: headers.cacheControl }),
          ...(headers?.contentEncoding === undefined ? {} : { ContentEncoding: headers.contentEncoding }),
        },
      });
      upload.on("httpUploadProgress", ({ loaded }) => progress?.(loaded ?? 0));
      await upload.done();
    });
  }

  /** The object's content, as it arrives. */
  async stream(key: string): Promise<Readable> {
    return call(this.operation("GetObject", key), async () => {
      const answer = await s3().send(new GetObjectCommand({ Bucket: this.name, Key: key }));
      return answer.Body as unknown as Readable;
    });
  }

  /** Copies an object inside the bucket, with its headers or with headers of its own. */
  async copy(from: string, to: string, headers?: ObjectHeaders): Promise<void> {
    await call(this.operation("CopyObject", to), async () =>
      s3().send(
        new CopyObjectCommand({
          Bucket: this.name,
          Key: to,
          CopySource: `${this.name}/${encodeKey(from)}`,
          ...(headers === undefined
            ? {}
            : {
                MetadataDirective: "REPLACE" as const,
                ContentType: headers.contentType,
                CacheControl: headers.cacheControl,
                ...(headers.contentEncoding === undefined
                  ? {}
                  : { ContentEncoding: headers.contentEncoding }),
              }),
        }),
      ),
    );
  }

  /** Where the SDK sends requests for this bucket, redirects between regions included. */
  private async endpoint(): Promise<BucketEndpoint> {
    const command = new ListObjectsV2Command({ Bucket: this.name, MaxKeys: 1 });
    const sent: BucketEndpoint[] = [];
    command.middlewareStack.add(
      (next) => async (args) => {
        const { protocol, hostname, port, path, headers } = args.request as {
          protocol: string;
          hostname: string;
          port?: number;
          path: string;
          headers: Record<string, string>;
        };
        const region = /Credential=[^/]+\/[^/]+\/([^/]+)\//.exec(headers["authorization"] ?? "")?.[1] ?? "";
        sent.push({ protocol, hostname, port, path: path.replace(/\/$/, ""), region });
        return next(args);
      },
      // After the signature.
      { step: "finalizeRequest", priority: "low", name: "noteEndpoint" },
    );
    await call(this.operation("ListObjectsV2", ""), async () => s3().send(command));
    const last = sent.at(-1);
    if (last === undefined) {
      throw new Error(`the SDK has sent no request for the bucket ${this.name}`);
    }
    return last;
  }

  private operation(name: string, key: string): string {
    return `s3 ${name} s3://${this.name}/${key}`;
  }
}
