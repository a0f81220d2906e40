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

/**
 * The four digits that stand for a path in the list of what differs (release-contract/delta.ts).
 *
 * @param {string} path
 */
function digitsOf(path) {
  let hash = 7;
  for (let i = 0; i < path.length; i++) hash = (hash * 31 + path.charCodeAt(i)) % 1679609;
  return ("000" + hash.toString(36)).slice(-4);
}

/**
 * A release whose id ends in -d holds what differs from another one; a value in the store names that one, and marks what differs.
 *
 * @param {Visit} visit
 * @returns {Promise<EdgeResponse | undefined>}
 */
async function toRelease(visit) {
  if (visit.release === NO_RELEASE) return undefined;
  const path = visit.request.uri.slice(1);
  let shared = isShared(path);
  let folder = visit.release || "";
  if (/-d$/.test(folder)) {
    const delta = await valueOf(DELTA_KEY + folder);
    if (delta === undefined) {
      return answer(503, "Service Unavailable", "Please try again in a moment.", { "retry-after": "5" });
    }
    if (delta.indexOf((shared ? "!" : ".") + digitsOf(decodeURIComponent(path))) >= 0) shared = false;
    else folder = delta.split(/[.!]/)[0] || "";
  }
  visit.request.uri = (shared ? SHARED : RELEASES + folder + "/") + path;
  return undefined;
}
