/** Content types and encodings of files: a kept-up table by the ending, what readers of well-known files insist on, and keys of the site. */
import { lookup } from "mime-types";

/** Where the table is silent, behind what readers ask for, or not what this kind of site means by the ending. */
const BY_ENDING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    apng: "image/apng",
    atom: "application/atom+xml",
    avif: "image/avif",
    bmp: "image/bmp",
    cjs: "text/javascript",
    heif: "image/heif",
    ico: "image/x-icon",
    jsonld: "application/ld+json",
    m4a: "audio/mp4",
    map: "application/json",
    mdx: "text/markdown",
    mobileconfig: "application/x-apple-aspen-config",
    mov: "video/quicktime",
    onnx: "application/octet-stream",
    opus: "audio/ogg",
    otf: "font/otf",
    parquet: "application/vnd.apache.parquet",
    pkpass: "application/vnd.apple.pkpass",
    pkpasses: "application/vnd.apple.pkpasses",
    pmtiles: "application/vnd.pmtiles",
    rss: "application/rss+xml",
    topojson: "application/json",
    // TypeScript is never sent to a browser to be run; the table means MPEG streams.
    ts: "video/mp2t",
    usdz: "model/vnd.usdz+zip",
    wav: "audio/wav",
    webmanifest: "application/manifest+json",
    xml: "application/xml",
    xsl: "application/xslt+xml",
    zip: "application/zip",
    gz: "application/gzip",
  }),
);

/** Files without ending whose type their readers insist on: RFC 8615 well-known URIs. */
const BY_PATH: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ".well-known/apple-app-site-association": "application/json",
    "apple-app-site-association": "application/json",
    ".well-known/apple-developer-merchantid-domain-association": "text/plain; charset=utf-8",
    ".well-known/webauthn": "application/json",
    ".well-known/passkey-endpoints": "application/json",
    ".well-known/openid-configuration": "application/json",
    ".well-known/oauth-authorization-server": "application/json",
    ".well-known/oauth-protected-resource": "application/json",
    ".well-known/jwks": "application/json",
    ".well-known/matrix/server": "application/json",
    ".well-known/matrix/client": "application/json",
    ".well-known/matrix/support": "application/json",
    ".well-known/nodeinfo": "application/json",
    ".well-known/host-meta": "application/xrd+xml",
    ".well-known/webfinger": "application/jrd+json",
    ".well-known/web-identity": "application/json",
    ".well-known/related-website-set.json": "application/json",
    ".well-known/discord": "text/plain; charset=utf-8",
    ".well-known/atproto-did": "text/plain; charset=utf-8",
    CNAME: "text/plain; charset=utf-8",
    _headers: "text/plain; charset=utf-8",
    _redirects: "text/plain; charset=utf-8",
  }),
);

/** Endings of files that the build has compressed beforehand: what they hold is told by the ending before. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ["br", "br"],
  ["gz", "gzip"],
  ["zst", "zstd"],
]);

/** What browsers load by itself in a compressed form; an archive (`data.csv.gz`) stays one. */
const COMPRESSED = /\.(?:js|mjs|css|wasm|html?|json|svg|data|symbols\.json|mem|unityweb|framework\.js)$/i;

/** What a browser must never interpret: nosniff is sent with it. */
const UNKNOWN_CONTENT_TYPE = "application/octet-stream";

/** Headers of a file that follow from its name. */
export interface ContentHeaders {
  readonly contentType: string;
  readonly contentEncoding?: string;
}

/**
 * The headers of a file.
 *
 * @param path the file's path inside the build, with `/` and no leading slash
 * @param own types of the site, by an ending (`.usdz`) or a path (`/feed`)
 */
export function contentHeadersFor(path: string, own: Readonly<Record<string, string>> = {}): ContentHeaders {
  const given = ownType(path, own);
  const ending = endingOf(path);
  const contentEncoding = ENCODINGS.get(ending);
  const inner = path.slice(0, -ending.length - 1);
  if (contentEncoding !== undefined && COMPRESSED.test(inner)) {
    return { contentType: given ?? ownType(inner, own) ?? typeOf(inner), contentEncoding };
  }
  return { contentType: given ?? typeOf(path) };
}

/**
 * The Content-Type of a file.
 *
 * @param path the file's path inside the build, with `/` and no leading slash
 */
export function contentTypeFor(path: string, own: Readonly<Record<string, string>> = {}): string {
  return contentHeadersFor(path, own).contentType;
}

/** A path says more than an ending, and a longer ending more than a shorter one. */
function ownType(path: string, own: Readonly<Record<string, string>>): string | undefined {
  const name = `/${path}`.toLowerCase();
  const key = Object.keys(own)
    .filter((each) => (each.startsWith("/") ? `/${path}` === each : name.endsWith(each.toLowerCase())))
    .sort((a, b) => Number(b.startsWith("/")) - Number(a.startsWith("/")) || b.length - a.length)[0];
  return key === undefined ? undefined : own[key];
}

function typeOf(path: string): string {
  const ending = endingOf(path);
  const type =
    BY_PATH.get(path) ?? BY_ENDING.get(ending) ?? (lookup(`x.${ending}`) || UNKNOWN_CONTENT_TYPE);
  // Text carries its charset, since a browser otherwise guesses.
  return type.startsWith("text/") && !type.includes("charset") ? `${type}; charset=utf-8` : type;
}

function endingOf(path: string): string {
  return /\.([0-9A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}
