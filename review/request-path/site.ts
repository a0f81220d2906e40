import { records, text, type Resource } from "../preview-document";
import { box, dnsBox, only, VISITOR, type Arrow, type Box, type Graph, type Path } from "./path";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** AWS's managed cache policies. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const MANAGED: Readonly<Record<string, string>> = {
  "658327ea-f89d-4fab-a63d-7e88639e58f6": "CachingOptimized: for a day unless the file says otherwise",
  "b2884449-e4de-46a7-ac36-70bc7f1ddd6d": "CachingOptimizedForUncompressedObjects",
  "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": "CachingDisabled: every request goes to the origin",
  "83da9c7e-98b4-4e11-a168-04f0df8e2c65": "UseOriginCacheControlHeaders",
  "4cc15a8a-d715-48a4-82b8-cc0b614638fe": "UseOriginCacheControlHeaders-QueryStrings",
};

const HTTP_VERSIONS: Readonly<Record<string, string>> = {
  "http1.1": "HTTP/1.1",
  http2: "HTTP/2",
  http3: "HTTP/3",
  http2and3: "HTTP/2 and HTTP/3",
};

/** What becomes of a request over HTTP. */
const VIEWER_PROTOCOLS: Readonly<Record<string, string>> = {
  "redirect-to-https": "HTTP is redirected to HTTPS",
  "https-only": "HTTP is refused",
  "allow-all": "HTTP is answered too",
};

/** AWS's cache policy that keeps nothing: there is no hit. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** The way of a request through each distribution. */
export function sitePaths(graph: Graph): readonly Path[] {
  return graph.ofType(DISTRIBUTION).map((distribution) => sitePath(graph, distribution));
}

function sitePath(graph: Graph, distribution: Resource): Path {
  const boxes: Box[] = [VISITOR];
  const arrows: Arrow[] = [];
  const dns = dnsBox(graph, distribution);
  if (dns !== undefined) {
    boxes.push(dns);
    arrows.push({ from: "visitor", to: "dns", label: "name" });
  }
  const cdn = cdnBox(graph, distribution);
  boxes.push(cdn);
  arrows.push({ from: dns?.id ?? "visitor", to: cdn.id, label: "HTTPS" });
  const firewall = graph.sources(distribution, "webAclId")[0];
  if (firewall !== undefined || text(distribution.inputs["webAclId"]) !== "") {
    const rules = records(firewall?.inputs["rules"]).map(({ name }) => text(name));
    boxes.push(box("firewall", "firewall", "Web ACL", rules, firewall === undefined ? [] : [firewall]));
    arrows.push({ from: "firewall", to: cdn.id, label: "filters", aside: true });
  }
  const last = edge(graph, distribution, boxes, arrows);
  behaviours(graph, distribution, last, boxes, arrows);
  return { id: `site ${distribution.name}`, kind: "site", name: graph.nameOf(distribution), boxes, arrows };
}

function cdnBox(graph: Graph, distribution: Resource): Box {
  const { inputs } = distribution;
  const certificate = only(inputs, "viewerCertificate");
  const aliases = [inputs["aliases"] ?? []].flat().map(text);
  const errors = records(inputs["customErrorResponses"]);
  const protocols = protocolsOf(distribution);
  const geo = only(only(inputs, "restrictions"), "geoRestriction");
  return box(
    "cdn",
    "cdn",
    "CloudFront",
    [
      aliases.length === 0 ? "its own name at cloudfront.net" : `serves ${aliases.join(", ")}`,
      `TLS ends here: ${certificate["minimumProtocolVersion"] === undefined ? "CloudFront's certificate" : `${text(certificate["minimumProtocolVersion"])} at least`}`,
      protocols.length === 1 ? (protocols[0] ?? "") : "",
      inputs["enabled"] === false ? "disabled" : "",
      HTTP_VERSIONS[text(inputs["httpVersion"])] ?? text(inputs["httpVersion"]),
      inputs["priceClass"] === undefined ? "" : `edge locations: ${text(inputs["priceClass"])}`,
      text(geo["restrictionType"]) === "none" || geo["restrictionType"] === undefined
        ? ""
        : `${text(geo["restrictionType"])} ${text(geo["locations"])}`,
      ...errors.map(
        ({ errorCode, responseCode, responsePagePath }) =>
          `error ${text(errorCode)}: ${text(responsePagePath)} as ${text(responseCode ?? errorCode)}`,
      ),
    ],
    [distribution, ...graph.sources(distribution, "viewerCertificate")],
  );
}

/** Functions at the edge; returns the box that requests leave last. */
function edge(graph: Graph, distribution: Resource, boxes: Box[], arrows: Arrow[]): string {
  const associated = behavioursOf(distribution).flatMap(({ behaviour }) => [
    ...records(behaviour["functionAssociations"]),
    ...records(behaviour["lambdaFunctionAssociations"]),
  ]);
  const named = [
    ...graph.sources(distribution, "defaultCacheBehavior"),
    ...graph.sources(distribution, "orderedCacheBehaviors"),
  ].filter(({ type }) => /^aws:(?:cloudfront|lambda)\/function:/.test(type));
  const functions = [...new Set(named)];
  if (associated.length === 0) return "cdn";
  const events = [...new Set(associated.map(({ eventType }) => text(eventType)))].join(", ");
  const stores = functions.flatMap((own) => graph.sources(own, "keyValueStoreAssociations"));
  boxes.push(
    box(
      "edge",
      "edge",
      "Edge function",
      [
        events === "viewer-request" ? "runs before the cache" : `on ${events}`,
        ...functions.map(({ inputs }) => text(inputs["comment"] ?? inputs["description"])),
        stores.length === 0
          ? ""
          : `key value store ${stores.map(({ name }) => name).join(", ")} says which release is live`,
      ],
      [...functions, ...stores],
    ),
  );
  arrows.push({ from: "cdn", to: "edge", label: "every request" });
  return "edge";
}

function behaviours(graph: Graph, distribution: Resource, from: string, boxes: Box[], arrows: Arrow[]): void {
  const origins = records(distribution.inputs["origins"]);
  const protocols = protocolsOf(distribution);
  for (const { pattern, behaviour } of behavioursOf(distribution)) {
    const id = `cache ${pattern}`;
    const methods = [behaviour["allowedMethods"] ?? []].flat().map(text);
    boxes.push(
      box(
        id,
        "cache",
        pattern === "*" ? "Edge cache" : `Edge cache ${pattern}`,
        [
          ...(behaviour["cachePolicyId"] === CACHING_DISABLED
            ? []
            : [
                "a hit is answered here",
                `a miss is fetched from ${originTitle(graph, distribution, behaviour)} and kept`,
              ]),
          cachePolicy(graph, distribution, behaviour),
          protocols.length === 1 ? "" : protocolOf(behaviour),
          methods.length === 0 ? "" : `allows ${methods.join(", ")}`,
          behaviour["compress"] === true ? "compressed" : "",
        ],
        graph
          .sources(distribution, pattern === "*" ? "defaultCacheBehavior" : "orderedCacheBehaviors")
          .filter(({ type }) => /Policy$/.test(type)),
      ),
    );
    arrows.push({ from, to: id, label: pattern === "*" ? "" : pattern });
    const target = text(behaviour["targetOriginId"]);
    arrows.push({ from: id, to: `origin ${target}`, label: "miss" });
  }
  for (const origin of origins) boxes.push(originBox(graph, distribution, origin));
}

function behavioursOf({ inputs }: Resource) {
  return [
    { pattern: "*", behaviour: only(inputs, "defaultCacheBehavior") },
    ...records(inputs["orderedCacheBehaviors"]).map((behaviour) => ({
      pattern: text(behaviour["pathPattern"]),
      behaviour,
    })),
  ];
}

function protocolOf(behaviour: Readonly<Record<string, unknown>>): string {
  const policy = text(behaviour["viewerProtocolPolicy"]);
  return VIEWER_PROTOCOLS[policy] ?? policy;
}

/** What becomes of HTTP: one answer where all paths have the same, which CloudFront's box then says. */
function protocolsOf(distribution: Resource): readonly string[] {
  return [...new Set(behavioursOf(distribution).map(({ behaviour }) => protocolOf(behaviour)))];
}

function originTitle(
  graph: Graph,
  distribution: Resource,
  behaviour: Readonly<Record<string, unknown>>,
): string {
  const origin = records(distribution.inputs["origins"]).find(
    ({ originId }) => originId === behaviour["targetOriginId"],
  );
  return origin === undefined ? "the origin" : originBox(graph, distribution, origin).title;
}

function cachePolicy(
  graph: Graph,
  distribution: Resource,
  behaviour: Readonly<Record<string, unknown>>,
): string {
  const id = text(behaviour["cachePolicyId"]);
  const managed = MANAGED[id];
  if (managed !== undefined) return managed;
  const own = graph
    .sources(distribution, "defaultCacheBehavior", "aws:cloudfront/cachePolicy:CachePolicy")
    .concat(
      graph.sources(distribution, "orderedCacheBehaviors", "aws:cloudfront/cachePolicy:CachePolicy"),
    )[0];
  const seconds = own?.inputs["defaultTtl"] ?? behaviour["defaultTtl"];
  if (own === undefined && seconds === undefined) return id === "" ? "" : `cache policy ${id}`;
  return `${own?.name ?? "cached"}: ${seconds === undefined ? "a day" : `${text(seconds)} s`} unless the file says otherwise`;
}

function originBox(graph: Graph, distribution: Resource, origin: Readonly<Record<string, unknown>>): Box {
  const id = `origin ${text(origin["originId"])}`;
  const domain = text(origin["domainName"]);
  const signed = text(origin["originAccessControlId"]) !== "" || records(origin["s3OriginConfig"]).length > 0;
  const bucket = graph
    .sources(distribution, "origins", "aws:s3/bucket:Bucket")
    .find(({ name, inputs }) => domain.startsWith(text(inputs["bucket"])) || name === origin["originId"]);
  if (bucket === undefined && !/\.s3[.-]/.test(domain)) {
    const custom = only(origin, "customOriginConfig");
    return box(
      id,
      "origin",
      domain === "" ? "Origin" : domain.replace(/^[0-9a-f-]{36}$/, "Origin"),
      [
        custom["originProtocolPolicy"] === undefined ? "" : text(custom["originProtocolPolicy"]),
        text(origin["originPath"]),
      ],
      graph.sources(distribution, "origins"),
    );
  }
  const access =
    bucket === undefined ? [] : graph.users(bucket, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
  const blocked = access.some(
    ({ inputs }) => inputs["blockPublicPolicy"] === true && inputs["restrictPublicBuckets"] === true,
  );
  return box(
    id,
    "bucket",
    "S3",
    [
      `bucket ${bucket?.name ?? domain}: the files`,
      blocked ? "private: no public access" : "public access is not blocked",
      signed ? "requests signed (origin access control)" : "requests not signed",
      bucket?.protect === true ? "bucket protected from deletion" : "",
    ],
    bucket === undefined
      ? []
      : [bucket, ...access, ...graph.users(bucket, "aws:s3/bucketPolicy:BucketPolicy")],
  );
}
