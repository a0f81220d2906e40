/** What is wrong with a health-check path, continuing "the path …"; undefined where nothing is. */
export function healthPathFault(path: string | undefined): string | undefined {
  if (path === undefined || path === "") {
    return "is not set, so / is checked; set it to the application's health endpoint, such as /health.";
  }
  if (!path.startsWith("/")) {
    return `is ${JSON.stringify(path)}; it must begin with /.`;
  }
  const [bare = ""] = path.split(/[?#]/);
  if (/^\/+$/.test(bare)) {
    return `is ${JSON.stringify(path)}, a page of the site; set it to an endpoint made for the check, such as /health.`;
  }
  return undefined;
}

/** What is wrong with a list of accepted status codes, continuing "the matcher …". */
export function matcherFault(matcher: string): string | undefined {
  const codes = matcher
    .split(",")
    .flatMap((part) => part.split("-"))
    .map((code) => Number(code.trim()));
  return codes.every((code) => code >= 200 && code <= 299)
    ? undefined
    : `is ${JSON.stringify(matcher)}; accept 2xx only: a redirect or an error is no sign of health.`;
}
