import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Unpacked where it came compressed. */
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** A request that shows an answer as it was sent: `fetch` would unpack it and ask for compression by itself. */
export async function get(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: Buffer;
  } = {},
): Promise<Answer> {
  const sent = request(url, { agent, method: options.method ?? "GET", headers: options.headers ?? {} });
  // A server that refuses a body may close while it is still being sent; its answer is what counts.
  sent.on("error", () => undefined);
  const answered = once(sent, "response") as Promise<[IncomingMessage]>;
  sent.end(options.body);
  const [answer] = await answered;
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const body = Buffer.concat(parts);
  const headers = answer.headers as Record<string, string | undefined>;
  return {
    status: answer.statusCode ?? 0,
    headers,
    text: (headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8"),
  };
}
