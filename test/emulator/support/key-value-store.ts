/**
 * CloudFront's KeyValueStore data plane over HTTP, which moto 5.2.1 does not have: the calls that a release makes,
 * with the entity tag that each change must name.
 *
 * The CLI's endpoint rules put the account id before the host of the endpoint, so the CLI is pointed at this server as
 * at a proxy: it then sends whole URLs, whatever their host.
 *
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_kvs_PutKey.html
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export class KeyValueStore {
  private values = new Map<string, string>();
  private version = 1;
  private readonly server = createServer((request, response) => void this.answer(request, response));
  /** The calls so far, e.g. `PUT active`. */
  readonly calls: string[] = [];

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get(key: string): string | undefined {
    return this.values.get(key);
  }

  all(): Record<string, string> {
    return Object.fromEntries(this.values);
  }

  delete(key: string): void {
    this.values.delete(key);
  }

  /** As the program does at first, or somebody by hand. */
  set(key: string, value: string): void {
    this.values.set(key, value);
    this.version += 1;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://kvs.invalid").pathname;
    const [, , , keys, key] = path.split("/").map(decodeURIComponent);
    this.calls.push(`${request.method ?? ""} ${key ?? ""}`.trim());
    if (request.method === "PUT" && key !== undefined) {
      if (request.headers["if-match"] !== this.etag) {
        this.send(response, 409, { Message: "the entity tag is not the current one" }, "ConflictException");
        return;
      }
      this.set(key, (JSON.parse(await textOf(request)) as { Value: string }).Value);
      this.send(response, 200, this.summary());
      return;
    }
    if (keys === "keys" && key === undefined) {
      const items = [...this.values].map(([Key, Value]) => ({ Key, Value }));
      this.send(response, 200, { Items: items });
      return;
    }
    const value = key === undefined ? undefined : this.values.get(key);
    if (key !== undefined && value === undefined) {
      this.send(response, 404, { Message: `no key ${key}` }, "ResourceNotFoundException");
      return;
    }
    this.send(
      response,
      200,
      key === undefined ? this.summary() : { Key: key, Value: value, ...this.summary() },
    );
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

  private send(response: ServerResponse, status: number, body: unknown, error?: string): void {
    response.writeHead(status, {
      "content-type": "application/json",
      etag: this.etag,
      ...(error === undefined ? {} : { "x-amzn-errortype": error }),
    });
    response.end(JSON.stringify(body));
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}
