/**
 * The parts that the edge function is put together from, as source text with `$NAME` for values.
 *
 * Only what runtime cloudfront-js-2.0 knows: ES 5.1 with const, let, arrow functions and async; no destructuring, spread,
 * optional chaining or classes. A path's codes are counted and changed by split: in that runtime the time of a replace with
 * many matches grows with the square of the length, and an address may have 8 KB.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */

/** Answers, and the refusal of paths that no browser sends. A Location always begins with a host of ours, so that a path such as `//evil.example` can never become one. */
export const HELPERS = `
function answer(status, reason, body, headers) {
  const all = {
    'cache-control': { value: 'no-store' },
    'content-type': { value: 'text/plain; charset=utf-8' },
    'strict-transport-security': { value: HSTS },
    'x-content-type-options': { value: 'nosniff' }
  };
  Object.keys(headers || {}).forEach((name) => { all[name] = { value: headers[name] }; });
  return { statusCode: status, statusDescription: reason, headers: all, body: { encoding: 'text', data: body + '\\n' } };
}
function query(request) {
  const raw = typeof request.rawQueryString === 'function' && request.rawQueryString();
  if (raw) return '?' + raw;
  const pairs = [];
  Object.keys(request.querystring).forEach((name) => {
    const entry = request.querystring[name];
    (entry.multiValue || [entry]).forEach((each) => pairs.push(each.value === '' ? name : name + '=' + each.value));
  });
  return pairs.length ? '?' + pairs.join('&') : '';
}
function hostOf(request) {
  return request.headers.host.value.toLowerCase().split(':')[0];
}
function redirect(request, status, location, host) {
  const base = 'https://' + (host || hostOf(request));
  const parts = location.split('#');
  const search = query(request);
  const target = parts[0] + (parts[0].indexOf('?') < 0 ? search : search.replace('?', '&')) + (parts[1] ? '#' + parts[1] : '');
  return answer(status, 'Redirect', 'See ' + target.replace(/[^ -~]|[<>]/g, ''), {
    'cache-control': 'public, max-age=3600',
    location: target.charAt(0) === '/' ? base + target : target
  });
}
function badPath(request) {
  let path;
  try {
    path = decodeURIComponent(request.uri);
  } catch (error) {
    path = '\\0';
  }
  if (/[\\0-\\x1f\\x7f\\\\]|\\/\\.\\.?(\\/|$)/.test(path)) return answer(400, 'Bad Request', 'The address is not valid.');
}
function tooLong(request) {
  return request.uri.length - 2 * (request.uri.split('%').length - 1) > 900 && answer(414, 'URI Too Long', 'The address is too long.');
}`.trimStart();

/** Every host but the site's own. */
export const HOSTS = `
const DOMAIN = $DOMAIN;
const REDIRECT_FROM = $REDIRECT_FROM;
const DEFAULT_DOMAIN = $DEFAULT_DOMAIN;
function otherHost(request) {
  const host = hostOf(request);
  const own = /\\.cloudfront\\.net$/.test(host);
  if (own && DEFAULT_DOMAIN === 'block') return answer(403, 'Forbidden', 'Not available under this name.');
  if (REDIRECT_FROM.indexOf(host) >= 0 || (own && DEFAULT_DOMAIN === 'redirect')) {
    return redirect(request, 301, request.uri, DOMAIN);
  }
}`.trimStart();

/** Basic authentication by hashes; comparing hashes leaks nothing of use through timing. */
export const AUTHENTICATION = `
const crypto = require('crypto');
const HASHES = $HASHES;
function unauthorized(request) {
  if ($ELSEWHERE) return undefined;
  const header = request.headers.authorization;
  const match = header && /^basic ([a-z0-9+/=]+)$/i.exec(header.value);
  const given = match ? Buffer.from(match[1], 'base64').toString() : '';
  if (HASHES.indexOf(crypto.createHash('sha256').update(given).digest('hex')) >= 0) {
    delete request.headers.authorization;
    return undefined;
  }
  return answer(401, 'Unauthorized', 'Please sign in.', { 'www-authenticate': 'Basic realm="Preview", charset="UTF-8"' });
}`.trimStart();

export const REDIRECTS = `
const RULES = $RULES;
function redirected(request) {
  const uri = request.uri.split('%').map((part, i) => (i ? part.slice(0, 2).toUpperCase() + part.slice(2) : part)).join('%');
  for (let i = 0; i < RULES.length; i++) {
    const from = RULES[i][0];
    const to = RULES[i][1];
    if (from.slice(-2) !== '/*') {
      if (uri === from || uri === from + '/') return redirect(request, RULES[i][2], to);
    } else if (uri === from.slice(0, -2) || uri.indexOf(from.slice(0, -1)) === 0) {
      const splat = uri.slice(from.length - 1);
      return redirect(request, RULES[i][2], to.split(':splat').join(splat));
    }
  }
}`.trimStart();

/** A last part such as `app.js` is a file; `v1.2` is not, since an extension holds a letter. */
const LAST_PART = `
function isFile(uri) {
  return /\\.(?=[0-9]*[A-Za-z])[0-9A-Za-z]{1,12}$/.test(uri.slice(uri.lastIndexOf('/') + 1));
}
function isWellKnown(uri) {
  return uri.indexOf('/.well-known/') === 0;
}`.trimStart();

export const ROUTING = {
  spa: `${LAST_PART}
const DEEP_LINKS = $DEEP_LINKS;
function route(uri) {
  if (isWellKnown(uri)) return uri;
  const page = DEEP_LINKS.some((prefix) => uri === prefix || uri.indexOf(prefix + '/') === 0);
  return !page && isFile(uri) ? uri : '/' + $INDEX;
}`,
  static: `${LAST_PART}
const PAGES = $PAGES;
const SLASH = $SLASH;
const INDEX = $INDEX;
function canonical(request) {
  const uri = request.uri;
  if (isWellKnown(uri)) return undefined;
  let to = uri;
  if ($CLEAN) {
    if (to.slice(-INDEX.length - 1) === '/' + INDEX) to = to.slice(0, -INDEX.length);
    else if (PAGES === 'file' && /[^/]\\.html$/.test(to)) to = to.slice(0, -5);
  }
  if (SLASH === 'always' && to.slice(-1) !== '/' && !isFile(to)) to += '/';
  if (SLASH === 'never' && to !== '/') to = to.replace(/\\/+$/, '') || '/';
  return to === uri ? undefined : redirect(request, 301, to);
}
function route(uri) {
  if (isWellKnown(uri)) return uri;
  if (uri === '/') return '/' + INDEX;
  if (uri.slice(-1) === '/') return PAGES === 'file' ? (uri.replace(/\\/+$/, '') || '/') + '.html' : uri + INDEX;
  if (isFile(uri)) return uri;
  return PAGES === 'file' ? uri + '.html' : uri + '/' + INDEX;
}`,
} as const;

/** The preview that a host asks for: one label before a fixed name. */
export const PREVIEWS = {
  none: "function previewOf() { return ''; }",
  some: `
const PREVIEWS = $PREVIEWS;
function previewOf(request) {
  const host = hostOf(request);
  return host.slice(-PREVIEWS.length) === PREVIEWS ? host.slice(0, -PREVIEWS.length) : '';
}`.trimStart(),
} as const;

/** Which release answers: one key says it, optionally with a second release for a share of the visitors. */
export const RELEASE = `
const HASHED = $HASHED;
const BEFORE = $BEFORE;
function isAny(patterns, path) {
  return patterns.some((pattern) => pattern.test(path));
}
function bucketOf(ip) {
  let hash = 0;
  for (let i = 0; i < ip.length; i++) hash = (hash * 8191 + ip.charCodeAt(i)) % 1000003;
  return hash % 100;
}
function hashOf(path) {
  let hash = 7;
  for (let i = 0; i < path.length; i++) hash = (hash * 31 + path.charCodeAt(i)) % 1679609;
  return ('000' + hash.toString(36)).slice(-4);
}
async function inRelease(event) {
  const request = event.request;
  const label = previewOf(request);
  const path = request.uri.slice(1);
  const plain = decodeURIComponent(path);
  const hashed = isAny(HASHED, plain) && !isAny(BEFORE, plain);
  let id;
  let delta = '';
  try {
    const active = (await cf.kvs().get(label ? $PREVIEW + label : $KEY)).split(' ');
    id = active.length === 3 && bucketOf(event.viewer.ip) < Number(active[2]) ? active[1] : active[0];
    if (/-d$/.test(id)) delta = await cf.kvs().get($DELTA + id);
  } catch (error) {
    if (label && !id) return answer(404, 'Not Found', 'There is no such preview.');
    return answer(503, 'Service Unavailable', 'Please try again in a moment.', { 'retry-after': '5' });
  }
  if (id === $NONE) return request;
  const own = delta && delta.indexOf((hashed ? '!' : '.') + hashOf(plain)) > 0;
  const folder = own || !delta ? id : delta.split(/[.!]/)[0];
  request.uri = (hashed && !own ? $SHARED : $RELEASES + folder + '/') + path;
  return request;
}`.trimStart();
