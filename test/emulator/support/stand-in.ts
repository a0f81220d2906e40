/**
 * A stand-in for S3 and CloudFront in the memory, as far as a release uses them: quick enough to walk through hundreds of releases.
 * What moto does is tested with moto; this one has in addition the conditions of writes and S3's time.
 */
import { createHash, randomUUID } from "node:crypto";
import { reply, type Backend, type Reply, type Request } from "./requests";

interface StoredObject {
  readonly body: Buffer;
  readonly size: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly etag: string;
  readonly modified: Date;
}

const KEPT_HEADERS = ["content-type", "cache-control", "content-encoding"];
const PAGE = 1000;

export class StandIn implements Backend {
  private buckets = new Map<string, Map<string, StoredObject>>();
  private uploads = new Map<
    string,
    {
      readonly key: string;
      readonly headers: Record<string, string>;
      readonly parts: Map<number, Buffer>;
      size: number;
    }
  >();
  /** How far this service's clock is ahead of the machine's. */
  offsetSeconds = 0;
  /** Whether objects that come in parts keep their content; without it they only have its size. */
  keepsParts = true;
  /** State of every alarm. */
  alarm = "OK";

  async reset(): Promise<void> {
    this.buckets.clear();
    this.offsetSeconds = 0;
    this.alarm = "OK";
    this.keepsParts = true;
    return Promise.resolve();
  }

  stop(): void {
    this.buckets.clear();
  }

  snapshot(): ReadonlyMap<string, ReadonlyMap<string, StoredObject>> {
    return new Map([...this.buckets].map(([name, objects]) => [name, new Map(objects)]));
  }

  restore(snapshot: ReturnType<StandIn["snapshot"]>): void {
    this.buckets = new Map([...snapshot].map(([name, objects]) => [name, new Map(objects)]));
  }

  async handle(request: Request): Promise<Reply> {
    const answer = this.answer(request);
    return Promise.resolve({ ...answer, headers: { date: this.now().toUTCString(), ...answer.headers } });
  }

  private now(): Date {
    return new Date(Date.now() + this.offsetSeconds * 1000);
  }

  private answer(request: Request): Reply {
    const { pathname, searchParams } = new URL(request.url, "http://aws.invalid");
    if (pathname.includes("/distribution")) {
      return this.cloudFront(request, pathname);
    }
    if (pathname === "/" && request.method === "POST") {
      return this.alarms(request);
    }
    const [bucketName = "", ...rest] = pathname.slice(1).split("/");
    const key = decodeURIComponent(rest.join("/"));
    if (request.method === "PUT" && key === "") {
      this.buckets.set(bucketName, this.buckets.get(bucketName) ?? new Map<string, StoredObject>());
      return reply(200);
    }
    const bucket = this.buckets.get(bucketName);
    if (bucket === undefined) {
      return fault(404, "NoSuchBucket");
    }
    if (searchParams.has("list-type")) {
      return list(bucket, searchParams);
    }
    if (searchParams.has("delete")) {
      for (const [, name = ""] of request.body.toString().matchAll(/<Key>([^<]*)<\/Key>/g)) {
        bucket.delete(unescaped(name));
      }
      return reply(200, "<DeleteResult></DeleteResult>");
    }
    return this.object(request, bucket, key, searchParams);
  }

  private object(
    { method, headers, body }: Request,
    bucket: Map<string, StoredObject>,
    key: string,
    query: URLSearchParams,
  ): Reply {
    const found = bucket.get(key);
    if (query.has("uploads") || query.has("uploadId")) {
      return this.multipart({ method, headers, body, url: "" }, bucket, key, query);
    }
    if (method === "GET" || method === "HEAD") {
      return found === undefined
        ? fault(404, "NoSuchKey")
        : {
            status: 200,
            headers: { ...found.headers, etag: found.etag, "last-modified": found.modified.toUTCString() },
            body: method === "HEAD" ? Buffer.alloc(0) : found.body,
          };
    }
    if (method === "DELETE") {
      bucket.delete(key);
      return reply(204);
    }
    const expected = headers["if-match"];
    if (
      (headers["if-none-match"] === "*" && found !== undefined) ||
      (expected !== undefined && found?.etag !== expected)
    ) {
      return fault(412, "PreconditionFailed");
    }
    return this.write(bucket, key, headers, body);
  }

  private write(
    bucket: Map<string, StoredObject>,
    key: string,
    headers: Readonly<Record<string, string>>,
    sent: Buffer,
  ): Reply {
    const from = headers["x-amz-copy-source"];
    const source =
      from === undefined ? undefined : bucket.get(decodeURIComponent(from.split("/").slice(1).join("/")));
    if (from !== undefined && source === undefined) {
      return fault(404, "NoSuchKey");
    }
    const signed = headers["x-amz-content-sha256"];
    const body = source?.body ?? sent;
    if (
      source === undefined &&
      signed !== undefined &&
      /^[0-9a-f]{64}$/.test(signed) &&
      createHash("sha256").update(body).digest("hex") !== signed
    ) {
      return fault(400, "XAmzContentSHA256Mismatch");
    }
    const own = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
    ) as Record<string, string>;
    const kept =
      source !== undefined && headers["x-amz-metadata-directive"] !== "REPLACE" ? source.headers : own;
    const etag = `"${createHash("md5").update(body).digest("hex")}"`;
    bucket.set(key, {
      body,
      size: source?.size ?? body.byteLength,
      headers: kept,
      etag,
      modified: this.now(),
    });
    return source === undefined
      ? reply(200, "", { etag })
      : reply(200, `<CopyObjectResult><ETag>${etag}</ETag></CopyObjectResult>`);
  }

  private multipart(
    { method, headers, body }: Request,
    bucket: Map<string, StoredObject>,
    key: string,
    query: URLSearchParams,
  ): Reply {
    const id = query.get("uploadId") ?? "";
    if (query.has("uploads")) {
      const made = randomUUID();
      this.uploads.set(made, { key, headers: { ...headers }, parts: new Map(), size: 0 });
      return reply(
        200,
        `<InitiateMultipartUploadResult><UploadId>${made}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    const upload = this.uploads.get(id);
    if (upload === undefined) {
      return fault(404, "NoSuchUpload");
    }
    if (method === "PUT") {
      upload.size += body.byteLength;
      upload.parts.set(Number(query.get("partNumber")), this.keepsParts ? body : Buffer.alloc(0));
      return reply(200, "", { etag: `"${createHash("md5").update(body).digest("hex")}"` });
    }
    this.uploads.delete(id);
    if (method === "DELETE") {
      return reply(204);
    }
    const whole = Buffer.concat([...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part));
    const rest = Object.fromEntries(
      Object.entries(upload.headers).filter(([name]) => !name.startsWith("x-amz-content")),
    );
    this.write(bucket, key, rest, whole);
    const etag = `"${createHash("md5").update(whole).digest("hex")}-${upload.parts.size}"`;
    const stored = bucket.get(key);
    if (stored !== undefined) {
      bucket.set(key, { ...stored, etag, size: upload.size });
    }
    return reply(200, `<CompleteMultipartUploadResult><ETag>${etag}</ETag></CompleteMultipartUploadResult>`);
  }

  private cloudFront({ method }: Request, pathname: string): Reply {
    if (!pathname.includes("/invalidation")) {
      return reply(201, "<Distribution><Id>E0STANDIN</Id></Distribution>");
    }
    return reply(
      method === "POST" ? 201 : 200,
      "<Invalidation><Id>I0STANDIN</Id><Status>Completed</Status></Invalidation>",
    );
  }

  private alarms({ headers }: Request): Reply {
    const type = headers["content-type"] ?? "";
    if (!type.includes("json")) {
      return fault(400, "UnsupportedProtocol");
    }
    const alarm = { AlarmName: "www-5xx", StateValue: this.alarm, StateReason: "testing" };
    return reply(200, JSON.stringify({ MetricAlarms: [alarm], CompositeAlarms: [] }), {
      "content-type": type,
    });
  }
}

function list(bucket: ReadonlyMap<string, StoredObject>, query: URLSearchParams): Reply {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("continuation-token") ?? "";
  const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, Number(query.get("max-keys") ?? PAGE));
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : escaped;
  const contents = page.map((key) => {
    const { size, etag, modified } = bucket.get(key) as StoredObject;
    return `<Contents><Key>${encode(key)}</Key><Size>${size}</Size><ETag>${escaped(etag)}</ETag><LastModified>${modified.toISOString()}</LastModified></Contents>`;
  });
  const truncated = page.length < keys.length;
  const next = truncated
    ? `<NextContinuationToken>${escaped(page.at(-1) ?? "")}</NextContinuationToken>`
    : "";
  return reply(
    200,
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>${query.get("encoding-type") === "url" ? "<EncodingType>url</EncodingType>" : ""}<IsTruncated>${truncated}</IsTruncated>${next}${contents.join("")}</ListBucketResult>`,
    { "content-type": "application/xml" },
  );
}

function fault(status: number, code: string): Reply {
  return reply(
    status,
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    { "content-type": "application/xml" },
  );
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
