/** Asks the site over HTTPS as a visitor does, until the release shows or the time is up. */
import { createHash } from "node:crypto";
import { indexOf } from "../../components/release-contract";
import type { Context } from "../context";
import { reasonOf } from "../log";
import type { Manifest } from "../records/manifest";
import { sleep } from "../sleep";
import { checksOf, type Check } from "./probe-checks";

const REQUEST_SECONDS = 10;
const MAX_PAUSE_SECONDS = 5;
const MAX_REDIRECTS = 3;

/** @throws {Error} that names the first check that still fails when the time is up */
export async function probeSite(context: Context, manifest: Manifest): Promise<void> {
  const { settings, log, checkpoint, signal } = context;
  if (settings.probe === undefined) {
    log.step("the site is not probed");
    return;
  }
  const checks = checksOf(manifest, settings.probe, { ...settings, index: indexOf(settings) });
  const contents = new Set(manifest.files.map(({ sha256 }) => sha256));
  const deadline = Date.now() + settings.probe.timeoutSeconds * 1000;
  for (let pause = 0.5; ; pause = Math.min(pause * 2, MAX_PAUSE_SECONDS)) {
    await checkpoint();
    const left = Math.min(REQUEST_SECONDS, Math.max(1, (deadline - Date.now()) / 1000));
    const faults = await Promise.all(
      checks.map(async (check) => faultOf(settings.url, check, contents, left)),
    );
    const first = faults.find((each) => each !== undefined);
    if (first === undefined) {
      log.step(`probed ${settings.url}: ${checks.map(({ what }) => what).join(", ")}`);
      return;
    }
    if (Date.now() + pause * 1000 >= deadline) {
      throw new Error(`the site does not show the release: ${first}`);
    }
    await sleep(pause, signal);
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Whether a redirect has led here. */
  readonly redirected: boolean;
}

/** What is wrong with the site's answer; undefined: nothing. */
async function faultOf(
  origin: string,
  check: Check,
  contents: ReadonlySet<string>,
  seconds: number,
): Promise<string | undefined> {
  const url = new URL(check.path, origin).href;
  try {
    const problem = wrong(await ask(url, check, seconds), check, contents);
    return problem === undefined ? undefined : `${check.what} ${url} ${problem}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `${check.what} ${url} does not answer (${reasonOf(cause)})`;
  }
}

async function ask(url: string, { mayRedirect }: Check, seconds: number): Promise<Answer> {
  let at = url;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await fetch(at, { redirect: "manual", signal: AbortSignal.timeout(seconds * 1000) });
    const body = Buffer.from(await answer.arrayBuffer());
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get("location") : null;
    const target = location === null ? undefined : new URL(location, at);
    if (
      target === undefined ||
      mayRedirect !== true ||
      target.hostname !== new URL(url).hostname ||
      redirects >= MAX_REDIRECTS
    ) {
      return { status: answer.status, headers: answer.headers, body, redirected: redirects > 0 };
    }
    at = new URL(target.pathname + target.search, url).href;
  }
}

function wrong(
  { status, headers, body, redirected }: Answer,
  check: Check,
  contents: ReadonlySet<string>,
): string | undefined {
  if (status !== check.status) {
    return `answers ${status} instead of ${check.status}${hintFor(check)}`;
  }
  const sha256 = createHash("sha256").update(body).digest("hex");
  if (check.shows !== undefined && sha256 !== check.shows.sha256) {
    return `does not show ${check.shows.path}: is the stack up to date (pulumi up), whose edge function does it?`;
  }
  if (status === 404 || check.external === true) {
    return undefined;
  }
  const file = redirected ? undefined : check.file;
  const type = headers.get("content-type") ?? "none";
  const expectedType = file?.contentType ?? "text/html";
  if (!plainType(type).startsWith(plainType(expectedType))) {
    return `has the content type ${type} instead of ${expectedType}`;
  }
  if (redirected) {
    return contents.has(sha256) ? undefined : "redirects to what is no page of this release";
  }
  if (file === undefined) {
    return undefined;
  }
  // A client that unpacks a compressed answer cannot compare it.
  if (file.contentEncoding === undefined && sha256 !== file.sha256) {
    return "answers with another release's content";
  }
  const cacheControl = headers.get("cache-control") ?? "none";
  return cacheControl === file.cacheControl
    ? undefined
    : `has the header cache-control: ${cacheControl} instead of ${file.cacheControl}`;
}

function hintFor({ external, path }: Check): string {
  return external === true
    ? `: an object ${path.slice(1)} in the bucket cannot be seen beside atomic releases; let an apiRoutes path answer it, or set release: inPlace`
    : "";
}

function plainType(type: string): string {
  return type.toLowerCase().replace(/\s/g, "");
}
