import { CERTIFICATE, WEB_ACL } from "./support";

/** Each fault: the configuration beside `domain`, and the one line that it must give after `web-infra:sites.www.`. */
export const FAULTS: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ mode: "ssr" }, `mode: must be one of spa, static, got "ssr"`],
  [{ colour: "red" }, `colour: is not a known key; see docs/configuration.md, or remove it`],
  [
    { domain: "WWW.example.com" },
    `domain: must be a host name in lower case, such as www.example.com, got "WWW.example.com"`,
  ],
  [
    { domain: "https://example.com" },
    `domain: must be a host name in lower case, such as www.example.com, got "https://example.com"`,
  ],
  [{ domain: 5 }, `domain: must be a string, got 5`],
  [
    { redirectFrom: ["www.example.com"] },
    `redirectFrom[0]: must not be a host that the site has already, got "www.example.com"`,
  ],
  [
    { aliases: ["a.example.com", "a.example.com"] },
    `aliases[1]: must not be a host that the site has already, got "a.example.com"`,
  ],
  [{ redirectFrom: "example.com" }, `redirectFrom: must be a list, got "example.com"`],
  [
    { zone: "example.org" },
    `domain: must be in the hosted zone example.org, or set dns: false and enter its records yourself, got "www.example.com"`,
  ],
  [
    { zone: "ww.example.com" },
    `domain: must be in the hosted zone ww.example.com, or set dns: false and enter its records yourself, got "www.example.com"`,
  ],
  [
    { zoneId: "example.com" },
    `zoneId: must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, got "example.com"`,
  ],
  [{ dns: "no" }, `dns: must be true or false, got "no"`],
  [
    { certificateArn: CERTIFICATE.replace("us-east-1", "ap-northeast-2") },
    `certificateArn: must be the ARN of an ACM certificate in us-east-1, the only region CloudFront reads, got "arn:aws:acm:ap-northeast-2:123456789012:certificate/11111111-2222-3333-4444-555…`,
  ],
  [
    { certificateIssued: true },
    `certificateIssued: must not be given unless dns is false: otherwise the certificate is validated by itself, got true`,
  ],
  [
    { dns: false, certificateArn: CERTIFICATE, certificateIssued: true },
    `certificateIssued: must not be given together with certificateArn, which names a certificate that is issued, got true`,
  ],
  [
    { minimumTls: "TLSv1" },
    `minimumTls: must be one of TLSv1.2_2021, TLSv1.2_2025, TLSv1.3_2025, got "TLSv1"`,
  ],
  [
    { indexDocument: "../index.html" },
    `indexDocument: must be a file of the build, such as 404.html, got "../index.html"`,
  ],
  [
    { indexDocument: "/index.html" },
    `indexDocument: must be a file of the build, such as 404.html, got "/index.html"`,
  ],
  [
    { deepLinks: ["/users/*"] },
    `deepLinks[0]: must be a path without wildcard and final slash, such as /users, got "/users/*"`,
  ],
  [
    { mode: "static", deepLinks: ["/users"] },
    `deepLinks: must not be given with mode: static, where every page is a file, got ["/users"]`,
  ],
  [
    { pages: "file" },
    `pages: must not be changed with mode: spa, where index.html answers every page, got "file"`,
  ],
  [
    { cleanUrls: true },
    `cleanUrls: must not be changed with mode: spa, where index.html answers every page, got true`,
  ],
  [
    { trailingSlash: "always" },
    `trailingSlash: must not be changed with mode: spa, where index.html answers every page, got "always"`,
  ],
  [
    { redirects: [{ from: "old", to: "/new" }] },
    `redirects[0].from: must be a path such as /old, or /blog/*, got "old"`,
  ],
  [
    { redirects: [{ from: "/a*b", to: "/new" }] },
    `redirects[0].from: must be a path such as /old, or /blog/*, got "/a*b"`,
  ],
  [
    { redirects: [{ from: "/a", to: "//evil.example" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "//evil.example"`,
  ],
  [
    { redirects: [{ from: "/a", to: "http://example.org/" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "http://example.org/"`,
  ],
  [
    { redirects: [{ from: "/a", to: "/b", status: 200 }] },
    `redirects[0].status: must be one of 301, 302, 307, 308, got 200`,
  ],
  [
    { redirects: [{ from: "/a", to: "/a" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/a"`,
  ],
  [
    { redirects: [{ from: "/a/*", to: "/a/b/:splat" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/a/b/:splat"`,
  ],
  [
    { redirects: [{ from: "/a", to: "/b/:splat" }] },
    `redirects[0].to: must not hold :splat unless from ends with /*, got "/b/:splat"`,
  ],
  [
    {
      redirects: [
        { from: "/a/*", to: "/b" },
        { from: "/a/c", to: "/d" },
      ],
    },
    `redirects[1].from: must not be a path that redirects[0] takes first, got "/a/c"`,
  ],
  [
    { apiRoutes: { "/api/*": "app.example.org" } },
    `apiRoutes./api/*: must be a path prefix without wildcard and final slash, such as /api, got "/api/*"`,
  ],
  [
    { apiRoutes: { "/": "app.example.org" } },
    `apiRoutes./: must be a path prefix without wildcard and final slash, such as /api, got "/"`,
  ],
  [
    { apiRoutes: { "/api": "https://app.example.org" } },
    `apiRoutes./api: must be a host name in lower case, such as www.example.com, got "https://app.example.org"`,
  ],
  [
    { apiRoutes: { "/api": "www.example.com" } },
    `apiRoutes./api: must be another origin's host, not the site's own, got "www.example.com"`,
  ],
  [
    { apiRoutes: { "/api": "app.example.org" }, redirects: [{ from: "/api/old", to: "/new" }] },
    `apiRoutes./api: must not cover /api/old, which redirects[0].from uses, got "app.example.org"`,
  ],
  [
    { apiRoutes: { "/api": "app.example.org" }, deepLinks: ["/api"] },
    `apiRoutes./api: must not cover /api, which deepLinks[0] uses, got "app.example.org"`,
  ],
  [
    { apiRoutes: { "/index.html": "app.example.org" } },
    `apiRoutes./index.html: must not cover /index.html, which indexDocument uses, got "app.example.org"`,
  ],
  [
    { apiRoutes: { "/api": "app.example.org" }, notFoundDocument: "404.html" },
    `notFoundDocument: must not be given together with apiRoutes: CloudFront would show it in place of the API's own 404 answers, got "404.html"`,
  ],
  [
    { notFoundDocument: "lost.html" },
    `notFoundDocument: must be 404.html with release: atomic, the page that a release puts in the place for missing files, got "lost.html"`,
  ],
  [{ basicAuth: {} }, `basicAuth: must name at least one user, got "[hidden]"`],
  [{ basicAuth: { "a:b": "0".repeat(64) } }, `basicAuth.a:b: must be a user name without a colon, got "a:b"`],
  [
    { basicAuth: { reviewer: "hunter2" } },
    `basicAuth.reviewer: must be the SHA-256 of user:password, 64 hexadecimal digits in lower case, got "[hidden]"`,
  ],
  [
    { basicAuthOn: "previews" },
    `basicAuthOn: must not be previews without basicAuth and previews, got "previews"`,
  ],
  [
    { release: "inPlace", previews: "preview.example.com" },
    `previews: must not be given with release: inPlace, where the bucket holds one build only, got "preview.example.com"`,
  ],
  [{ release: "blueGreen" }, `release: must be one of inPlace, atomic, got "blueGreen"`],
  [
    { headers: { csp: "default-src 'self'\nscript-src *" } },
    String.raw`headers.csp: must be one line of printable ASCII characters, without a line break, got "default-src 'self'\nscript-src *"`,
  ],
  [{ headers: { csp: "" } }, `headers.csp: must have at least 1 characters, got ""`],
  [{ headers: { hstsDays: 0 } }, `headers.hstsDays: must be at least 1, got 0`],
  [
    { headers: { hstsPreload: true } },
    `headers.hstsPreload: must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands, got true`,
  ],
  [{ headers: { frame: "ALLOWALL" } }, `headers.frame: must be one of DENY, SAMEORIGIN, off, got "ALLOWALL"`],
  [
    { headers: { custom: { "X-Frame-Options": "DENY" } } },
    `headers.custom.X-Frame-Options: must not be set here, but by frame, got "DENY"`,
  ],
  [{ headers: { custom: { "X Y": "1" } } }, `headers.custom.X Y: must be the name of a header, got "X Y"`],
  [
    { headers: { custom: { "X-Y": "a\r\nb" } } },
    String.raw`headers.custom.X-Y: must be one line of printable ASCII characters, without a line break, got "a\r\nb"`,
  ],
  [
    { priceClass: "PriceClass_300" },
    `priceClass: must be one of PriceClass_100, PriceClass_200, PriceClass_All, got "PriceClass_300"`,
  ],
  [
    { waf: { webAclArn: WEB_ACL, rateLimit: 100 } },
    `waf.webAclArn: must not be given together with rateLimit or managedRules, which are for a web ACL that the site makes, got "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/11111111-2222-3333-4444-…`,
  ],
  [
    { waf: { webAclArn: WEB_ACL.replace("global", "regional") } },
    `waf.webAclArn: must be the ARN of a web ACL of scope CLOUDFRONT, which is in us-east-1, got "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/acl/11111111-2222-3333-444…`,
  ],
  [{ waf: { rateLimit: 5 } }, `waf.rateLimit: must be at least 10, got 5`],
  [
    { waf: { managedRules: ["Mine"] } },
    `waf.managedRules[0]: must be the name of an AWS managed rule group, got "Mine"`,
  ],
  [{ logging: { retentionDays: 0 } }, `logging.retentionDays: must be at least 1, got 0`],
  [{ logging: { format: "csv" } }, `logging.format: must be one of json, parquet, plain, w3c, got "csv"`],
  [{ alarms: { serverErrorPercent: 101 } }, `alarms.serverErrorPercent: must be at most 100, got 101`],
  [{ alarms: { originLatencyMs: 0.5 } }, `alarms.originLatencyMs: must be a whole number, got 0.5`],
  [{ geo: {} }, `geo: must have exactly one of allow and deny, got {}`],
  [
    { geo: { allow: ["KR"], deny: ["US"] } },
    `geo: must have exactly one of allow and deny, got {"allow":["KR"],"deny":["US"]}`,
  ],
  [
    { geo: { allow: ["Korea"] } },
    `geo.allow[0]: must be an ISO 3166-1 country code in capitals, such as KR, got "Korea"`,
  ],
  [{ versionRetentionDays: 0 }, `versionRetentionDays: must be at least 1, got 0`],
  [{ forceDestroy: "yes" }, `forceDestroy: must be true or false, got "yes"`],
  [{ tags: { "aws:x": "1" } }, `tags.aws:x: must be a tag key that does not begin with aws:, got "aws:x"`],
];
