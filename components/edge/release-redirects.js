/**
 * The redirects that a release brings in a file of its build. The release's id says in how many parts of the store they are, and of
 * which table: one look-up for a path, and a second one only where the file has patterns.
 *
 * @param {Visit} visit
 * @returns {Promise<EdgeResponse | undefined>}
 */
async function releaseRedirect(visit) {
  const found = /-R(\d+)(w?)x([0-9a-f]+)/.exec(visit.release || "");
  if (!found) return undefined;
  const table = RELEASE_REDIRECTS + found[3] + ":";
  const parts = Math.pow(2, Number(found[1]));
  const uri = withoutSlash(spelled(visit.request.uri));
  const entry =
    (await lookUp(table, parts, uri)) || (found[2] ? await patternFor(table, parts, uri) : undefined);
  return entry && redirect(visit.request, Number(entry[0]), entry[1] || "/");
}

/**
 * Status and target of the first pattern for a path, of those that begin with the same part.
 *
 * @param {string} table
 * @param {number} parts
 * @param {string} uri
 */
async function patternFor(table, parts, uri) {
  const segments = uri.split("/");
  const value = (await valueOf(table + partOf("/" + segments[1] + "/*", parts))) || "";
  const lines = value.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const words = (lines[i] || "").split(" ");
    const target = filled(words[0] || "", words[2] || "", segments);
    if (target) return [words[1], target];
  }
  return undefined;
}

/**
 * A pattern's target with what the path has in the places of `:1:` and `*`; undefined where the path is another one.
 *
 * @param {string} pattern
 * @param {string} target
 * @param {string[]} segments
 */
function filled(pattern, target, segments) {
  const parts = pattern.split("/");
  const last = parts.length - 1;
  if (parts[last] === "*" ? segments.length < last : segments.length !== parts.length) return undefined;
  let to = target;
  for (let i = 1; i <= last; i++) {
    const part = parts[i] || "";
    if (part === "*") to = to.split(":splat").join(segments.slice(i).join("/"));
    else if (/^:\d:$/.test(part)) to = to.split(part).join(segments[i] || "");
    else if (part !== segments[i]) return undefined;
  }
  return to;
}
