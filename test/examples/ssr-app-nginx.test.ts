import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { BeanstalkNginx } from "./support/beanstalk-nginx";
import { CountingProxy } from "./support/counting-proxy";
import { get, type Answer } from "./support/get";
import { LoadBalancer } from "./support/load-balancer";
import { ServerProcess } from "./support/server-process";
import { FORMER_ASSET, ssrBundle } from "./support/ssr-bundle";
import { needTool } from "./support/tools";

const IMMUTABLE = "public, max-age=31536000, immutable";

describe("examples/ssr-app behind Beanstalk's nginx", function () {
  let app: ServerProcess;
  let counting: CountingProxy;
  let nginx: BeanstalkNginx;
  let binary: string;
  let bundle: string;

  async function through(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return await get(nginx.url + path, { headers: { "accept-encoding": "gzip", ...headers } });
  }

  before(async function () {
    this.timeout(300_000);
    binary = needTool(this, "nginx", "apt-get install nginx-light");
    bundle = await ssrBundle();
    app = await ServerProcess.start(bundle);
    counting = await CountingProxy.start(app.port);
    nginx = await BeanstalkNginx.start(binary, bundle, counting.port);
  });

  after(async () => {
    await (nginx as BeanstalkNginx | undefined)?.stop();
    (counting as CountingProxy | undefined)?.stop();
    await (app as ServerProcess | undefined)?.end("SIGKILL");
  });

  it("is a configuration that nginx takes beside Beanstalk's own", async () => {
    assert.match(await nginx.check(), /test is successful/);
  });

  it("serves hashed files from the disk, compressed and for a year", async () => {
    const html = (await through("/")).text;
    const assets = [...html.matchAll(/\/_next\/static\/[^"\\]+\.(?:js|css)/g)].map(([path]) => path);
    assert.ok(assets.some((path) => path.endsWith(".css")) && assets.some((path) => path.endsWith(".js")));
    const before = counting.connections;
    for (const path of new Set(assets)) {
      const { status, headers } = await through(path);
      assert.equal(status, 200, path);
      assert.equal(headers["cache-control"], IMMUTABLE);
      assert.equal(headers["x-content-type-options"], "nosniff");
      assert.equal(headers["x-request-id"], undefined, "Node.js was not reached");
      if (Number(headers["content-length"] ?? 1024) >= 1024)
        assert.equal(headers["content-encoding"], "gzip", path);
      assert.match(headers["content-type"] ?? "", path.endsWith(".css") ? /text\/css/ : /javascript/);
    }
    assert.equal(counting.connections, before);
  });

  it("still has the hashed files of the releases before, for tabs that are open", async () => {
    const former = await through(`/_next/static/${FORMER_ASSET}`);
    assert.equal(former.status, 200);
    assert.equal(former.headers["cache-control"], IMMUTABLE);
    assert.equal((await through("/_next/static/chunks/of-release-2.js")).status, 200);
    assert.equal(
      (await through("/_next/static/chunks/of-release-1.js")).status,
      404,
      "three releases back, not four",
    );
  });

  it("does not let a missing file be remembered", async () => {
    const { status, headers } = await through("/_next/static/chunks/missing-1234abcd.js");
    assert.equal(status, 404);
    assert.equal(headers["cache-control"], undefined);
  });

  it("compresses pages, which no cache may keep", async () => {
    const { status, headers, text } = await through("/");
    assert.equal(status, 200);
    assert.equal(headers["content-encoding"], "gzip");
    assert.match(headers.vary ?? "", /accept-encoding/i);
    assert.match(headers["cache-control"] ?? "", /no-store/);
    assert.match(text, /Desk lamp/);
    assert.equal((await get(nginx.url)).headers["content-encoding"], undefined, "not for who did not ask");
  });

  it("tells the application who called, and gives the request its id", async () => {
    const { text, headers } = await through("/", {
      // As the load balancer sends it: what the visitor claimed, then the visitor.
      "x-forwarded-for": "made-up, 203.0.113.9",
      "x-forwarded-proto": "https",
      "x-amzn-trace-id": "Root=1-67891233-abcdef012345678912345678",
      "x-request-id": "made-up-by-the-visitor",
    });
    for (const shown of ["203.0.113.9", "https", "Root=1-67891233-abcdef012345678912345678"]) {
      assert.ok(text.includes(shown), shown);
    }
    assert.ok(!text.includes("made-up"));
    const id = headers["x-request-id"] ?? "";
    assert.match(id, /^[0-9a-f]{32}$/);
    const line = await app.line(({ requestId }) => requestId === id);
    assert.equal(line.forwardedFor, "made-up, 203.0.113.9, 127.0.0.1");
  });

  it("keeps its connections to Node.js", async () => {
    const before = counting.connections;
    for (let count = 0; count < 50; count++) assert.equal((await through("/api/products")).status, 200);
    assert.ok(
      counting.connections - before <= 2,
      `${counting.connections - before} new connections for 50 requests`,
    );
  });

  it("lets bodies of 10 MB through, not more, and the application has a limit of its own", async () => {
    const post = async (size: number) =>
      await get(`${nginx.url}/api/cart`, { method: "POST", body: Buffer.alloc(size, "x") });
    const [small, large, huge] = [await post(60_000), await post(9_000_000), await post(11_000_000)];
    assert.equal(small.status, 400, "no cart");
    assert.deepEqual([large.status, large.text.includes("a cart has at most")], [413, true]);
    assert.deepEqual([huge.status, huge.text.includes("a cart has at most")], [413, false]);
  });

  it("lets no visitor wait behind the rest of a body that was refused", async () => {
    const post = async () =>
      await get(`${nginx.url}/api/cart`, { method: "POST", body: Buffer.alloc(3_000_000, "x") });
    const refused = await Promise.all(Array.from({ length: 8 }, post));
    assert.deepEqual(new Set(refused.map(({ status }) => status)), new Set([413]));
    // As many at once as there are connections that nginx has kept.
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 24 }, async () => await through("/api/products")));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.ok(performance.now() - started < 20_000, `${performance.now() - started} ms`);
  });

  it("answers a redirect of an address of 3,000 bytes", async () => {
    const { status } = await through(`/products/rug/?${"q".repeat(3_000)}`);
    assert.equal(status, 308);
  });

  it("2.14 does not believe which host a visitor claims to have come through", async () => {
    const { headers } = await through("/go/rug", { "x-forwarded-host": "evil.example" });
    assert.ok(!(headers.location ?? "").includes("evil.example"), headers.location);
    assert.match(headers.location ?? "", /\/products\/rug$/);
  });

  it("serves a request with Upgrade as any other, since the header goes no further", async () => {
    const { status } = await through("/api/products", { connection: "Upgrade", upgrade: "websocket" });
    assert.equal(status, 200);
  });

  it("with SHUTDOWN_NOTICE_MS loses no request of a quiet service that is stopped without having been taken out first", async () => {
    const server = await ServerProcess.start(bundle, {
      SHUTDOWN_DRAIN_MS: "500",
      SHUTDOWN_NOTICE_MS: "50000",
    });
    const proxy = await BeanstalkNginx.start(binary, bundle, server.port);
    try {
      // The load balancer's third failed check comes 9 s after the signal at the earliest.
      const options = { connections: 1, healthCheckMs: 3_000, unhealthyThreshold: 3, pauseMs: 900 };
      const balancer = new LoadBalancer(proxy.url, [{ path: "/api/products", contains: "lamp" }], options);
      balancer.start();
      await sleep(7_000);
      balancer.mark();
      const [{ code, ms }, tally] = await Promise.all([server.end("SIGTERM"), balancer.untilOut()]);
      assert.deepEqual(tally.lost, [], [...tally.lost, proxy.errors].join("\n"));
      assert.ok(tally.afterwards >= 5, `${tally.afterwards} requests after the signal`);
      assert.ok(ms > 6_000 && ms < 30_000, `${ms} ms until its end`);
      assert.equal(code, 0);
    } finally {
      await server.end("SIGKILL");
      await proxy.stop();
    }
  });

  it("loses no request when the application ends under load", async () => {
    const balancer = new LoadBalancer(nginx.url, [
      { path: "/", contains: "Desk lamp" },
      { path: "/api/products", contains: "lamp" },
    ]);
    balancer.start();
    await sleep(1_500);
    balancer.mark();
    const [{ code }, tally] = await Promise.all([app.end("SIGTERM"), balancer.untilOut()]);
    assert.deepEqual(tally.lost, [], [...tally.lost, nginx.errors].join("\n"));
    assert.ok(tally.answered > 100 && tally.afterwards > 0);
    assert.equal(code, 0);
  });
});
