import { randomUUID } from "node:crypto";
import { log } from "./log.mjs";

const REQUEST_ID = /^[\w.:-]{8,128}$/;

/**
 * Gives the request an id (nginx's, where it sent one) which the page, its errors and the answer carry too, and logs
 * one line when the answer is out, or when the caller has gone before that (`aborted`).
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
export function accessLog(request, response) {
  const started = process.hrtime.bigint();
  const given = request.headers["x-request-id"];
  const requestId = typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
  request.headers["x-request-id"] = requestId;
  response.setHeader("x-request-id", requestId);

  const { method, url = "/" } = request;
  const path = url.split("?")[0];
  // Health checks come every few seconds from each load balancer node.
  const level = path?.startsWith("/health") ? "debug" : "info";
  response.once("close", () =>
    log[level](
      {
        requestId,
        traceId: request.headers["x-amzn-trace-id"],
        method,
        path,
        status: response.statusCode,
        durationMs: Math.round(Number(process.hrtime.bigint() - started) / 1e4) / 100,
        forwardedFor: request.headers["x-forwarded-for"],
        userAgent: request.headers["user-agent"],
        ...(response.writableFinished ? {} : { aborted: true }),
      },
      "request",
    ),
  );
}
