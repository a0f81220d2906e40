import { CERTIFICATE, WEB_ACL } from "./support";

/** Each fault: the configuration beside `domain`, and the lines that it must give after `web-infra:sites.www.`. */
export type Faults = readonly (readonly [Record<string, unknown>, ...(string | RegExp)[]])[];

export const FAULTS: Faults = [
  [{ mode: "ssr" }, `mode: must be one of spa, static, got "ssr"`],
  [{ colour: "red" }, `colour: is not a known key; see docs/configuration.md, or remove it`],
  [
    { domain: "WWW.example.com" },
    `domain: must be a host name in lower case, without scheme, port, path or final dot: write www.example.com, got "WWW.example.com"`,
  ],
  [
    { domain: "https://example.com" },
    `domain: must be a host name in lower case, without scheme, port, path or final dot: write example.com, got "https://example.com"`,
  ],
  [
    { domain: "한글.example.com" },
    `domain: must be written as DNS has it, xn--bj0bj06e.example.com, got "한글.example.com"`,
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
  [{ redirectFrom: "example.com" }, `redirectFrom: must be a list, got "example.com": write [example.com]`],
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
  [{ dns: "no" }, `dns: must be true or false, got "no": write false`],
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
    `minimumTls: must be one of "1.2", "1.3", TLSv1.2_2021, TLSv1.2_2025, TLSv1.3_2025, got "TLSv1"`,
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
  [{ headers: { csp: "" } }, `headers.csp: must not be empty; cspMode: off leaves the header out, got ""`],
  [{ headers: { hstsDays: 0 } }, `headers.hstsDays: must be at least 1, got 0`],
  [
    { headers: { hstsPreload: true } },
    `headers.hstsPreload: must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands, got true`,
  ],
  [{ headers: { frame: "ALLOWALL" } }, `headers.frame: must be one of DENY, SAMEORIGIN, off, got "ALLOWALL"`],
  [
    { headers: { custom: { "X-Frame-Options": "DENY" } } },
    `headers.custom.X-Frame-Options: must not be set here: use headers.frame, got "DENY"`,
  ],
  [
    { headers: { custom: { "X Y": "1" } } },
    `headers.custom.X Y: must be the name of a header, of letters, digits and hyphens, got "X Y"`,
  ],
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
    `waf.webAclArn: must not be given together with rateLimit, managedRules or countOnly, which are for a web ACL that the site makes, got "arn:aws:wafv2:us-east-1:123456789012:global/webacl/acl/11111111-2222-3333-4444-…`,
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
  [{ accessLogs: { retentionDays: 0 } }, `accessLogs.retentionDays: must be at least 1, got 0`],
  [
    { accessLogs: { format: "csv" } },
    `accessLogs.format: must be one of json, parquet, plain, w3c, got "csv"`,
  ],
  [{ alarms: { serverErrorPercent: 101 } }, `alarms.serverErrorPercent: must be at most 100, got 101`],
  [{ alarms: { latencyMs: 0.5 } }, `alarms.latencyMs: must be a whole number, got 0.5`],
  [{ geo: {} }, `geo: must have exactly one of allow and deny, got {}`],
  [
    { geo: { allow: ["KR"], deny: ["US"] } },
    `geo: must have exactly one of allow and deny, got {"allow":["KR"],"deny":["US"]}`,
  ],
  [
    { geo: { allow: ["Korea"] } },
    `geo.allow[0]: must be an ISO 3166-1 country code in capitals, such as KR (the United Kingdom is GB), got "Korea"`,
  ],
  [{ versionRetentionDays: 0 }, `versionRetentionDays: must be at least 1, got 0`],
  [{ forceDestroy: "yes" }, `forceDestroy: must be true or false, got "yes": write true`],
  [
    { tags: { "aws:x": "1" } },
    `tags.aws:x: must be a tag key of letters, digits, spaces and _ . : / = + - @ that does not begin with aws:, got "aws:x"`,
  ],
  [
    { domain: "www.shop.example.com", previews: "example.com" },
    `previews: must not be a host that www.shop.example.com lies below: it would be taken for a preview, got "example.com"`,
  ],
  [
    { aliases: ["m.example.com"], domain: "example.com", previews: "example.com" },
    `previews: must not be a host that m.example.com lies below: it would be taken for a preview, got "example.com"`,
  ],
  [
    { aliases: Array.from({ length: 100 }, (_, i) => `a${i}.example.com`) },
    `aliases: must not bring the site to more than 100 hosts (it has 101), got ["a0.example.com","a1.example.com","a2.example.com","a3.example.com","a4.example…`,
  ],
  [
    { basicAuth: Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`u${i}`, "0".repeat(64)])) },
    /^basicAuth: must be shorter: the edge function has 1\d{4} bytes, .*, got "\[hidden\]"$/,
  ],
  [
    { headers: { custom: { "X-XSS-Protection": "0" } } },
    `headers.custom.X-XSS-Protection: must not be set here: remove it, since browsers no longer read it; headers.csp does its work, got "0"`,
  ],
  [
    { headers: { custom: { "Access-Control-Allow-Origin": "*" } } },
    `headers.custom.Access-Control-Allow-Origin: must not be set here: use headers.corsOrigins, got "*"`,
  ],
  [
    { headers: { custom: { "Transfer-Encoding": "x" } } },
    `headers.custom.Transfer-Encoding: must not be set here: it belongs to CloudFront, got "x"`,
  ],
  [
    { headers: { custom: { "X-A": "1", "x-a": "2" } } },
    `headers.custom.x-a: must not be a header that is there already: case makes no difference, got "2"`,
  ],
  [{ headers: { custom: { "X-A": "" } } }, `headers.custom.X-A: must not be empty, got ""`],
  [
    { headers: { corsOrigins: ["https://app.example.com/"] } },
    `headers.corsOrigins[0]: must be an origin such as https://app.example.com, or "*" for all, got "https://app.example.com/"`,
  ],
  [
    { headers: { corsOrigins: ["*", "https://app.example.com"] } },
    `headers.corsOrigins: must hold nothing else beside "*", got ["*","https://app.example.com"]`,
  ],
  [
    { waf: { managedRules: ["AWSManagedRulesATPRuleSet"] } },
    `waf.managedRules[0]: must not be a rule group that needs settings of its own: make a web ACL with it and give its webAclArn, got "AWSManagedRulesATPRuleSet"`,
  ],
  [
    { waf: { managedRules: ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesCommonRuleSet"] } },
    `waf.managedRules: must not name a rule group twice, got ["AWSManagedRulesCommonRuleSet","AWSManagedRulesCommonRuleSet"]`,
  ],
  [
    { geo: { allow: ["UK"] } },
    `geo.allow[0]: must be an ISO 3166-1 country code in capitals, such as KR (the United Kingdom is GB), got "UK"`,
  ],
  [{ geo: { deny: [] } }, `geo.deny: must name at least one country, got []`],
  [{ geo: { deny: ["KP", "KP"] } }, `geo.deny: must not name a country twice, got ["KP","KP"]`],
  [
    { tags: { team: "a,b" } },
    `tags.team: must be at most 256 letters, digits, spaces and _ . : / = + - @, got "a,b"`,
  ],
  [
    { tags: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`t${i}`, "1"])) },
    /^tags: must have at most 40 tags, got /,
  ],
  [
    { headers: { custom: { "Cache-Control": "no-store" } } },
    `headers.custom.Cache-Control: must not be set here: remove it, since every file is stored with its own, got "no-store"`,
  ],
  [
    { headers: { custom: { "X-Robots-Tag": "noindex" } } },
    `headers.custom.X-Robots-Tag: must not be set here: use headers.noIndex, got "noindex"`,
  ],
  [
    { waf: { countOnly: { AWSManagedRulesSQLiRuleSet: ["SQLi_BODY"] } } },
    `waf.countOnly.AWSManagedRulesSQLiRuleSet: must be one of the managedRules of this web ACL, got ["SQLi_BODY"]`,
  ],
  [{ fallbackPages: { "/app/": "200.html" } }, /^fallbackPages\./],
  [
    { fallbackPages: { "/app": "/200.html" } },
    `fallbackPages./app: must be a file of the build, such as 404.html, got "/200.html"`,
  ],
  [{ languages: { ko: "/" } }, `languages.ko: must be a path other than /, such as /ko/, got "/"`],
  [
    { languages: { ko: "/ko/" }, redirects: [{ from: "/", to: "/en/" }] },
    `languages: must not be given where redirects[0] takes / already, got {"ko":"/ko/"}`,
  ],
];
