/**
 * Redirects that a build brings in a file `_redirects`, in the form that Netlify and Cloudflare Pages made common: `from to [status]`
 * on a line, with `*`, `:splat` and `:name`.
 *
 * @see https://docs.netlify.com/manage/routing/redirects/overview/
 * @see https://developers.cloudflare.com/pages/configuration/redirects/
 */
import { type BuildRedirect, encodedPath } from "../../components/release-contract";
import { circleFaults } from "./redirect-circles";

/** It lies at the top of the build. */
export const REDIRECTS_FILE = "_redirects";

export interface RedirectsFile {
  /** In the order of the file; the first for a path counts. */
  readonly redirects: readonly BuildRedirect[];
  /** What is right there, but not made here: each with its line, and what to do. */
  readonly notMade: readonly string[];
  readonly faults: readonly string[];
}

const STATUSES = new Set([301, 302, 303, 307, 308]);
const DEFAULT_STATUS = 301;
const MAX_NAMES = 9;
/** `*` at the end, or a whole part that is `:name`. */
const PLAIN_PART = /^(?:[^*:][^*]*|\*|:[A-Za-z]\w*)$/;
const TARGET = /^(?:(https?:\/\/[^/\s:]+(?::\d{1,5})?)(?=\/|$)|(?=\/))(.*)$/;

type Line = { readonly redirect: BuildRedirect } | { readonly notMade: string } | { readonly fault: string };

/** @param host of the site itself: an address there is a path */
export function parseRedirects(text: string, host: string): RedirectsFile {
  const redirects: BuildRedirect[] = [];
  const notMade: string[] = [];
  const faults: string[] = [];
  const taken = new Set<string>();
  text.split(/\r?\n/).forEach((line, index) => {
    const words = line
      .replace(/^\uFEFF|(?:^|\s)#.*$/g, "")
      .trim()
      .split(/\s+/);
    if (words[0] === "") {
      return;
    }
    const where = `${REDIRECTS_FILE} line ${index + 1}`;
    const found = readLine(words, host);
    if ("fault" in found) {
      faults.push(`${where}: ${found.fault}`);
    } else if ("notMade" in found) {
      notMade.push(`${where}: ${found.notMade}`);
    } else if (!taken.has(found.redirect.from)) {
      taken.add(found.redirect.from);
      redirects.push(found.redirect);
    }
  });
  return { redirects, notMade, faults: [...faults, ...circleFaults(redirects)] };
}

function readLine([from = "", to = "", third, ...conditions]: readonly string[], host: string): Line {
  if (/^https?:\/\//i.test(from)) {
    return { notMade: `${from} names a host: set redirectFrom or redirects of the site in the stack` };
  }
  if (!from.startsWith("/")) {
    return { fault: `must begin with a path such as /old, got ${from}` };
  }
  if (/^[\w.-]+=/.test(to)) {
    return { notMade: `${from} depends on the query (${to}), which does not decide here` };
  }
  const status = third === undefined ? DEFAULT_STATUS : Number(/^(\d{3})!?$/.exec(third)?.[1]);
  if (conditions.length > 0 || (third !== undefined && third.includes("="))) {
    return { notMade: `${from} has conditions (${[third, ...conditions].join(" ")}): set languages or geo` };
  }
  if (status === 200 || status === 404) {
    return rewrite(from, to, status);
  }
  if (!STATUSES.has(status)) {
    return { fault: `the status must be one of ${[...STATUSES].join(", ")}, got ${third ?? "nothing"}` };
  }
  return redirectOf(from, to, status, host);
}

/** What answers in another's place is a matter of the site's configuration, which the edge goes by before any release. */
function rewrite(from: string, to: string, status: number): Line {
  const remedy =
    status === 404 ? "the build's 404.html is shown" : "fallbackPages and apiRoutes say such things";
  return { notMade: `${from} ${to} ${status} is no redirect: ${remedy}` };
}

function redirectOf(from: string, to: string, status: number, host: string): Line {
  const parts = from.slice(1).replace(/\/$/, "").split("/");
  const [, address = "", path = ""] = TARGET.exec(to) ?? [];
  if (address === "" && path === "") {
    return {
      fault: `must lead to a path such as /new or an address such as https://example.com/, got ${to === "" ? "nothing" : to}`,
    };
  }
  const isRoot = from === "/";
  if (!isRoot && /^[:*]/.test(parts[0] ?? "")) {
    return {
      notMade: `${from} takes every first part of a path: set it under redirects of the site in the stack`,
    };
  }
  if (
    !isRoot &&
    !parts.every((part, index) => PLAIN_PART.test(part) && (part !== "*" || index === parts.length - 1))
  ) {
    return { notMade: `${from} has * or : inside of a part, which is not known here` };
  }
  const names = parts.filter((part) => part.startsWith(":"));
  const number = (name: string) => names.indexOf(name) + 1;
  const used = [...path.matchAll(/:[A-Za-z]\w*/g)].map(([name]) => name);
  const unknown = used.find((name) => (name === ":splat" ? parts.at(-1) !== "*" : number(name) === 0));
  if (unknown !== undefined || names.length > MAX_NAMES) {
    return {
      fault:
        unknown === undefined
          ? `at most ${MAX_NAMES} names, got ${names.length}`
          : `${to} has ${unknown}, which ${from} does not`,
    };
  }
  const target = path.replace(/:[A-Za-z]\w*/g, (name) => (name === ":splat" ? name : `:${number(name)}:`));
  const source = `/${parts.map((part) => (part.startsWith(":") ? `:${number(part)}:` : part)).join("/")}`;
  const own = address === "" || address.replace(/^https?:\/\//, "").toLowerCase() === host;
  const redirect = {
    from: encodedPath(source),
    to: encodedPath(own ? target || "/" : `${address}${target || "/"}`),
    status,
  };
  const same = own && withoutSlash(target.replace(/[?#].*$/, "")) === withoutSlash(source);
  return same ? { notMade: `${from} ${to} differ in the final slash only: set trailingSlash` } : { redirect };
}

export function withoutSlash(path: string): string {
  return path.replace(/(?<=.)\/+$/, "");
}
