import { z } from "zod";
import { PAGE_LAYOUTS, RELEASE_STRATEGIES, SITE_MODES, TRAILING_SLASHES } from "../release-contract";
import { input } from "../shared/validation";
import type { StaticSiteConfig } from "./args";
import { DEFAULTS } from "./defaults";
import { checkRules, checkZone } from "./rules";
import {
  alarmsSchema,
  apiRoutesSchema,
  basicAuthSchema,
  fileName,
  geoSchema,
  headersSchema,
  host,
  loggingSchema,
  pathPrefix,
  redirectSchema,
  tagsSchema,
  wafSchema,
} from "./schema-parts";

const CERTIFICATE = /^arn:aws[\w-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/;
const TOPIC = /^arn:aws[\w-]*:sns:us-east-1:\d{12}:[\w-]+(?:\.fifo)?$/;

const zoneId = z
  .string()
  .regex(/^Z[0-9A-Z]{5,31}$/, "must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ");

const fields = {
  domain: host.exactOptional(),
  aliases: z.array(host).default([...DEFAULTS.aliases]),
  redirectFrom: z.array(host).default([...DEFAULTS.redirectFrom]),
  defaultDomain: z.enum(["redirect", "block", "serve"]).default(DEFAULTS.defaultDomain),
  zone: host.exactOptional(),
  dns: z.boolean().default(DEFAULTS.dns),
  allowOverwrite: z.boolean().default(DEFAULTS.allowOverwrite),
  certificateArn: z
    .string()
    .regex(
      CERTIFICATE,
      "must be the ARN of an ACM certificate in us-east-1, the only region CloudFront reads",
    )
    .exactOptional(),
  certificateIssued: z.boolean().default(DEFAULTS.certificateIssued),
  minimumTls: z.enum(["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"]).default(DEFAULTS.minimumTls),
  mode: z.enum(SITE_MODES).default(DEFAULTS.mode),
  indexDocument: fileName.default(DEFAULTS.indexDocument),
  notFoundDocument: fileName.exactOptional(),
  deepLinks: z.array(pathPrefix).default([...DEFAULTS.deepLinks]),
  pages: z.enum(PAGE_LAYOUTS).default(DEFAULTS.pages),
  trailingSlash: z.enum(TRAILING_SLASHES).default(DEFAULTS.trailingSlash),
  cleanUrls: z.boolean().default(DEFAULTS.cleanUrls),
  redirects: z.array(redirectSchema).default([...DEFAULTS.redirects]),
  apiRoutes: apiRoutesSchema.default(DEFAULTS.apiRoutes),
  basicAuth: basicAuthSchema.exactOptional(),
  basicAuthOn: z.enum(["site", "previews"]).default(DEFAULTS.basicAuthOn),
  previews: host.exactOptional(),
  release: z.enum(RELEASE_STRATEGIES).default(DEFAULTS.release),
  headers: headersSchema.prefault({}),
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default(DEFAULTS.priceClass),
  waf: wafSchema.exactOptional(),
  logging: loggingSchema.prefault({}),
  alarms: alarmsSchema.prefault({}),
  geo: geoSchema.exactOptional(),
  versionRetentionDays: z.int().min(1).max(3650).default(DEFAULTS.versionRetentionDays),
  forceDestroy: z.boolean().default(DEFAULTS.forceDestroy),
  tags: tagsSchema.default(DEFAULTS.tags),
};

// Rules across fields are asked even where a field has a fault of its own, so that one run shows every fault.
const always = { when: () => true };

/** Configuration of one site, as a stack's configuration holds it. Extend it with `safeExtend`, which keeps the rules. */
export const staticSiteConfigSchema = z
  .strictObject({ ...fields, zoneId: zoneId.exactOptional() })
  .superRefine(checkRules, always);

/** Arguments of the component: the configuration and what other resources supply. */
export const staticSiteArgsSchema = z
  .strictObject({
    ...fields,
    zoneId: input(zoneId).optional(),
    alarmTopicArn: input(
      z.string().regex(TOPIC, "must be the ARN of an SNS topic in us-east-1, where CloudFront's alarms are"),
    ).optional(),
    protect: z.boolean().default(DEFAULTS.protect),
  })
  .superRefine(checkRules, always)
  .superRefine(checkZone, always);

/** Checked configuration with every default applied. */
export type Site = z.output<typeof staticSiteArgsSchema>;

// The interface and the schema name the same keys with the same types: where they drift apart, this does not compile.
type Input = z.input<typeof staticSiteConfigSchema>;
type SameKeys<A, B> = [Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A>] extends [never] ? true : false;
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type Fits<A, B> = A extends B ? true : false;
type Holds<T extends true> = T;
export type SchemaIsTheInterface = [
  Holds<SameKeys<StaticSiteConfig, Input>>,
  Holds<Fits<Required<StaticSiteConfig>, DeepReadonly<Required<Input>>>>,
  Holds<Fits<DeepReadonly<Required<z.output<typeof staticSiteConfigSchema>>>, Required<StaticSiteConfig>>>,
];
