/**
 * The one address of a page, where the request has another one.
 *
 * @type {Step}
 */
function canonical(visit) {
  const uri = visit.request.uri;
  if (isWellKnown(uri)) return undefined;
  let to = uri;
  if (CLEAN) {
    if (to.slice(-FOLDER_INDEX.length - 1) === "/" + FOLDER_INDEX) to = to.slice(0, -FOLDER_INDEX.length);
    else if (PAGES === "file" && /[^/]\.html$/.test(to) && !looksLikeFile(to.slice(0, -5)))
      to = to.slice(0, -5);
  }
  if (SLASH === "always" && to.slice(-1) !== "/" && !looksLikeFile(to)) to += "/";
  // Without its slash such a page would be taken for a file.
  if (SLASH === "never" && !looksLikeFile(withoutSlash(to))) to = withoutSlash(to);
  return to === uri ? undefined : redirect(visit.request, 301, to);
}

/**
 * A page for each file, by rules alone.
 *
 * @type {Step}
 */
function staticRoute(visit) {
  const uri = visit.request.uri;
  if (isWellKnown(uri)) return undefined;
  const file = looksLikeFile(uri);
  const fallback = file ? undefined : fallbackOf(uri);
  if (fallback) visit.request.uri = fallback;
  else if (uri.slice(-1) === "/") {
    // `/ko/` is ko/index.html also where `/about` is about.html, unless each page has the slash.
    const page = PAGES === "file" && SLASH === "always" && uri !== "/";
    visit.request.uri = page ? withoutSlash(uri) + ".html" : uri === "/" ? uri + INDEX : uri + FOLDER_INDEX;
  } else if (!file) visit.request.uri = PAGES === "file" ? uri + ".html" : uri + "/" + FOLDER_INDEX;
  return undefined;
}
