/** Countries that may, or may not, see a site. */
import type { types } from "@pulumi/aws";
import { z } from "zod";
import { type Rule, rule } from "../fields";
import { COUNTRIES } from "./countries";

export interface GeoKeys {
  /**
   * Countries that may, or may not, see the site.
   *
   * @default - all may
   */
  readonly geo?: GeoConfig | undefined;
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html */
export interface GeoConfig {
  /**
   * Only these countries see the site.
   *
   * @default - no such list
   */
  readonly allow?: readonly string[] | undefined;
  /**
   * All countries but these see the site.
   *
   * @default - no such list
   */
  readonly deny?: readonly string[] | undefined;
}

const countries = z
  .array(
    z
      .string()
      .refine(
        (code) => COUNTRIES.has(code),
        "must be an ISO 3166-1 country code in capitals, such as KR (the United Kingdom is GB)",
      ),
  )
  .refine((codes) => codes.length > 0, "must name at least one country")
  .refine((codes) => new Set(codes).size === codes.length, "must not name a country twice")
  .readonly();

export const geoShape = {
  geo: z.strictObject({ allow: countries.optional(), deny: countries.optional() }).optional(),
} as const;

export type Geo = z.output<z.ZodObject<typeof geoShape>>;

const ONE_OF = "must have exactly one of allow and deny";

export const geoRules: readonly Rule<Geo>[] = [
  rule(["geo"], ["geo"], ONE_OF, ({ geo }) => {
    return geo !== undefined && geo.allow === undefined && geo.deny === undefined;
  }),
  // Both are one too many, whatever they hold.
  rule([], ["geo"], ONE_OF, (site) => {
    const geo = site.geo as Partial<NonNullable<Geo["geo"]>> | null | undefined;
    return geo?.allow !== undefined && geo.deny !== undefined;
  }),
];

export function geoRestriction({ geo }: Geo): types.input.cloudfront.DistributionRestrictionsGeoRestriction {
  if (geo?.allow !== undefined) {
    return { restrictionType: "whitelist", locations: [...geo.allow] };
  }
  return geo?.deny === undefined
    ? { restrictionType: "none" }
    : { restrictionType: "blacklist", locations: [...geo.deny] };
}
