/**
 * What a response says beside its content: that previews are not for search engines, and that a page for missing pages, which is
 * stored like any other, is a 404.
 *
 * @param {EdgeEvent} event
 * @returns {EdgeResponse}
 */
function respond(event) {
  const response = event.response || answer(500, "Internal Server Error", "");
  if (previewOf(event.request)) response.headers["x-robots-tag"] = { value: "noindex" };
  const status = response.headers["x-amz-meta-status"];
  if (status) {
    response.statusCode = Number(status.value);
    response.statusDescription = "Not Found";
    delete response.headers["x-amz-meta-status"];
  }
  return response;
}
