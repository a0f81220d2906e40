import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request as send, Agent } from "node:http";
import { Readable } from "node:stream";
import { test } from "node:test";
import { readUnreadBody } from "./unread-body.mjs";

const MEGABYTE = 1024 * 1024;

/** Ways to stop reading a body. @type {Record<string, (request: import("node:http").IncomingMessage) => Promise<unknown>>} */
const REFUSALS = {
  "as a web stream that is cancelled": async (request) => {
    const reader = Readable.toWeb(request).getReader();
    await reader.read();
    await reader.cancel();
  },
  "as an iterator that is left": async (request) => {
    for await (const chunk of request) return chunk;
  },
  "by destroying it": async (request) => request.destroy(),
  "not at all": async () => undefined,
};

for (const [how, refuse] of Object.entries(REFUSALS)) {
  test(`a connection whose body was refused ${how} serves the next request`, async () => {
    const server = createServer(async (request, response) => {
      readUnreadBody(request);
      if (request.method === "POST") await refuse(request);
      response.writeHead(request.method === "POST" ? 413 : 200).end("answer");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let connections = 0;
    server.on("connection", () => connections++);

    /** @param {string} method @param {Buffer} [body] */
    const visit = async (method, body) => {
      const sent = send({ port: address.port, host: "127.0.0.1", method, agent, timeout: 5_000 });
      sent.once("timeout", () => sent.destroy(new Error("no answer")));
      const answered = once(sent, "response");
      sent.end(body);
      const [answer] = await answered;
      await answer.resume();
      await once(answer, "end");
      return answer.statusCode;
    };
    try {
      assert.equal(await visit("POST", Buffer.alloc(3 * MEGABYTE)), 413);
      assert.equal(await visit("GET"), 200);
      assert.equal(await visit("GET"), 200);
      assert.equal(connections, 1);
    } finally {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    }
  });
}

test("a visitor who goes away in the middle of a body is seen as before", async () => {
  const server = createServer();
  const seen = once(server, "request").then(async ([request]) => {
    readUnreadBody(request);
    request.once("data", () => sent.destroy());
    const [error] = await once(request, "error");
    return error.code;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const sent = send({
    port: address.port,
    host: "127.0.0.1",
    method: "POST",
    headers: { "content-length": MEGABYTE },
  });
  sent.on("error", () => undefined);
  sent.write("half of it");
  assert.equal(await seen, "ECONNRESET");
  server.close();
});
