import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** An application whose requests take so long on its one thread; it says its port. */
const APPLICATION = (ms: number) => `
const server = require("node:http").createServer((request, response) => {
  const until = performance.now() + ${ms};
  while (performance.now() < until);
  response.end("page");
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

function measure(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const script = join(ROOT, "scripts", "growth.mjs");
  return spawnSync(process.execPath, [script, "measure", ...args], { encoding: "utf8", timeout: 60_000 });
}

describe("growth measure", function () {
  this.timeout(90_000);

  it("finds what a request costs an application that runs on this machine", async () => {
    const application = spawn(process.execPath, ["-e", APPLICATION(20)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [port] = (await once(application.stdout, "data")) as [Buffer];
      const { status, stdout, stderr } = measure(
        "--url",
        `http://127.0.0.1:${String(port).trim()}/`,
        "--seconds",
        "3",
      );
      assert.equal(status, 0, stderr);
      console.log(`      20 ms a request: ${stdout.trim().replace("\n", "; ")}`);
      const cpuMs = Number(/--cpu-ms ([\d.]+)/.exec(stdout)?.[1]);
      // What HTTP itself takes comes on top, and on a busy machine the wait for a CPU.
      assert.ok(cpuMs >= 19 && cpuMs <= 30, stdout);
    } finally {
      application.kill("SIGKILL");
    }
  });

  it("starts an application by its command, and ends it afterwards", async () => {
    const port = await freePort();
    const text = APPLICATION(5).replaceAll("\n", " ").replace("listen(0", `listen(${port}`);
    const command = `${process.execPath} -e ${JSON.stringify(text)}`;
    const { status, stderr } = measure(
      "--url",
      `http://127.0.0.1:${port}/`,
      "--command",
      command,
      "--seconds",
      "1",
    );
    assert.equal(status, 0, stderr);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
  });

  it("says in one line that no application answers, or that it is not on this machine", async () => {
    for (const [url, said] of [
      [`http://127.0.0.1:${await freePort()}/`, /ECONNREFUSED|answers|does not answer|no answer/],
      ["http://www.example.com/", /127\.0\.0\.1/],
    ] as const) {
      const { status, stdout, stderr } = measure("--url", url, "--seconds", "1");
      assert.equal(status, 2, stderr);
      assert.equal(stdout, "");
      assert.equal(stderr.trim().split("\n").length, 1, stderr);
      assert.match(stderr, said);
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
