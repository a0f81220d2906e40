/**
 * Runs a CloudFront Function's source as the runtime cloudfront-js-2.0 would: in a context of its own that holds nothing
 * but the language, `cloudfront`'s key-value store, `crypto` and `Buffer`.
 */
import { createHash } from "node:crypto";
import { createContext, Script } from "node:vm";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
export interface EdgeValue {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}

export interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Readonly<Record<string, EdgeValue>>;
  readonly headers: Readonly<Record<string, EdgeValue>>;
  readonly cookies: Readonly<Record<string, EdgeValue>>;
  /** As the runtime offers it; left out, the function has to put the query string together itself. */
  readonly rawQueryString?: () => string;
}

export interface EdgeEvent {
  readonly version: "1.0";
  readonly context: { readonly eventType: "viewer-request"; readonly requestId: string };
  readonly viewer: { readonly ip: string };
  readonly request: EdgeRequest;
}

export interface EdgeResponse {
  readonly statusCode: number;
  readonly statusDescription: string;
  readonly headers: Readonly<Record<string, EdgeValue>>;
  readonly body?: { readonly encoding: "text" | "base64"; readonly data: string };
}

export interface EdgeRuntime {
  /** What the associated key-value store holds; a key that is not there throws, as in the real one. */
  readonly kvs?: Readonly<Record<string, string>>;
}

/** What a visitor sent. */
export interface Visit {
  readonly host?: string;
  readonly method?: string;
  /** Path, optionally with a query string. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ip?: string;
  /** false: the runtime has no `rawQueryString`. */
  readonly raw?: boolean;
}

/** The event that CloudFront makes of a visit. */
export function viewerRequest(visit: Visit = {}): EdgeEvent {
  const [uri = "/", ...rest] = (visit.path ?? "/").split("?");
  const search = rest.join("?");
  const given = Object.entries(visit.headers ?? {}).map(
    ([name, value]) => [name.toLowerCase(), { value }] as const,
  );
  return {
    version: "1.0",
    context: { eventType: "viewer-request", requestId: "test" },
    viewer: { ip: visit.ip ?? "198.51.100.7" },
    request: {
      method: visit.method ?? "GET",
      uri,
      querystring: parseQuery(search),
      headers: { host: { value: visit.host ?? "www.example.com" }, ...Object.fromEntries(given) },
      cookies: {},
      ...(visit.raw === false ? {} : { rawQueryString: () => search }),
    },
  };
}

/** Whether the function answered by itself, rather than let the request through. */
export function isAnswer(result: EdgeRequest | EdgeResponse): result is EdgeResponse {
  return "statusCode" in result;
}

type Handler = (event: unknown) => Promise<EdgeRequest | EdgeResponse> | EdgeRequest | EdgeResponse;

/** A function that was loaded once, with the store of the request that it works on. */
interface Loaded {
  readonly handler: Handler;
  store: Readonly<Record<string, string>>;
}

/** Functions by their source: as at the edge, one instance answers many requests. */
const instances = new Map<string, Loaded>();

/** What the function makes of an event: the request that goes on to the cache, or an answer of its own. */
export async function runViewerRequest(
  code: string,
  event: EdgeEvent,
  { kvs = {} }: EdgeRuntime = {},
): Promise<EdgeRequest | EdgeResponse> {
  const instance = instances.get(code) ?? load(code);
  // Read by the function before its first await, so that requests made at once do not mix.
  instance.store = kvs;
  // The function may change its event; the caller's stays as it is.
  const request = { ...event.request, headers: { ...event.request.headers } };
  return instance.handler({ ...event, request });
}

function load(code: string): Loaded {
  const script = new Script(`"use strict";\n${withoutImport(code)}\n;handler`, {
    filename: "edge-function.js",
  });
  const cloudfront = { kvs: () => ({ get: (key: string) => read(instance.store, key) }) };
  const context = createContext(
    { cf: cloudfront, require: modules, Buffer },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const instance: Loaded = { handler: script.runInContext(context, { timeout: 1000 }) as Handler, store: {} };
  instances.set(code, instance);
  return instance;
}

/** A script cannot import; what it would import is in its context. */
function withoutImport(code: string): string {
  return code.replace(/^import cf from 'cloudfront';$/m, "");
}

function read(values: Readonly<Record<string, string>>, key: string): Promise<string> {
  const value = values[key];
  return value === undefined ? Promise.reject(new Error(`KeyNotFound: ${key}`)) : Promise.resolve(value);
}

function modules(name: string) {
  if (name !== "crypto") {
    throw new Error(`cloudfront-js-2.0 has no module ${name}`);
  }
  return { createHash };
}

function parseQuery(search: string): Record<string, EdgeValue> {
  const parsed: Record<string, { value: string; multiValue?: { value: string }[] }> = {};
  for (const pair of search === "" ? [] : search.split("&")) {
    const [name = "", ...rest] = pair.split("=");
    const value = rest.join("=");
    const before = parsed[name];
    parsed[name] =
      before === undefined
        ? { value }
        : {
            value: before.value,
            multiValue: [...(before.multiValue ?? [{ value: before.value }]), { value }],
          };
  }
  return parsed;
}
