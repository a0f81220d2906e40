/**
 * What the live release's own table says of a path: a redirect, a file, or how the build has written that page. One look-up; a
 * second one only for a path that the table does not have.
 *
 * @param {Visit} visit
 * @returns {Promise<EdgeResponse | undefined>}
 */
async function buildRoute(visit) {
  const uri = visit.request.uri;
  const id = (visit.routes || "").split(".");
  const table = id[0];
  if (!table || isWellKnown(uri) || isShared(uri.slice(1))) return undefined;
  const page = CLEAN && PAGES === "build" ? cleaned(uri) : uri;
  const entry = await lookUp(table + ":", Number(id[1]), page);
  const rest = entry || !id[2] ? "" : (await valueOf(table + ":rest")) || "";
  const rule = entry || wildcard(rest, uri);
  if (rule && Number(rule[0]) >= 300) return redirect(visit.request, Number(rule[0]), rule[1] || "/");
  if (rule && rule[0] === "200") visit.request.uri = rule[1] || "/";
  else if (PAGES !== "build") return undefined;
  else if (entry) return builtPage(visit, page, entry[0] || "");
  else if (isFile(uri)) return undefined;
  else visit.request.uri = fallbackOf(uri) || missingPage(rest, uri) || withoutSlash(uri) + "/" + INDEX;
  visit.routed = true;
  return undefined;
}

/**
 * The address of a page without the name of its file.
 *
 * @param {string} uri
 */
function cleaned(uri) {
  if (uri.slice(-INDEX.length - 1) === "/" + INDEX) return uri.slice(0, -INDEX.length);
  return /[^/]\.html$/.test(uri) ? uri.slice(0, -5) : uri;
}

/**
 * @param {Visit} visit
 * @param {string} page its address, perhaps without the name of its file
 * @param {string} kind d: folder with an index; f: a file; b: both, and the slash says which
 */
function builtPage(visit, page, kind) {
  const path = withoutSlash(page);
  const inFolder = kind === "d" || (kind === "b" && page.slice(-1) === "/");
  const slash = kind === "b" ? inFolder : SLASH === "ignore" ? page.slice(-1) === "/" : SLASH === "always";
  const to = path === "/" ? path : path + (slash ? "/" : "");
  if (to !== visit.request.uri) return redirect(visit.request, 301, to);
  visit.request.uri = inFolder ? (path === "/" ? "" : path) + "/" + INDEX : path + ".html";
  visit.routed = true;
  return undefined;
}

/**
 * The first redirect with a wildcard that matches, as status and target.
 *
 * @param {string} rest lines of `from status to`, and of `404 prefix file`
 * @param {string} uri
 */
function wildcard(rest, uri) {
  /** @type {[string, string, number][]} */
  const rules = [];
  rest.split("\n").forEach((line) => {
    const words = line.split(" ");
    if (words[0] !== "404") rules.push([words[0] || "", words[2] || "", Number(words[1])]);
  });
  const rule = ruleFor(rules, spelled(uri));
  return rule && [String(rule[2]), rule[1]];
}

/**
 * The page for a missing page that is nearest to a path.
 *
 * @param {string} rest
 * @param {string} uri
 */
function missingPage(rest, uri) {
  const lines = rest.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const words = (lines[i] || "").split(" ");
    if (words[0] === "404" && isBelow(uri, words[1] || "")) return words[2];
  }
  return undefined;
}
