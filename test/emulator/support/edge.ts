/**
 * What stands between visitors and the bucket: a server that runs the site's own edge function and answers with the
 * object and the headers that were uploaded, as CloudFront does. It keeps nothing, so it shows the bucket as it is.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type StaticSiteConfig, staticSiteArgsSchema } from "../../../components/static-site";
import { edgeFunctionOf } from "../../../components/static-site/edge";
import { isAnswer, runViewerRequest, viewerRequest } from "../../support/edge-function";
import type { Emulator } from "./emulator";
import type { KeyValueStore } from "./key-value-store";

export interface EdgeArgs {
  readonly release: "inPlace" | "atomic";
  readonly mode: "spa" | "static";
  /** What the site's configuration says beside them. */
  readonly site?: Partial<StaticSiteConfig>;
  readonly bucket: string;
  readonly emulator: Emulator;
  readonly store: KeyValueStore;
}

export class Edge {
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private code: string;
  /** Paths that answer 500 from now on: a release that is broken at the edge. */
  readonly broken = new Set<string>();
  /** Paths that redirect, as those of the site's configuration do. */
  readonly redirects = new Map<string, string>();

  constructor(private readonly args: EdgeArgs) {
    this.code = functionOf(args);
  }

  /** The site's configuration changes, as by an update of the stack. */
  update(site: Partial<StaticSiteConfig>): void {
    this.code = functionOf({ ...this.args, site: { ...this.args.site, ...site } });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a visitor gets. */
  async visit(path: string): Promise<{ status: number; body: string; headers: Headers }> {
    const answer = await fetch(new URL(path, this.url), { redirect: "manual" });
    return { status: answer.status, body: await answer.text(), headers: answer.headers };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    if (this.broken.has(path)) {
      response.writeHead(500).end();
      return;
    }
    const target = this.redirects.get(path);
    if (target !== undefined) {
      response.writeHead(302, { location: target }).end();
      return;
    }
    const { host = "", "accept-language": language } = request.headers;
    const visit = { path, host, headers: language === undefined ? {} : { "accept-language": language } };
    const result = await runViewerRequest(this.code, viewerRequest(visit), { kvs: this.args.store.all() });
    if (isAnswer(result)) {
      const headers = Object.entries(result.headers).map(([name, { value }]) => [name, value]);
      response.writeHead(result.statusCode, Object.fromEntries(headers) as Record<string, string>);
      response.end(result.body?.data);
      return;
    }
    const key = decodeURIComponent(result.uri.slice(1));
    const object = await this.args.emulator.object(this.args.bucket, key);
    if (object === undefined) {
      response.writeHead(404, { "content-type": "text/html" }).end("not found");
      return;
    }
    const kept = ["content-type", "cache-control"].flatMap((name) => {
      const value = object.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    response.writeHead(200, Object.fromEntries(kept) as Record<string, string>).end(object.body);
  }
}

function functionOf({ mode, release, site }: EdgeArgs): string {
  const args = { ...site, domain: "www.example.com", zoneId: "Z0123456789", mode, release };
  return edgeFunctionOf(staticSiteArgsSchema.parse(args)).source;
}
