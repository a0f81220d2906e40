import type { Instrumentation } from "next";

/** Errors of pages and API routes, with the id under which the access log has the request. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // This file is compiled for the edge runtime too, which has no pino; this application uses Node.js alone.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("./server/log.mjs");
  log.error(
    {
      err: error,
      requestId: request.headers["x-request-id"],
      traceId: request.headers["x-amzn-trace-id"],
      method: request.method,
      path: request.path,
      route: context.routePath,
    },
    "request failed",
  );
};
