/**
 * What a response says beside its content: that previews are not for search engines.
 *
 * @param {EdgeEvent} event
 * @returns {EdgeResponse}
 */
function respond(event) {
  const response = event.response || answer(500, "Internal Server Error", "");
  if (previewOf(event.request)) response.headers["x-robots-tag"] = { value: "noindex" };
  return response;
}
