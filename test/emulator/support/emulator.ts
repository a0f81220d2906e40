/** An AWS API on the loopback interface (moto), with every request that it was asked. */
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";

/** One request as moto's server has logged it. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

const START_SECONDS = 60;

export class Emulator {
  private log = "";

  private constructor(
    private readonly server: ChildProcess,
    readonly url: string,
  ) {
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.log += text;
    });
  }

  static async start(): Promise<Emulator> {
    const port = await freePort();
    const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const emulator = new Emulator(server, `http://127.0.0.1:${port}`);
    for (let attempt = 0; attempt < START_SECONDS * 4; attempt += 1) {
      try {
        await fetch(`${emulator.url}/moto-api/`);
        return emulator;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
    emulator.stop();
    throw new Error(`moto_server did not start within ${START_SECONDS} s:\n${emulator.log}`);
  }

  stop(): void {
    this.server.kill();
  }

  /** Forgets everything that was made. */
  async reset(): Promise<void> {
    await fetch(`${this.url}/moto-api/reset`, { method: "POST" });
    this.log = "";
  }

  /** Requests since the start or the last `forgetCalls`. */
  calls(): ApiCall[] {
    return [...this.log.matchAll(/"(GET|PUT|POST|HEAD|DELETE) (\S+) HTTP\/[\d.]+" (\d+)/g)]
      .map(([, method = "", path = "", status = ""]) => ({ method, path, status: Number(status) }))
      .filter(({ path }) => !path.startsWith("/moto-api"));
  }

  forgetCalls(): void {
    this.log = "";
  }

  // The following speak to the emulator directly: what a test sets up and looks at is not what it tests.

  async createBucket(name: string): Promise<void> {
    await this.request("PUT", `/${name}`);
  }

  /** Keys of a bucket, sorted. */
  async keys(bucket: string): Promise<string[]> {
    const keys: string[] = [];
    for (let token: string | undefined = ""; token !== undefined;) {
      const more: string = token === "" ? "" : `&continuation-token=${encodeURIComponent(token)}`;
      const xml = await (await this.request("GET", `/${bucket}?list-type=2&encoding-type=url${more}`)).text();
      for (const [, key = ""] of xml.matchAll(/<Key>([^<]*)<\/Key>/g)) {
        keys.push(decodeURIComponent(key.replaceAll("+", " ")));
      }
      token = /<NextContinuationToken>([^<]*)</.exec(xml)?.[1];
    }
    return keys.sort();
  }

  /** An object with its headers; undefined where there is none. */
  async object(bucket: string, key: string): Promise<{ body: Buffer; headers: Headers } | undefined> {
    const answer = await this.request(
      "GET",
      `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`,
    );
    const body = Buffer.from(await answer.arrayBuffer());
    return answer.status === 200 ? { body, headers: answer.headers } : undefined;
  }

  async put(bucket: string, key: string, body: string): Promise<void> {
    await this.request("PUT", `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`, body);
  }

  async remove(bucket: string, key: string): Promise<void> {
    await this.request("DELETE", `/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`);
  }

  private async request(method: string, path: string, body?: string): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { authorization: "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/s3/aws4_request" },
      ...(body === undefined ? {} : { body }),
    });
  }
}

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
