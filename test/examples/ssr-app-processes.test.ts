import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
} from "node:fs";
import { get as httpGet } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ssrServiceConfigSchema } from "../../components/ssr-service";
import { Catalog } from "./support/catalog";
import { ownEnvironment } from "./support/example";
import { LoadBalancer } from "./support/load-balancer";
import { ServerProcess } from "./support/server-process";
import { SSR_APP, ssrBundle } from "./support/ssr-bundle";

/** Instance types of the declared vCPUs. */
const TYPES: Readonly<Record<number, string>> = { 1: "c7g.medium", 2: "t4g.small", 4: "c7g.xlarge" };

describe("examples/ssr-app with several processes", function () {
  let bundle: string;
  let catalog: Catalog;
  let app: ServerProcess | undefined;

  async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
    app = await ServerProcess.start(bundle, { CATALOG_URL: catalog.url, ...env });
    return app;
  }

  before("is built as its buildspec says", async function () {
    this.timeout(900_000);
    bundle = await ssrBundle();
    catalog = await Catalog.start();
  });

  afterEach(async () => {
    await app?.end("SIGKILL");
    app = undefined;
  });

  after(async () => {
    await catalog.stop();
  });

  const measured: string[] = [];
  for (const vcpus of [1, 2, 4]) {
    it(`2.2 keeps above 80 % of ${vcpus} declared vCPUs busy when it is saturated`, async () => {
      // With the catalog that is built in: one in this process would share its CPU with the visitors.
      const server = await start({ WEB_CONCURRENCY: String(vcpus), CATALOG_URL: "" });
      await untilServing(server, vcpus);
      const busy = await underLoad(server, 24 * vcpus, async () => await busyShares(server.serving));
      const mean = busy.reduce((sum, each) => sum + each, 0) / vcpus;
      const each = busy.map((share) => `${Math.round(share * 100)} %`).join(", ");
      measured.push(`${vcpus} vCPUs: ${Math.round(mean * 100)} % (by process: ${each})`);
      assert.equal(busy.length, vcpus);
      assert.ok(mean > 0.8, measured.at(-1));
    });

    it(`2.2 is accepted with a threshold of 80 % on ${vcpus} vCPUs, with a process for each`, () => {
      const config = { domain: "app.example.com", healthCheckPath: "/health", scaling: { cpuUpper: 80 } };
      const accepted = (processes: number | "perVcpu") =>
        ssrServiceConfigSchema.safeParse({ ...config, processes, instanceTypes: [TYPES[vcpus]] }).success;
      assert.equal(accepted("perVcpu"), true);
      assert.equal(accepted(1), vcpus === 1, "one process saturates one vCPU alone");
    });
  }

  after(() => {
    console.log(["    busy while saturated, running or ready to run:", ...measured].join("\n      "));
  });

  it("replaces a process that dies, and serves meanwhile", async () => {
    const server = await start({ WEB_CONCURRENCY: "2" });
    await untilServing(server, 2);
    const [victim = 0] = server.serving;
    process.kill(victim, "SIGKILL");
    await server.line(({ message, worker }) => message === "worker died" && worker === victim);
    assert.equal((await fetch(`${server.url}/api/products`)).status, 200);
    await untilServing(server, 2);
    assert.ok(!server.serving.includes(victim));
  });

  it("stays healthy while one process is busy", async () => {
    const server = await start({ WEB_CONCURRENCY: "2" });
    await untilServing(server, 2);
    const [busy = 0] = server.serving;
    process.kill(busy, "SIGSTOP");
    try {
      // One connection may be on its way to the busy process; it gets no other.
      const answers = await Promise.all(Array.from({ length: 10 }, async () => await status(server.port)));
      assert.ok(answers.filter((each) => each === 200).length >= 9, answers.join(", "));
    } finally {
      process.kill(busy, "SIGCONT");
    }
  });

  it("loses no request when all processes end under load", async () => {
    catalog.delayMs = 100;
    const server = await start({ WEB_CONCURRENCY: "2" });
    await untilServing(server, 2);
    const balancer = new LoadBalancer(server.url, [
      { path: "/", contains: "Floor lamp" },
      { path: "/api/products", contains: "lamp" },
    ]);
    balancer.start();
    await sleep(2_000);
    balancer.mark();
    const [{ code }, tally] = await Promise.all([server.end("SIGTERM"), balancer.untilOut()]);
    catalog.delayMs = 0;
    assert.deepEqual(tally.lost, []);
    assert.ok(tally.answered > 50 && tally.afterwards > 0);
    assert.equal(code, 0);
  });

  for (const concurrency of ["1", "2"]) {
    it(`ends with 1 where its port is taken (${concurrency} processes)`, async () => {
      const { port } = await start();
      const second = spawn("node", ["server.mjs"], {
        cwd: bundle,
        env: { ...ownEnvironment(), PORT: String(port), WEB_CONCURRENCY: concurrency },
        stdio: "ignore",
      });
      const [code] = (await once(second, "close")) as [number | null];
      assert.equal(code, 1);
    });
  }

  it("keeps no socket of a request with Upgrade", async () => {
    const server = await start();
    await fetch(server.url);
    const before = readdirSync(`/proc/${server.pid}/fd`).length;
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect(server.port, "127.0.0.1").on("error", () => undefined);
      socket.write("GET /api/products HTTP/1.1\r\nHost: app\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
      return socket;
    });
    await Promise.all(sockets.map((socket): Promise<unknown> => once(socket.resume(), "close")));
    const left = readdirSync(`/proc/${server.pid}/fd`).length - before;
    assert.ok(left < 20, `${left} descriptors more than before`);
    assert.equal((await fetch(`${server.url}/health`)).status, 200);
  });

  it("2.4 redirects to its own public address, not to the address that Node.js listens on", async () => {
    const server = await start({ PUBLIC_URL: "https://shop.example.com" });
    const answer = await fetch(`${server.url}/go/rug`, { redirect: "manual" });
    assert.equal(answer.headers.get("location"), "https://shop.example.com/products/rug");
  });

  it("2.3 runs after the bundle was moved and the folder it was built in is gone", async function () {
    this.timeout(240_000);
    const elsewhere = mkdtempSync(join(tmpdir(), "ssr-app-moved-"));
    const hidden = `${SSR_APP}/node_modules.hidden`;
    cpSync(bundle, elsewhere, { recursive: true, verbatimSymlinks: true });
    renameSync(`${SSR_APP}/node_modules`, hidden);
    try {
      for (const link of linksIn(elsewhere)) {
        assert.ok(!isAbsolute(readlinkSync(link)), `${link} → ${readlinkSync(link)}`);
      }
      app = await ServerProcess.start(elsewhere, { CATALOG_URL: catalog.url });
      catalog.failing = true;
      assert.equal((await fetch(`${app.url}/products/rug`)).status, 500);
      const failure = await app.line(({ message }) => message === "request failed");
      assert.match(
        JSON.stringify(failure.err),
        /the catalog answered 500/,
        "the error line needs a linked package",
      );
    } finally {
      catalog.failing = false;
      renameSync(hidden, `${SSR_APP}/node_modules`);
      await app?.end("SIGKILL");
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});

function linksIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path).isSymbolicLink());
}

async function untilServing(server: ServerProcess, processes: number): Promise<void> {
  for (let tries = 0; tries < 100 && server.serving.length < processes; tries++) await sleep(100);
  await sleep(500);
  // Each has rendered once: the first page of a process is slower.
  await Promise.all(
    Array.from({ length: 4 * processes }, async () => await (await fetch(server.url)).text()),
  );
}

/** Status of a health check over a connection of its own; 0 where none came within eight seconds. */
async function status(port: number): Promise<number> {
  return await new Promise((resolve) => {
    const request = httpGet({ port, host: "127.0.0.1", path: "/health", agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    request.on("error", () => resolve(0));
    request.setTimeout(8_000, () => request.destroy());
  });
}

/** What `measure` says while that many visitors ask for pages without a pause. */
async function underLoad<T>(server: ServerProcess, visitors: number, measure: () => Promise<T>): Promise<T> {
  let over = false;
  const visits = Array.from({ length: visitors }, async () => {
    while (!over) {
      const answer = await fetch(server.url).catch(() => undefined);
      await answer?.text();
    }
  });
  await sleep(1_500);
  const result = await measure();
  over = true;
  await Promise.all(visits);
  return result;
}

/**
 * Share of four seconds in which each process's main thread ran or was ready to run. A machine with fewer CPUs than the
 * declared ones makes threads wait that would run there, so both count.
 */
async function busyShares(pids: readonly number[]): Promise<number[]> {
  const read = () => pids.map((pid) => runOrReadyNs(pid));
  const started = process.hrtime.bigint();
  const before = read();
  await sleep(4_000);
  const after = read();
  const elapsed = Number(process.hrtime.bigint() - started);
  return after.map((ns, index) => Math.min(1, (ns - (before[index] ?? 0)) / elapsed));
}

/** @see https://docs.kernel.org/scheduler/sched-stats.html */
function runOrReadyNs(pid: number): number {
  const [running = 0, waiting = 0] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ").map(Number);
  return running + waiting;
}
