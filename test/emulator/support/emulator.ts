/** AWS's API on the loopback interface: every request is noted, chosen ones fail, the others are answered by a backend. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { KeyValueStore } from "./key-value-store";
import { describeRequest, reply, type Backend, type Reply, type Request } from "./requests";

/** A call that does not go as it should. */
export interface Fault {
  /** Words that the call's description holds, e.g. `["PutObject", "text/html"]`; none: every call. */
  readonly words: readonly string[];
  /** How often; -1: always. */
  readonly times?: number;
  /** How many such calls succeed before. */
  readonly skip?: number;
  /**
   * `before`: an error, AWS has not done it; `after`: an error, though AWS has; `throttle`: SlowDown; `cut`: the connection is cut before AWS
   * has the request; `cut after`: when it has; `hang`: no answer; `slow`: an answer after two seconds; `lie`: success, though nothing has
   * been done.
   */
  readonly kind?: "before" | "after" | "throttle" | "cut" | "cut after" | "hang" | "slow" | "lie";
}

interface Planned {
  readonly fault: Fault;
  seen: number;
}

const FIRST_HIT_SECONDS = 60;
const SLOW_MS = 2000;

export class Emulator {
  private readonly server: Server;
  private planned: Planned[] = [];
  private found = 0;
  private noted: string[] = [];
  /** Called with each request before it is answered. */
  onCall: ((description: string) => void) | undefined;

  private constructor(
    readonly backend: Backend,
    private readonly store: KeyValueStore,
  ) {
    this.server = createServer((request, response) => {
      void this.serve(request, response).catch(() => request.socket.destroy());
    });
    this.server.keepAliveTimeout = 60_000;
  }

  static async start(backend: Backend, store: KeyValueStore): Promise<Emulator> {
    const emulator = new Emulator(backend, store);
    await new Promise<void>((resolve) => emulator.server.listen(0, "127.0.0.1", resolve));
    return emulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.backend.stop();
  }

  async reset(): Promise<void> {
    this.clearFaults();
    this.noted = [];
    await this.backend.reset();
  }

  failNext(...faults: readonly Fault[]): void {
    this.clearFaults();
    this.planned = faults.map((fault) => ({ fault, seen: 0 }));
  }

  clearFaults(): void {
    this.planned = [];
    this.found = 0;
  }

  /** How many calls have met a fault since the last `failNext`. */
  hits(): number {
    return this.found;
  }

  /** Waits until a fault has happened. */
  async firstHit(): Promise<void> {
    const until = Date.now() + FIRST_HIT_SECONDS * 1000;
    while (this.found === 0) {
      if (Date.now() > until) {
        throw new Error(`no fault within ${FIRST_HIT_SECONDS} s`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The calls since the start or the last `forgetCalls`, e.g. `PutObject site-bucket/index.html text/html`. */
  calls(): readonly string[] {
    return this.noted;
  }

  forgetCalls(): void {
    this.noted = [];
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const request: Request = {
      method: incoming.method ?? "",
      url: incoming.url ?? "/",
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    };
    const description = describeRequest(request);
    this.noted.push(description);
    this.onCall?.(description);
    const answer = await this.faulty(request, this.faultFor(description), incoming.socket);
    if (answer !== undefined) {
      response.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.byteLength });
      response.end(answer.body);
    }
  }

  private faultFor(description: string): Fault | undefined {
    for (const planned of this.planned) {
      const { words, skip = 0, times = 1 } = planned.fault;
      if (!words.every((word) => description.includes(word))) {
        continue;
      }
      planned.seen += 1;
      if (planned.seen > skip && (times < 0 || planned.seen <= skip + times)) {
        this.found += 1;
        return planned.fault;
      }
    }
    return undefined;
  }

  private async faulty(
    request: Request,
    fault: Fault | undefined,
    socket: Socket,
  ): Promise<Reply | undefined> {
    const kind = fault === undefined ? undefined : (fault.kind ?? "before");
    switch (kind) {
      case "before":
        return injected(500, "InternalError", request);
      case "throttle":
        return injected(503, "SlowDown", request);
      case "cut":
        socket.destroy();
        return undefined;
      case "hang":
        return undefined;
      case "lie":
        return reply(200, "", { etag: '"d41d8cd98f00b204e9800998ecf8427e"' });
      case "slow":
        await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
        return this.handle(request);
      case "after":
        await this.handle(request);
        return injected(500, "InternalError", request);
      case "cut after":
        await this.handle(request);
        socket.destroy();
        return undefined;
      case undefined:
        return this.handle(request);
    }
  }

  private async handle(request: Request): Promise<Reply> {
    return request.url.startsWith("/key-value-stores/")
      ? this.store.handle(request)
      : this.backend.handle(request);
  }

  // The following go past the faults: what a test sets up and looks at is not what it tests.

  async createBucket(name: string): Promise<void> {
    await this.direct("PUT", `/${name}`);
  }

  /** Keys of a bucket, sorted. */
  async keys(bucket: string): Promise<string[]> {
    const keys: string[] = [];
    for (let token: string | undefined = ""; token !== undefined;) {
      const more: string = token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`;
      const answer = await this.direct("GET", `/${bucket}?list-type=2&encoding-type=url${more}`);
      const xml = answer.body.toString();
      for (const [, key = ""] of xml.matchAll(/<Key>([^<]*)<\/Key>/g)) {
        keys.push(decodeURIComponent(key.replaceAll("+", " ")));
      }
      token = /<NextContinuationToken>([^<]*)</.exec(xml)?.[1];
    }
    return keys.sort();
  }

  /** An object with its headers; undefined where there is none. */
  async object(bucket: string, key: string): Promise<{ body: Buffer; headers: Headers } | undefined> {
    const answer = await this.direct("GET", objectPath(bucket, key));
    return answer.status === 200
      ? { body: answer.body, headers: new Headers({ ...answer.headers }) }
      : undefined;
  }

  async put(bucket: string, key: string, body: string): Promise<void> {
    await this.direct("PUT", objectPath(bucket, key), body);
  }

  async remove(bucket: string, key: string): Promise<void> {
    await this.direct("DELETE", objectPath(bucket, key));
  }

  async direct(
    method: string,
    url: string,
    body = "",
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const authorization = "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/s3/aws4_request";
    return this.backend.handle({
      method,
      url,
      headers: { authorization, ...headers },
      body: Buffer.from(body),
    });
  }
}

function objectPath(bucket: string, key: string): string {
  return `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`;
}

/** An error in the form of the service. */
function injected(status: number, code: string, { url, headers }: Request): Reply {
  if (headers["x-amz-target"] !== undefined || url.startsWith("/key-value-stores/")) {
    return reply(status, JSON.stringify({ __type: code, message: "injected", Message: "injected" }), {
      "content-type": "application/json",
      "x-amzn-errortype": code,
    });
  }
  const error = `<Error><Code>${code}</Code><Message>injected</Message></Error>`;
  return reply(status, url.startsWith("/2020-05-31/") ? `<ErrorResponse>${error}</ErrorResponse>` : error, {
    "content-type": "application/xml",
  });
}
