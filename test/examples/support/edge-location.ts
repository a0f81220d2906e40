import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Site } from "../../../components/static-site/config";
import { responseHeaders } from "../../../components/static-site/headers";
import { errorResponses } from "../../../components/static-site/not-found";
import { EdgeCache, edgeSeconds, type StoredAnswer } from "./edge-cache";

interface ErrorPage {
  readonly errorCode: number;
  readonly errorCachingMinTtl: number;
  readonly responseCode?: number;
  readonly responsePagePath?: string;
}

/** What the viewer-request function decided: the path to fetch, or an answer of its own. */
export type EdgeDecision = { readonly uri: string } | { readonly answer: StoredAnswer };

export interface EdgeParts {
  readonly site: Site;
  /** Runs the distribution's viewer-request function. */
  readonly decide: (uri: string, headers: Readonly<Record<string, string>>) => Promise<EdgeDecision>;
  /** The bucket, as origin access control lets CloudFront read it. */
  readonly fetchObject: (key: string) => Promise<StoredAnswer>;
  /** Paths that were invalidated since it was last called. */
  readonly invalidations: () => Promise<readonly string[]>;
}

/**
 * One edge location of CloudFront in front of a site's bucket, on 127.0.0.1: the site's own function, error pages and
 * response headers, and a cache that obeys the objects' Cache-Control until an invalidation says otherwise.
 */
export class EdgeLocation {
  readonly cache = new EdgeCache();
  private readonly server: Server;

  private constructor(private readonly parts: EdgeParts) {
    this.server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(parts: EdgeParts): Promise<EdgeLocation> {
    const edge = new EdgeLocation(parts);
    edge.server.listen(0, "127.0.0.1");
    await once(edge.server, "listening");
    return edge;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(403).end();
      return;
    }
    this.cache.invalidate(await this.parts.invalidations());
    const uri = (request.url ?? "/").split("?")[0] ?? "/";
    const decision = await this.parts.decide(uri, { host: this.parts.site.domain ?? "" });
    if ("answer" in decision) {
      send(request, response, decision.answer, {});
      return;
    }
    send(request, response, await this.lookUp(decision.uri), this.policyHeaders());
  }

  /** From the cache, else from the bucket; a missing file with the distribution's error page. */
  private async lookUp(uri: string): Promise<StoredAnswer> {
    const now = Date.now();
    const kept = this.cache.get(uri, now);
    if (kept !== undefined) return kept;
    const got = await this.parts.fetchObject(uri.slice(1));
    if (got.status === 200) {
      this.cache.put(uri, got, edgeSeconds(got.headers["cache-control"]), now);
      return got;
    }
    const pages: readonly ErrorPage[] = errorResponses(this.parts.site);
    const page = pages.find(({ errorCode }) => errorCode === got.status);
    if (page?.responsePagePath === undefined) return got;
    const body = await this.parts.fetchObject(page.responsePagePath.slice(1));
    const answer = { ...(body.status === 200 ? body : got), status: page.responseCode ?? got.status };
    this.cache.put(uri, answer, page.errorCachingMinTtl, now);
    return answer;
  }

  /** What the response headers policy adds; Strict-Transport-Security means nothing without TLS. */
  private policyHeaders(): Record<string, string> {
    const { securityHeadersConfig, customHeadersConfig } = responseHeaders(this.parts.site.headers) as {
      securityHeadersConfig: {
        contentSecurityPolicy?: { contentSecurityPolicy: string };
        frameOptions?: { frameOption: string };
        referrerPolicy: { referrerPolicy: string };
      };
      customHeadersConfig?: { items: { header: string; value: string }[] };
    };
    const { contentSecurityPolicy, frameOptions, referrerPolicy } = securityHeadersConfig;
    return {
      "x-content-type-options": "nosniff",
      "referrer-policy": referrerPolicy.referrerPolicy,
      ...(frameOptions === undefined ? {} : { "x-frame-options": frameOptions.frameOption }),
      ...(contentSecurityPolicy === undefined
        ? {}
        : { "content-security-policy": contentSecurityPolicy.contentSecurityPolicy }),
      ...Object.fromEntries((customHeadersConfig?.items ?? []).map(({ header, value }) => [header, value])),
    };
  }
}

const COMPRESSED = /^(?:text\/|application\/(?:javascript|json)|image\/svg)/;
const PASSED_ON = ["content-type", "cache-control", "etag", "last-modified", "location"];

function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: StoredAnswer,
  added: Readonly<Record<string, string>>,
): void {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => PASSED_ON.includes(name)),
  );
  const { etag } = answer.headers;
  if (answer.status === 200 && etag !== undefined && request.headers["if-none-match"] === etag) {
    response.writeHead(304, { ...headers, ...added }).end();
    return;
  }
  const compress =
    COMPRESSED.test(headers["content-type"] ?? "") && /gzip/.test(String(request.headers["accept-encoding"]));
  const body = compress ? gzipSync(answer.body) : answer.body;
  response.writeHead(answer.status, {
    ...headers,
    ...added,
    "content-length": body.length,
    ...(compress ? { "content-encoding": "gzip", vary: "accept-encoding" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
