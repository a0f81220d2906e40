/**
 * Every host but the site's own.
 *
 * @type {Step}
 */
function otherHost(visit) {
  const host = hostOf(visit.request);
  const own = /\.cloudfront\.net$/.test(host);
  if (own && DEFAULT_DOMAIN === "block") return answer(403, "Forbidden", "Not available under this name.");
  if (REDIRECT_FROM.indexOf(host) >= 0 || (own && DEFAULT_DOMAIN === "redirect")) {
    return redirect(visit.request, 301, visit.request.uri, DOMAIN);
  }
  return undefined;
}
