import { z } from "zod";
import type { StaticSiteConfig } from "./args";
import { isInZone, placedHostsOf } from "./hosts";

/** What a rule may read: the configuration with its defaults, or the arguments, whose zone id may be an Output. */
type Checked = Omit<StaticSiteConfig, "zoneId"> & { readonly zoneId?: unknown };

/** Something that only shows when keys are seen together. */
interface Rule {
  /** The keys that it reads; where one of them has a fault already, the rule says nothing. */
  readonly reads: readonly (keyof Checked)[];
  /** The faults, as path and what is allowed. */
  readonly faults: (
    site: Checked,
  ) => readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** A rule that ends in at most one fault, at one key. */
function rule(
  reads: readonly (keyof Checked)[],
  path: readonly PropertyKey[],
  message: string,
  isFault: (site: Checked) => boolean,
): Rule {
  return { reads, faults: (site) => (isFault(site) ? [{ path, message }] : []) };
}

const NEEDS_DOMAIN = ["aliases", "redirectFrom", "certificateArn", "previews"] as const;

const RULES: readonly Rule[] = [
  ...NEEDS_DOMAIN.map((key) =>
    rule(["domain", key], [key], "must not be given without domain", ({ domain, [key]: value }) => {
      return domain === undefined && value !== undefined && value.length > 0;
    }),
  ),
  { reads: ["domain", "aliases", "redirectFrom", "previews"], faults: repeatedHosts },
  { reads: ["domain", "aliases", "redirectFrom", "previews", "zone", "dns"], faults: hostsOutsideOwnZone },
  rule(
    ["dns", "certificateIssued"],
    ["certificateIssued"],
    "must not be given unless dns is false: otherwise the certificate is validated by itself",
    ({ dns, certificateIssued }) => dns !== false && certificateIssued === true,
  ),
  rule(
    ["certificateArn", "certificateIssued"],
    ["certificateIssued"],
    "must not be given together with certificateArn, which names a certificate that is issued",
    ({ certificateArn, certificateIssued }) => certificateArn !== undefined && certificateIssued === true,
  ),
  rule(
    ["release", "previews"],
    ["previews"],
    "must not be given with release: inPlace, where the bucket holds one build only",
    ({ release, previews }) => release === "inPlace" && previews !== undefined,
  ),
  rule(
    ["basicAuth", "basicAuthOn", "previews"],
    ["basicAuthOn"],
    "must not be previews without basicAuth and previews",
    ({ basicAuth, basicAuthOn, previews }) =>
      basicAuthOn === "previews" && (basicAuth === undefined || previews === undefined),
  ),
  rule(
    ["mode", "deepLinks"],
    ["deepLinks"],
    "must not be given with mode: static, where every page is a file",
    ({ mode, deepLinks = [] }) => mode === "static" && deepLinks.length > 0,
  ),
  ...(["pages", "trailingSlash", "cleanUrls"] as const).map((key) =>
    rule(
      ["mode", key],
      [key],
      "must not be changed with mode: spa, where index.html answers every page",
      (site) => {
        return (
          site.mode === "spa" &&
          site[key] !== { pages: "directory", trailingSlash: "ignore", cleanUrls: false }[key]
        );
      },
    ),
  ),
  rule(
    ["apiRoutes", "notFoundDocument"],
    ["notFoundDocument"],
    "must not be given together with apiRoutes: CloudFront would show it in place of the API's own 404 answers",
    ({ apiRoutes = {}, notFoundDocument }) =>
      notFoundDocument !== undefined && Object.keys(apiRoutes).length > 0,
  ),
  rule(
    ["release", "notFoundDocument"],
    ["notFoundDocument"],
    "must be 404.html with release: atomic, the page that a release puts in the place for missing files",
    ({ release, notFoundDocument = "404.html" }) => release === "atomic" && notFoundDocument !== "404.html",
  ),
  { reads: ["apiRoutes", "domain", "aliases", "redirectFrom"], faults: routesToItself },
  { reads: ["apiRoutes", "redirects", "deepLinks", "indexDocument"], faults: collidingRoutes },
  { reads: ["redirects"], faults: uselessRedirects },
  rule(
    ["headers"],
    ["headers", "hstsPreload"],
    "must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands",
    ({ headers }) =>
      headers?.hstsPreload === true && !(headers.hstsSubdomains === true && (headers.hstsDays ?? 0) >= 365),
  ),
  { reads: ["headers"], faults: managedHeaders },
  rule(
    ["waf"],
    ["waf", "webAclArn"],
    "must not be given together with rateLimit or managedRules, which are for a web ACL that the site makes",
    ({ waf }) =>
      waf?.webAclArn !== undefined && (waf.rateLimit !== undefined || waf.managedRules !== undefined),
  ),
  rule(["geo"], ["geo"], "must have exactly one of allow and deny", ({ geo }) => {
    return geo !== undefined && (geo.allow === undefined) === (geo.deny === undefined);
  }),
];

/** Adds the faults of all rules to those that zod has found in single keys. */
export function checkRules(site: Checked, context: z.core.$RefinementCtx): void {
  if (!isRecord(site)) {
    return;
  }
  const faulty = new Set(context.issues.map((issue) => issue.path?.[0]));
  for (const { reads, faults } of RULES) {
    if (!reads.some((key) => faulty.has(key))) {
      faults(site).forEach(({ path, message }) =>
        context.addIssue({ code: "custom", path: [...path], message }),
      );
    }
  }
}

/** The rules are asked even of what is no configuration at all. */
function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The component itself has no stack whose zone could stand in. */
export function checkZone(site: Checked, context: z.core.$RefinementCtx): void {
  if (
    site.domain !== undefined &&
    site.dns !== false &&
    site.zone === undefined &&
    site.zoneId === undefined
  ) {
    const message = "is required: give zone or zoneId, or set dns: false and enter the records yourself";
    context.addIssue({ code: "custom", path: ["zone"], message });
  }
}

function repeatedHosts(site: Checked) {
  const placed = placedHostsOf(site);
  return placed
    .filter(({ host }, index) => placed.findIndex((other) => other.host === host) !== index)
    .map(({ path }) => ({ path: keysOf(path), message: "must not be a host that the site has already" }));
}

function hostsOutsideOwnZone(site: Checked) {
  const { zone, dns } = site;
  return zone === undefined || dns === false
    ? []
    : placedHostsOf(site)
        .filter(({ host }) => !isInZone(host, zone))
        .map(({ path }) => ({
          path: keysOf(path),
          message: `must be in the hosted zone ${zone}, or set dns: false and enter its records yourself`,
        }));
}

/** `aliases[0]` → `aliases`, 0. */
function keysOf(path: string): PropertyKey[] {
  const [, key = path, index] = /^(\w+)\[(\d+)\]$/.exec(path) ?? [];
  return index === undefined ? [key] : [key, Number(index)];
}

function routesToItself(site: Checked) {
  const own = new Set(placedHostsOf(site).map(({ host }) => host));
  return Object.entries(site.apiRoutes ?? {})
    .filter(([, origin]) => own.has(origin))
    .map(([prefix]) => ({
      path: ["apiRoutes", prefix],
      message: "must be another origin's host, not the site's own",
    }));
}

function collidingRoutes({ apiRoutes = {}, redirects = [], deepLinks = [], indexDocument = "" }: Checked) {
  return Object.keys(apiRoutes).flatMap((prefix) => {
    const taken = [
      ...redirects.map(({ from }, index) => ({
        path: from.replace(/\/\*$/, ""),
        key: `redirects[${index}].from`,
      })),
      ...deepLinks.map((path, index) => ({ path, key: `deepLinks[${index}]` })),
      { path: `/${indexDocument}`, key: "indexDocument" },
    ].find(({ path }) => path === prefix || path.startsWith(`${prefix}/`));
    return taken === undefined
      ? []
      : [{ path: ["apiRoutes", prefix], message: `must not cover ${taken.path}, which ${taken.key} uses` }];
  });
}

function uselessRedirects({ redirects = [] }: Checked) {
  return redirects.flatMap(({ from, to }, index) => {
    const earlier = redirects.findIndex(
      (other) =>
        other.from === from || (other.from.endsWith("/*") && from.startsWith(other.from.slice(0, -1))),
    );
    return [
      ...(earlier < index
        ? [
            {
              path: ["redirects", index, "from"],
              message: `must not be a path that redirects[${earlier}] takes first`,
            },
          ]
        : []),
      ...(leadsToItself(from, to)
        ? [{ path: ["redirects", index, "to"], message: "must not lead back to from, which would never end" }]
        : []),
      ...(to.includes(":splat") && !from.endsWith("/*")
        ? [{ path: ["redirects", index, "to"], message: "must not hold :splat unless from ends with /*" }]
        : []),
    ];
  });
}

function leadsToItself(from: string, to: string): boolean {
  return from.endsWith("/*") ? `${to}/`.startsWith(from.slice(0, -1)) : from === to;
}

/** Headers that other keys set, or that CloudFront does not let a policy set. */
const MANAGED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "strict-transport-security": "hstsDays",
    "content-security-policy": "csp",
    "content-security-policy-report-only": "csp",
    "x-frame-options": "frame",
    "referrer-policy": "referrer",
    "permissions-policy": "permissions",
    "x-content-type-options": "nothing: it is always sent",
    "cache-control": "nothing: each file brings its own",
  }),
);

function managedHeaders({ headers }: Checked) {
  return Object.keys(headers?.custom ?? {}).flatMap((header) => {
    const key = MANAGED.get(header.toLowerCase());
    return key === undefined
      ? []
      : [{ path: ["headers", "custom", header], message: `must not be set here, but by ${key}` }];
  });
}
