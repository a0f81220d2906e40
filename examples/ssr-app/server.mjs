// What Procfile starts: as many serving processes as WEB_CONCURRENCY says (one where it says nothing). JavaScript runs on
// one CPU; with one process for each, all of the instance's are used, and its CPU shows when it is full.
import cluster from "node:cluster";
import { setFlagsFromString } from "node:v8";
import { heapFlag, workerCount } from "./server/resources.mjs";

const workers = workerCount(process.env.WEB_CONCURRENCY);
if (cluster.isPrimary && workers > 1) {
  const { supervise } = await import("./server/supervisor.mjs");
  supervise(workers);
} else {
  const flag = cluster.isPrimary ? heapFlag(workers) : undefined;
  if (flag !== undefined) setFlagsFromString(flag);
  await import("./server/serve.mjs");
}
