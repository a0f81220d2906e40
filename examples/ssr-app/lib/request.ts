import { headers } from "next/headers";

/** What one request says about itself; server.mjs gave it its id. */
export interface RequestInfo {
  readonly id: string;
  /** `Root=1-…`, set by the load balancer: the same in its access log, in X-Ray and in ours. */
  readonly traceId: string | undefined;
  /** The visitor's address: the load balancer appends it, so it is the one before our own proxy's. */
  readonly address: string;
  readonly protocol: string;
  readonly language: string;
}

export async function requestInfo(): Promise<RequestInfo> {
  const got = await headers();
  return {
    id: got.get("x-request-id") ?? "",
    traceId: got.get("x-amzn-trace-id") ?? undefined,
    address: visitor(got.get("x-forwarded-for")),
    protocol: got.get("x-forwarded-proto") ?? "http",
    language: language(got.get("accept-language")),
  };
}

/**
 * X-Forwarded-For is `…, visitor, load balancer`: the load balancer appends who called it and nginx appends the load
 * balancer. What stands further left came from the visitor and may be made up.
 */
export function visitor(forwardedFor: string | null): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-2) ?? hops.at(-1) ?? "";
}

/** The first language the browser asks for that this runtime can format in. */
export function language(accepted: string | null): string {
  for (const entry of (accepted ?? "").split(",")) {
    const tag = entry.split(";")[0]?.trim() ?? "";
    try {
      const [supported] = Intl.NumberFormat.supportedLocalesOf(tag);
      if (supported !== undefined) return supported;
    } catch {
      // Not a language tag, e.g. `*`: the next one, or English.
    }
  }
  return "en";
}

/**
 * An absolute address of this service. Behind a proxy, `request.url` has the host and port that Node.js listens on, which
 * would send a visitor to localhost; PUBLIC_URL is the service's own.
 *
 * @param fallback the address of a request, for where there is no PUBLIC_URL (on a developer's machine)
 */
export function publicUrl(path: string, fallback: string): URL {
  return new URL(path, process.env.PUBLIC_URL ?? fallback);
}
