import { totalmem } from "node:os";

/** Processes to start. @param {string | undefined} concurrency WEB_CONCURRENCY */
export function workerCount(concurrency) {
  const count = Number(concurrency ?? 1);
  return Number.isInteger(count) && count >= 1 ? count : 1;
}

/** Of the machine's memory; the rest is for what is no heap, nginx and the agents. */
const HEAP_SHARE = 0.6;

/**
 * V8's flag that keeps the heaps of all processes within the machine's memory; undefined where a limit is given already
 * (NODE_OPTIONS). Without one V8 takes what it gets, and a small instance is out of memory before V8 collects in earnest.
 *
 * @param {number} workers
 */
export function heapFlag(workers) {
  const given = [process.env.NODE_OPTIONS ?? "", ...process.execArgv].some((each) =>
    each.includes("--max-old-space-size"),
  );
  return given
    ? undefined
    : `--max-old-space-size=${Math.floor((totalmem() * HEAP_SHARE) / workers / 2 ** 20)}`;
}
