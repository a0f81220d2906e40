/**
 * Runs a CloudFront Function's source as the runtime cloudfront-js-2.0 would: in a context of its own that holds nothing
 * but the language, `cloudfront`'s key-value store, `crypto` and `Buffer`.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, Script } from "node:vm";
import { edgeFunctionOutline, type EdgeSite } from "../../components/edge";

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
  handler: Handler;
  store: Readonly<Record<string, string>>;
}

/** Functions by their source: as at the edge, one instance answers many requests. */
const instances = new Map<string, Loaded>();

/** What the function makes of an event: the request that goes on to the cache, or an answer of its own. */
export async function runViewerRequest(
  code: string,
  event: EdgeEvent,
  runtime: EdgeRuntime = {},
): Promise<EdgeRequest | EdgeResponse> {
  return run(code, [{ filename: "edge-function.js", text: code }], event, runtime);
}

/** A function's text in pieces, each with the file that it comes from. */
interface Piece {
  readonly filename: string;
  readonly text: string;
}

const EDGE_FOLDER = join(__dirname, "..", "..", "components", "edge");
const files = new Map<string, Piece[]>();

/** What the function's own files make of an event, loaded one by one from components/edge: as `runViewerRequest` with their text. */
export async function runEdgeFiles(
  site: EdgeSite,
  event: EdgeEvent,
  runtime: EdgeRuntime = {},
): Promise<EdgeRequest | EdgeResponse> {
  const { head, files: names, tail } = edgeFunctionOutline(site);
  const key = JSON.stringify([head, names, tail]);
  if (!files.has(key)) {
    const own = names.map((name) => {
      const filename = join(EDGE_FOLDER, `${name}.js`);
      return { filename, text: readFileSync(filename, "utf8") };
    });
    files.set(key, [
      { filename: "head.js", text: head.join("\n") },
      ...own,
      { filename: "tail.js", text: tail.join("\n") },
    ]);
  }
  return run(key, files.get(key) ?? [], event, runtime);
}

async function run(key: string, pieces: readonly Piece[], event: EdgeEvent, { kvs = {} }: EdgeRuntime) {
  const instance = instances.get(key) ?? load(key, pieces);
  // Read by the function before its first await, so that requests made at once do not mix.
  instance.store = kvs;
  // The function may change its event; the caller's stays as it is.
  const request = { ...event.request, headers: { ...event.request.headers } };
  return instance.handler({ ...event, request });
}

function load(key: string, pieces: readonly Piece[]): Loaded {
  const instance: Loaded = { handler: () => Promise.reject(new Error("not loaded")), store: {} };
  const cloudfront = { kvs: () => ({ get: (key: string) => read(instance.store, key) }) };
  const context = createContext(
    { cf: cloudfront, require: modules, Buffer },
    { codeGeneration: { strings: false, wasm: false } },
  );
  // One scope for all: a `const` of one script is seen by the next.
  const [handler] = [...pieces, { filename: "handler.js", text: "handler" }]
    .map(({ filename, text }): unknown =>
      new Script(`"use strict";${withoutImport(text)}`, { filename }).runInContext(context, {
        timeout: 1000,
      }),
    )
    .slice(-1) as [Handler];
  instance.handler = handler;
  instances.set(key, instance);
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
