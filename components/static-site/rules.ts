import { z } from "zod";
import { NOT_FOUND_DOCUMENT } from "../release-contract";
import type { StaticSiteConfig } from "./args";
import { DEFAULTS } from "./defaults";
import { edgeFunctionSource, type EdgeFunctionArgs, functionSizeFault } from "./edge-function";
import { headerFaults } from "./header-faults";
import { isInZone, placedHostsOf } from "./hosts";
import { redirectFaults } from "./redirects";

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

/** What says where a redirect leads. */
const REDIRECTING = [
  "redirects",
  "domain",
  "aliases",
  "redirectFrom",
  "mode",
  "pages",
  "cleanUrls",
  "indexDocument",
] as const;

/** What the edge function is made of. */
const EDGE = [
  ...REDIRECTING,
  "defaultDomain",
  "deepLinks",
  "trailingSlash",
  "basicAuth",
  "basicAuthOn",
  "previews",
  "release",
  "headers",
] as const;

const NEEDS_DOMAIN = ["aliases", "redirectFrom", "certificateArn", "previews", "zone"] as const;

const RULES: readonly Rule[] = [
  ...NEEDS_DOMAIN.map((key) =>
    rule(["domain", key], [key], "must not be given without domain", ({ domain, [key]: value }) => {
      return domain === undefined && value !== undefined && value.length > 0;
    }),
  ),
  rule(
    ["domain", "minimumTls"],
    ["minimumTls"],
    "must not be changed without domain: CloudFront's own certificate allows TLS 1.0, whatever is set",
    ({ domain, minimumTls = DEFAULTS.minimumTls }) =>
      domain === undefined && minimumTls !== DEFAULTS.minimumTls,
  ),
  rule(
    ["domain", "defaultDomain"],
    ["defaultDomain"],
    "must not be block without domain, or nobody could reach the site",
    ({ domain, defaultDomain }) => domain === undefined && defaultDomain === "block",
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
        return site.mode === "spa" && site[key] !== undefined && site[key] !== DEFAULTS[key];
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
    ({ release, notFoundDocument = NOT_FOUND_DOCUMENT }) =>
      release === "atomic" && notFoundDocument !== NOT_FOUND_DOCUMENT,
  ),
  { reads: ["domain", "aliases", "previews"], faults: hostsTakenForPreviews },
  { reads: ["domain", "aliases", "redirectFrom", "previews"], faults: tooManyHosts },
  { reads: ["apiRoutes", "domain", "aliases", "redirectFrom", "previews"], faults: routesToItself },
  { reads: ["apiRoutes", "redirects", "deepLinks", "indexDocument"], faults: collidingRoutes },
  { reads: REDIRECTING, faults: uselessRedirects },
  { reads: EDGE, faults: tooLargeFunction },
  rule(
    ["headers"],
    ["headers", "hstsPreload"],
    "must not be true without hstsSubdomains and at least 365 hstsDays, which the list demands",
    ({ headers }) =>
      headers?.hstsPreload === true && !(headers.hstsSubdomains === true && (headers.hstsDays ?? 0) >= 365),
  ),
  { reads: ["headers"], faults: ({ headers }) => headerFaults(headers?.custom ?? {}) },
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
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
  const { previews } = site;
  return Object.entries(site.apiRoutes ?? {})
    .filter(([, origin]) => own.has(origin) || (previews !== undefined && origin.endsWith(`.${previews}`)))
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

function uselessRedirects(site: Checked) {
  return redirectFaults(site).map(({ index, key, message }) => ({
    path: ["redirects", index, key],
    message,
  }));
}

/** The function takes every label before `previews` for the name of a preview. */
function hostsTakenForPreviews({ domain, aliases = [], previews }: Checked) {
  const host = [domain, ...aliases].find((each) => each?.endsWith(`.${previews}`) === true);
  return previews === undefined || host === undefined
    ? []
    : [
        {
          path: ["previews"],
          message: `must not be a host that ${host} lies below: it would be taken for a preview`,
        },
      ];
}

/** CloudFront's and ACM's limit, which can be asked for; an ACM certificate has ten at first. */
const MAX_HOSTS = 100;

function tooManyHosts(site: Checked) {
  const count = placedHostsOf(site).length;
  const path = (site.redirectFrom ?? []).length > (site.aliases ?? []).length ? "redirectFrom" : "aliases";
  return count <= MAX_HOSTS
    ? []
    : [
        {
          path: [path],
          message: `must not bring the site to more than ${MAX_HOSTS} hosts (it has ${count})`,
        },
      ];
}

/** Text that each of these adds to the function as it is. */
const GROWING = ["redirects", "deepLinks", "redirectFrom", "basicAuth"] as const;

function tooLargeFunction(site: Checked) {
  // Defaults have been applied by now, and none of these keys has a fault of its own.
  const message = functionSizeFault(edgeFunctionSource(site as EdgeFunctionArgs));
  const size = (key: (typeof GROWING)[number]) => JSON.stringify(site[key] ?? "").length;
  const largest = GROWING.reduce((a, b) => (size(b) > size(a) ? b : a));
  return message === undefined ? [] : [{ path: [largest], message }];
}
