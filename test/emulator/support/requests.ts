/** Requests to AWS by their operations, as the release program's are seen on the wire. */

export interface Request {
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What answers requests: an emulator in a process of its own, or a stand-in in this one. */
export interface Backend {
  handle(request: Request): Promise<Reply>;
  reset(): Promise<void>;
  stop(): void;
}

export function reply(status: number, body = "", headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: Buffer.from(body) };
}

/** `PutObject site-bucket/index.html text/html`: the operation, what it is about, and for an upload its type. */
export function describeRequest({ method, url, headers }: Request): string {
  const { pathname, searchParams } = new URL(url, "http://aws.invalid");
  const path = decodeURIComponent(pathname.slice(1));
  const target = headers["x-amz-target"];
  if (target !== undefined) {
    return target.split(".").at(-1) ?? target;
  }
  if (pathname.startsWith("/key-value-stores/")) {
    const [, , , keys, key = ""] = pathname.split("/").map(decodeURIComponent);
    const operation =
      keys === undefined
        ? "DescribeKeyValueStore"
        : key === ""
          ? { GET: "ListKeys", POST: "UpdateKeys" }[method]
          : { GET: "GetKey", PUT: "PutKey", DELETE: "DeleteKey" }[method];
    return `${operation ?? method} ${key}`.trim();
  }
  if (pathname.includes("/invalidation")) {
    return method === "POST" ? "CreateInvalidation" : "GetInvalidation";
  }
  const operation = s3Operation(method, searchParams, headers);
  if (operation === undefined) {
    return `${method} ${path}`;
  }
  const about = operation === "ListObjectsV2" ? `${path} ${searchParams.get("prefix") ?? ""}` : path;
  return `${operation} ${about} ${operation === "PutObject" ? (headers["content-type"] ?? "") : ""}`.trim();
}

function s3Operation(
  method: string,
  query: URLSearchParams,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  if (query.has("list-type")) {
    return "ListObjectsV2";
  }
  if (query.has("delete")) {
    return "DeleteObjects";
  }
  if (query.has("uploads")) {
    return "CreateMultipartUpload";
  }
  if (query.has("uploadId")) {
    return { PUT: "UploadPart", POST: "CompleteMultipartUpload", DELETE: "AbortMultipartUpload" }[method];
  }
  if (method === "PUT") {
    return headers["x-amz-copy-source"] === undefined ? "PutObject" : "CopyObject";
  }
  return { GET: "GetObject", HEAD: "HeadObject", DELETE: "DeleteObject" }[method];
}
