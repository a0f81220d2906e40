/** Asks the site over HTTPS as a visitor does, until the release shows or the time is up. */
import { createHash } from "node:crypto";
import type { Context } from "./context";
import { reasonOf, sleep } from "./log";
import type { Manifest, ManifestFile } from "./manifest";
import { indexOf, type ReleaseSettings } from "../components/release-contract";

/** One question with the answer that is expected. */
export interface Check {
  readonly what: string;
  readonly path: string;
  readonly status: 200 | 404;
  /** The file whose content and headers must come back; undefined: any page. */
  readonly file?: ManifestFile;
}

const REQUEST_SECONDS = 10;
const MAX_PAUSE_SECONDS = 5;

type Probe = NonNullable<ReleaseSettings["probe"]>;

/**
 * What is asked after a release: the root, a deep link, a file that pages load, a file that does not exist. Pure.
 *
 * @param index the file that answers `/`
 */
export function checksOf(manifest: Manifest, index: string, probe: Probe): Check[] {
  const root = manifest.files.find(({ path }) => path === index);
  const asset = manifest.files.find(({ hashed, path }) => hashed && /\.(?:js|css)$/.test(path));
  return [
    { what: "root", path: "/", status: 200, ...(root === undefined ? {} : { file: root }) },
    ...deepLink(manifest, root, probe),
    ...(asset === undefined
      ? []
      : [{ what: "asset", path: urlPath(asset.path), status: 200 as const, file: asset }]),
    { what: "missing file", path: `/assets/missing-${manifest.id.toLowerCase()}.js`, status: 404 },
  ];
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
  const suffix = pages === "file" ? ".html" : `/${index}`;
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

/** @throws {Error} that names the first check that still fails when the time is up */
export async function probeSite(context: Context, manifest: Manifest): Promise<void> {
  const { settings, log, checkpoint } = context;
  if (settings.probe === undefined) {
    log.step("the site is not probed");
    return;
  }
  const checks = checksOf(manifest, indexOf(settings), settings.probe);
  const deadline = Date.now() + settings.probe.timeoutSeconds * 1000;
  for (let pause = 0.5; ; pause = Math.min(pause * 2, MAX_PAUSE_SECONDS)) {
    checkpoint();
    const failures = (await Promise.all(checks.map(async (check) => fault(settings.url, check)))).filter(
      (each) => each !== undefined,
    );
    const [first] = failures;
    if (first === undefined) {
      log.step(`probed ${settings.url}: ${checks.map(({ what }) => what).join(", ")}`);
      return;
    }
    if (Date.now() + pause * 1000 >= deadline) {
      throw new Error(`the site does not show the release: ${first}`);
    }
    await sleep(pause);
  }
}

/** What is wrong with the site's answer; undefined: nothing. */
async function fault(origin: string, check: Check): Promise<string | undefined> {
  const url = new URL(check.path, origin).href;
  try {
    const answer = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.timeout(REQUEST_SECONDS * 1000),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    const problem = wrong(answer, body, check);
    return problem === undefined ? undefined : `${check.what} ${url} ${problem}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${check.what} ${url} does not answer (${reasonOf(cause)})`;
  }
}

function wrong(answer: Response, body: Buffer, { status, file }: Check): string | undefined {
  if (answer.status !== status) {
    return `answers ${answer.status} instead of ${status}`;
  }
  if (status === 404) {
    return undefined;
  }
  const type = answer.headers.get("content-type") ?? "none";
  const expectedType = file?.contentType ?? "text/html";
  if (!type.toLowerCase().replace(/\s/g, "").startsWith(expectedType.toLowerCase().replace(/\s/g, ""))) {
    return `has the content type ${type} instead of ${expectedType}`;
  }
  if (file === undefined) {
    return undefined;
  }
  if (createHash("sha256").update(body).digest("hex") !== file.sha256) {
    return "answers with another release's content";
  }
  const cacheControl = answer.headers.get("cache-control") ?? "none";
  return cacheControl === file.cacheControl
    ? undefined
    : `has the header cache-control: ${cacheControl} instead of ${file.cacheControl}`;
}
