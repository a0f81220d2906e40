import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Catalog } from "./support/catalog";
import { LoadBalancer, type Visit } from "./support/load-balancer";
import { ServerProcess } from "./support/server-process";
import { RELEASE, ssrBundle } from "./support/ssr-bundle";

const TRACE = "Root=1-67891233-abcdef012345678912345678";

describe("examples/ssr-app", function () {
  let bundle: string;
  let catalog: Catalog;
  let app: ServerProcess | undefined;

  async function start(env: Record<string, string> = {}): Promise<ServerProcess> {
    app = await ServerProcess.start(bundle, { CATALOG_URL: catalog.url, ...env });
    return app;
  }

  before("is built as its buildspec says", async function () {
    this.timeout(300_000);
    bundle = await ssrBundle();
    catalog = await Catalog.start();
  });

  beforeEach(() => {
    catalog.delayMs = 0;
    catalog.failing = false;
  });

  afterEach(async () => {
    await app?.end("SIGKILL");
    app = undefined;
  });

  after(async () => {
    await catalog.stop();
  });

  describe("serving", () => {
    it("renders a page for each request, with that request's own data", async () => {
      const { url } = await start();
      const page = async (language: string) =>
        await fetch(url, {
          headers: {
            "accept-language": language,
            "x-amzn-trace-id": TRACE,
            "x-forwarded-for": "made-up, 203.0.113.9, 10.0.0.5",
            "x-forwarded-proto": "https",
          },
        });
      const [german, english] = [await page("de-DE,de;q=0.9"), await page("en-US")];
      const [germanHtml, englishHtml] = [await german.text(), await english.text()];

      assert.equal(german.status, 200);
      assert.match(german.headers.get("cache-control") ?? "", /no-store/);
      for (const shown of ["Floor lamp", "129,00\u00a0€", TRACE, "203.0.113.9", "https"]) {
        assert.ok(germanHtml.includes(shown), `${shown} in the page`);
      }
      assert.ok(!germanHtml.includes("made-up"), "what the visitor claims to be is not believed");
      assert.ok(englishHtml.includes("€129.00"));
      const id = german.headers.get("x-request-id") ?? "";
      assert.ok(id !== "" && germanHtml.includes(id));
      assert.notEqual(id, english.headers.get("x-request-id"));
    });

    it("answers the API routes, with 400 and 404 for what is wrong", async () => {
      const { url } = await start();
      const cart = async (body: unknown) => {
        const answer = await fetch(`${url}/api/cart`, { method: "POST", body: JSON.stringify(body) });
        return { status: answer.status, body: await answer.json() };
      };
      assert.deepEqual(await cart({ items: [{ id: "rug", quantity: 2 }] }), {
        status: 200,
        body: { total: 68_000 },
      });
      assert.equal((await cart({ items: [{ id: "rug", quantity: 0 }] })).status, 400);
      assert.equal((await cart({ items: [{ id: "sofa", quantity: 1 }] })).status, 404);
      assert.equal((await fetch(`${url}/api/products/rug`)).status, 200);
      assert.equal((await fetch(`${url}/api/products/sofa`)).status, 404);
      assert.equal((await fetch(`${url}/products/rug`)).status, 200);
      assert.equal((await fetch(`${url}/products/sofa`)).status, 404);
    });

    it("logs one JSON line a request, with the id and the trace of the load balancer", async () => {
      const server = await start();
      await fetch(`${server.url}/products/rug?secret=1`, {
        headers: { "x-request-id": "given-by-nginx-1", "x-amzn-trace-id": TRACE },
      });
      await server.line(({ message }) => message === "request");
      const lines = server.log.filter(({ message }) => message === "request");
      assert.equal(lines.length, 1, "health checks are not logged at this level");
      const { requestId, traceId, method, path, status, level, release, durationMs } = lines[0] ?? {};
      assert.deepEqual(
        { requestId, traceId, method, path, status, level, release },
        {
          requestId: "given-by-nginx-1",
          traceId: TRACE,
          method: "GET",
          path: "/products/rug",
          status: 200,
          level: "info",
          release: RELEASE,
        },
      );
      assert.ok(typeof durationMs === "number" && durationMs > 0);
    });

    it("logs why a page failed under the request's id", async () => {
      const server = await start();
      catalog.failing = true;
      const answer = await fetch(`${server.url}/products/rug`, {
        headers: { "x-request-id": "failed-request-1" },
      });
      assert.equal(answer.status, 500);
      const failure = await server.line(({ message }) => message === "request failed");
      assert.equal(failure.requestId, "failed-request-1");
      assert.match(JSON.stringify(failure.err), /the catalog answered 500/);
    });
  });

  describe("health", () => {
    it("is alive while the catalog is down, but not ready", async () => {
      const { url } = await start();
      const status = async (path: string) => (await fetch(url + path)).status;
      assert.deepEqual([await status("/health"), await status("/health/ready")], [200, 200]);
      catalog.failing = true;
      assert.deepEqual([await status("/health"), await status("/health/ready")], [200, 503]);
    });

    it("fails while shutting down", async () => {
      const server = await start({ SHUTDOWN_DRAIN_MS: "1000" });
      const end = server.end("SIGTERM");
      await sleep(200);
      const alive = await fetch(`${server.url}/health`);
      assert.equal(alive.status, 503);
      assert.equal(alive.headers.get("connection"), "close");
      assert.equal((await fetch(`${server.url}/health/ready`)).status, 503);
      assert.equal((await fetch(server.url)).status, 200, "a visitor is still served");
      assert.equal((await end).code, 0);
    });
  });

  describe("ending under load", () => {
    const visits: readonly Visit[] = [
      { path: "/", contains: "Floor lamp" },
      { path: "/products/rug", contains: "Wool rug" },
      { path: "/api/products", contains: "lamp" },
      { path: "/api/cart", method: "POST", body: '{"items":[{"id":"rug","quantity":1}]}', contains: "34000" },
    ];

    it("loses no request of a load balancer that keeps its connections", async () => {
      catalog.delayMs = 150;
      const server = await start();
      const balancer = new LoadBalancer(server.url, visits);
      balancer.start();
      await sleep(2_500);
      balancer.mark();
      const [{ code, ms }, tally] = await Promise.all([server.end("SIGTERM"), balancer.untilOut()]);

      assert.deepEqual(tally.lost, []);
      assert.ok(tally.answered > 100, `${tally.answered} answered`);
      assert.ok(tally.inFlight > 0, "requests were in flight when the signal came");
      assert.ok(tally.afterwards > 0, "requests that came after the signal were served");
      assert.equal(code, 0);
      assert.ok(ms < 20_000, `ended after ${ms} ms`);
    });

    it("loses requests when it is killed instead, so the count above can see a loss", async () => {
      catalog.delayMs = 150;
      const server = await start();
      const balancer = new LoadBalancer(server.url, visits);
      balancer.start();
      await sleep(1_000);
      balancer.mark();
      const [, tally] = await Promise.all([server.end("SIGKILL"), balancer.untilOut()]);
      assert.ok(tally.lost.length > 0);
    });

    it("lets a request finish that takes longer than the drain", async () => {
      const server = await start({ SHUTDOWN_DRAIN_MS: "100" });
      catalog.delayMs = 3_000;
      const page = fetch(`${server.url}/products/rug`);
      await sleep(300);
      const end = server.end("SIGTERM");
      // Long after the drain: whoever waits may come again, so it still accepts.
      await sleep(1_200);
      assert.equal((await fetch(`${server.url}/health`)).status, 503);
      assert.match(await (await page).text(), /Wool rug/);
      assert.equal((await end).code, 0);
      await assert.rejects(fetch(`${server.url}/health`));
    });

    it("cuts what does not finish in time, says so and ends", async () => {
      const server = await start({ SHUTDOWN_DRAIN_MS: "100", SHUTDOWN_TIMEOUT_MS: "500" });
      catalog.delayMs = 8_000;
      const page = fetch(`${server.url}/products/rug`).then((answer) => answer.text());
      page.catch(() => undefined);
      await sleep(300);
      const { code, ms } = await server.end("SIGTERM");
      await assert.rejects(page);
      assert.equal(code, 1);
      assert.ok(ms < 3_000, `ended after ${ms} ms`);
      assert.equal(server.log.find(({ message }) => message === "stopped")?.cut, 1);
    });
  });
});
