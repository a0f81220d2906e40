/** Headers that `headers.custom` may not hold, since AWS would refuse them or something else sets them. */
const SET_BY: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "strict-transport-security": "hstsDays",
    "content-security-policy": "csp",
    "content-security-policy-report-only": "csp",
    "x-frame-options": "frame",
    "referrer-policy": "referrer",
    "permissions-policy": "permissions",
    "x-content-type-options": "nothing: it is always sent",
    "x-xss-protection": "nothing: browsers have given it up, and the csp does its work",
    "cache-control": "nothing: each file brings its own",
  }),
);

/** What belongs to the connection or to CloudFront itself. */
const CLOUDFRONTS_OWN =
  /^(?:connection|content-encoding|content-length|expect|host|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|via|warning|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache|x-edge-.*)$/;

/** The faults of further headers, with paths inside a site's configuration. */
export function headerFaults(custom: Readonly<Record<string, string>>) {
  const names = Object.keys(custom);
  return names.flatMap((name, index) => {
    const lower = name.toLowerCase();
    const message = names.slice(0, index).some((other) => other.toLowerCase() === lower)
      ? "must not be a header that is there already: case makes no difference"
      : reason(lower);
    return message === undefined ? [] : [{ path: ["headers", "custom", name], message }];
  });
}

function reason(name: string): string | undefined {
  if (name.startsWith("access-control-")) {
    return "must not be set here, but by corsOrigins";
  }
  if (CLOUDFRONTS_OWN.test(name)) {
    return "must not be set here: it belongs to CloudFront";
  }
  const key = SET_BY.get(name);
  return key === undefined ? undefined : `must not be set here, but by ${key}`;
}
