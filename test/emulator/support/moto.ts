/** moto's server in a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { Agent, request as httpRequest } from "node:http";
import { createServer } from "node:net";
import type { Backend, Reply, Request } from "./requests";

const START_SECONDS = 120;

export class Moto implements Backend {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  private constructor(
    private readonly server: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Moto> {
    const port = await freePort();
    let log = "";
    const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-2000);
    });
    const moto = new Moto(server, `http://127.0.0.1:${port}`);
    for (let attempt = 0; attempt < START_SECONDS * 4; attempt += 1) {
      try {
        await fetch(`${moto.url}/moto-api/`);
        return moto;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
    moto.stop();
    throw new Error(`moto_server did not start within ${START_SECONDS} s:\n${log}`);
  }

  stop(): void {
    this.agent.destroy();
    this.server.kill();
  }

  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: "POST" });
  }

  async handle({ method, url, headers, body }: Request): Promise<Reply> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest(
        {
          agent: this.agent,
          hostname,
          port,
          method,
          path: url,
          headers: { ...headers, "content-length": body.byteLength },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 500,
              headers: Object.fromEntries(
                Object.entries(answer.headers).flatMap(([name, value]) =>
                  typeof value === "string" && !HOP_BY_HOP.has(name) ? [[name, value]] : [],
                ),
              ),
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}

const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
