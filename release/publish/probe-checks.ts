/** What a site must answer after a release. Pure. */
import type { ReleaseSettings } from "../../components/release-contract";
import type { Manifest, ManifestFile } from "../records/manifest";

/** One question with the answer that is expected. */
export interface Check {
  readonly what: string;
  readonly path: string;
  readonly status: 200 | 404;
  /** The file whose content and headers must come back; undefined: any page. */
  readonly file?: ManifestFile;
  /** It may redirect, as long as that leads to a page of the release: `/` to `/ko/`. */
  readonly mayRedirect?: true;
  /** Anything will do, since another program has made it. */
  readonly external?: true;
  /** The page for missing files that must be shown. */
  readonly shows?: ManifestFile;
}

type Probe = NonNullable<ReleaseSettings["probe"]>;

/** What of a site's settings says what it must answer, beside its probe. */
export interface Asked {
  /** The file that answers `/`. */
  readonly index: string;
  readonly externalPaths?: readonly string[];
  readonly notFoundPages?: Readonly<Record<string, string>> | undefined;
}

/**
 * The root, a deep link, a file that pages load, a file that does not exist, a page that does not exist for each prefix with an answer
 * of its own, and what another program puts beside the build.
 */
export function checksOf(
  manifest: Manifest,
  probe: Probe,
  { index, externalPaths = [], notFoundPages = {} }: Asked,
): Check[] {
  const root = manifest.files.find(({ path }) => path === index);
  // The smallest: a probe has seconds, and others may be large.
  const [asset] = manifest.files
    .filter(({ hashed, path }) => hashed && /\.(?:js|css)$/.test(path))
    .sort((a, b) => a.size - b.size);
  return [
    {
      what: "root",
      path: "/",
      status: 200,
      mayRedirect: true,
      ...(root === undefined ? {} : { file: root }),
    },
    ...deepLink(manifest, root, probe),
    ...(asset === undefined
      ? []
      : [{ what: "asset", path: urlPath(asset.path), status: 200 as const, file: asset }]),
    ...externalPaths
      .filter((path) => manifest.release === "atomic" && !path.endsWith("*"))
      .map((path) => ({ what: "external path", path, status: 200 as const, external: true as const })),
    ...missingPages(manifest, probe, notFoundPages),
    { what: "missing file", path: `/assets/missing-${manifest.id.toLowerCase()}.js`, status: 404 },
  ];
}

/** Only those that the release has put into the store: it has said why others are not there. */
function missingPages(
  { id, files, notFound = {} }: Manifest,
  { trailingSlash }: Probe,
  pages: Readonly<Record<string, string>>,
): Check[] {
  const stored = Object.keys(notFound);
  return Object.entries(pages).flatMap(([prefix, page]) => {
    const file = files.find(({ path }) => path === page);
    const path = `${prefix === "/" ? "" : prefix}/missing-${id.toLowerCase()}${trailingSlash === "always" ? "/" : ""}`;
    return file === undefined || !stored.some((key) => key.endsWith(`:${page}/0`))
      ? []
      : [{ what: `missing page below ${prefix}`, path, status: 404 as const, shows: file }];
  });
}

function deepLink({ files }: Manifest, root: ManifestFile | undefined, probe: Probe): Check[] {
  if (probe.deepLink !== undefined) {
    return [{ what: "deep link", path: probe.deepLink, status: 200 }];
  }
  if (probe.mode === "spa") {
    // The application's own router knows its paths; any of them must answer with the index document.
    return root === undefined
      ? []
      : [{ what: "deep link", path: "/release-probe/deep/link", status: 200, file: root }];
  }
  for (const file of files) {
    const address = file === root ? undefined : addressOf(file.path, root?.path ?? "index.html", probe);
    if (address !== undefined) {
      return [{ what: "deep link", path: urlPath(address), status: 200, file }];
    }
  }
  return [];
}

/** The address of a page without a file's name; undefined where the file is none that has one. */
function addressOf(path: string, index: string, { pages, trailingSlash }: Probe): string | undefined {
  const suffix = pages === "file" ? ".html" : `/${index.replace(/^.*\//, "")}`;
  const page = path.endsWith(suffix) ? path.slice(0, -suffix.length) : "";
  // With a dot its last part might be taken for a file's name; 404.html and its like are shown with another status.
  if (page === "" || page.includes(".") || /(?:^|\/)(?:[45]\d\d|index)$/.test(page)) {
    return undefined;
  }
  const slash = pages === "file" ? trailingSlash === "always" : trailingSlash !== "never";
  return slash ? `${page}/` : page;
}

function urlPath(path: string): string {
  return `/${path.split("/").map(encodeURIComponent).join("/")}`;
}
