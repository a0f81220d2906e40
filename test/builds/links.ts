/** Every address of a site that its pages lead to. */
import { parse, type DefaultTreeAdapterMap } from "parse5";
import type { Edge } from "../emulator/support/edge";

type Node = DefaultTreeAdapterMap["node"];

/** Where a page's addresses stand: what is loaded, and what a visitor may click. */
const ADDRESSES: Readonly<Record<string, string>> = {
  a: "href",
  link: "href",
  script: "src",
  img: "src",
  iframe: "src",
  source: "src",
};

/** `<link>`s that nothing is loaded of: of other sites, or of the page itself. */
const NO_FILE = /^(?:canonical|alternate|preconnect|dns-prefetch|author|license)$/i;

const MAX_REDIRECTS = 4;

export interface Visited {
  /** Path that was requested first. */
  readonly path: string;
  /** Path of the page that has the link. */
  readonly from: string;
  readonly status: number;
  readonly body: string;
}

/** Follows every internal link from `/`, through redirects as browsers do, and returns what each one answers. */
export async function visitAll(edge: Edge, start = "/"): Promise<Visited[]> {
  const seen = new Set<string>([start]);
  const queue = [{ path: start, from: "the visitor" }];
  const found: Visited[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { at, status, body, type } = await follow(edge, next.path);
    found.push({ ...next, status, body });
    if (status !== 200 || !type.startsWith("text/html")) {
      continue;
    }
    for (const path of linksOf(body, at)) {
      if (!seen.has(path)) {
        seen.add(path);
        queue.push({ path, from: next.path });
      }
    }
  }
  return found;
}

async function follow(
  edge: Edge,
  path: string,
): Promise<{ at: string; status: number; body: string; type: string }> {
  let at = path;
  for (let redirects = 0; ; redirects += 1) {
    const { status, body, headers } = await edge.visit(at);
    const location = headers.get("location");
    if (location === null || redirects >= MAX_REDIRECTS) {
      return { at, status, body, type: headers.get("content-type") ?? "" };
    }
    const target = new URL(location, edge.url);
    at = target.pathname + target.search;
  }
}

/** Paths of the same site that a page names, as a browser at `at` reads them. */
export function linksOf(html: string, at: string): string[] {
  const origin = "http://site.invalid";
  const found: string[] = [];
  let base = new URL(at, origin).href;
  const walk = (node: Node): void => {
    if ("attrs" in node) {
      const attribute = (name: string) => node.attrs.find((each) => each.name === name)?.value;
      const name = ADDRESSES[node.tagName];
      const address = name === undefined ? undefined : attribute(name);
      if (node.tagName === "base") {
        base = new URL(attribute("href") ?? "", base).href;
      } else if (address !== undefined && address !== "" && !NO_FILE.test(attribute("rel") ?? "")) {
        const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
        if (url?.origin === origin) {
          found.push(url.pathname + url.search);
        }
      }
    }
    if ("childNodes" in node) {
      node.childNodes.forEach(walk);
    }
  };
  walk(parse(html));
  return found;
}
