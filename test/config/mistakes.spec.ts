import assert from "node:assert/strict";
import { parse } from "yaml";
import { checkRaw } from "../../config";

/** Put together here, so that no scanner of this repository takes it for a real one. */
const NPM_TOKEN = `npm_${"a1B2".repeat(9)}`;

const ZONE = "web-infra:zone: example.com\n";
const site = (keys: string) => `${ZONE}web-infra:sites: { www: ${keys} }`;
const service = (keys: string) => `${ZONE}web-infra:services: { app: ${keys} }`;
const pipeline = (keys: string) => site(`{ domain: www.example.com, pipeline: ${keys} }`);

/** What is wrong, what stands below `config:` of the stack's file, and every line that says so. */
const MISTAKES: readonly (readonly [what: string, yaml: string, lines: readonly string[]])[] = [
  [
    "F3: a misspelt prefix",
    "web-infra:zone: example.com\nwebinfra:sites: { www: { domain: www.example.com } }",
    ["webinfra:sites: is read by nothing: the project's name is web-infra, so write web-infra:sites"],
  ],
  [
    "F15: the prefix of the former name of the project everywhere",
    "my-shop:zone: example.com\nmy-shop:sites: { www: { domain: www.example.com } }",
    [
      "my-shop:zone: belongs to another project: Pulumi.yaml names this one web-infra, so write web-infra:zone",
      "my-shop:sites: belongs to another project: Pulumi.yaml names this one web-infra, so write web-infra:sites",
    ],
  ],
  [
    "F15: the prefix as a key of its own",
    "web-infra: { zone: example.com, sites: {} }",
    [
      "web-infra: must not hold keys indented below it: write web-infra:zone on a line of its own",
      "web-infra: must not hold keys indented below it: write web-infra:sites on a line of its own",
    ],
  ],
  [
    "a path of a site that a service answers which is closed to all but one CDN",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com, apiRoutes: { /api: app.example.com, /old: other.example.org } } }
web-infra:services: { app: { domain: app.example.com, healthCheckPath: /health, originSecret: { secrets: ["arn:aws:ssm:eu-west-1:123456789012:parameter/app/origin"] } } }`,
    [
      'web-infra:sites.www.apiRoutes./api: must not lead to services.app, which refuses what lacks its originSecret: send it by originSecrets of the site, got "app.example.com"',
    ],
  ],
  [
    "2.18: a site that sends another secret under another name, and headers to whom they mean nothing",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com, apiRoutes: { /api: app.example.com, /open: open.example.com }, originSecrets: {
  app.example.com: { headerName: X-Cdn, secret: "arn:aws:ssm:eu-west-1:123456789012:parameter/app/other" },
  open.example.com: { secret: "arn:aws:ssm:eu-west-1:123456789012:parameter/app/origin" } } } }
web-infra:services: { app: { domain: app.example.com, healthCheckPath: /health, originSecret: { secrets: ["arn:aws:ssm:eu-west-1:123456789012:parameter/app/origin"] } },
  open: { domain: open.example.com, healthCheckPath: /health } }`,
    [
      'web-infra:sites.www.originSecrets.app.example.com.headerName: must be X-Origin-Verify, as services.app has it, got "X-Cdn"',
      'web-infra:sites.www.originSecrets.app.example.com.secret: must be one of the secrets of services.app.originSecret, got "arn:aws:ssm:eu-west-1:123456789012:parameter/app/other"',
      "web-infra:sites.www.originSecrets.open.example.com: has no effect: services.open has no originSecret",
    ],
  ],
  [
    "2.18: a value in plain text, and a header that CloudFront does not send",
    site(
      "{ domain: www.example.com, apiRoutes: { /api: app.example.com }, originSecrets: { app.example.com: { headerName: X-Amz-Origin, secret: kept-here-0123456789 } } }",
    ),
    [
      'web-infra:sites.www.originSecrets.app.example.com.headerName: must not begin with X-Amz- or X-Edge-, which CloudFront does not send to origins, got "[hidden]"',
      'web-infra:sites.www.originSecrets.app.example.com.secret: must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON secret) or of a Systems Manager parameter, got "[hidden]"',
    ],
  ],
  [
    "2.18: a header for a host that no route leads to",
    site(
      '{ domain: www.example.com, apiRoutes: { /api: app.example.com }, originSecrets: { old.example.com: { secret: "arn:aws:ssm:eu-west-1:123456789012:parameter/app/origin" } } }',
    ),
    [
      'web-infra:sites.www.originSecrets.old.example.com: must be a host that apiRoutes leads to, got "[hidden]"',
    ],
  ],
  [
    "a provider that is misspelt",
    "web-infra:zone: example.com\naws1:region: eu-west-1",
    ["aws1:region: is read by nothing; did you mean aws:region?"],
  ],
  [
    "a namespace of nothing",
    "web-infra:zone: example.com\ndatadog:apiUrl: x",
    [
      "datadog:apiUrl: is read by nothing: datadog is neither the project (web-infra) nor a provider among package.json's dependencies",
    ],
  ],
  [
    "F3: a misspelt key of the AWS provider",
    "web-infra:zone: example.com\naws:regoin: eu-west-1",
    ["aws:regoin: is not a key of the AWS provider, which would ignore it; did you mean region?"],
  ],
  [
    "an unknown key of the AWS provider",
    "web-infra:zone: example.com\naws:colour: red",
    [
      "aws:colour: is not a key of the AWS provider, which would ignore it; see the provider's documentation, or remove it",
    ],
  ],
  [
    "letters that only look like Latin ones, in a key",
    site("{ d\u043emain: www.example.com }"),
    [
      "web-infra:sites.www.d\u043emain: is not a known key, as it holds U+043E, which only looks like a Latin letter; did you mean domain?",
    ],
  ],
  [
    "an invisible character in a key",
    site("{ domain: www.example.com, mo\u200bde: spa }"),
    [
      "web-infra:sites.www.mo\u200bde: is not a known key, as it holds the invisible character U+200B; did you mean mode?",
    ],
  ],
  [
    "a letter of another script in a host",
    site("{ domain: www.ex\u0430mple.com }"),
    [
      'web-infra:sites.www.domain: must not hold U+0430, which only looks like a Latin letter: type www.example.com, got "www.ex\u0430mple.com"',
    ],
  ],
  [
    "an invisible character in a host",
    site('{ domain: "www.exam\u200bple.com" }'),
    [
      'web-infra:sites.www.domain: must not hold the invisible character U+200B: type www.example.com, got "www.exam\u200bple.com"',
    ],
  ],
  [
    "no blank after a colon",
    "web-infra:zone: example.com\nweb-infra:sites:\n  www:\n    domain:www.example.com",
    [
      'web-infra:sites.www: must be an object with keys, got "domain:www.example.com": a colon and a blank stand between a key and its value (domain: …)',
    ],
  ],
  [
    "an equals sign for a colon",
    "web-infra:zone: example.com\nweb-infra:sites:\n  www:\n    domain = www.example.com",
    [
      'web-infra:sites.www: must be an object with keys, got "domain = www.example.com": a colon and a blank stand between a key and its value (domain: …)',
    ],
  ],
  [
    "keys with nothing after their colons",
    site("{ domain: , mode: }"),
    [
      "web-infra:sites.www.domain: must be a string, got null: give it a value, or remove the key",
      "web-infra:sites.www.mode: must be one of spa, static, got null: give it a value, or remove the key",
    ],
  ],
  [
    "a key that is needed, with nothing after its colon",
    service("{ domain: app.example.com, healthCheckPath: }"),
    ["web-infra:services.app.healthCheckPath: must be a string, got null: give it a value"],
  ],
  [
    "the region without its prefix",
    "web-infra:zone: example.com\nweb-infra:region: eu-west-1",
    ["web-infra:region: is no key of the project, but of the AWS provider: write aws:region"],
  ],
  [
    "keys of other tools",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, minSize: 1, maxSize: 4, envVars: { A: b }, runtime: nodejs24 }",
    ),
    [
      "web-infra:services.app.minSize: is not a known key; did you mean scaling.min?",
      "web-infra:services.app.maxSize: is not a known key; did you mean scaling.max?",
      "web-infra:services.app.envVars: is not a known key; did you mean environment?",
      "web-infra:services.app.runtime: is not a known key; did you mean nodeVersion?",
    ],
  ],
  [
    "keys of other tools in a site",
    site(
      "{ domain: www.example.com, acm_certificate_arn: x, default_root_object: index.html, buildCommand: npm run build, rewrites: [], baseDirectory: dist }",
    ),
    [
      "web-infra:sites.www.acm_certificate_arn: is not a known key; did you mean certificateArn?",
      "web-infra:sites.www.default_root_object: is not a known key; did you mean indexDocument?",
      "web-infra:sites.www.buildCommand: is not a known key; did you mean pipeline.build.commands?",
      "web-infra:sites.www.rewrites: is not a known key; did you mean apiRoutes or redirects?",
      "web-infra:sites.www.baseDirectory: is not a known key; did you mean pipeline.build.outputDirectory?",
    ],
  ],
  [
    "a key two levels too high, and beginnings of names",
    site("{ domain: www.example.com, outputDirectory: dist, certificate: x }"),
    [
      "web-infra:sites.www.outputDirectory: is not a known key; it is a key of sites.www.pipeline.build: indent it below that key",
      "web-infra:sites.www.certificate: is not a known key; did you mean certificateArn or certificateIssued?",
    ],
  ],
  [
    "a branch of a remote",
    pipeline("{ repository: team/www, branch: origin/main }"),
    ['web-infra:sites.www.pipeline.branch: must be without origin/: write main, got "origin/main"'],
  ],
  [
    "a repository with a final slash",
    pipeline("{ repository: team/www/ }"),
    [
      'web-infra:sites.www.pipeline.repository: must be "workspace/repository" as in the address of the Bitbucket repository: write team/www, got "team/www/"',
    ],
  ],
  [
    "an address with its name, and one of a link",
    `${ZONE}web-infra:alarmEmail: Ops <ops@example.com>\nweb-infra:pipelines: { notificationEmails: ["mailto:dev@example.com"] }`,
    [
      'web-infra:alarmEmail: must be an e-mail address alone: write ops@example.com, got "Ops <ops@example.com>"',
      'web-infra:pipelines.notificationEmails[0]: must be an e-mail address alone: write dev@example.com, got "mailto:dev@example.com"',
    ],
  ],
  [
    "hosts that are none, each for another reason",
    `${ZONE}web-infra:sites: { a: { domain: 10.0.0.1 }, b: { domain: ${"b".repeat(64)}.example.com }, c: { domain: c..example.com }, d: { domain: -d.example.com }, e: { domain: "\${HOST}" } }`,
    [
      'web-infra:sites.a.domain: must be a host name in lower case, such as www.example.com, and no IP address, got "10.0.0.1"',
      `web-infra:sites.b.domain: must be a host name in lower case, such as www.example.com, with at most 63 characters between two dots, got "${"b".repeat(64)}.example.com"`,
      'web-infra:sites.c.domain: must be a host name in lower case, such as www.example.com, with something between its dots, got "c..example.com"',
      'web-infra:sites.d.domain: must be a host name in lower case, such as www.example.com, without hyphens beside its dots, got "-d.example.com"',
      'web-infra:sites.e.domain: must be a host name in lower case, such as www.example.com, and of placeholders only <stack> is replaced, got "${HOST}"',
    ],
  ],
  [
    "a misspelt default tag key",
    "web-infra:zone: example.com\naws:defaultTag: { tags: { A: b } }",
    ["aws:defaultTag: is not a key of the AWS provider, which would ignore it; did you mean defaultTags?"],
  ],
  [
    "F3: default tags without tags",
    "web-infra:zone: example.com\naws:defaultTags: { Project: shop }",
    ["aws:defaultTags: must hold the tags below the key tags: write { tags: { Project: shop } }"],
  ],
  [
    "a region that does not exist",
    "web-infra:zone: example.com\naws:region: eu-wset-1",
    ['aws:region: must be a region of AWS (did you mean eu-west-1?), got "eu-wset-1"'],
  ],
  [
    "a region that is another cloud's",
    "web-infra:zone: example.com\naws:region: europe-west3",
    ['aws:region: must be a region of AWS such as ap-northeast-2, got "europe-west3"'],
  ],
  [
    "no zone",
    "web-infra:sites: { www: { domain: www.example.com } }",
    ["web-infra:zone: is required: must be a string"],
  ],
  [
    "a zone as an address",
    "web-infra:zone: https://Example.com/",
    [
      'web-infra:zone: must be a host name in lower case, without scheme, port, path or final dot: write example.com, got "https://Example.com/"',
    ],
  ],
  [
    "a zone with a final dot",
    "web-infra:zone: example.com.",
    [
      'web-infra:zone: must be a host name in lower case, without scheme, port, path or final dot: write example.com, got "example.com."',
    ],
  ],
  [
    "a zone without a dot",
    "web-infra:zone: example",
    ['web-infra:zone: must be a host name in lower case, such as www.example.com, got "example"'],
  ],
  [
    "a section that is misspelt",
    "web-infra:zone: example.com\nweb-infra:site: { www: { domain: www.example.com } }",
    ["web-infra:site: is not a known key; did you mean sites?"],
  ],
  [
    "a section in capitals",
    "web-infra:zone: example.com\nweb-infra:Sites: { www: { domain: www.example.com } }",
    ["web-infra:Sites: is not a known key; did you mean sites?"],
  ],
  [
    "a list of sites",
    "web-infra:zone: example.com\nweb-infra:sites: [www]",
    [
      'web-infra:sites: must be an object with keys, got ["www"]: write a name, a colon, a blank and a value for each entry',
    ],
  ],
  [
    "a text for the sites",
    "web-infra:zone: example.com\nweb-infra:sites: www",
    [
      'web-infra:sites: must be an object with keys, got "www": write a name, a colon, a blank and a value for each entry',
    ],
  ],
  [
    "F32: a site's keys on the level of its name",
    "web-infra:zone: example.com\nweb-infra:sites:\n  www:\n  domain: www.example.com",
    [
      "web-infra:sites.www: must be an object with keys, got null: indent its keys below it",
      'web-infra:sites.domain: must be an object with keys, got "www.example.com": domain is a key of an entry, so indent it below the entry\'s name',
    ],
  ],
  [
    "a name with capitals and blanks",
    "web-infra:zone: example.com\nweb-infra:sites: { My Site: { domain: www.example.com } }",
    [
      'web-infra:sites.My Site: name must be 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter, got "My Site"',
    ],
  ],
  [
    "a name that is too long",
    "web-infra:zone: example.com\nweb-infra:sites: { a-name-of-21-letters-x: { domain: www.example.com } }",
    [
      'web-infra:sites.a-name-of-21-letters-x: name must be 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter, got "a-name-of-21-letters-x"',
    ],
  ],
  [
    "F31: a domain in other letters",
    "web-infra:zone: müller.de",
    ['web-infra:zone: must be written as DNS has it, xn--mller-kva.de, got "müller.de"'],
  ],
  [
    "a domain with a wildcard",
    site('{ domain: "*.example.com" }'),
    [
      'web-infra:sites.www.domain: must be a host name in lower case, such as www.example.com, and no wildcard: write each host by its name, got "*.example.com"',
    ],
  ],
  [
    "a domain with an underscore",
    site("{ domain: my_shop.example.com }"),
    [
      'web-infra:sites.www.domain: must be a host name in lower case, such as www.example.com, without underscores, got "my_shop.example.com"',
    ],
  ],
  [
    "a domain that is a number",
    site("{ domain: 5 }"),
    ["web-infra:sites.www.domain: must be a string, got 5"],
  ],
  [
    "a domain outside the zone",
    site("{ domain: www.example.org }"),
    [
      'web-infra:sites.www.domain: must be in the hosted zone example.com, or set dns: false and enter its records yourself, got "www.example.org"',
    ],
  ],
  [
    "a host twice in a site",
    site("{ domain: www.example.com, aliases: [www.example.com] }"),
    ['web-infra:sites.www.aliases[0]: must not be a host that the site has already, got "www.example.com"'],
  ],
  [
    "a host in two sites",
    "web-infra:zone: example.com\nweb-infra:sites: { a: { domain: www.example.com }, b: { domain: www.example.com } }",
    ['web-infra:sites.b.domain: must not be a host that sites.a.domain has already, got "www.example.com"'],
  ],
  [
    "a service named like a site",
    "web-infra:zone: example.com\nweb-infra:sites: { app: { domain: www.example.com } }\nweb-infra:services: { app: { domain: app.example.com, healthCheckPath: /health } }",
    ["web-infra:services.app: must have another name: a site has this one"],
  ],
  [
    "one alias without a list",
    site("{ domain: www.example.com, aliases: a.example.com }"),
    ['web-infra:sites.www.aliases: must be a list, got "a.example.com": write [a.example.com]'],
  ],
  [
    "an unknown mode",
    site("{ domain: www.example.com, mode: ssr }"),
    ['web-infra:sites.www.mode: must be one of spa, static, got "ssr"'],
  ],
  [
    "F17: a misspelt key of a site",
    site("{ domain: www.example.com, redirectForm: [example.com] }"),
    ["web-infra:sites.www.redirectForm: is not a known key; did you mean redirectFrom?"],
  ],
  [
    "a key of headers beside them",
    site("{ domain: www.example.com, hstsDays: 400 }"),
    [
      "web-infra:sites.www.hstsDays: is not a known key; it is a key of sites.www.headers: indent it below that key",
    ],
  ],
  [
    "a key of the site inside headers",
    site("{ domain: www.example.com, headers: { mode: spa } }"),
    [
      "web-infra:sites.www.headers.mode: is not a known key; it belongs further out, as sites.www.mode: check its indentation",
    ],
  ],
  [
    "a wrong country",
    site("{ domain: www.example.com, geo: { allow: [UK] } }"),
    [
      'web-infra:sites.www.geo.allow[0]: must be an ISO 3166-1 country code in capitals, such as KR (the United Kingdom is GB), got "UK"',
    ],
  ],
  [
    "a service without a health check",
    service("{ domain: app.example.com }"),
    ["web-infra:services.app.healthCheckPath: is required: must be a string"],
  ],
  [
    "a health check without a slash",
    service("{ domain: app.example.com, healthCheckPath: health }"),
    [
      'web-infra:services.app.healthCheckPath: must begin with a slash and hold no blank, comma or #, e.g. "/health", got "health"',
    ],
  ],
  [
    "F17: a misspelt health check",
    service("{ domain: app.example.com, healtCheckPath: /health }"),
    [
      "web-infra:services.app.healthCheckPath: is required: must be a string",
      "web-infra:services.app.healtCheckPath: is not a known key; did you mean healthCheckPath?",
    ],
  ],
  [
    "a key in snake case",
    service("{ domain: app.example.com, health_check_path: /health }"),
    [
      "web-infra:services.app.healthCheckPath: is required: must be a string",
      "web-infra:services.app.health_check_path: is not a known key; did you mean healthCheckPath?",
    ],
  ],
  [
    "a key of scaling beside it",
    service("{ domain: app.example.com, healthCheckPath: /health, cpuUpper: 80 }"),
    [
      "web-infra:services.app.cpuUpper: is not a known key; it is a key of services.app.scaling: indent it below that key",
    ],
  ],
  [
    "max below min",
    service("{ domain: app.example.com, healthCheckPath: /health, scaling: { min: 4, max: 2 } }"),
    ["web-infra:services.app.scaling.max: must be at least min (4), got 2"],
  ],
  [
    "a number in quotes",
    service('{ domain: app.example.com, healthCheckPath: /health, scaling: { min: "2" } }'),
    ['web-infra:services.app.scaling.min: must be a number, got "2": write 2 without quotes'],
  ],
  [
    "F18: a decimal where YAML loses digits",
    service("{ domain: app.example.com, healthCheckPath: /health, environment: { VERSION: 1.10 } }"),
    [
      "web-infra:services.app.environment.VERSION: must be a string, got 1.1: write it in quotes, since a number may lose what was written",
    ],
  ],
  [
    "a list as a variable",
    service("{ domain: app.example.com, healthCheckPath: /health, environment: { HOSTS: [a, b] } }"),
    ['web-infra:services.app.environment.HOSTS: must be a string, got ["a","b"]'],
  ],
  [
    "a password in plain text",
    service("{ domain: app.example.com, healthCheckPath: /health, environment: { DB_PASS: hunter2 } }"),
    [
      'web-infra:services.app.environment.DB_PASS: must not hold a secret in plain text, and has the name of a secret: store it in Secrets Manager and give its ARN under secrets, got "[hidden]"',
    ],
  ],
  [
    "a token in plain text",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, environment: { REGISTRY: " + NPM_TOKEN + " } }",
    ),
    [
      'web-infra:services.app.environment.REGISTRY: must not hold a secret in plain text, and holds an npm token: store it in Secrets Manager and give its ARN under secrets, got "[hidden]"',
    ],
  ],
  [
    "the secret where its ARN belongs",
    service("{ domain: app.example.com, healthCheckPath: /health, secrets: { DB: hunter2 } }"),
    [
      'web-infra:services.app.secrets.DB: must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON secret) or of a Systems Manager parameter, got "[hidden]"',
    ],
  ],
  [
    "an ARN of something else as a secret",
    service('{ domain: app.example.com, healthCheckPath: /health, secrets: { DB: "arn:aws:s3:::bucket" } }'),
    [
      'web-infra:services.app.secrets.DB: must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON secret) or of a Systems Manager parameter, got "arn:aws:s3:::bucket"',
    ],
  ],
  [
    "a key of another service as an ARN",
    service('{ domain: app.example.com, healthCheckPath: /health, secretKeyArns: ["alias/app"] }'),
    ['web-infra:services.app.secretKeyArns[0]: must be the ARN of a KMS key, got "alias/app"'],
  ],
  [
    "F16: access logs as a text",
    service('{ domain: app.example.com, healthCheckPath: /health, accessLogs: "yes" }'),
    ['web-infra:services.app.accessLogs: must be true, false or { retentionDays }, got "yes": write true'],
  ],
  [
    "a retention time that Beanstalk lacks",
    service("{ domain: app.example.com, healthCheckPath: /health, logRetentionDays: 1096 }"),
    [
      "web-infra:services.app.logRetentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653, got 1096",
    ],
  ],
  [
    "mixed processors",
    service("{ domain: app.example.com, healthCheckPath: /health, instanceTypes: [t3.small, t4g.small] }"),
    [
      'web-infra:services.app.instanceTypes[1]: must be of one processor architecture with t3.small (x86_64), and is arm64, got "t4g.small"',
    ],
  ],
  [
    "an instance type without its last letter",
    service("{ domain: app.example.com, healthCheckPath: /health, instanceTypes: [t3.smal] }"),
    [
      'web-infra:services.app.instanceTypes[0]: must be one of t3.nano, t3.micro, t3.small, t3.medium, t3.large, t3.xlarge, t3.2xlarge (did you mean t3.small?), got "t3.smal"',
    ],
  ],
  [
    "a Node.js that Beanstalk lacks",
    service("{ domain: app.example.com, healthCheckPath: /health, nodeVersion: 18 }"),
    ['web-infra:services.app.nodeVersion: must be one of "22", "24", got 18'],
  ],
  [
    "notifications without an address",
    service("{ domain: app.example.com, healthCheckPath: /health, eventNotifications: true }"),
    ["web-infra:services.app.eventNotifications: has no effect without alarmEmail, got true"],
  ],
  [
    "a former name beside the present one",
    service(
      '{ domain: app.example.com, healthCheckPath: /health, sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06, minimumTls: "1.3" }',
    ),
    [
      "web-infra:services.app.sslPolicy: is the former name of minimumTls, which is given as well: remove the former",
    ],
  ],
  [
    "an address that is none",
    "web-infra:zone: example.com\nweb-infra:alarmEmail: ops",
    ['web-infra:alarmEmail: must be an e-mail address, such as ops@example.com, got "ops"'],
  ],
  [
    "protect as a word",
    'web-infra:zone: example.com\nweb-infra:protect: "yes"',
    ['web-infra:protect: must be true or false, got "yes": write true'],
  ],
  [
    "one subnet",
    "web-infra:zone: example.com\nweb-infra:network: { vpcId: vpc-0abc12de, publicSubnetIds: [subnet-0abc12de], privateSubnetIds: [subnet-1abc12de, subnet-2abc12de] }",
    [
      'web-infra:network.publicSubnetIds: must name at least two subnets, each in an Availability Zone of its own, got ["subnet-0abc12de"]',
    ],
  ],
  [
    "NAT gateways beside an existing VPC",
    "web-infra:zone: example.com\nweb-infra:network: { vpcId: vpc-0abc12de, publicSubnetIds: [subnet-0abc12de, subnet-3abc12de], privateSubnetIds: [subnet-1abc12de, subnet-2abc12de], natGateways: single }",
    [
      'web-infra:network.natGateways: must not stand with vpcId: an existing VPC is used as it is; remove one of the two, got "single"',
    ],
  ],
  [
    "F16: flow logs as a text",
    'web-infra:zone: example.com\nweb-infra:network: { flowLogs: "off" }',
    ['web-infra:network.flowLogs: must be true, false or { traffic, retentionDays }, got "off": write false'],
  ],
  [
    "a repository as an address",
    pipeline('{ repository: "https://bitbucket.org/team/www" }'),
    [
      'web-infra:sites.www.pipeline.repository: must be "workspace/repository" as in the address of the Bitbucket repository: write team/www, got "https://bitbucket.org/team/www"',
    ],
  ],
  [
    "F16: approval as a text",
    pipeline('{ repository: team/www, approval: "true" }'),
    [
      'web-infra:sites.www.pipeline.approval: must be true, false or { timeoutMinutes }, got "true": write true without quotes',
    ],
  ],
  [
    "F16: an alarm to watch as a number",
    pipeline("{ repository: team/www, bakeAlarm: 10 }"),
    ["web-infra:sites.www.pipeline.bakeAlarm: must be true, false or { minutes, alarmName }, got 10"],
  ],
  [
    "F16: a probe as a word",
    pipeline('{ repository: team/www, probe: "no" }'),
    [
      'web-infra:sites.www.pipeline.probe: must be true, false or { deepLink, timeoutSeconds }, got "no": write false',
    ],
  ],
  [
    "a key of the build beside it",
    pipeline("{ repository: team/www, outputDirectory: dist }"),
    [
      "web-infra:sites.www.pipeline.outputDirectory: is not a known key; it is a key of sites.www.pipeline.build: indent it below that key",
    ],
  ],
  [
    "a key of the pipeline in the build",
    pipeline("{ repository: team/www, build: { branch: main } }"),
    [
      "web-infra:sites.www.pipeline.build.branch: is not a known key; it belongs further out, as sites.www.pipeline.branch: check its indentation",
    ],
  ],
  [
    "a bundle in a site",
    pipeline("{ repository: team/www, build: { bundle: [config] } }"),
    ["web-infra:sites.www.pipeline.build.bundle: must be left out: it is for services"],
  ],
  [
    "a branch as a pattern",
    pipeline('{ repository: team/www, branch: "release/*" }'),
    [
      'web-infra:sites.www.pipeline.branch: must be the name of one branch; for patterns of paths see filePaths, got "release/*"',
    ],
  ],
  [
    "a variable without a value",
    service("{ domain: app.example.com, healthCheckPath: /health, environment: { EMPTY: } }"),
    [
      "web-infra:services.app.environment.EMPTY: must be a string, got null: give it a value, or remove the key",
    ],
  ],
  [
    "a site as a list",
    "web-infra:zone: example.com\nweb-infra:sites:\n  www:\n    - domain: www.example.com",
    [
      'web-infra:sites.www: must be an object with keys, got [{"domain":"www.example.com"}]: write keys without hyphens before them (a hyphen begins an entry of a list)',
    ],
  ],
  [
    "a host in typographic quotation marks",
    site("{ domain: ‘www.example.com’ }"),
    [
      'web-infra:sites.www.domain: must be written without typographic quotation marks: write www.example.com, got "‘www.example.com’"',
    ],
  ],
  [
    "a host with a blank after it",
    site('{ domain: "www.example.com " }'),
    [
      'web-infra:sites.www.domain: must be a host name in lower case, without scheme, port, path or final dot: write www.example.com, got "www.example.com "',
    ],
  ],
  [
    "a host in capitals",
    site("{ domain: WWW.Example.com }"),
    [
      'web-infra:sites.www.domain: must be a host name in lower case, without scheme, port, path or final dot: write www.example.com, got "WWW.Example.com"',
    ],
  ],
  [
    "a host with an emoji",
    site("{ domain: shop😀.example.com }"),
    [
      'web-infra:sites.www.domain: must be written as DNS has it, xn--shop-y973c.example.com, got "shop😀.example.com"',
    ],
  ],
  [
    "a host with a port",
    service('{ domain: "app.example.com:8080", healthCheckPath: /health }'),
    [
      'web-infra:services.app.domain: must be a host name in lower case, without scheme, port, path or final dot: write app.example.com, got "app.example.com:8080"',
    ],
  ],
  [
    "several addresses",
    "web-infra:zone: example.com\nweb-infra:alarmEmail: ops@example.com, dev@example.com",
    [
      'web-infra:alarmEmail: must be one e-mail address: for several people, that of a distribution list, got "ops@example.com, dev@example.com"',
    ],
  ],
  [
    "no and yes, which YAML 1.2 takes for words",
    "web-infra:zone: example.com\nweb-infra:protect: yes\nweb-infra:sites: { www: { domain: www.example.com, cleanUrls: no } }",
    [
      'web-infra:protect: must be true or false, got "yes": write true',
      'web-infra:sites.www.cleanUrls: must be true or false, got "no": write false',
    ],
  ],
  [
    "units",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, healthCheck: { interval: 15s }, scaling: { cpuUpper: 80% } }",
    ),
    [
      'web-infra:services.app.healthCheck.interval: must be a number, got "15s": write the number alone, in the unit that docs/configuration.md names',
      'web-infra:services.app.scaling.cpuUpper: must be a number, got "80%": write the number alone, in the unit that docs/configuration.md names',
    ],
  ],
  [
    "a dot for the colon of the prefix",
    "web-infra:web-infra.zone: example.com",
    [
      "web-infra:web-infra.zone: is not a known key; did you mean zone?",
      "web-infra:zone: is required: must be a string",
    ],
  ],
  [
    "a region in capitals",
    "web-infra:zone: example.com\naws:region: EU-WEST-1",
    ['aws:region: must be a region of AWS (did you mean eu-west-1?), got "EU-WEST-1"'],
  ],
  [
    "an Availability Zone for a region",
    "web-infra:zone: example.com\naws:region: eu-west-1a",
    ['aws:region: must be a region of AWS (did you mean eu-west-1?), got "eu-west-1a"'],
  ],
  [
    "an account's number that has lost its zero",
    service("{ domain: app.example.com, healthCheckPath: /health, secretKeyArns: [012345678901] }"),
    ["web-infra:services.app.secretKeyArns[0]: must be a string, got 12345678901"],
  ],
  [
    "a folder as Windows writes it",
    pipeline("{ repository: team/www, build: { outputDirectory: 'dist\\browser' } }"),
    [
      'web-infra:sites.www.pipeline.build.outputDirectory: must be a path inside the repository without spaces, e.g. "dist" or "apps/web", got "dist\\\\browser"',
    ],
  ],
  [
    "a folder of the machine",
    pipeline("{ repository: team/www, build: { outputDirectory: /dist } }"),
    [
      'web-infra:sites.www.pipeline.build.outputDirectory: must be a path inside the repository without spaces, e.g. "dist" or "apps/web", got "/dist"',
    ],
  ],
  [
    "countries in small letters",
    site("{ domain: www.example.com, geo: { allow: [no] } }"),
    [
      'web-infra:sites.www.geo.allow[0]: must be an ISO 3166-1 country code in capitals, such as KR (the United Kingdom is GB), got "no"',
    ],
  ],
  [
    "redirects as keys",
    site("{ domain: www.example.com, redirects: { /old: /new } }"),
    [
      'web-infra:sites.www.redirects: must be a list, got {"/old":"/new"}: begin each entry with a hyphen and a blank',
    ],
  ],
  [
    "variables as a list",
    service("{ domain: app.example.com, healthCheckPath: /health, environment: [A=b] }"),
    [
      'web-infra:services.app.environment: must be an object with keys, got ["A=b"]: write a name, a colon, a blank and a value for each entry',
    ],
  ],
  [
    "variables in small letters",
    service("{ domain: app.example.com, healthCheckPath: /health, environment: { my-var: x } }"),
    [
      'web-infra:services.app.environment.my-var: must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL, got "my-var"',
    ],
  ],
  [
    "instance types in one text",
    service('{ domain: app.example.com, healthCheckPath: /health, instanceTypes: "t3.small, t3.medium" }'),
    [
      'web-infra:services.app.instanceTypes: must be a list, got "t3.small, t3.medium": write [t3.small, t3.medium]',
    ],
  ],
  [
    "a health check as an address",
    service('{ domain: app.example.com, healthCheckPath: "https://app.example.com/health" }'),
    [
      'web-infra:services.app.healthCheckPath: must begin with a slash and hold no blank, comma or #, e.g. "/health", got "https://app.example.com/health"',
    ],
  ],
  [
    "a password for its hash",
    site("{ domain: www.example.com, basicAuth: { reviewer: secret } }"),
    [
      'web-infra:sites.www.basicAuth.reviewer: must be the SHA-256 of user:password, 64 hexadecimal digits in lower case, got "[hidden]"',
    ],
  ],
  [
    "an API's address for its host",
    site('{ domain: www.example.com, apiRoutes: { /api: "https://app.example.com/" } }'),
    [
      'web-infra:sites.www.apiRoutes./api: must be a host name in lower case, without scheme, port, path or final dot: write app.example.com, got "https://app.example.com/"',
    ],
  ],
  [
    "an id with its path",
    "web-infra:zone: example.com\nweb-infra:zoneId: /hostedzone/Z0123456789ABCDEFGHIJ",
    [
      'web-infra:zoneId: must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ, got "/hostedzone/Z0123456789ABCDEFGHIJ"',
    ],
  ],
  [
    "a certificate of another region than CloudFront's",
    site('{ domain: www.example.com, certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0" }'),
    [
      'web-infra:sites.www.certificateArn: must be the ARN of an ACM certificate in us-east-1, the only region CloudFront reads, got "arn:aws:acm:eu-west-1:123456789012:certificate/0"',
    ],
  ],
  [
    "a retention of the logs that CloudWatch lacks",
    pipeline("{ repository: team/www, logRetentionDays: 31 }"),
    [
      "web-infra:sites.www.pipeline.logRetentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31",
    ],
  ],
  [
    "a list for the zone",
    "web-infra:zone: [example.com]",
    ['web-infra:zone: must be a string, got ["example.com"]: write example.com, without brackets'],
  ],
  [
    "a list of addresses",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\nweb-infra:alarmEmail: [ops@example.com]`,
    [
      'web-infra:alarmEmail: must be a string, got ["ops@example.com"]: write ops@example.com, without brackets',
    ],
  ],
  [
    "sites with nothing below them",
    'web-infra:zone: example.com\nweb-infra:sites: ""',
    ['web-infra:sites: must be an object with keys, got "": indent its keys below it'],
  ],
  [
    "a path as the messages have it",
    "web-infra:zone: example.com\nweb-infra:sites.www.domain: www.example.com",
    [
      "web-infra:sites.www.domain: must not be written as a path: write web-infra:sites, and www, then domain indented below it",
    ],
  ],
  [
    "an unknown key among few",
    site("{ domain: www.example.com, geo: { block: [US] } }"),
    [
      "web-infra:sites.www.geo.block: is not a known key; there are allow, deny: see docs/configuration.md, or remove it",
    ],
  ],
  [
    "a text for a list, of which the length says nothing",
    service("{ domain: app.example.com, healthCheckPath: /health, logFiles: /var/log/x.log }"),
    ['web-infra:services.app.logFiles: must be a list, got "/var/log/x.log": write [/var/log/x.log]'],
  ],
  [
    "a list of default tags",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:defaultTags: { tags: [Project] }`,
    [
      'aws:defaultTags.tags: must be an object with keys, got ["Project"]: write a name, a colon, a blank and a value for each entry',
    ],
  ],
  [
    "a default tag in the name of AWS",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:defaultTags: { tags: { "aws:owner": me } }`,
    [
      'aws:defaultTags.tags.aws:owner: must be a tag key of letters, digits, spaces and _ . : / = + - @ that does not begin with aws:, got "aws:owner"',
    ],
  ],
  [
    "an account that is none",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:allowedAccountIds: [1234]`,
    [
      'aws:allowedAccountIds: must be a list of account ids of 12 digits in quotes, such as ["123456789012"], got [1234]',
    ],
  ],
  [
    "a word for a switch of the provider",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:skipMetadataApiCheck: maybe`,
    ['aws:skipMetadataApiCheck: must be true or false, got "maybe"'],
  ],
  [
    "a word for a number of the provider",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:maxRetries: many`,
    ['aws:maxRetries: must be a whole number, 0 or more, got "many"'],
  ],
  [
    "a role outside of a list",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:assumeRoles: arn:aws:iam::123456789012:role/x`,
    [
      'aws:assumeRoles: must be a list of roles, such as [{ roleArn: arn:aws:iam::123456789012:role/deploy }], got "arn:aws:iam::123456789012:role/x"',
    ],
  ],
  [
    "one address for all services of AWS",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:endpoints: http://localhost:4566`,
    [
      'aws:endpoints: must be a list of addresses by service, such as [{ s3: http://localhost:4566 }], got "http://localhost:4566"',
    ],
  ],
  [
    "the key of an AWS user in plain text",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\naws:secretKey: x9`,
    [
      'aws:secretKey: must not stand in a file in plain text: remove it, have AWS make another one, and sign in by a profile (aws configure sso), AWS_PROFILE or the role of the build, got "[hidden]"',
    ],
  ],
  [
    "a branch as Git names it",
    pipeline("{ repository: team/www, branch: refs/heads/main }"),
    ['web-infra:sites.www.pipeline.branch: must be without refs/heads/: write main, got "refs/heads/main"'],
  ],
  [
    "a repository as a clone's address ends",
    pipeline("{ repository: team/www.git }"),
    [
      'web-infra:sites.www.pipeline.repository: must be without the ending of a clone\'s address: write team/www, got "team/www.git"',
    ],
  ],
  [
    "a range that begins in its middle",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\nweb-infra:network: { cidrBlock: 10.0.7.1/16 }`,
    [
      'web-infra:network.cidrBlock: must begin with the first address of the range: write 10.0.0.0/16, got "10.0.7.1/16"',
    ],
  ],
  [
    "words of a CSP without quotes",
    site("{ domain: www.example.com, headers: { csp: default-src self } }"),
    [
      "web-infra:sites.www.headers.csp: must have 'self' in single quotes: without them self is a host of that name, got \"default-src self\"",
    ],
  ],
  [
    "a header with its colon",
    site('{ domain: www.example.com, headers: { custom: { "X-Version:": "5" } } }'),
    [
      'web-infra:sites.www.headers.custom.X-Version:: must be the name of a header, of letters, digits and hyphens, got "X-Version:"',
    ],
  ],
  [
    "a key that other platforms have",
    service("{ domain: app.example.com, healthCheckPath: /health, port: 3000 }"),
    ["web-infra:services.app.port: is not a known key; see docs/configuration.md, or remove it"],
  ],
  [
    "an interval below its timeout",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, healthCheck: { interval: 5, timeout: 10 } }",
    ),
    ["web-infra:services.app.healthCheck.interval: must be more than timeout (10), got 5"],
  ],
  [
    "a deployment policy in small letters",
    service("{ domain: app.example.com, healthCheckPath: /health, deployment: { policy: rolling } }"),
    [
      'web-infra:services.app.deployment.policy: must be one of Immutable, TrafficSplitting, RollingWithAdditionalBatch, Rolling, AllAtOnce, got "rolling"',
    ],
  ],
  [
    "batches where there are none",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, deployment: { policy: Immutable, batchPercent: 30 } }",
    ),
    ["web-infra:services.app.deployment.batchPercent: has no effect: Immutable has no batches, got 30"],
  ],
  [
    "a variable that is a secret as well",
    service(
      '{ domain: app.example.com, healthCheckPath: /health, environment: { DB: x }, secrets: { DB: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf" } }',
    ),
    ['web-infra:services.app.environment.DB: must not stand under secrets as well, got "x"'],
  ],
  [
    "commands in one text",
    pipeline("{ repository: team/www, build: { commands: npm run build } }"),
    [
      'web-infra:sites.www.pipeline.build.commands: must be a list, got "npm run build": write it in brackets, [ ]',
    ],
  ],
  [
    "a pipeline as a switch",
    site("{ domain: www.example.com, pipeline: true }"),
    [
      "web-infra:sites.www.pipeline: must be an object with keys, got true: its keys are repository, clone, cloneRepositories, beforeDeploy, branch, filePaths, …",
    ],
  ],
  [
    "a redirect without its slash and with a status of no redirect",
    site("{ domain: www.example.com, redirects: [{ from: old, to: /new, status: 200 }] }"),
    [
      'web-infra:sites.www.redirects[0].from: must be a path such as /old, or /blog/*, got "old"',
      "web-infra:sites.www.redirects[0].status: must be one of 301, 302, 307, 308, got 200",
    ],
  ],
  [
    "a path prefix with a star",
    site('{ domain: www.example.com, apiRoutes: { "/api/*": app.example.com } }'),
    [
      'web-infra:sites.www.apiRoutes./api/*: must be a path prefix without wildcard and final slash, such as /api, got "/api/*"',
    ],
  ],
  [
    "a VPC by its name",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com } }\nweb-infra:network: { vpcId: my-vpc, publicSubnetIds: [subnet-0abc12de, subnet-3abc12de], privateSubnetIds: [subnet-1abc12de, subnet-2abc12de] }`,
    ['web-infra:network.vpcId: must be the id of a VPC, e.g. "vpc-0abc12de", got "my-vpc"'],
  ],
  [
    "a wrong number of days beside what the preload list lacks as well",
    site("{ domain: www.example.com, headers: { hstsPreload: true, hstsDays: 800 } }"),
    [
      "web-infra:sites.www.headers.hstsDays: must be at most 730, got 800",
      "web-infra:sites.www.headers.hstsPreload: must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands, got true",
    ],
  ],
  [
    "too few days for the preload list",
    site("{ domain: www.example.com, headers: { hstsPreload: true, hstsSubdomains: true, hstsDays: 30 } }"),
    [
      "web-infra:sites.www.headers.hstsPreload: must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands, got true",
    ],
  ],
  [
    "private instances that reach nothing, beside other faults of the network and of the service",
    `${ZONE}web-infra:network: { natGateways: none, colour: red, cidrBlock: 10 }
web-infra:services: { app: { domain: app.example.com, healthCheckPath: health } }`,
    [
      "web-infra:network.cidrBlock: must be a string, got 10",
      "web-infra:network.colour: is not a known key; there are vpcId, publicSubnetIds, privateSubnetIds, natGateways, availabilityZones, cidrBlock, endpoints, flowLogs: see docs/configuration.md, or remove it",
      'web-infra:services.app.healthCheckPath: must begin with a slash and hold no blank, comma or #, e.g. "/health", got "health"',
      'web-infra:services.app.instanceSubnets: must be public with network.natGateways none, got "private": instances in private subnets could not reach Elastic Beanstalk; or set network.natGateways to single',
    ],
  ],
  [
    "keys that do not agree, each beside a fault of the same object",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, scaling: { min: 4, max: 2, step: 0 }, healthCheck: { interval: 5, timeout: 10, matcher: x }, deployment: { batchPercent: 20, timeout: x } }",
    ),
    [
      'web-infra:services.app.healthCheck.matcher: must be HTTP codes from 200 to 299, e.g. "200" or "200-299": a redirect or an error is no sign of health, got "x"',
      "web-infra:services.app.scaling.step: must be at least 1, got 0",
      'web-infra:services.app.deployment.timeout: must be a number, got "x"',
      "web-infra:services.app.healthCheck.interval: must be more than timeout (10), got 5",
      "web-infra:services.app.scaling.max: must be at least min (4), got 2",
      "web-infra:services.app.deployment.batchPercent: has no effect: Immutable has no batches, got 20",
    ],
  ],
  [
    "a password, and a port that is closed to the application, beside a variable in small letters",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, environment: { my-var: x, DB_PASS: hunter2, PORT: 80 } }",
    ),
    [
      'web-infra:services.app.environment.my-var: must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL, got "my-var"',
      'web-infra:services.app.environment.DB_PASS: must not hold a secret in plain text, and has the name of a secret: store it in Secrets Manager and give its ARN under secrets, got "[hidden]"',
      "web-infra:services.app.environment.PORT: must be a port from 1024 to 65535: nginx forwards to it, and the application may open no lower one, got 80",
    ],
  ],
  [
    "a header that is set elsewhere beside one with its colon, and both lists of countries beside a wrong one",
    site(
      '{ domain: www.example.com, geo: { allow: [UK], deny: [KR] }, headers: { custom: { "X-A:": b, Cache-Control: c } } }',
    ),
    [
      'web-infra:sites.www.headers.custom.X-A:: must be the name of a header, of letters, digits and hyphens, got "X-A:"',
      'web-infra:sites.www.geo.allow[0]: must be an ISO 3166-1 country code in capitals, such as KR (the United Kingdom is GB), got "UK"',
      'web-infra:sites.www.headers.custom.Cache-Control: must not be set here: remove it, since every file is stored with its own, got "c"',
      'web-infra:sites.www.geo: must have exactly one of allow and deny, got {"allow":["UK"],"deny":["KR"]}',
    ],
  ],
  [
    "names that JavaScript keeps for itself",
    `${ZONE}web-infra:sites: { __proto__: { domain: www.example.com } }
web-infra:services: { __proto__: {}, app: { domain: app.example.com, healthCheckPath: /health, environment: { __proto__: x } } }`,
    [
      "web-infra:sites.__proto__: must have another name: JavaScript keeps this one for itself",
      "web-infra:services.__proto__: must have another name: JavaScript keeps this one for itself",
      "web-infra:services.app.environment.__proto__: must have another name: JavaScript keeps this one for itself",
    ],
  ],
  [
    "names of what every object of JavaScript has",
    `${ZONE}web-infra:sites: { toString: { domain: www.example.com }, www: { domain: a.example.com, constructor: x, __proto__: {} } }`,
    [
      'web-infra:sites.toString: name must be 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter, got "toString"',
      "web-infra:sites.www.constructor: is not a known key; see docs/configuration.md, or remove it",
      "web-infra:sites.www.__proto__: is not a known key; see docs/configuration.md, or remove it",
    ],
  ],
  [
    "a service named like a site, by a name that every object of JavaScript has",
    `${ZONE}web-infra:sites: { constructor: { domain: www.example.com } }
web-infra:services: { constructor: { domain: app.example.com, healthCheckPath: /health } }`,
    ["web-infra:services.constructor: must have another name: a site has this one"],
  ],
  [
    "redirects in a circle",
    site("{ domain: www.example.com, redirects: [{ from: /a, to: /b }, { from: /b, to: /a }] }"),
    [
      'web-infra:sites.www.redirects[0].to: must not lead back to from by way of redirects[1], which would never end, got "/b"',
      'web-infra:sites.www.redirects[1].to: must not lead back to from by way of redirects[0], which would never end, got "/a"',
    ],
  ],
  [
    "a secret's ARN that stops before its name",
    service(
      '{ domain: app.example.com, healthCheckPath: /health, secrets: { DB: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:" } }',
    ),
    [
      'web-infra:services.app.secrets.DB: must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON secret) or of a Systems Manager parameter, got "arn:aws:secretsmanager:eu-west-1:123456789012:secret:"',
    ],
  ],
  [
    "a repository as SSH has it",
    pipeline('{ repository: "git@bitbucket.org:team/www.git" }'),
    [
      'web-infra:sites.www.pipeline.repository: must be "workspace/repository" as in the address of the Bitbucket repository: write team/www, got "git@bitbucket.org:team/www.git"',
    ],
  ],
  [
    "a CSP of two lines",
    site('{ domain: www.example.com, headers: { csp: "default-src *\\nimg-src *" } }'),
    [
      String.raw`web-infra:sites.www.headers.csp: must be one line of printable ASCII characters, without a line break, got "default-src *\nimg-src *"`,
    ],
  ],
  [
    "a former name that is the present one, that another entry has, and that two had",
    `${ZONE}web-infra:sites: { www: { domain: www.example.com, formerName: www }, shop: { domain: shop.example.com, formerName: app }, a: { domain: a.example.com, formerName: old } }
web-infra:services: { app: { domain: app.example.com, healthCheckPath: /health, formerName: old }, b: { domain: b.example.com, healthCheckPath: /health, formerName: Old_1 } }`,
    [
      'web-infra:services.b.formerName: name must be 1 to 20 lower-case letters, digits and single hyphens, beginning with a letter, got "Old_1"',
      'web-infra:sites.www.formerName: must not be the present name, got "www"',
      'web-infra:sites.shop.formerName: must not be the present name of services.app, got "app"',
      'web-infra:services.app.formerName: must not be the former name of sites.a, too, got "old"',
    ],
  ],
  [
    "a place to fill in",
    "web-infra:zone: <your-zone>",
    [
      'web-infra:zone: must be a host name in lower case, such as www.example.com, and of placeholders only <stack> is replaced, got "<your-zone>"',
    ],
  ],
];

const NO_HOST = "must be a host name in lower case, such as www.example.com, without underscores";

/** Lists with an entry that is wrong by itself, and others that are wrong beside their like. */
const LISTS: readonly (readonly [what: string, yaml: string, lines: readonly string[]])[] = [
  [
    "hosts of a site",
    site(
      "{ domain: www.example.com, aliases: [Bad_host, www.example.com, shop.example.org], redirectFrom: [example.com, 5, example.com] }",
    ),
    [
      `web-infra:sites.www.aliases[0]: ${NO_HOST}, got "Bad_host"`,
      "web-infra:sites.www.redirectFrom[1]: must be a string, got 5",
      'web-infra:sites.www.aliases[1]: must not be a host that the site has already, got "www.example.com"',
      'web-infra:sites.www.redirectFrom[2]: must not be a host that the site has already, got "example.com"',
      'web-infra:sites.www.aliases[2]: must be in the hosted zone example.com, or set dns: false and enter its records yourself, got "shop.example.org"',
    ],
  ],
  [
    "hosts without a domain",
    site("{ aliases: [Bad_host] }"),
    [
      `web-infra:sites.www.aliases[0]: ${NO_HOST}, got "Bad_host"`,
      'web-infra:sites.www.aliases: must not be given without domain, got ["Bad_host"]',
    ],
  ],
  [
    "hosts of a service, one of which another has",
    `${ZONE}web-infra:services: { app: { domain: app.example.com, healthCheckPath: /health, aliases: [Bad_host, api.example.com] },
  api: { domain: api.example.com, healthCheckPath: /health, aliases: [shop.example.org, ""] } }`,
    [
      `web-infra:services.app.aliases[0]: ${NO_HOST}, got "Bad_host"`,
      `web-infra:services.api.aliases[1]: ${NO_HOST.replace(", without underscores", "")}, got ""`,
      'web-infra:services.api.domain: must not be a host that services.app.aliases[1] has already, got "api.example.com"',
      'web-infra:services.api.aliases[0]: must be in the hosted zone example.com, got "shop.example.org"',
    ],
  ],
  [
    "redirects, and paths beside them",
    site(
      "{ domain: www.example.com, redirects: [{ from: old, to: /new }, { from: /a, to: /b }, { from: /a, to: /c }, { from: /b, to: /b }, { from: /api/v1, to: /x }], apiRoutes: { /api: api.example.com, api: api.example.org, /www: www.example.com } }",
    ),
    [
      'web-infra:sites.www.redirects[0].from: must be a path such as /old, or /blog/*, got "old"',
      'web-infra:sites.www.apiRoutes.api: must be a path prefix without wildcard and final slash, such as /api, got "api"',
      'web-infra:sites.www.redirects[2].from: must not be a path that redirects[1] takes first, got "/a"',
      'web-infra:sites.www.redirects[3].to: must not lead back to from, which would never end, got "/b"',
      `web-infra:sites.www.apiRoutes./www: must be another origin's host, not the site's own, got "www.example.com"`,
      'web-infra:sites.www.apiRoutes./api: must not cover /api/v1, which redirects[4].from uses, got "api.example.com"',
    ],
  ],
  [
    "two answers for /",
    site(
      "{ domain: www.example.com, mode: static, redirects: [{ to: /new }, { from: /, to: /ko/ }], languages: { ko: /ko/ } }",
    ),
    [
      "web-infra:sites.www.redirects[0].from: is required: must be a string",
      'web-infra:sites.www.languages: must not be given where redirects[1] takes / already, got {"ko":"/ko/"}',
    ],
  ],
  [
    "types of instances",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, instanceTypes: [small, t4g.smal, t3.small, t4g.small, t4g.small] }",
    ),
    [
      'web-infra:services.app.instanceTypes[0]: must be an instance type, e.g. "t4g.small", got "small"',
      'web-infra:services.app.instanceTypes[1]: must be one of t4g.nano, t4g.micro, t4g.small, t4g.medium, t4g.large, t4g.xlarge, t4g.2xlarge (did you mean t4g.small?), got "t4g.smal"',
      'web-infra:services.app.instanceTypes[2]: must be of one processor architecture with t4g.smal (arm64), and is x86_64, got "t3.small"',
      'web-infra:services.app.instanceTypes[4]: must not be named twice, got "t4g.small"',
    ],
  ],
  [
    "ranges of addresses",
    service(
      "{ domain: app.example.com, healthCheckPath: /health, allowedCidrs: [203.0.113.0, 198.51.100.0/24, 198.51.100.0/24] }",
    ),
    [
      'web-infra:services.app.allowedCidrs[0]: must be an IPv4 range, e.g. "203.0.113.0/24", got "203.0.113.0"',
      'web-infra:services.app.allowedCidrs[2]: must not be named twice, got "198.51.100.0/24"',
    ],
  ],
];

/** The keys of a stack's file as Pulumi hands them over: strings as they are, everything else as JSON. */
function textsOf(yaml: string): Record<string, string> {
  const keys = Object.entries((parse(yaml) ?? {}) as object).map(([key, value]: [string, unknown]) => [
    key.includes(":") ? key : `web-infra:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(keys) as Record<string, string>;
}

const check = (yaml: string, more = {}) =>
  checkRaw({ texts: textsOf(yaml), project: "web-infra", stack: "dev", ...more });

describe("mistakes in a stack's file", () => {
  for (const [what, yaml, lines] of MISTAKES) {
    it(`are reported in one line each: ${what}`, () => {
      assert.deepEqual(check(yaml).faults, lines);
      assert.equal(check(yaml).value, undefined);
    });
  }

  it("F19: are reported all at once, of single keys and of several together", () => {
    const { faults } = check(
      `${ZONE}aws:regoin: eu-west-1\nweb-infra:sites: { www: { domain: www.example.org, colour: red }, shop: { domain: www.example.org } }`,
    );
    assert.deepEqual(
      faults.map((line) => line.slice(0, line.indexOf(": "))),
      [
        "web-infra:sites.www.colour",
        "web-infra:sites.www.domain",
        "web-infra:sites.shop.domain",
        "web-infra:sites.shop.domain",
        "aws:regoin",
      ],
    );
  });

  for (const [what, yaml, lines] of LISTS) {
    it(`F19: are reported all at once where one entry of a list is wrong by itself: ${what}`, () => {
      assert.deepEqual(check(yaml).faults, lines);
    });
  }

  for (const yaml of ["", "# config: was forgotten"]) {
    it(`F15: are reported in one line where nothing is configured: ${JSON.stringify(yaml)}`, () => {
      assert.deepEqual(check(yaml, { stack: "nope" }).faults, [
        "Pulumi.nope.yaml: is missing or has no keys below config: write web-infra:zone and the others there",
      ]);
    });
  }
});

describe("an encrypted value in a stack's file", () => {
  it("is refused in one line, and what it holds is not shown", () => {
    const texts = { ...textsOf(site("{ domain: www.example.com }")), "web-infra:alarmEmail": "v1:abc" };
    const isSecret = (key: string) => key === "web-infra:alarmEmail";
    assert.deepEqual(checkRaw({ texts, project: "web-infra", stack: "dev", isSecret }).faults, [
      "web-infra:alarmEmail: must not hold an encrypted value (secure:), nor one further in: which resources exist may not hang on a secret; keep the secret in AWS Secrets Manager and give its ARN under services.<name>.secrets",
    ]);
  });
});

describe("what a stack's file may mean otherwise than it says", () => {
  it("is no empty stack where its services hold an encrypted value", () => {
    const texts = { ...textsOf(`aws:region: eu-west-1\n${ZONE}`), "web-infra:services": "v1:abc" };
    const isSecret = (key: string) => key === "web-infra:services";
    assert.deepEqual(checkRaw({ texts, project: "web-infra", isSecret }).warnings, []);
  });

  it("F3: is a warning where the region is left to the environment of the user", () => {
    const [line, ...more] = check(site("{ domain: www.example.com }")).warnings;
    assert.match(line ?? "", /^aws:region: is not given: .*write aws:region, such as ap-northeast-2$/);
    assert.deepEqual(more, []);
  });

  it("F3: is a warning where the stack would hold nothing", () => {
    assert.deepEqual(check(`${ZONE}aws:region: eu-west-1`).warnings, [
      "web-infra: has neither sites nor services: an update deletes those that the stack has now",
    ]);
  });

  it("is a warning for each former name of a key, with the present one", () => {
    const { value, faults, warnings } = check(
      `aws:region: eu-west-1\n${service("{ domain: app.example.com, healthCheckPath: /health, managedRules: true, rateLimit: 900 }")}`,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(warnings, [
      "web-infra:services.app.managedRules: is the former name of waf and will be refused by the next version; write waf",
      "web-infra:services.app.rateLimit: is the former name of waf.rateLimit and will be refused by the next version; write waf.rateLimit",
    ]);
    const { waf } = value?.services["app"] ?? {};
    assert.equal(typeof waf === "object" && waf.rateLimit, 900);
  });

  it("is a warning where a former switch is off beside keys that have no effect then, as they had none before", () => {
    const { value, faults, warnings } = check(
      `aws:region: eu-west-1\n${site("{ domain: www.example.com, logging: { enabled: false, retentionDays: 30 }, alarms: { enabled: false, latencyMs: 900 } }")}`,
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(warnings, [
      "web-infra:sites.www.logging.enabled: is the former name of accessLogs and will be refused by the next version; write accessLogs",
      "web-infra:sites.www.alarms.enabled: is the former name of alarms and will be refused by the next version; write alarms",
    ]);
    assert.equal(value?.sites["www"]?.accessLogs, false);
    assert.equal(value.sites["www"].alarms, false);
  });

  it("is a fault where a former switch is off beside the present key that is on", () => {
    const yaml = site(
      "{ domain: www.example.com, logging: { enabled: false }, accessLogs: { retentionDays: 30 } }",
    );
    assert.deepEqual(check(yaml).faults, [
      "web-infra:sites.www.logging.enabled: is the former name of accessLogs, which is given as well: remove the former",
    ]);
  });

  it("is a note where alarms would have no receiver and so are not made, and a warning where they are wanted", () => {
    const { value, warnings, notes } = check(
      `aws:region: eu-west-1\n${ZONE}web-infra:sites: { a: { domain: a.example.com }, b: { domain: b.example.com, alarms: true }, c: { domain: c.example.com, alarms: false } }`,
    );
    assert.deepEqual(notes, [
      "web-infra:alarmEmail: is not given, so no alarms are made for sites.a: give the address that gets them, or write alarms: false there",
    ]);
    assert.deepEqual(warnings, [
      "web-infra:sites.b.alarms: notify no address: give the stack an alarmEmail, such as ops@example.com",
    ]);
    assert.equal(value?.sites["a"]?.alarms, false);
    assert.notEqual(value.sites["b"]?.alarms, false);
  });

  it("is neither where there is a receiver", () => {
    const { value, warnings, notes } = check(
      `aws:region: eu-west-1\nweb-infra:alarmEmail: ops@example.com\n${site("{ domain: www.example.com }")}`,
    );
    assert.deepEqual([...warnings, ...notes], []);
    assert.notEqual(value?.sites["www"]?.alarms, false);
  });

  it("is nothing without a zone where nothing has a record in it", () => {
    const yaml =
      "aws:region: eu-west-1\nweb-infra:sites: { a: {}, b: { domain: b.example.org, dns: false }, c: { domain: c.example.net, zone: example.net } }";
    assert.deepEqual(check(yaml).faults, []);
    assert.deepEqual(
      check(`${yaml}\nweb-infra:services: { app: { domain: app.example.com, healthCheckPath: /health } }`)
        .faults,
      ["web-infra:zone: is required: must be a string"],
    );
  });

  it("is nothing where another provider's keys stand beside, which package.json names", () => {
    const yaml = `aws:region: eu-west-1\nrandom:seed: x\n${site("{ domain: www.example.com }")}`;
    assert.equal(check(yaml).faults.length, 1);
    assert.deepEqual(check(yaml, { providers: ["random"] }).faults, []);
  });
});
