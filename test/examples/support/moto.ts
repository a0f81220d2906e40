import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ownEnvironment } from "./example";
import { freePort } from "./server-process";

/** The AWS API emulator, on 127.0.0.1 with an empty account of its own. */
export class Moto {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(executable: string): Promise<Moto> {
    const port = await freePort();
    const child = spawn(executable, ["-H", "127.0.0.1", "-p", String(port)], {
      env: ownEnvironment(),
      stdio: "ignore",
    });
    const moto = new Moto(child, `http://127.0.0.1:${port}`);
    for (let tries = 0; tries < 150 && child.exitCode === null; tries++) {
      const up = await fetch(`${moto.url}/moto-api/data.json`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (up) return moto;
      await sleep(200);
    }
    await moto.stop();
    throw new Error(`${executable} did not come up on ${moto.url}`);
  }

  /** What makes the AWS CLI and the SDKs talk to the emulator and to nothing else. */
  get environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    };
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, "close");
    this.child.kill("SIGTERM");
    await closed;
  }
}
