import type { SiteSettings } from "../stack/site";
import type { Curve } from "../traffic/curve";

/** How the requests of a site spread. */
export interface SiteTraffic {
  /** Files that are wanted. */
  readonly objects: number;
  /** Edge locations from which they are. */
  readonly locations: number;
}

export const DEFAULT_SITE_TRAFFIC: SiteTraffic = { objects: 200, locations: 20 };

/** Exponent of the popularity: the n-th most wanted file gets n^-0.8 of the first one's requests. */
const ZIPF = 0.8;

/** GET requests a second that S3 answers for each prefix of a bucket. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html */
export const S3_REQUESTS_PER_SECOND = 5500;

export interface SiteMinute {
  readonly minute: number;
  readonly requests: number;
  /** Requests that reach the origin. */
  readonly misses: number;
}

/**
 * What reaches the origin behind the edge: a file is fetched once for each location in the time that it is kept, so with
 * requests at rate r and T seconds of keeping, r / (1 + r T) of them are misses.
 */
export function edgeMinutes({ keepSeconds }: SiteSettings, curve: Curve, traffic: SiteTraffic): SiteMinute[] {
  const weights = Array.from({ length: traffic.objects }, (_, index) => (index + 1) ** -ZIPF);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return curve.requests.map((requests, minute) => {
    const rate = requests / 60 / traffic.locations;
    const misses = weights.reduce((sum, weight) => {
      const own = (rate * weight) / total;
      return sum + own / (1 + own * keepSeconds);
    }, 0);
    return { minute, requests, misses: misses * traffic.locations * 60 };
  });
}
