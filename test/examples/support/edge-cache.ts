/** An answer of the origin, as an edge location keeps it. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

interface Entry {
  readonly answer: StoredAnswer;
  readonly freshUntil: number;
}

/** Limits of the managed cache policy CachingOptimized, in seconds. */
const TTL = { min: 1, default: 86_400, max: 31_536_000 };

/** What CloudFront keeps, by the path after the edge function; the query is not part of the key in CachingOptimized. */
export class EdgeCache {
  private readonly entries = new Map<string, Entry>();

  get(uri: string, now: number): StoredAnswer | undefined {
    const entry = this.entries.get(uri);
    return entry !== undefined && entry.freshUntil > now ? entry.answer : undefined;
  }

  put(uri: string, answer: StoredAnswer, seconds: number, now: number): void {
    this.entries.set(uri, { answer, freshUntil: now + seconds * 1000 });
  }

  /** @param paths as an invalidation names them: exact, or ending in `*` */
  invalidate(paths: readonly string[]): void {
    for (const uri of this.entries.keys()) {
      if (paths.some((path) => (path.endsWith("*") ? uri.startsWith(path.slice(0, -1)) : uri === path))) {
        this.entries.delete(uri);
      }
    }
  }
}

/**
 * How long an edge location keeps an answer with this Cache-Control: s-maxage before max-age, within the policy's limits;
 * `no-cache`, `no-store` and `private` for the shortest time.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function edgeSeconds(cacheControl: string | undefined): number {
  const directives = new Map(
    (cacheControl ?? "").split(",").map((part) => {
      const [name = "", value] = part.trim().toLowerCase().split("=");
      return [name, value] as const;
    }),
  );
  if (["no-cache", "no-store", "private"].some((name) => directives.has(name))) return TTL.min;
  const said = directives.get("s-maxage") ?? directives.get("max-age");
  return Math.min(Math.max(said === undefined ? TTL.default : Number(said), TTL.min), TTL.max);
}
