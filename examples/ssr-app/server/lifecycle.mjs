import { setTimeout as sleep } from "node:timers/promises";

/**
 * A server that can be stopped under load without losing a request:
 *
 * 1. from the first moment, health checks fail and each answer closes its connection, so that nginx (or a load balancer)
 *    opens a new one instead of sending the next request into an old one;
 * 2. for `drainMs` the server still accepts: whoever has not noticed yet is served;
 * 3. then it stops accepting, closes idle connections and lets the requests in flight finish;
 * 4. what is still open `timeoutMs` after that is cut, so that a stop always ends.
 */
export class Lifecycle {
  stopping = false;
  #responses = new Set();
  #server;
  #limits;

  /**
   * @param {import("node:http").Server} server
   * @param {{ drainMs: number, timeoutMs: number }} limits
   */
  constructor(server, limits) {
    this.#server = server;
    this.#limits = limits;
  }

  /** How many requests are being answered. */
  get open() {
    return this.#responses.size;
  }

  /** Call for each request before anything answers it. @param {import("node:http").ServerResponse} response */
  track(response) {
    if (this.stopping) response.setHeader("connection", "close");
    this.#responses.add(response);
    response.once("close", () => this.#responses.delete(response));
  }

  /** Resolves when nothing is open any more, with the number of requests that had to be cut. */
  async stop() {
    this.stopping = true;
    for (const response of this.#responses) {
      if (!response.headersSent) response.setHeader("connection", "close");
    }
    await sleep(this.#limits.drainMs);

    const closed = new Promise((resolve) => this.#server.close(() => resolve(true)));
    const late = new AbortController();
    const finished = await Promise.race([
      closed,
      sleep(this.#limits.timeoutMs, false, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    if (finished) return 0;
    const cut = this.open;
    this.#server.closeAllConnections();
    return cut;
  }
}
