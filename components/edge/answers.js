/**
 * A response of the function's own.
 *
 * @param {number} status
 * @param {string} reason
 * @param {string} body
 * @param {{ [name: string]: string }} [headers]
 * @returns {EdgeResponse}
 */
function answer(status, reason, body, headers) {
  /** @type {{ [name: string]: EdgeValue }} */
  const all = {
    "cache-control": { value: "no-store" },
    "content-type": { value: "text/plain; charset=utf-8" },
    "strict-transport-security": { value: HSTS },
    "x-content-type-options": { value: "nosniff" },
  };
  const own = headers || {};
  Object.keys(own).forEach((name) => {
    all[name] = { value: own[name] || "" };
  });
  return {
    statusCode: status,
    statusDescription: reason,
    headers: all,
    body: { encoding: "text", data: body + "\n" },
  };
}

/**
 * The query string with its question mark, or nothing.
 *
 * @param {EdgeRequest} request
 */
function query(request) {
  const raw = typeof request.rawQueryString === "function" && request.rawQueryString();
  if (raw) return "?" + raw;
  /** @type {string[]} */
  const pairs = [];
  Object.keys(request.querystring).forEach((name) => {
    const entry = request.querystring[name];
    if (!entry) return;
    (entry.multiValue || [entry]).forEach((each) =>
      pairs.push(each.value === "" ? name : name + "=" + each.value),
    );
  });
  return pairs.length ? "?" + pairs.join("&") : "";
}

/** @param {EdgeRequest} request */
function hostOf(request) {
  return request.headers.host.value.toLowerCase().split(":")[0] || "";
}

/**
 * A Location always begins with a host of ours or with what the configuration says, so that a path such as
 * `//evil.example` can never become one.
 *
 * @param {EdgeRequest} request
 * @param {number} status
 * @param {string} location a path, or an address with its host
 * @param {string} [host] the host for a path, where it is not the request's
 * @param {string} [cacheControl]
 */
function redirect(request, status, location, host, cacheControl) {
  const base = "https://" + (host || hostOf(request));
  const parts = location.split("#");
  const search = query(request);
  const path = parts[0] || "";
  const target =
    path + (path.indexOf("?") < 0 ? search : search.replace("?", "&")) + (parts[1] ? "#" + parts[1] : "");
  return answer(status, "Redirect", "See " + target.replace(/[^ -~]|[<>]/g, ""), {
    "cache-control": cacheControl || "public, max-age=3600",
    location: target.charAt(0) === "/" ? base + target : target,
  });
}
