/**
 * Leads `/` to the language that the browser prefers.
 *
 * @type {Step}
 */
function byLanguage(visit) {
  if (visit.request.uri !== "/") return undefined;
  const header = visit.request.headers["accept-language"];
  let best = LANGUAGES[0];
  let bestWeight = 0;
  (header ? header.value : "")
    .toLowerCase()
    .split(",")
    .slice(0, 30)
    .forEach((part) => {
      const range = part.split(";");
      const tag = (range[0] || "").trim();
      const weight = /q=/.test(range[1] || "") ? Number((range[1] || "").split("=")[1]) : 1;
      for (let i = 0; i < LANGUAGES.length; i++) {
        const language = LANGUAGES[i];
        // `ko-KR` is content with `ko`; and `zh` with `zh-tw`, where there is no closer one.
        if (
          language &&
          weight > bestWeight &&
          (isBelowTag(tag, language[0]) || isBelowTag(language[0], tag))
        ) {
          best = language;
          bestWeight = weight;
          break;
        }
      }
    });
  return best && redirect(visit.request, 302, best[1], undefined, "private, no-store");
}

/**
 * @param {string} tag
 * @param {string} range
 */
function isBelowTag(tag, range) {
  return range !== "" && (tag === range || tag.indexOf(range + "-") === 0);
}
