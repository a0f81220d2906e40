import { domainToASCII } from "node:url";
import { z } from "zod";
import { COUNTRIES } from "./countries";
import { DEFAULTS } from "./defaults";
import { isHost } from "./hosts";

/** The parts that a site's schema is made of; the messages say what is allowed. */

export const host = z.string().refine(isHost, { error: ({ input }) => hostMessage(String(input)) });

/** DNS knows a name in other letters by its ASCII form only. */
function hostMessage(given: string): string {
  const ascii = /[^\0-\x7f]/.test(given) ? domainToASCII(given) : "";
  return isHost(ascii)
    ? `must be written as DNS has it, ${ascii}`
    : "must be a host name in lower case, such as www.example.com";
}

export const fileName = z
  .string()
  .regex(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/,
    "must be a file of the build, such as 404.html",
  );

/** `/api`, `/v2/users`: no final slash, no wildcard, nothing that would have to be encoded. */
const PATH_PREFIX = /^(?:\/[A-Za-z0-9._~-]+)+$/;

export const pathPrefix = z
  .string()
  .regex(PATH_PREFIX, "must be a path without wildcard and final slash, such as /users");

/** One line of printable ASCII: anything else could end a header and begin another. */
const headerText = z
  .string()
  .regex(/^[\x20-\x7e]*$/, "must be one line of printable ASCII characters, without a line break")
  .max(1783);

const days = z.int().min(1).max(3650);
const percent = z.number().min(0).max(100);

export const redirectSchema = z.strictObject({
  from: z
    .string()
    .regex(
      /^\/(?:\*|[^\s?#*"'\\\p{C}]*[^\s?#*"'\\/\p{C}](?:\/\*)?)?$/u,
      "must be a path such as /old, or /blog/*",
    ),
  // A plain host: one that :splat stands in would send visitors wherever a link says.
  to: z
    .string()
    .regex(
      /^(?:https:\/\/[a-z0-9.-]+(?::\d{1,5})?)?\/(?!\/)[^\s"'\\\p{C}]*$/u,
      "must be a path such as /new or an address such as https://example.com/",
    ),
  status: z.literal([301, 302, 307, 308]).default(DEFAULTS.redirect.status),
});

/** A path pattern has at most 255 characters, and one of them ends in `/*`. */
const MAX_PREFIX = 253;

/** Two behaviours each; CloudFront takes 75 beside the default one. */
const MAX_ROUTES = 37;

export const apiRoutesSchema = z
  .record(
    z
      .string()
      .regex(PATH_PREFIX, "must be a path prefix without wildcard and final slash, such as /api")
      .refine((prefix) => prefix.length <= MAX_PREFIX, `must have at most ${MAX_PREFIX} characters`),
    host,
  )
  .refine(
    (routes) => Object.keys(routes).length <= MAX_ROUTES,
    `must have at most ${MAX_ROUTES} path prefixes`,
  );

export const basicAuthSchema = z
  .record(
    z.string().regex(/^[^:\p{Cc}]{1,64}$/u, "must be a user name without a colon"),
    z
      .string()
      .regex(/^[0-9a-f]{64}$/, "must be the SHA-256 of user:password, 64 hexadecimal digits in lower case"),
  )
  .refine((users) => Object.keys(users).length > 0, "must name at least one user");

const MAX_HEADERS = 8;

export const headersSchema = z.strictObject({
  csp: headerText
    .regex(/./, "must not be empty; cspMode: off leaves the header out")
    .default(DEFAULTS.headers.csp),
  cspMode: z.enum(["reportOnly", "enforce", "off"]).default(DEFAULTS.headers.cspMode),
  hstsDays: z.int().min(1).max(730).default(DEFAULTS.headers.hstsDays),
  hstsSubdomains: z.boolean().default(DEFAULTS.headers.hstsSubdomains),
  hstsPreload: z.boolean().default(DEFAULTS.headers.hstsPreload),
  frame: z.enum(["DENY", "SAMEORIGIN", "off"]).default(DEFAULTS.headers.frame),
  referrer: z
    .enum([
      "no-referrer",
      "no-referrer-when-downgrade",
      "origin",
      "origin-when-cross-origin",
      "same-origin",
      "strict-origin",
      "strict-origin-when-cross-origin",
      "unsafe-url",
    ])
    .default(DEFAULTS.headers.referrer),
  permissions: headerText.default(DEFAULTS.headers.permissions),
  custom: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]{1,100}$/, "must be the name of a header"),
      headerText.regex(/./, "must not be empty"),
    )
    .refine(
      (headers) => Object.keys(headers).length <= MAX_HEADERS,
      `must have at most ${MAX_HEADERS} headers: a policy holds 10, with the CSP and Permissions-Policy`,
    )
    .default(DEFAULTS.headers.custom),
  corsOrigins: z
    .array(
      z
        .string()
        .regex(
          /^(?:\*|https?:\/\/(?:\*\.)?[a-z0-9.-]+(?::\d{1,5})?)$/,
          'must be an origin such as https://app.example.com, or "*" for all',
        ),
    )
    .refine((origins) => origins.length < 2 || !origins.includes("*"), 'must hold nothing else beside "*"')
    .default([...DEFAULTS.headers.corsOrigins]),
});

/** Groups that AWS takes only with the paths or the sensitivity that they are to watch. */
const NEED_SETTINGS = new Set([
  "AWSManagedRulesACFPRuleSet",
  "AWSManagedRulesATPRuleSet",
  "AWSManagedRulesAntiDDoSRuleSet",
]);

const isDistinct = (list: readonly string[]): boolean => new Set(list).size === list.length;

const WEB_ACL = /^arn:aws[\w-]*:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/;

// No defaults here: that a key was given beside webAclArn must still be seen. waf.ts applies them.
export const wafSchema = z.strictObject({
  webAclArn: z
    .string()
    .regex(WEB_ACL, "must be the ARN of a web ACL of scope CLOUDFRONT, which is in us-east-1")
    .exactOptional(),
  rateLimit: z.int().min(10).max(2_000_000_000).exactOptional(),
  managedRules: z
    .array(
      z
        .string()
        .regex(/^AWSManagedRules\w{1,100}$/, "must be the name of an AWS managed rule group")
        .refine(
          (group) => !NEED_SETTINGS.has(group),
          "must not be a rule group that needs settings of its own: make a web ACL with it and give its webAclArn",
        ),
    )
    .refine(isDistinct, "must not name a rule group twice")
    .exactOptional(),
});

export const loggingSchema = z.strictObject({
  enabled: z.boolean().default(DEFAULTS.logging.enabled),
  retentionDays: days.default(DEFAULTS.logging.retentionDays),
  format: z.enum(["json", "parquet", "plain", "w3c"]).default(DEFAULTS.logging.format),
});

export const alarmsSchema = z.strictObject({
  enabled: z.boolean().default(DEFAULTS.alarms.enabled),
  serverErrorPercent: percent.default(DEFAULTS.alarms.serverErrorPercent),
  clientErrorPercent: percent.default(DEFAULTS.alarms.clientErrorPercent),
  originLatencyMs: z.int().min(1).max(60_000).default(DEFAULTS.alarms.originLatencyMs),
  cacheHitPercent: percent.default(DEFAULTS.alarms.cacheHitPercent),
  minRequests: z.int().min(1).max(1_000_000).default(DEFAULTS.alarms.minRequests),
});

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
  .refine(isDistinct, "must not name a country twice");

export const geoSchema = z.strictObject({
  allow: countries.exactOptional(),
  deny: countries.exactOptional(),
});

/** AWS takes 50 a resource; the stack's own (`aws:defaultTags`) come on top. */
const MAX_TAGS = 40;

export const tagsSchema = z
  .record(
    z
      .string()
      .regex(
        /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/iu,
        "must be a tag key of letters, digits, spaces and _ . : / = + - @ that does not begin with aws:",
      ),
    z
      .string()
      .regex(
        /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u,
        "must be at most 256 letters, digits, spaces and _ . : / = + - @",
      ),
  )
  .refine((tags) => Object.keys(tags).length <= MAX_TAGS, `must have at most ${MAX_TAGS} tags`);
