/**
 * The redirects in the function's own text; the first that matches wins.
 *
 * @type {Step}
 */
function redirected(visit) {
  const rule = ruleFor(RULES, spelled(visit.request.uri));
  return rule && redirect(visit.request, rule[2], rule[1]);
}

/**
 * The first rule for a path, with `:splat` filled in.
 *
 * @param {[string, string, number][]} rules
 * @param {string} uri
 * @returns {[string, string, number] | undefined}
 */
function ruleFor(rules, uri) {
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    if (!rule) continue;
    const from = rule[0];
    if (from.slice(-2) !== "/*") {
      if (uri === from || uri === from + "/") return rule;
    } else if (uri === from.slice(0, -2) || uri.indexOf(from.slice(0, -1)) === 0) {
      return [from, rule[1].split(":splat").join(uri.slice(from.length - 1)), rule[2]];
    }
  }
  return undefined;
}
