/** Content types by extension. Text carries its charset, since a browser otherwise guesses. */
const TYPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    html: "text/html; charset=utf-8",
    htm: "text/html; charset=utf-8",
    css: "text/css; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    mjs: "text/javascript; charset=utf-8",
    cjs: "text/javascript; charset=utf-8",
    json: "application/json",
    jsonld: "application/ld+json",
    geojson: "application/geo+json",
    map: "application/json",
    webmanifest: "application/manifest+json",
    xml: "application/xml",
    rss: "application/rss+xml",
    atom: "application/atom+xml",
    xsl: "application/xslt+xml",
    txt: "text/plain; charset=utf-8",
    md: "text/markdown; charset=utf-8",
    csv: "text/csv; charset=utf-8",
    vtt: "text/vtt; charset=utf-8",
    ics: "text/calendar; charset=utf-8",
    svg: "image/svg+xml",
    png: "image/png",
    apng: "image/apng",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    gif: "image/gif",
    webp: "image/webp",
    avif: "image/avif",
    bmp: "image/bmp",
    ico: "image/x-icon",
    woff: "font/woff",
    woff2: "font/woff2",
    ttf: "font/ttf",
    otf: "font/otf",
    eot: "application/vnd.ms-fontobject",
    mp3: "audio/mpeg",
    m4a: "audio/mp4",
    ogg: "audio/ogg",
    wav: "audio/wav",
    mp4: "video/mp4",
    webm: "video/webm",
    mov: "video/quicktime",
    wasm: "application/wasm",
    pdf: "application/pdf",
    zip: "application/zip",
    gz: "application/gzip",
    glb: "model/gltf-binary",
    gltf: "model/gltf+json",
  }),
);

/** Files without extension whose type their readers insist on: RFC 8615 well-known URIs. */
const BY_PATH: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ".well-known/apple-app-site-association": "application/json",
    "apple-app-site-association": "application/json",
  }),
);

/** What a browser must never interpret: nosniff is sent with it. */
const UNKNOWN_CONTENT_TYPE = "application/octet-stream";

/**
 * The Content-Type of a file.
 *
 * @param path the file's path inside the build, with `/` and no leading slash
 */
export function contentTypeFor(path: string): string {
  const extension = /\.([0-9A-Za-z]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return BY_PATH.get(path) ?? TYPES.get(extension) ?? UNKNOWN_CONTENT_TYPE;
}
