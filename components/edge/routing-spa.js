/**
 * An application: whatever is no file is answered with its page.
 *
 * @type {Step}
 */
function spaRoute(visit) {
  const uri = visit.request.uri;
  if (isWellKnown(uri) || looksLikeFile(uri)) return undefined;
  visit.request.uri = fallbackOf(uri) || "/" + INDEX;
  return undefined;
}
