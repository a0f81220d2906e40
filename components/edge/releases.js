/**
 * Which release answers: one key says it, optionally with a second release for a share of the visitors.
 *
 * @param {Visit} visit
 * @returns {Promise<EdgeResponse | undefined>}
 */
async function findRelease(visit) {
  const label = previewOf(visit.request);
  const value = await valueOf(label ? PREVIEW_KEY + label : ACTIVE_KEY);
  if (value === undefined) {
    return label
      ? answer(404, "Not Found", "There is no such preview.")
      : answer(503, "Service Unavailable", "Please try again in a moment.", { "retry-after": "5" });
  }
  const words = value.split(" ");
  const canary = words.length === 3 && partOf(visit.ip, 100) < Number(words[2]);
  visit.release = (canary ? words[1] : words[0]) || "";
  return undefined;
}

/**
 * Whether a file's name is a hash of its content, so that all releases share it.
 *
 * @param {string} path without the leading slash
 */
function isShared(path) {
  const plain = decodeURIComponent(path);
  return isAny(HASHED, plain) && !isAny(NOT_HASHED, plain);
}

/**
 * @param {RegExp[]} patterns
 * @param {string} path
 */
function isAny(patterns, path) {
  return patterns.some((pattern) => pattern.test(path));
}

/** @type {Step} */
function toRelease(visit) {
  if (visit.release === NO_RELEASE) return undefined;
  const path = visit.request.uri.slice(1);
  visit.request.uri = isShared(path) ? SHARED + path : RELEASES + visit.release + "/" + path;
  return undefined;
}
