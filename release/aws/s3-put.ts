/**
 * Puts small objects with as little work as possible. The SDK's signer and its HTTP handler are used without the rest of
 * a command (serializing, endpoint rules, a dozen of middleware), which costs ten times the processor time of the request
 * itself and would be most of the time of a release with thousands of files. S3 refuses a body whose SHA-256 is not the
 * signed one, so what was read is what lies there.
 */
import { createHash, createHmac } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { sleep } from "../sleep";
import { maxAttempts, requestHandler } from "./clients";
import { AwsError, call, isTransient } from "./errors";
import type { ServerClock } from "./server-clock";

/** Where a bucket is reached, as the SDK has found out. */
export interface BucketEndpoint {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  /** Path of the bucket: `` or `/bucket`. */
  readonly path: string;
  readonly region: string;
}

const FIRST_PAUSE_SECONDS = 0.1;
const MAX_PAUSE_SECONDS = 10;

interface Digest {
  update(data: string | Uint8Array): unknown;
  digest(): Uint8Array;
}

/** What the signer hashes with. */
class Sha256 {
  private hash: Digest;

  constructor(private readonly secret?: unknown) {
    this.hash = this.fresh();
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(typeof data === "string" ? data : bytesOf(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {
    this.hash = this.fresh();
  }

  private fresh(): Digest {
    return this.secret === undefined ? createHash("sha256") : createHmac("sha256", secretOf(this.secret));
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function secretOf(secret: unknown): string | Uint8Array {
  return typeof secret === "string" ? secret : bytesOf(secret as ArrayBuffer | ArrayBufferView);
}

export class SmallPuts {
  private readonly signer: SignatureV4;

  constructor(
    client: S3Client,
    private readonly bucket: string,
    private readonly endpoint: BucketEndpoint,
    private readonly clock: ServerClock,
  ) {
    this.signer = new SignatureV4({
      service: "s3",
      region: endpoint.region,
      credentials: client.config.credentials,
      uriEscapePath: false,
      sha256: Sha256,
    });
  }

  /** @param headers with small letters; `x-amz-content-sha256` holds the body's hash */
  async put(key: string, body: Buffer, headers: Readonly<Record<string, string>>): Promise<void> {
    const operation = `s3 PutObject s3://${this.bucket}/${key}`;
    for (let attempt = 1, pause = FIRST_PAUSE_SECONDS; ; attempt += 1, pause *= 2) {
      try {
        await call(operation, async () => this.attempt(operation, key, body, headers));
        return;
      } catch (error) {
        if (!(error instanceof AwsError) || !isTransient(error) || attempt >= maxAttempts()) {
          throw error;
        }
        await sleep(Math.min(pause, MAX_PAUSE_SECONDS) * (0.5 + Math.random() / 2));
      }
    }
  }

  private async attempt(
    operation: string,
    key: string,
    body: Buffer,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { protocol, hostname, port, path } = this.endpoint;
    const request = new HttpRequest({
      protocol,
      hostname,
      ...(port === undefined ? {} : { port }),
      method: "PUT",
      path: `${path}/${encodeKey(key)}`,
      headers: {
        host: port === undefined ? hostname : `${hostname}:${port}`,
        "content-length": String(body.byteLength),
        ...headers,
      },
      body,
    });
    const { headers: signed } = await this.signer.sign(request, { signingDate: this.clock.now() });
    request.headers = signed;
    const { response } = await requestHandler().handle(request);
    const answer = await textOf(response.body as AsyncIterable<Buffer>);
    this.clock.learn(response.headers["date"]);
    if (response.statusCode >= 300) {
      const code = /<Code>([^<]+)<\/Code>/.exec(answer)?.[1] ?? String(response.statusCode);
      const message = /<Message>([^<]*)<\/Message>/.exec(answer)?.[1] ?? "";
      throw new AwsError(operation, code, message, response.statusCode);
    }
  }
}

/** A key as it stands in a path: S3 signs each byte but letters, digits and `-._~/` by its code. */
export function encodeKey(key: string): string {
  return key
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join("/");
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
