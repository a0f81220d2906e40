import { setTimeout as sleep } from "node:timers/promises";
import { Watchers } from "./watchers.mjs";

/**
 * A server that can be stopped under load without losing a request:
 *
 * 1. from the first moment, health checks fail and each answer closes its connection, so that nginx (or a load balancer)
 *    opens a new one instead of sending the next request into an old one;
 * 2. for `drainMs`, then until the load balancer has noticed (see {@link Watchers}; at most `noticeMs`), and then for as long as
 *    visitors still come or wait for an answer (at most half of `timeoutMs`) the server accepts: a client that has not noticed
 *    yet is served;
 * 3. then it stops accepting, closes idle connections and lets the requests in flight finish;
 * 4. what is still open `timeoutMs` after that is cut, so that a stop always ends.
 */
export class Lifecycle {
  stopping = false;
  #visits = 0;
  #responses = new Set();
  #watchers = new Watchers();
  #server;
  #limits;

  /**
   * @param {import("node:http").Server} server
   * @param {{ drainMs: number, noticeMs: number, timeoutMs: number }} limits
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

  /** Call for each request that is a visitor's and no health check: while they come, the server goes on accepting. */
  visit() {
    this.#visits++;
  }

  /** Call for each health check of a load balancer. @param {string} from which of its nodes asks */
  check(from) {
    this.#watchers.check(from, this.stopping);
  }

  /** Resolves when nothing is open any more, with the number of requests that had to be cut. */
  async stop() {
    this.stopping = true;
    for (const response of this.#responses) {
      if (!response.headersSent) response.setHeader("connection", "close");
    }
    const { drainMs, noticeMs, timeoutMs } = this.#limits;
    await sleep(drainMs);
    const latest = performance.now() + noticeMs;
    while (this.#watchers.unaware && performance.now() < latest) await sleep(QUIET_TURN_MS);
    const end = performance.now() + timeoutMs;
    await this.#untilQuiet(performance.now() + timeoutMs / 2);

    const closed = new Promise((resolve) => this.#server.close(() => resolve(true)));
    const late = new AbortController();
    const finished = await Promise.race([
      closed,
      sleep(Math.max(0, end - performance.now()), false, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    if (finished) return 0;
    const cut = this.open;
    this.#server.closeAllConnections();
    return cut;
  }

  /**
   * A socket that stops listening resets the connections that it has not accepted yet, so it must not while there may be
   * some. Counted in turns of the event loop, not by the clock: on a busy machine a turn may take long, with visitors
   * waiting behind it.
   *
   * @param {number} latest
   */
  async #untilQuiet(latest) {
    for (
      let quiet = 0, seen = this.#visits;
      quiet < QUIET_TURNS && performance.now() < latest;
      seen = this.#visits
    ) {
      await sleep(QUIET_TURN_MS);
      // Whoever waits for an answer may come again with the next request.
      quiet = this.#visits === seen && this.open === 0 ? quiet + 1 : 0;
    }
  }
}

/** Half a second without a visitor, and without one who waits. */
const QUIET_TURNS = 5;
const QUIET_TURN_MS = 100;
