/** One redirect. */
export interface RedirectConfig {
  /** Path, e.g. `/old`, with or without a final slash; or one and all paths below it, e.g. `/blog/*`. */
  readonly from: string;
  /** Path or `https://` address; `:splat` stands for what `*` matched. */
  readonly to: string;
  /**
   * Status: 301 and 308 are permanent, 302 and 307 temporary.
   *
   * @default 301
   */
  readonly status?: 301 | 302 | 307 | 308;
}

/**
 * Security headers of every answer of the site.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 */
export interface HeadersConfig {
  /**
   * Content-Security-Policy, one line, at most 1783 characters.
   *
   * @default "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"
   * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP
   */
  readonly csp?: string;
  /**
   * `reportOnly`: browsers only report what the policy would block; a policy that nobody has tried breaks sites.
   * `enforce`: they block it. `off`: no such header.
   *
   * @default "reportOnly"
   */
  readonly cspMode?: "reportOnly" | "enforce" | "off";
  /**
   * Days for which browsers come back by HTTPS only (Strict-Transport-Security), 1–730.
   *
   * @default 365
   */
  readonly hstsDays?: number;
  /**
   * true: that holds for all subdomains of the host too. Make sure that each speaks HTTPS.
   *
   * @default false
   */
  readonly hstsSubdomains?: boolean;
  /**
   * true: asks for a place in the browsers' built-in list. Needs `hstsSubdomains` and 365 days; hard to take back.
   *
   * @default false
   * @see https://hstspreload.org
   */
  readonly hstsPreload?: boolean;
  /**
   * Who may show the site in a frame: nobody (`DENY`), its own pages (`SAMEORIGIN`), anybody (`off`: the CSP decides).
   *
   * @default "DENY"
   */
  readonly frame?: "DENY" | "SAMEORIGIN" | "off";
  /**
   * Referrer-Policy.
   *
   * @default "strict-origin-when-cross-origin"
   */
  readonly referrer?:
    | "no-referrer"
    | "no-referrer-when-downgrade"
    | "origin"
    | "origin-when-cross-origin"
    | "same-origin"
    | "strict-origin"
    | "strict-origin-when-cross-origin"
    | "unsafe-url";
  /**
   * Permissions-Policy; an empty text leaves the header out.
   *
   * @default "camera=(), geolocation=(), microphone=(), payment=()"
   */
  readonly permissions?: string;
  /**
   * Further headers, name → value, e.g. `Cross-Origin-Opener-Policy: same-origin`; at most 8. Not those that other keys
   * set, nor those of the connection.
   *
   * @default {}
   */
  readonly custom?: Readonly<Record<string, string>>;
  /**
   * Other origins whose scripts and styles may read the site's files, e.g. `https://app.example.com` for fonts; `"*"`: all.
   * For plain GET and HEAD requests: S3 answers no preflight.
   *
   * @default []
   * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS
   */
  readonly corsOrigins?: readonly string[];
}

/**
 * An own web ACL by its ARN, or one that the site makes.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
 */
export interface WafConfig {
  /**
   * ARN of a web ACL of scope CLOUDFRONT (us-east-1). Then none of the other keys may be given.
   *
   * @default - the site makes one
   */
  readonly webAclArn?: string;
  /**
   * Requests that one address may make in five minutes before it is blocked, 10–2000000000.
   *
   * @default 2000
   */
  readonly rateLimit?: number;
  /**
   * AWS managed rule groups, in the order in which they are asked. Those that need settings of their own (account takeover
   * and account creation fraud prevention, anti-DDoS) want a web ACL of your own.
   *
   * @default ["AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"]
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
   */
  readonly managedRules?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html */
export interface LoggingConfig {
  /**
   * false: no access logs, so nobody can tell afterwards who asked for what.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Days after which a log file is deleted, 1–3650.
   *
   * @default 90
   */
  readonly retentionDays?: number;
  /**
   * Form of the files: `parquet` costs more to deliver and little to query; `json`, `w3c`, `plain` are text.
   *
   * @default "json"
   */
  readonly format?: "json" | "parquet" | "plain" | "w3c";
}

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html */
export interface AlarmsConfig {
  /**
   * false: no alarms, and CloudFront's additional metrics (charged) are off.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Alarm when more than this share of answers in five minutes is a server error (5xx), percent, 0–100.
   *
   * @default 5
   */
  readonly serverErrorPercent?: number;
  /**
   * Alarm when more than this share of answers over fifteen minutes is a 4xx, percent, 0–100; not below `minRequests`.
   *
   * @default 25
   */
  readonly clientErrorPercent?: number;
  /**
   * Alarm when the 95th percentile of the origin's answers takes longer over fifteen minutes, milliseconds, 1–60000.
   *
   * @default 3000
   */
  readonly originLatencyMs?: number;
  /**
   * Alarm when less than this share of requests over an hour is answered from the edge, percent, 0–100; not below
   * `minRequests`. 0 leaves the alarm out.
   *
   * @default 50
   */
  readonly cacheHitPercent?: number;
  /**
   * Requests in five minutes below which `clientErrorPercent` and `cacheHitPercent` say nothing, 1–1000000.
   *
   * @default 500
   */
  readonly minRequests?: number;
}

/**
 * Exactly one of the two lists, of ISO 3166-1 two-letter codes such as `KR`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export interface GeoConfig {
  /**
   * Only these countries see the site.
   *
   * @default - no such list
   */
  readonly allow?: readonly string[];
  /**
   * All countries but these see the site.
   *
   * @default - no such list
   */
  readonly deny?: readonly string[];
}
