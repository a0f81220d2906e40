/** Everything that a site can be configured with: its keys, the schema and the rules, put together of its topics. */
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { checkRules, edgeTopicArn, input, OBJECTS, type Rule, type SameShape } from "../fields";
import { type AccessLogsKeys, accessLogsShape } from "./access-logs";
import { type AlarmsKeys, alarmsShape } from "./alarms";
import { type ApiRoutesKeys, apiRoutesRules, apiRoutesShape } from "./api-routes";
import { type OriginSecretsKeys, originSecretsRules, originSecretsShape } from "./origin-secrets";
import { type BasicAuthKeys, basicAuthRules, basicAuthShape } from "./basic-auth";
import { type CertificateKeys, certificateRules, certificateShape } from "./certificate";
import { dnsInputShape, type DnsKeys, dnsRules, dnsShape, zoneRule } from "./dns";
import { edgeRules } from "./edge";
import { type FilesKeys, filesShape } from "./files";
import { type GeoKeys, geoRules, geoShape } from "./geo";
import { type HeadersKeys, headersRules, headersShape } from "./headers";
import { type HostsKeys, hostsRules, hostsShape } from "./hosts";
import { type PriceClassKeys, priceClassShape } from "./price-class";
import { redirectsRules } from "./redirect-faults";
import { type RedirectsKeys, redirectsShape } from "./redirects";
import { type ReleasesKeys, releasesRules, releasesShape } from "./releases";
import { type RoutingKeys, routingRules, routingShape } from "./routing";
import { type WafKeys, wafRules, wafShape } from "./web-acl";

/** What a static site's configuration may hold: plain values only, the same names as in the stack's configuration. */
export interface StaticSiteConfig
  extends
    HostsKeys,
    DnsKeys,
    CertificateKeys,
    RoutingKeys,
    RedirectsKeys,
    ApiRoutesKeys,
    OriginSecretsKeys,
    BasicAuthKeys,
    ReleasesKeys,
    HeadersKeys,
    PriceClassKeys,
    WafKeys,
    AccessLogsKeys,
    AlarmsKeys,
    GeoKeys,
    FilesKeys {}

/** Arguments of a StaticSite: its configuration, and what other resources supply. */
export interface StaticSiteArgs extends Omit<StaticSiteConfig, "zoneId"> {
  /** Id of the hosted zone (`Z…`); see `StaticSiteConfig.zoneId`. */
  readonly zoneId?: pulumi.Input<string> | undefined;
  /**
   * SNS topic that the alarms notify. It must be in us-east-1: an alarm notifies topics of its own region only, and
   * CloudFront's metrics are there.
   *
   * @default - no notification is sent
   */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /**
   * Id of a response headers policy that another site with the same `headers` has made: an account may have 20 policies of its own.
   *
   * @default - the site makes one
   */
  readonly responseHeadersPolicyId?: pulumi.Input<string> | undefined;
  /**
   * true: bucket, distribution, certificate and key-value store cannot be deleted by an update.
   *
   * @default false
   */
  readonly protect?: boolean | undefined;
}

const shape = {
  ...hostsShape,
  ...certificateShape,
  ...routingShape,
  ...redirectsShape,
  ...apiRoutesShape,
  ...originSecretsShape,
  ...basicAuthShape,
  ...releasesShape,
  ...headersShape,
  ...priceClassShape,
  ...wafShape,
  ...accessLogsShape,
  ...alarmsShape,
  ...geoShape,
  ...filesShape,
} as const;

const configSchema = z.strictObject({ ...shape, ...dnsShape });

/** A site's configuration with every default. */
export type SiteConfig = z.output<typeof configSchema>;

const argsSchema = z.strictObject({
  ...shape,
  ...dnsInputShape,
  alarmTopicArn: input(edgeTopicArn).optional(),
  responseHeadersPolicyId: input(z.string().min(1)).optional(),
  protect: z.boolean().default(false),
});

/** A site with everything that it needs, which is all that the component works with. */
export type Site = z.output<typeof argsSchema>;

const RULES: readonly Rule<SiteConfig | Site>[] = [
  ...hostsRules,
  ...dnsRules,
  ...certificateRules,
  ...routingRules,
  ...redirectsRules,
  ...apiRoutesRules,
  ...originSecretsRules,
  ...basicAuthRules,
  ...releasesRules,
  ...edgeRules,
  ...headersRules,
  ...wafRules,
  ...geoRules,
];

/** Configuration of one site, as a stack's configuration holds it. Extend it with `safeExtend`, which keeps the rules. */
export const staticSiteConfigSchema = configSchema.superRefine(checkRules<SiteConfig>(RULES), OBJECTS);

/** Arguments of the component. */
export const staticSiteArgsSchema = argsSchema.superRefine(checkRules<Site>([...RULES, zoneRule]), OBJECTS);

/**
 * The shortest name that AWS allows is that of a log delivery's destination: 60 characters, of which the role
 * (`-logs-destination`) and Pulumi's random part take 25.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html
 */
export const siteName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9-]{0,34}$/,
    "must have at most 35 letters, digits and hyphens and begin with a letter",
  );

/** Keys that `true` and `false` turn on and off, of which the schema's value has no `true`. */
type Toggles = "accessLogs" | "alarms" | "waf";

/** Does not compile where the schema and the interface differ. */
export const STATIC_SITE_SCHEMA_MATCHES: SameShape<
  Omit<SiteConfig, Toggles>,
  Omit<Required<StaticSiteConfig>, Toggles>
> = true;
