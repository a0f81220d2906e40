// One instance of the laboratory: a real HTTP server on a virtual CPU. Requests are served one after the other, each for the same
// time; the time of the end is reckoned, so that late timers do not make the CPU slower. Health checks do not wait in the line.
import { createServer } from "node:http";

const port = Number(process.argv[2]);
const serviceMs = Number(process.argv[3]);
const readyAt = Number(process.argv[4]);

let busyUntil = 0;
let worked = 0;

const server = createServer((request, response) => {
  if (request.url === "/health") {
    response.end("ok");
    return;
  }
  const now = performance.timeOrigin + performance.now();
  busyUntil = Math.max(busyUntil, now) + serviceMs;
  worked += serviceMs;
  setTimeout(() => response.end("answer"), busyUntil - now);
});
server.keepAliveTimeout = 1;

setTimeout(() => server.listen(port, "127.0.0.1"), Math.max(0, readyAt - Date.now()));

// CPU time up to now: all that was taken on, without what is still to come.
process.on("message", (id) => {
  const now = performance.timeOrigin + performance.now();
  process.send?.({ id, worked: worked - Math.max(0, busyUntil - now), now });
});
process.on("disconnect", () => process.exit(0));
