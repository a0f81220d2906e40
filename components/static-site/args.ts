import type * as pulumi from "@pulumi/pulumi";
import type { PageLayout, ReleaseStrategy, SiteMode, TrailingSlash } from "../release-contract";
import type {
  AlarmsConfig,
  GeoConfig,
  HeadersConfig,
  LoggingConfig,
  RedirectConfig,
  WafConfig,
} from "./args-parts";

/** What a static site's configuration may hold: plain values only, the same names as in the stack's configuration. */
export interface StaticSiteConfig {
  /**
   * Host under which visitors reach the site, e.g. `www.example.com` or the apex `example.com`.
   * Without one the site is served under CloudFront's own name (`d111111abcdef8.cloudfront.net`), for try-outs.
   *
   * @default - CloudFront's own name
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
   */
  readonly domain?: string;
  /**
   * Further hosts that serve the very same site without a redirect. They share the certificate, which ACM makes for at
   * most ten names until the account's quota is raised (100).
   *
   * @default []
   */
  readonly aliases?: readonly string[];
  /**
   * Hosts that only redirect (301) to `domain`, path and query string kept, e.g. the apex `example.com`.
   * The edge function does it in the same distribution; they share the certificate.
   *
   * @default []
   */
  readonly redirectFrom?: readonly string[];
  /**
   * What happens to requests for `*.cloudfront.net`, the name that CloudFront gives each distribution: `redirect` (301 to
   * `domain`), `block` (403), `serve`. A site without `domain` is always served. Paths of `apiRoutes` answer under every name.
   *
   * @default "redirect"
   */
  readonly defaultDomain?: "redirect" | "block" | "serve";
  /**
   * Name of the Route 53 hosted zone for this site's records, where it is not the stack's; looked up in this account.
   *
   * @default - the stack's zone
   */
  readonly zone?: string;
  /**
   * Id of the hosted zone (`Z…`), where it must not be looked up by name: several zones have the same name, say.
   *
   * @default - looked up by name
   */
  readonly zoneId?: string;
  /**
   * false: no DNS record is made, since the zone is somewhere else. What has to be entered there are outputs:
   * `validationRecords` for the certificate and `dnsTarget` for the hosts.
   *
   * @default true
   */
  readonly dns?: boolean;
  /**
   * true: records of the same name that exist in the zone are taken over. For moving a live host to this site.
   *
   * @default false
   */
  readonly allowOverwrite?: boolean;
  /**
   * ARN of an issued ACM certificate in us-east-1 that covers every host of the site, e.g. a wildcard one that sites share.
   *
   * @default - an own certificate, validated by DNS
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
   */
  readonly certificateArn?: string;
  /**
   * Only with `dns: false` and an own certificate: say true once its validation records stand and ACM shows it as issued.
   * Until then the site answers under CloudFront's own name, since a distribution cannot carry a pending certificate.
   *
   * @default false
   */
  readonly certificateIssued?: boolean;
  /**
   * Lowest TLS version and ciphers that a visitor's browser may use. Needs `domain`: CloudFront's own certificate allows
   * TLS 1.0.
   * Anything older than the default is weaker: choose it only for clients that cannot be updated.
   *
   * @default "TLSv1.2_2025"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   */
  readonly minimumTls?: "TLSv1.2_2021" | "TLSv1.2_2025" | "TLSv1.3_2025";
  /**
   * `spa`: every path that does not look like a file is answered with the index document; a missing file stays a 404.
   * `static`: one file per page.
   *
   * @default "spa"
   */
  readonly mode?: SiteMode;
  /**
   * File that answers `/`.
   *
   * @default "index.html"
   */
  readonly indexDocument?: string;
  /**
   * Page of the build that is shown, with status 404, for a missing file. With `release: atomic` it is always `404.html`.
   * Not possible together with `apiRoutes`: CloudFront would show it in place of the API's own 404 answers.
   *
   * @default - the build's `404.html` with `release: atomic` (a plain page of ours until it has one) or `mode: static`; otherwise our page
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/GeneratingCustomErrorResponses.html
   */
  readonly notFoundDocument?: string;
  /**
   * Only with `mode: spa`: path prefixes whose paths are pages even where they end like a file, e.g. `/users` for
   * `/users/jane.doe`.
   *
   * @default []
   */
  readonly deepLinks?: readonly string[];
  /**
   * Only with `mode: static`: which file answers `/about`: `directory`: `about/index.html`; `file`: `about.html`.
   *
   * @default "directory"
   */
  readonly pages?: PageLayout;
  /**
   * Only with `mode: static`: `always` redirects `/about` to `/about/`, `never` the reverse, `ignore` answers both.
   *
   * @default "ignore"
   */
  readonly trailingSlash?: TrailingSlash;
  /**
   * Only with `mode: static`: redirects `/about.html` and `/about/index.html` to the page's address without file name.
   *
   * @default false
   */
  readonly cleanUrls?: boolean;
  /**
   * Redirects made at the edge; the first that matches wins. The query string is kept.
   *
   * @default []
   */
  readonly redirects?: readonly RedirectConfig[];
  /**
   * Path prefix → host of another origin that answers it, e.g. `/api: app.example.com` (an SsrService): one domain, no CORS.
   * All methods, never cached, never touched by the edge function. The origin must speak HTTPS with TLS 1.2 under that name.
   *
   * @default {}
   */
  readonly apiRoutes?: Readonly<Record<string, string>>;
  /**
   * User → SHA-256 (64 hexadecimal digits) of `user:password`, for a site that only reviewers may see:
   * `printf '%s' 'reviewer:the-password' | sha256sum`. The function holds no password, but its readers could guess a short
   * one: use a long random one. `apiRoutes` are not covered.
   *
   * @default - everybody may see the site
   */
  readonly basicAuth?: Readonly<Record<string, string>>;
  /**
   * Where `basicAuth` is asked for: on the whole site, or on the hosts below `previews` only.
   *
   * @default "site"
   */
  readonly basicAuthOn?: "site" | "previews";
  /**
   * How a new build becomes the live one. `atomic`: below a prefix of its own, then one key names it; going back is
   * the same. `inPlace`: over the old files, then an invalidation.
   *
   * @default "atomic"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions.html
   */
  readonly release?: ReleaseStrategy;
  /**
   * Host below which previews of other builds are served, with `release: atomic`: `preview.example.com` lets
   * `pr-12.preview.example.com` show the release that the store's key `preview:pr-12` names. Covered by the certificate.
   * Neither `domain` nor an alias may lie below it.
   *
   * @default - no previews
   */
  readonly previews?: string;
  /** Response headers that tell browsers what the site may do. */
  readonly headers?: HeadersConfig;
  /**
   * How much of CloudFront's network answers: `PriceClass_100` North America, Europe, Israel; `PriceClass_200` also most
   * of Asia with Korea and Japan, Africa and the Middle East; `PriceClass_All` everywhere. The wider the dearer.
   *
   * @default "PriceClass_200"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
   */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /**
   * Web application firewall.
   *
   * @default - none
   */
  readonly waf?: WafConfig;
  /** Access logs (CloudFront standard logging v2) in a private bucket of their own. */
  readonly logging?: LoggingConfig;
  /** CloudWatch alarms in us-east-1, where CloudFront's metrics are. */
  readonly alarms?: AlarmsConfig;
  /**
   * Countries that may, or may not, see the site.
   *
   * @default - all may
   */
  readonly geo?: GeoConfig;
  /**
   * Days for which an overwritten or deleted file can still be restored from the bucket's versions, 1–3650.
   *
   * @default 30
   */
  readonly versionRetentionDays?: number;
  /**
   * true: `pulumi destroy` deletes the buckets with all that is in them. For environments that come and go.
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
  /**
   * Tags of every resource of the site that can have tags.
   *
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Arguments of a StaticSite: its configuration, and what other resources supply. */
export interface StaticSiteArgs extends Omit<StaticSiteConfig, "zoneId"> {
  /** Id of the hosted zone (`Z…`); see `StaticSiteConfig.zoneId`. */
  readonly zoneId?: pulumi.Input<string> | undefined;
  /**
   * SNS topic that the alarms notify. It must be in us-east-1: an alarm notifies topics of its own region only, and
   * CloudFront's metrics are there.
   *
   * @default - the alarms notify nobody
   */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
  /**
   * true: bucket, distribution, certificate and key-value store cannot be deleted by an update.
   *
   * @default false
   */
  readonly protect?: boolean;
}
