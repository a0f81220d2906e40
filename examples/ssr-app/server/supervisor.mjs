import cluster from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "./log.mjs";
import { heapFlag } from "./resources.mjs";

/** A worker that dies at once is not started again faster than this. */
const RESTART_PAUSE_MS = 1_000;

/**
 * Starts the workers, starts another for each that dies, and ends with them. It hands each new connection to a worker that
 * has taken its last one, so a worker that is busy gets none meanwhile.
 *
 * A stop reaches every process (the service manager signals all of them): each worker ends as one process alone does, and
 * this one ends after the last, with 1 where one had to cut a request.
 *
 * @param {number} workers
 */
export function supervise(workers) {
  let stopping = false;
  /** Workers that have served; one that never did shows what is wrong with all, such as a port that is taken. */
  const served = new Set();

  const flag = heapFlag(workers);
  cluster.setupPrimary({ execArgv: [...process.execArgv, ...(flag === undefined ? [] : [flag])] });
  cluster.on("listening", ({ id }) => served.add(id));
  cluster.on("exit", async ({ id, process: { pid } }, code, signal) => {
    if (stopping) {
      if (code !== 0) process.exitCode = 1;
      return;
    }
    log.error({ worker: pid, code, signal }, "worker died");
    if (served.size === 0) {
      process.exitCode = 1;
      stop("SIGTERM");
      return;
    }
    served.delete(id);
    await sleep(RESTART_PAUSE_MS);
    if (!stopping) cluster.fork();
  });

  /** @param {NodeJS.Signals} signal */
  function stop(signal) {
    stopping = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal);
  }
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT"])) {
    process.on(signal, () => {
      if (!stopping) stop(signal);
    });
  }

  for (let started = 0; started < workers; started++) cluster.fork();
  log.info({ workers }, "supervising");
}
