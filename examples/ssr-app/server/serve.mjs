// One process that serves: Next.js behind plain node:http, with health checks, an access log and a shutdown that loses no
// request. nginx is the only caller, hence the loopback address.
import { createServer } from "node:http";
import { accessLog } from "./access-log.mjs";
import { health } from "./health.mjs";
import { Lifecycle } from "./lifecycle.mjs";
import { log } from "./log.mjs";
import { readUnreadBody } from "./unread-body.mjs";

// Before Next.js and React load, which choose their production build by it.
if (!process.env.NODE_ENV) Object.assign(process.env, { NODE_ENV: "production" });
const { default: next } = await import("next");

const port = Number(process.env.PORT ?? 8080);
const hostname = process.env.HOST ?? "127.0.0.1";

const app = next({ dev: false, hostname, port });
await app.prepare();
const render = app.getRequestHandler();

const server = createServer((request, response) => {
  lifecycle.track(response);
  accessLog(request, response);
  if (request.headers["user-agent"]?.startsWith("ELB-HealthChecker/")) {
    lifecycle.check(String(request.headers["x-real-ip"] ?? request.socket.remoteAddress));
  }
  if (health(request, response, lifecycle)) return;
  lifecycle.visit();
  readUnreadBody(request);
  void render(request, response);
});
// nginx keeps its idle connections for 60 s. Were ours shorter, nginx would now and then send a request into a
// connection that is just being closed, and the visitor would get a 502.
server.keepAliveTimeout = 75_000;
server.headersTimeout = 80_000;

// Nothing here speaks another protocol. Without a listener of ours, Next.js adds one that neither answers nor closes such
// a socket: a visitor could take every file descriptor. nginx drops the header before it comes here.
server.on("upgrade", (_request, socket) => socket.destroy());

const lifecycle = new Lifecycle(server, {
  drainMs: Number(process.env.SHUTDOWN_DRAIN_MS ?? 5_000),
  // Not by default: a group that replaces unhealthy instances would end this one for what is only a restart.
  noticeMs: Number(process.env.SHUTDOWN_NOTICE_MS ?? 0),
  timeoutMs: Number(process.env.SHUTDOWN_TIMEOUT_MS ?? 25_000),
});

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, async () => {
    if (lifecycle.stopping) return;
    log.info({ signal, open: lifecycle.open }, "shutting down");
    const cut = await lifecycle.stop();
    await app.close();
    log[cut === 0 ? "info" : "error"]({ cut }, "stopped");
    process.exit(cut === 0 ? 0 : 1);
  });
}
process.on("uncaughtExceptionMonitor", (error) => log.fatal({ err: error }, "uncaught"));

// A port that is taken, for one: the service manager must see that this process did not start.
server.on("error", (error) => {
  log.fatal({ err: error, port, hostname }, "cannot listen");
  process.exit(1);
});
server.listen(port, hostname, () => log.info({ port, hostname, node: process.version }, "listening"));
