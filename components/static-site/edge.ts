/** The edge function of a site, and what does not fit into it. */
import * as cloudfront from "@pulumi/aws/cloudfront";
import type * as pulumi from "@pulumi/pulumi";
import { edgeFunctionSource, type EdgeSite, MAX_FUNCTION_BYTES, respondsToResponses } from "../edge";
import type { Fault, Rule } from "../fields";
import type { BasicAuth } from "./basic-auth";
import { type Headers, pageHeaders, strictTransportSecurity } from "./headers";
import type { Hosts } from "./hosts";
import {
  edgeRedirects,
  type Redirects,
  REDIRECTING,
  STORED_REDIRECTS_PREFIX,
  storedRedirects,
} from "./redirects";
import type { Releases } from "./releases";
import type { Routing } from "./routing";

/** What of a site the function must know. */
export type Edge = Hosts & Routing & Redirects & BasicAuth & Releases & Headers;

const EDGE_KEYS = [
  ...REDIRECTING.reads,
  ...REDIRECTING.entriesOf,
  "defaultDomain",
  "deepLinks",
  "fallbackPages",
  "languages",
  "notFoundPages",
  "trailingSlash",
  "basicAuth",
  "basicAuthOn",
  "previews",
  "release",
  "headers",
] as const;

export const edgeRules: readonly Rule<Edge>[] = [{ reads: EDGE_KEYS, faults: sizeFaults }];

/** The function with the keys of the store that belong to it. */
export interface EdgeFunction {
  readonly source: string;
  readonly entries: ReadonlyMap<string, string>;
  /** Whether it is called for responses, too. */
  readonly responds: boolean;
}

/** Redirects stand in the function's text, unless that gets too long and there is a store to put them in. */
export function edgeFunctionOf(site: Edge): EdgeFunction {
  const plain = edgeSiteOf(site);
  const responds = respondsToResponses(plain);
  const source = edgeFunctionSource(plain);
  if (Buffer.byteLength(source) <= MAX_FUNCTION_BYTES || site.release === "inPlace") {
    return { source, entries: new Map(), responds };
  }
  const { parts, values } = storedRedirects(site);
  const edge: EdgeSite = {
    ...plain,
    redirects: plain.redirects.filter(({ from }) => from.endsWith("/*")),
    storedRedirects: { prefix: STORED_REDIRECTS_PREFIX, parts },
  };
  const entries = [...values].map(([part, value]) => [`${STORED_REDIRECTS_PREFIX}${part}`, value] as const);
  return { source: edgeFunctionSource(edge), entries: new Map(entries), responds };
}

/** A site as the function sees it, with every redirect in its text. */
export function edgeSiteOf(site: Edge): EdgeSite {
  const { basicAuth, headers } = site;
  return {
    release: site.release,
    strictTransportSecurity: strictTransportSecurity(site),
    domain: site.domain,
    redirectFrom: site.redirectFrom,
    defaultDomain: site.defaultDomain,
    mode: site.mode,
    indexDocument: site.indexDocument,
    deepLinks: site.deepLinks,
    fallbackPages: site.fallbackPages,
    notFoundPages: site.notFoundPages,
    pageHeaders: pageHeaders(site),
    pages: site.pages,
    trailingSlash: site.trailingSlash,
    cleanUrls: site.cleanUrls,
    redirects: edgeRedirects(site),
    storedRedirects: undefined,
    languages: site.languages,
    passwordHashes: basicAuth === undefined ? undefined : Object.values(basicAuth),
    passwordOnPreviewsOnly: site.basicAuthOn === "previews",
    previews: site.previews,
    previewsNoIndex: headers.noIndex === "previews",
  };
}

/** Text that each of these adds to the function as it is. */
const GROWING = [
  "redirects",
  "deepLinks",
  "redirectFrom",
  "fallbackPages",
  "languages",
  "notFoundPages",
  "basicAuth",
] as const;

function sizeFaults(site: Edge): Fault[] {
  const message = fitFault(site);
  const size = (key: (typeof GROWING)[number]) => JSON.stringify(site[key] ?? "").length;
  const largest = GROWING.reduce((a, b) => (size(b) > size(a) ? b : a));
  return message === undefined ? [] : [{ path: [largest], message }];
}

function fitFault(site: Edge): string | undefined {
  try {
    return sizeFault(edgeFunctionOf(site).source, site.release);
  } catch (error) {
    return `must fit into the key value store: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What is wrong with the function's size; undefined where it fits. */
export function sizeFault(source: string, release: Releases["release"]): string | undefined {
  const size = Buffer.byteLength(source);
  if (size <= MAX_FUNCTION_BYTES) {
    return undefined;
  }
  const remedy =
    release === "inPlace"
      ? "with release: atomic, redirects of one path each go into a store; otherwise join redirects with /*"
      : "join entries, or leave some to the application";
  return `must be shorter: the edge function has ${size} bytes, but CloudFront takes at most ${MAX_FUNCTION_BYTES}; ${remedy}`;
}

export function createEdgeFunction(
  name: string,
  source: string,
  store: cloudfront.KeyValueStore | undefined,
  opts: pulumi.CustomResourceOptions,
): cloudfront.Function {
  return new cloudfront.Function(
    `${name}-edge`,
    {
      runtime: "cloudfront-js-2.0",
      comment: `Routing of site ${name}`,
      code: source,
      publish: true,
      ...(store === undefined ? {} : { keyValueStoreAssociations: [store.arn] }),
    },
    opts,
  );
}
