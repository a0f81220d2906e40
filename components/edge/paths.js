/*
 * A path's codes are counted and changed by split: in this runtime the time of a replace with many matches grows with the
 * square of the length, and an address may have 8 KB.
 */

/**
 * Refuses paths that no browser sends.
 *
 * @type {Step}
 */
function badPath(visit) {
  let path;
  try {
    path = decodeURIComponent(visit.request.uri);
  } catch (error) {
    path = "\0";
  }
  if (/[\0-\x1f\x7f\\]|\/\.\.?(\/|$)/.test(path)) {
    return answer(400, "Bad Request", "The address is not valid.");
  }
  return undefined;
}

/**
 * S3 refuses keys above 1,024 bytes in words of its own.
 *
 * @type {Step}
 */
function tooLong(visit) {
  const uri = visit.request.uri;
  return uri.length - 2 * (uri.split("%").length - 1) > 900
    ? answer(414, "URI Too Long", "The address is too long.")
    : undefined;
}

/**
 * A last part such as `app.js` is a file; `v1.2` is not, since an extension holds a letter.
 *
 * @param {string} uri
 */
function isFile(uri) {
  return /\.(?=[0-9]*[A-Za-z])[0-9A-Za-z]{1,12}$/.test(uri.slice(uri.lastIndexOf("/") + 1));
}

/** @param {string} uri */
function isWellKnown(uri) {
  return uri.indexOf("/.well-known/") === 0;
}

/**
 * Whether a path is a prefix or lies below it.
 *
 * @param {string} uri
 * @param {string} prefix
 */
function isBelow(uri, prefix) {
  return uri === prefix || uri.indexOf(prefix === "/" ? prefix : prefix + "/") === 0;
}

/**
 * A path without final slashes; `/` stays.
 *
 * @param {string} uri
 */
function withoutSlash(uri) {
  let end = uri.length;
  while (end > 1 && uri.charAt(end - 1) === "/") end--;
  return uri.slice(0, end);
}

/**
 * A path in the one spelling that tables know: codes in capitals.
 *
 * @param {string} uri
 */
function spelled(uri) {
  return uri
    .split("%")
    .map((part, i) => (i ? part.slice(0, 2).toUpperCase() + part.slice(2) : part))
    .join("%");
}

/**
 * S3 takes a plus sign for a space.
 *
 * @param {string} uri
 */
function forS3(uri) {
  return uri.split("+").join("%2B");
}
