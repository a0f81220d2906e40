/** Which Content-Type and Content-Encoding a file of a build is stored with. The table of extensions is mime-db's. */
import { lookup } from "mime-types";

/** What a browser must never interpret: nosniff is sent with it. */
const UNKNOWN_CONTENT_TYPE = "application/octet-stream";

/** Where the table has no type, one that browsers do not know, or one that an RFC has replaced since. */
const BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cjs: "text/javascript",
    xsl: "application/xslt+xml",
    ico: "image/x-icon",
    cur: "image/x-icon",
    flac: "audio/flac",
    vcf: "text/vcard",
    plist: "application/xml",
    mobileconfig: "application/x-apple-aspen-config",
    topojson: "application/json",
    ndjson: "application/x-ndjson",
    jsonl: "application/x-ndjson",
    jsonc: "application/json",
    hwp: "application/x-hwp",
    hwpx: "application/hwp+zip",
    tgz: "application/gzip",
    zst: "application/zstd",
    glsl: "text/plain",
  }),
);

/**
 * Files without extension, whose readers take one type only: well-known URIs (RFC 8615).
 *
 * @see https://www.iana.org/assignments/well-known-uris/well-known-uris.xhtml
 */
const WELL_KNOWN: Readonly<Record<string, readonly string[]>> = {
  "application/json": [
    "apple-app-site-association",
    "jmap",
    "jwt-vc-issuer",
    "matrix/client",
    "matrix/server",
    "matrix/support",
    "microsoft-identity-association",
    "nodeinfo",
    "oauth-authorization-server",
    "oauth-protected-resource",
    "openid-configuration",
    "openid-credential-issuer",
    "passkey-endpoints",
    "smart-configuration",
    "ssf-configuration",
    "uma2-configuration",
    "web-identity",
    "webauthn",
  ],
  "application/linkset+json": ["api-catalog"],
  "application/entity-statement+jwt": ["openid-federation"],
  "application/trafficadvice+json": ["traffic-advice"],
  "application/xrd+xml": ["host-meta"],
  "text/plain; charset=utf-8": ["apple-developer-merchantid-domain-association", "security"],
};

const BY_PATH: ReadonlyMap<string, string> = new Map([
  // Older versions of iOS ask for it at the root.
  ["apple-app-site-association", "application/json"],
  ...Object.entries(WELL_KNOWN).flatMap(([type, names]) =>
    names.map((name): [string, string] => [`.well-known/${name}`, type]),
  ),
]);

/**
 * Types that a site gives itself: `.usdz` (an extension) or `/files/LICENSE` (a path) → type. A path says more than an extension.
 */
export type ContentTypes = Readonly<Record<string, string>>;

/** How a file was compressed by the build. */
export type ContentEncoding = "br" | "gzip";

/** Compressed files that pages load by that very name, such as Unity's `Build/game.wasm.br`; a `.tar.gz` is a download. */
const COMPRESSED =
  /\.(?:(?:m?js|css|html|svg|wasm|json|data|mem|ttf|glb|gltf|bin)\.gz|[0-9A-Za-z]+\.br|svgz)$/i;

/**
 * The Content-Encoding that a file must be served with, since its content is compressed; undefined: none.
 *
 * @param path the file's path inside the build, with `/` and no leading slash
 */
export function contentEncodingFor(path: string): ContentEncoding | undefined {
  if (!COMPRESSED.test(path)) {
    return undefined;
  }
  return /\.br$/i.test(path) ? "br" : "gzip";
}

/**
 * The Content-Type of a file; of one that is compressed (`contentEncodingFor`), that of what it holds.
 *
 * @param path the file's path inside the build, with `/` and no leading slash
 * @param own the site's own types, which come first
 */
export function contentTypeFor(path: string, own: ContentTypes = {}): string {
  const plain = contentEncodingFor(path) === undefined ? path : path.replace(/\.(?:br|gz)$/i, "");
  const extension = extensionOf(plain);
  return (
    own[`/${path}`] ??
    own[`.${extensionOf(path)}`] ??
    own[`.${extension}`] ??
    BY_PATH.get(path) ??
    (extension === "" ? UNKNOWN_CONTENT_TYPE : typeOf(extension))
  );
}

function extensionOf(path: string): string {
  return /\.([0-9A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

function typeOf(extension: string): string {
  const type = BY_EXTENSION.get(extension) ?? lookup(extension);
  if (type === false) {
    return UNKNOWN_CONTENT_TYPE;
  }
  // Text without a charset makes browsers guess.
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}
