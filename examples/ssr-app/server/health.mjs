import { log } from "./log.mjs";
import { release } from "./release.mjs";

const READY_TIMEOUT_MS = 2_000;

/**
 * Answers the two health checks; false where the request is not one.
 *
 * - `/health` (liveness) is what the load balancer asks: can this process serve? It looks at nothing outside of it, since a
 *   catalog that is down must not take every instance out of service. 503 while shutting down.
 * - `/health/ready` (readiness) is what a deployment asks before it lets a new instance in: is all it needs within reach?
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {{ stopping: boolean }} lifecycle
 */
export function health(request, response, lifecycle) {
  const path = request.url?.split("?")[0];
  if (path === "/health") {
    answer(response, lifecycle.stopping ? { stopping: "shutting down" } : {});
    return true;
  }
  if (path === "/health/ready") {
    void ready(lifecycle).then((faults) => answer(response, faults));
    return true;
  }
  return false;
}

/** What is not ready, by name. @param {{ stopping: boolean }} lifecycle */
async function ready(lifecycle) {
  /** @type {Record<string, string>} */
  const faults = {};
  if (lifecycle.stopping) faults.stopping = "shutting down";
  const catalog = await catalogFault();
  if (catalog !== undefined) faults.catalog = catalog;
  return faults;
}

async function catalogFault() {
  const base = process.env.CATALOG_URL;
  if (base === undefined || base === "") return undefined;
  try {
    const got = await fetch(new URL("/products", base), { signal: AbortSignal.timeout(READY_TIMEOUT_MS) });
    return got.ok ? undefined : `answered ${got.status}`;
  } catch (error) {
    log.warn({ err: error }, "catalog out of reach");
    return "out of reach";
  }
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {Record<string, string>} faults
 */
function answer(response, faults) {
  const healthy = Object.keys(faults).length === 0;
  response.writeHead(healthy ? 200 : 503, {
    "content-type": "application/json",
    "cache-control": "no-store",
  });
  response.end(
    JSON.stringify({
      status: healthy ? "ok" : "unavailable",
      release,
      uptimeSeconds: Math.round(process.uptime()),
      ...(healthy ? {} : { faults }),
    }),
  );
}
