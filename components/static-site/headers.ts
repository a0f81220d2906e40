/** Response headers of a site: what browsers may do with it, and what search engines may. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Fault, type Rule, rule } from "../fields";
import { unquotedKeyword } from "./csp";

export interface HeadersKeys {
  /**
   * Response headers that tell browsers what the site may do.
   * @default sent, with the defaults of its keys
   */
  readonly headers?: HeadersConfig | undefined;
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
  readonly csp?: string | undefined;
  /**
   * `reportOnly`: browsers only report what the policy would block; an untried policy breaks sites.
   * `enforce`: they block it. `off`: no such header.
   *
   * @default "reportOnly"
   */
  readonly cspMode?: "reportOnly" | "enforce" | "off" | undefined;
  /**
   * Days for which browsers come back by HTTPS only (Strict-Transport-Security), 1–730.
   *
   * @default 365
   */
  readonly hstsDays?: number | undefined;
  /**
   * true: that holds for all subdomains of the host too. Make sure that each speaks HTTPS.
   *
   * @default false
   */
  readonly hstsSubdomains?: boolean | undefined;
  /**
   * true: requests a place in the browsers' built-in list. Needs `hstsSubdomains` and 365 days; hard to take back.
   *
   * @default false
   * @see https://hstspreload.org
   */
  readonly hstsPreload?: boolean | undefined;
  /**
   * Who may show the site in a frame: no site (`DENY`), its own pages (`SAMEORIGIN`), any site (`off`: the CSP decides).
   *
   * @default "DENY"
   */
  readonly frame?: "DENY" | "SAMEORIGIN" | "off" | undefined;
  /**
   * Referrer-Policy.
   *
   * @default "strict-origin-when-cross-origin"
   */
  readonly referrer?: (typeof REFERRER_POLICIES)[number] | undefined;
  /**
   * Permissions-Policy; an empty text leaves the header out.
   *
   * @default "camera=(), geolocation=(), microphone=(), payment=()"
   */
  readonly permissions?: string | undefined;
  /**
   * Where search engines are kept out by `X-Robots-Tag: noindex`: on the hosts below `previews`, on the whole `site`, or
   * nowhere (`off`).
   *
   * @default "previews"
   * @see https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag
   */
  readonly noIndex?: "previews" | "site" | "off" | undefined;
  /**
   * Further headers, name → value, e.g. `Cross-Origin-Opener-Policy: same-origin`; at most 8. Not those that other keys
   * set, nor those of the connection.
   *
   * @default {}
   */
  readonly custom?: Readonly<Record<string, string>> | undefined;
  /**
   * Other origins whose scripts and styles may read the site's files, e.g. `https://app.example.com` for fonts; `"*"`: all.
   * For plain GET and HEAD requests: S3 answers no preflight.
   *
   * @default []
   * @see https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS
   */
  readonly corsOrigins?: readonly string[] | undefined;
}

const REFERRER_POLICIES = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
] as const;

/** A policy holds ten, with the CSP and Permissions-Policy. */
const MAX_HEADERS = 8;

/** One line of printable ASCII: anything else could end a header and begin another. */
const headerText = z
  .string()
  .regex(/^[\x20-\x7e]*$/, "must be one line of printable ASCII characters, without a line break")
  .max(1783);

export const headersShape = {
  headers: z
    .strictObject({
      csp: headerText
        .regex(/./, "must not be empty; cspMode: off leaves the header out")
        .refine((csp) => unquotedKeyword(csp) === undefined, {
          error: ({ input }) => {
            const word = unquotedKeyword(String(input)) ?? "";
            return `must have '${word}' in single quotes: without them ${word} is a host of that name`;
          },
        })
        .default("default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"),
      cspMode: z.enum(["reportOnly", "enforce", "off"]).default("reportOnly"),
      hstsDays: z.int().min(1).max(730).default(365),
      hstsSubdomains: z.boolean().default(false),
      hstsPreload: z.boolean().default(false),
      frame: z.enum(["DENY", "SAMEORIGIN", "off"]).default("DENY"),
      referrer: z.enum(REFERRER_POLICIES).default("strict-origin-when-cross-origin"),
      permissions: headerText.default("camera=(), geolocation=(), microphone=(), payment=()"),
      noIndex: z.enum(["previews", "site", "off"]).default("previews"),
      custom: z
        .record(
          z
            .string()
            .regex(/^[A-Za-z0-9-]{1,100}$/, "must be the name of a header, of letters, digits and hyphens"),
          headerText.regex(/./, "must not be empty"),
        )
        .refine(
          (headers) => Object.keys(headers).length <= MAX_HEADERS,
          `must have at most ${MAX_HEADERS} headers: a policy holds 10, with the CSP and Permissions-Policy`,
        )
        .readonly()
        .default({}),
      corsOrigins: z
        .array(
          z
            .string()
            .regex(
              /^(?:\*|https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?)$/,
              'must be an origin such as https://app.example.com, or "*" for all',
            ),
        )
        .refine(
          (origins) => origins.length < 2 || !origins.includes("*"),
          'must hold nothing else beside "*"',
        )
        .readonly()
        .default([]),
    })
    .prefault({}),
} as const;

export type Headers = z.output<z.ZodObject<typeof headersShape>>;

const PRELOAD = "must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands";

export const headersRules: readonly Rule<Headers>[] = [
  // Two rules, so that a wrong number of days does not hide that the subdomains are missing.
  rule(
    ["headers.hstsPreload", "headers.hstsSubdomains"],
    ["headers", "hstsPreload"],
    PRELOAD,
    ({ headers }) => headers.hstsPreload && !headers.hstsSubdomains,
  ),
  rule(
    ["headers.hstsPreload", "headers.hstsSubdomains", "headers.hstsDays"],
    ["headers", "hstsPreload"],
    PRELOAD,
    ({ headers }) => headers.hstsPreload && headers.hstsSubdomains && headers.hstsDays < 365,
  ),
  { reads: [], entriesOf: ["headers.custom"], faults: ({ headers }) => customFaults(headers.custom) },
];

/** Headers that `custom` may not hold, and what to do instead. */
const SET_ELSEWHERE: Readonly<Record<string, string>> = {
  "strict-transport-security": "use headers.hstsDays",
  "content-security-policy": "use headers.csp",
  "content-security-policy-report-only": "use headers.csp",
  "x-frame-options": "use headers.frame",
  "referrer-policy": "use headers.referrer",
  "permissions-policy": "use headers.permissions",
  "x-robots-tag": "use headers.noIndex",
  "x-content-type-options": "remove it, since nosniff is always sent",
  "x-xss-protection": "remove it, since browsers no longer read it; headers.csp does its work",
  "cache-control": "remove it, since every file is stored with its own",
};

/** What belongs to the connection or to CloudFront itself. */
const CLOUDFRONTS_OWN =
  /^(?:connection|content-encoding|content-length|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|via|warning|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*)$/;

function customFaults(custom: Readonly<Record<string, string>>): Fault[] {
  const names = Object.keys(custom);
  return names.flatMap((name, index) => {
    const lower = name.toLowerCase();
    const message = names.slice(0, index).some((other) => other.toLowerCase() === lower)
      ? "must not be a header that is there already: case makes no difference"
      : refusal(lower);
    return message === undefined ? [] : [{ path: ["headers", "custom", name], message }];
  });
}

function refusal(name: string): string | undefined {
  if (name.startsWith("access-control-")) {
    return "must not be set here: use headers.corsOrigins";
  }
  if (CLOUDFRONTS_OWN.test(name)) {
    return "must not be set here: it belongs to CloudFront";
  }
  const instead = Object.hasOwn(SET_ELSEWHERE, name) ? SET_ELSEWHERE[name] : undefined;
  return instead === undefined ? undefined : `must not be set here: ${instead}`;
}

/** Value of Strict-Transport-Security: the policy on the distribution does not reach answers that the edge function makes. */
export function strictTransportSecurity({ headers }: Headers): string {
  const subdomains = headers.hstsSubdomains ? "; includeSubDomains" : "";
  return `max-age=${hstsSeconds(headers)}${subdomains}${headers.hstsPreload ? "; preload" : ""}`;
}

/** What a page that the edge function answers with says, for the same reason. */
export function pageHeaders({ headers }: Headers): Readonly<Record<string, string>> {
  return {
    "referrer-policy": headers.referrer,
    ...(headers.frame === "off" ? {} : { "x-frame-options": headers.frame }),
    ...(headers.cspMode === "enforce" ? { "content-security-policy": headers.csp } : {}),
    ...Object.fromEntries(customHeaders(headers).map(({ header, value }) => [header.toLowerCase(), value])),
  };
}

const hstsSeconds = ({ hstsDays }: Headers["headers"]): number => hstsDays * 24 * 60 * 60;

type PolicyArgs = Pick<
  cloudfront.ResponseHeadersPolicyArgs,
  "securityHeadersConfig" | "customHeadersConfig" | "corsConfig" | "removeHeadersConfig"
>;

/** What S3 says of itself and of its encryption. */
const REMOVED = ["Server", "x-amz-server-side-encryption", "x-amz-version-id"];

/** The response headers policy of a site's `headers`: equal headers give equal policies. */
export function responseHeaders(headers: Headers["headers"]): PolicyArgs {
  const custom = customHeaders(headers);
  return {
    securityHeadersConfig: {
      strictTransportSecurity: {
        accessControlMaxAgeSec: hstsSeconds(headers),
        includeSubdomains: headers.hstsSubdomains,
        preload: headers.hstsPreload,
        override: true,
      },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: headers.referrer, override: true },
      ...(headers.frame === "off" ? {} : { frameOptions: { frameOption: headers.frame, override: true } }),
      ...(headers.cspMode === "enforce"
        ? { contentSecurityPolicy: { contentSecurityPolicy: headers.csp, override: true } }
        : {}),
    },
    ...(custom.length === 0 ? {} : { customHeadersConfig: { items: custom } }),
    ...(headers.corsOrigins.length === 0 ? {} : { corsConfig: crossOrigin(headers.corsOrigins) }),
    removeHeadersConfig: { items: REMOVED.map((header) => ({ header })) },
  };
}

/** Reading only, and never with cookies: the files are the same for everybody. */
function crossOrigin(origins: readonly string[]) {
  return {
    accessControlAllowCredentials: false,
    accessControlAllowHeaders: { items: ["*"] },
    accessControlAllowMethods: { items: ["GET", "HEAD"] },
    accessControlAllowOrigins: { items: [...origins] },
    originOverride: true,
  };
}

function customHeaders({ csp, cspMode, permissions, noIndex, custom }: Headers["headers"]) {
  const all = {
    ...(cspMode === "reportOnly" ? { "Content-Security-Policy-Report-Only": csp } : {}),
    ...(permissions === "" ? {} : { "Permissions-Policy": permissions }),
    ...(noIndex === "site" ? { "X-Robots-Tag": "noindex" } : {}),
    ...custom,
  };
  return Object.entries(all).map(([header, value]) => ({ header, value, override: true }));
}

export function createHeadersPolicy(
  name: string,
  { headers }: Headers,
  opts: pulumi.CustomResourceOptions,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(`${name}-headers`, responseHeaders(headers), opts);
}
