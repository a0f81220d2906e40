/**
 * Whether a path is one of a file: it ends like one, and `deepLinks` does not say otherwise.
 *
 * @param {string} uri
 */
function looksLikeFile(uri) {
  return isFile(uri) && !DEEP_LINKS.some((prefix) => isBelow(uri, prefix));
}

/**
 * The file that answers every page below a prefix.
 *
 * @param {string} uri
 */
function fallbackOf(uri) {
  for (let i = 0; i < FALLBACKS.length; i++) {
    const each = FALLBACKS[i];
    if (each && isBelow(uri, each[0])) return "/" + each[1];
  }
  return undefined;
}
