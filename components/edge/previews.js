/**
 * The preview that a host shows: one label before a fixed name.
 *
 * @param {EdgeRequest} request
 */
function previewOf(request) {
  const host = hostOf(request);
  return PREVIEWS && host.slice(-PREVIEWS.length) === PREVIEWS ? host.slice(0, -PREVIEWS.length) : "";
}
