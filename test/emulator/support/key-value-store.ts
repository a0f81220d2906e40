/**
 * CloudFront's KeyValueStore data plane, which moto 5.2.1 does not have: the calls that a release makes, with the entity tag of the
 * whole store that each change must name.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_PutKey.html
 */
import { reply, type Reply, type Request } from "./requests";

export class KeyValueStore {
  private values = new Map<string, string>();
  private version = 1;

  get(key: string): string | undefined {
    return this.values.get(key);
  }

  all(): Record<string, string> {
    return Object.fromEntries(this.values);
  }

  clear(): void {
    this.values.clear();
  }

  delete(key: string): void {
    this.values.delete(key);
    this.version += 1;
  }

  /** As the program does at first, or a person by hand. */
  set(key: string, value: string): void {
    this.values.set(key, value);
    this.version += 1;
  }

  async handle(request: Request): Promise<Reply> {
    return Promise.resolve(this.answer(request));
  }

  private answer({ method, url, headers, body }: Request): Reply {
    const path = new URL(url, "http://kvs.invalid").pathname;
    const [, , , keys, key] = path.split("/").map(decodeURIComponent);
    if (key !== undefined && (method === "PUT" || method === "DELETE")) {
      if (headers["if-match"] !== this.etag) {
        return this.send(409, { Message: "the entity tag is not the current one" }, "ConflictException");
      }
      if (method === "DELETE") {
        this.delete(key);
      } else {
        this.set(key, (JSON.parse(body.toString()) as { Value: string }).Value);
      }
      return this.send(200, this.summary());
    }
    if (keys === "keys" && key === undefined && method === "POST") {
      return this.update(headers["if-match"], body);
    }
    if (keys === "keys" && key === undefined) {
      return this.send(200, { Items: [...this.values].map(([Key, Value]) => ({ Key, Value })) });
    }
    if (key === undefined) {
      return this.send(200, this.summary());
    }
    const value = this.values.get(key);
    return value === undefined
      ? this.send(404, { Message: `no key ${key}` }, "ResourceNotFoundException")
      : this.send(200, { Key: key, Value: value, ...this.summary() });
  }

  private update(etag: string | undefined, body: Buffer): Reply {
    const { Puts = [], Deletes = [] } = JSON.parse(body.toString()) as {
      Puts?: readonly { Key: string; Value: string }[];
      Deletes?: readonly { Key: string }[];
    };
    if (etag !== this.etag) {
      return this.send(409, { Message: "the entity tag is not the current one" }, "ConflictException");
    }
    if (Puts.length + Deletes.length > 50 || Puts.some(({ Value }) => Buffer.byteLength(Value) > 1024)) {
      return this.send(400, { Message: "more than a call or a value may have" }, "ValidationException");
    }
    for (const { Key, Value } of Puts) {
      this.values.set(Key, Value);
    }
    for (const { Key } of Deletes) {
      this.values.delete(Key);
    }
    this.version += 1;
    return this.send(200, this.summary());
  }

  private get etag(): string {
    return `KV${this.version}`;
  }

  private summary() {
    return {
      ItemCount: this.values.size,
      TotalSizeInBytes: 100,
      KvsARN: "arn",
      Created: 1763800000,
      Status: "READY",
    };
  }

  private send(status: number, body: unknown, error?: string): Reply {
    return reply(status, JSON.stringify(body), {
      "content-type": "application/json",
      etag: this.etag,
      ...(error === undefined ? {} : { "x-amzn-errortype": error }),
    });
  }
}
