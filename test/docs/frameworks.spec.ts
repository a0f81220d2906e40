/** What docs/frameworks.md has as a file is run: a recipe that is copied must work. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "frameworks.md"), "utf8");

/** What `@astrojs/node` 11.1 builds, as far as it is called: it starts by itself unless the variable says otherwise. */
const ENTRY = `
import { createServer } from "node:http";
export const startServer = () => {
  const server = createServer((request, response) => {
    console.log("asked");
    setTimeout(() => response.end("whole"), 300);
  });
  server.listen(Number(process.env.PORT), process.env.HOST, () => console.log(server.address().port));
  return { server: { server } };
};
if (process.env.ASTRO_NODE_AUTOSTART !== "disabled") startServer();
`;

describe("docs/frameworks.md", function () {
  this.timeout(30_000);

  it("has a server.mjs for Astro that answers the request in flight on SIGTERM, and then ends", async () => {
    const [, indented = ""] = /```js\n( *\/\/ server\.mjs\n[^`]*)```/.exec(PAGE) ?? [];
    const folder = mkdtempSync(join(tmpdir(), "web-infra-frameworks-"));
    mkdirSync(join(folder, "dist", "server"), { recursive: true });
    writeFileSync(join(folder, "dist", "server", "entry.mjs"), ENTRY);
    writeFileSync(join(folder, "server.mjs"), indented.replaceAll(/^ {2}/gm, ""));
    const child = spawn(process.execPath, ["server.mjs"], {
      cwd: folder,
      env: { PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 20_000,
    });
    try {
      const closed = once(child, "close");
      const [port] = (await once(child.stdout, "data")) as [Buffer];
      const asked = once(child.stdout, "data");
      const answer = fetch(`http://127.0.0.1:${Number(String(port))}/`, { headers: { connection: "close" } });
      await asked;
      child.kill("SIGTERM");
      assert.equal(await (await answer).text(), "whole");
      assert.deepEqual(await closed, [0, null]);
    } finally {
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true });
    }
  });
});
