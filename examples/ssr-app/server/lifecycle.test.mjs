import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { Lifecycle } from "./lifecycle.mjs";

/** @param {{ drainMs: number, noticeMs?: number, timeoutMs: number }} limits */
async function serve(limits, answerMs = 0) {
  const server = createServer((request, response) => {
    lifecycle.track(response);
    if (request.url === "/") lifecycle.visit();
    if (request.url === "/health") lifecycle.check(String(request.headers["x-real-ip"]));
    setTimeout(() => response.end("done"), answerMs);
  });
  const lifecycle = new Lifecycle(server, { noticeMs: 0, ...limits });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { lifecycle, url: `http://127.0.0.1:${address.port}` };
}

test("answers while draining, and closes each connection with its answer", async () => {
  const { lifecycle, url } = await serve({ drainMs: 200, timeoutMs: 1_000 });
  assert.equal((await fetch(url)).headers.get("connection"), "keep-alive");
  const stopped = lifecycle.stop();
  assert.equal((await fetch(url)).headers.get("connection"), "close");
  assert.equal(await stopped, 0);
  await assert.rejects(fetch(url));
});

test("waits for what is in flight and counts what it had to cut", async () => {
  const quick = await serve({ drainMs: 0, timeoutMs: 1_000 }, 200);
  const answer = fetch(quick.url);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await quick.lifecycle.stop(), 0);
  assert.equal(await (await answer).text(), "done");

  const slow = await serve({ drainMs: 0, timeoutMs: 50 }, 2_000);
  const cut = fetch(slow.url);
  cut.catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await slow.lifecycle.stop(), 1);
  await assert.rejects(cut);
});

test("goes on accepting while visitors come, whom health checks are not, but not for ever", async () => {
  /** How long a stop takes with so many requests, one after the other. @param {string} path @param {number} requests */
  const acceptsFor = async (path, requests, limits = { drainMs: 50, timeoutMs: 20_000 }) => {
    const { lifecycle, url } = await serve(limits);
    const started = performance.now();
    let over = false;
    const stopped = lifecycle.stop().then((cut) => {
      over = true;
      return cut;
    });
    let lost = 0;
    for (let sent = 0; sent < requests && !over; sent++) {
      await fetch(url + path).catch(() => lost++);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(await stopped, 0);
    return { lost, ms: performance.now() - started };
  };

  const visitors = await acceptsFor("/", 30);
  assert.equal(visitors.lost, 0, "all were served, long after the drain");
  assert.ok(visitors.ms > 1_500, `${visitors.ms} ms`);
  const checks = await acceptsFor("/health", 300);
  assert.ok(checks.ms < 8_000, `health checks kept it for ${checks.ms} ms`);
  const endless = await acceptsFor("/", 300, { drainMs: 50, timeoutMs: 1_000 });
  assert.ok(endless.ms < 8_000, `half of timeoutMs is the most: ${endless.ms} ms`);
});

test("goes on accepting while a visitor waits for an answer, who may come again after it", async () => {
  const { lifecycle, url } = await serve({ drainMs: 0, timeoutMs: 20_000 }, 1_200);
  const first = fetch(url);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const stopped = lifecycle.stop();
  assert.equal(await (await first).text(), "done");
  assert.equal(await (await fetch(url)).text(), "done");
  assert.equal(await stopped, 0);
});

/** A load balancer's node that asks at this pace until it has seen three failures; rejects where there is no answer. @param {string} url */
async function watch(url, everyMs = 100) {
  for (let failed = 0; failed < 3;) {
    const seen = await fetch(`${url}/health`, { headers: { "x-real-ip": `node-${everyMs}` } });
    failed = seen.headers.get("connection") === "close" ? failed + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

test("quiet, it accepts until each node of the load balancer has seen it fail three times", async () => {
  const { lifecycle, url } = await serve({ drainMs: 0, noticeMs: 20_000, timeoutMs: 1_000 });
  const nodes = Promise.all([watch(url, 400), watch(url, 700)]);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const stopped = lifecycle.stop();
  await nodes;
  assert.equal(await stopped, 0);
});

test("taken out before, it does not wait; and for a node that never notices only noticeMs", async () => {
  const out = await serve({ drainMs: 0, noticeMs: 20_000, timeoutMs: 1_000 });
  for (let checks = 0; checks < 3; checks++) {
    await fetch(`${out.url}/health`, { headers: { "x-real-ip": "node" } });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const started = performance.now();
  assert.equal(await out.lifecycle.stop(), 0);
  assert.ok(performance.now() - started < 5_000);

  const slow = await serve({ drainMs: 0, noticeMs: 300, timeoutMs: 1_000 });
  for (let checks = 0; checks < 2; checks++) {
    await fetch(`${slow.url}/health`, { headers: { "x-real-ip": "node" } });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
  const since = performance.now();
  assert.equal(await slow.lifecycle.stop(), 0);
  assert.ok(performance.now() - since < 2_900, "not until its next check");
});
