/**
 * The page for missing files below a prefix. CloudFront has one error page for a whole distribution, so the store says which pages
 * the release has, and holds the text of those for missing files. Where the store does not answer, CloudFront's page is shown.
 *
 * @param {Visit} visit
 * @returns {Promise<EdgeResponse | undefined>}
 */
async function missingPage(visit) {
  const uri = visit.request.uri;
  const mark = /-N(\d+)x([0-9a-f]+)/.exec(visit.release || "");
  const file = mark && /\.html?$/.test(uri) ? notFoundPageFor(uri) : undefined;
  if (!mark || !file) return undefined;
  const table = NOT_FOUND_KEY + mark[2] + ":";
  const path = decodeURIComponent(uri.slice(1));
  const there = await valueOf(table + partOf(path, Math.pow(2, Number(mark[1]))));
  if (there === undefined || there.indexOf("." + digitsOf(path)) >= 0) return undefined;
  const text = await storedText(table + file + "/");
  if (text === undefined) return undefined;
  const response = answer(404, "Not Found", "", PAGE_HEADERS);
  response.body = { encoding: "text", data: text };
  return response;
}

/** @param {string} uri */
function notFoundPageFor(uri) {
  for (let i = 0; i < NOT_FOUND_PAGES.length; i++) {
    const each = NOT_FOUND_PAGES[i];
    if (each && isBelow(uri, each[0])) return each[1];
  }
  return undefined;
}

/**
 * A text of several values, of which the first begins with their number.
 *
 * @param {string} prefix
 */
async function storedText(prefix) {
  const first = await valueOf(prefix + "0");
  if (first === undefined) return undefined;
  const at = first.indexOf("\n");
  const rest = [];
  for (let i = 1; i < Number(first.slice(0, at)); i++) rest.push(valueOf(prefix + i));
  const pieces = await Promise.all(rest);
  return pieces.indexOf(undefined) < 0 ? first.slice(at + 1) + pieces.join("") : undefined;
}
