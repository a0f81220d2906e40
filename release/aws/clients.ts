/**
 * AWS by its SDK: connections that are kept open, explicit retries and time limits. Credentials come from the SDK's default
 * chain: environment, profile (SSO included), the role of a CodeBuild container or of an instance.
 */
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** Requests of one client at the same time. */
const MAX_SOCKETS = 96;

const CONNECT_MS = 10_000;
/** An answer that stands still for so long is given up, and the call is made again. */
const IDLE_MS = 30_000;
/** One whole request, e.g. a part of 16 MB over a slow line. */
const REQUEST_MS = 300_000;
const ATTEMPTS = 5;

/** How often one call is tried. */
export function maxAttempts(): number {
  const given = Number(process.env["AWS_MAX_ATTEMPTS"]);
  return Number.isInteger(given) && given > 0 ? given : ATTEMPTS;
}

let handler: NodeHttpHandler | undefined;

/** The one handler of all clients. */
export function requestHandler(): NodeHttpHandler {
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS };
  handler ??= new NodeHttpHandler({
    connectionTimeout: CONNECT_MS,
    socketTimeout: IDLE_MS,
    requestTimeout: REQUEST_MS,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent(options),
    httpsAgent: new HttpsAgent(options),
    // The queue of requests is ours and bounded.
    socketAcquisitionWarningTimeout: REQUEST_MS,
  });
  return handler;
}

/** What every client is made with. The AWS CLI's variable for the region counts too, since people have it set. */
export function clientOptions(region?: string) {
  const named = region ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"];
  return {
    maxAttempts: maxAttempts(),
    retryMode: "standard" as const,
    requestHandler: requestHandler(),
    ...(named === undefined ? {} : { region: named }),
  };
}

/** Another endpoint than AWS's own, by the variables that all SDKs know. */
export function customEndpoint(service: string): string | undefined {
  return process.env[`AWS_ENDPOINT_URL_${service}`] ?? process.env["AWS_ENDPOINT_URL"];
}

/**
 * One client for each region and endpoint, made at the first call: its connections stay open, and a process that releases
 * to several places, as a test does, finds each.
 */
export function clientPerEndpoint<Client>(
  service: string,
  make: (region: string | undefined) => Client,
): (region?: string) => Client {
  const clients = new Map<string, Client>();
  return (region) => {
    const key = `${region ?? ""} ${customEndpoint(service) ?? ""}`;
    const client = clients.get(key) ?? make(region);
    clients.set(key, client);
    return client;
  };
}

/** The SDK's notice that it will leave Node.js 20 some day says nothing about a release. */
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
