import { DEFAULT_SITE_TRAFFIC, edgeMinutes, S3_REQUESTS_PER_SECOND } from "../site/edge";
import type { StackDocument } from "../stack/document";
import { siteOf, type Found } from "../stack/services";
import type { Curve } from "../traffic/curve";
import { count, percent } from "./words";

/** What traffic does to a site: what the edge answers, and what its origin sees. */
export function siteReport(found: Found, document: StackDocument, curve: Curve, json: boolean): string {
  const settings = siteOf(found, document);
  const minutes = edgeMinutes(settings, curve, DEFAULT_SITE_TRAFFIC);
  const requests = minutes.reduce((sum, minute) => sum + minute.requests, 0);
  const misses = minutes.reduce((sum, minute) => sum + minute.misses, 0);
  const peak = minutes.reduce((a, b) => (b.requests > a.requests ? b : a));
  const hitShare = requests === 0 ? 1 : 1 - misses / requests;
  if (json) {
    const round = (value: number): number => Math.round(value * 1000) / 1000;
    return `${JSON.stringify(
      {
        site: settings.name,
        settings,
        traffic: DEFAULT_SITE_TRAFFIC,
        curve: { title: curve.title, requests: curve.requests },
        minutes: minutes.map((minute) => ({
          ...minute,
          requests: round(minute.requests),
          misses: round(minute.misses),
        })),
        verdict: { holds: settings.origin === "bucket", hitShare, peakMisses: round(peak.misses) },
      },
      null,
      2,
    )}\n`;
  }
  const limit = S3_REQUESTS_PER_SECOND * 60;
  const origin =
    settings.origin === "bucket"
      ? `its bucket sees ${count(peak.misses)} in the fullest minute, of ${count(limit)} that S3 answers for each prefix: nothing has to grow`
      : `its origin sees ${count(peak.misses)} in the fullest minute; whether it holds them is the origin's matter`;
  const { objects, locations } = DEFAULT_SITE_TRAFFIC;
  return (
    `${settings.name}: ${curve.title}: the edge answers ${percent(hitShare)} of ${count(requests)} requests by itself; ${origin}\n` +
    `(${objects} files wanted from ${locations} edge locations, kept for ${count(settings.keepSeconds)} s)\n`
  );
}
