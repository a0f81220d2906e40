import type { Faults } from "./faults";

/** Faults of what the edge function routes by. */
export const ROUTING_FAULTS: Faults = [
  [
    { indexDocument: "../index.html" },
    `indexDocument: must be a file of the build, such as 404.html, got "../index.html"`,
  ],
  [
    { indexDocument: "/index.html" },
    `indexDocument: must be a file of the build, such as 404.html, got "/index.html"`,
  ],
  [
    { deepLinks: ["/users/*"] },
    `deepLinks[0]: must be a path without wildcard and final slash, such as /users, got "/users/*"`,
  ],
  [
    { pages: "file" },
    `pages: must not be changed with mode: spa, where index.html answers every page, got "file"`,
  ],
  [
    { cleanUrls: true },
    `cleanUrls: must not be changed with mode: spa, where index.html answers every page, got true`,
  ],
  [
    { notFoundPages: { "/de": "de/404.html" } },
    `notFoundPages: must not be given with mode: spa, where index.html answers every page, got {"/de":"de/404.html"}`,
  ],
  [
    { mode: "static", release: "inPlace", notFoundPages: { "/de": "de/404.html" } },
    `notFoundPages: must not be given with release: inPlace: it needs the store of release: atomic; use notFoundDocument, got {"/de":"de/404.html"}`,
  ],
  [
    {
      mode: "static",
      fallbackPages: { "/app": "app/index.html" },
      notFoundPages: { "/app/de": "app/de/404.html", "/apps": "apps/404.html" },
    },
    `notFoundPages./app/de: must not be given where fallbackPages answers every page, got "app/de/404.html"`,
  ],
  [{ mode: "static", notFoundPages: { "/de/": "de/404.html" } }, /^notFoundPages\./],
  [
    { trailingSlash: "always" },
    `trailingSlash: must not be changed with mode: spa, where index.html answers every page, got "always"`,
  ],
  [
    { redirects: [{ from: "old", to: "/new" }] },
    `redirects[0].from: must be a path such as /old, or /blog/*, got "old"`,
  ],
  [
    { redirects: [{ from: "/a*b", to: "/new" }] },
    `redirects[0].from: must be a path such as /old, or /blog/*, got "/a*b"`,
  ],
  [
    { redirects: [{ from: "/a", to: "//evil.example" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "//evil.example"`,
  ],
  [
    { redirects: [{ from: "/a", to: "http://example.org/" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "http://example.org/"`,
  ],
  [
    { redirects: [{ from: "/a", to: "/b", status: 200 }] },
    `redirects[0].status: must be one of 301, 302, 307, 308, got 200`,
  ],
  [
    { redirects: [{ from: "/a", to: "/a" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/a"`,
  ],
  [
    { redirects: [{ from: "/a/*", to: "/a/b/:splat" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/a/b/:splat"`,
  ],
  [
    { redirects: [{ from: "/a", to: "/b/:splat" }] },
    `redirects[0].to: must not hold :splat unless from ends with /*, got "/b/:splat"`,
  ],
  [
    {
      redirects: [
        { from: "/a/*", to: "/b" },
        { from: "/a/c", to: "/d" },
      ],
    },
    `redirects[1].from: must not be a path that redirects[0] takes first, got "/a/c"`,
  ],
  [
    { apiRoutes: { "/api/*": "app.example.org" } },
    `apiRoutes./api/*: must be a path prefix without wildcard and final slash, such as /api, got "/api/*"`,
  ],
  [
    { apiRoutes: { "/": "app.example.org" } },
    `apiRoutes./: must be a path prefix without wildcard and final slash, such as /api, got "/"`,
  ],
  [
    { apiRoutes: { "/api": "https://app.example.org" } },
    `apiRoutes./api: must be a host name in lower case, without scheme, port, path or final dot: write app.example.org, got "https://app.example.org"`,
  ],
  [
    { apiRoutes: { "/api": "www.example.com" } },
    `apiRoutes./api: must be another origin's host, not the site's own, got "www.example.com"`,
  ],
  [
    { apiRoutes: { "/api": "app.example.org" }, redirects: [{ from: "/api/old", to: "/new" }] },
    `apiRoutes./api: must not cover /api/old, which redirects[0].from uses, got "app.example.org"`,
  ],
  [
    { apiRoutes: { "/api": "app.example.org" }, deepLinks: ["/api"] },
    `apiRoutes./api: must not cover /api, which deepLinks[0] uses, got "app.example.org"`,
  ],
  [
    { apiRoutes: { "/index.html": "app.example.org" } },
    `apiRoutes./index.html: must not cover /index.html, which indexDocument uses, got "app.example.org"`,
  ],
  [
    { apiRoutes: { "/api": "app.example.org" }, notFoundDocument: "404.html" },
    `notFoundDocument: must not be given together with apiRoutes: CloudFront would show it in place of the API's own 404 answers, got "404.html"`,
  ],
  [
    { notFoundDocument: "lost.html" },
    `notFoundDocument: must be 404.html with release: atomic, the page that a release puts in the place for missing files, got "lost.html"`,
  ],
  [
    { previews: "p.example.com", apiRoutes: { "/api": "api.p.example.com" } },
    `apiRoutes./api: must be another origin's host, not the site's own, got "api.p.example.com"`,
  ],
  [
    {
      redirects: [
        { from: "/a", to: "/b" },
        { from: "/c", to: "/d" },
        { from: "/b", to: "/c" },
        { from: "/d", to: "/b/" },
      ],
    },
    `redirects[1].to: must not lead back to from by way of redirects[2], which would never end, got "/d"`,
    `redirects[2].to: must not lead back to from by way of redirects[3], which would never end, got "/c"`,
    `redirects[3].to: must not lead back to from by way of redirects[1], which would never end, got "/b/"`,
  ],
  [
    {
      redirects: [
        { from: "/x/*", to: "/y/:splat" },
        { from: "/y/*", to: "/x/:splat?a=1" },
      ],
    },
    `redirects[0].to: must not lead back to from by way of redirects[1], which would never end, got "/y/:splat"`,
    `redirects[1].to: must not lead back to from by way of redirects[0], which would never end, got "/x/:splat?a=1"`,
  ],
  [
    { redirects: [{ from: "/go/*", to: "https://:splat/" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "https://:splat/"`,
  ],
  [
    { redirects: [{ from: "/go/*", to: "https://a@:splat/" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "https://a@:splat/"`,
  ],
  [
    { redirects: [{ from: "/a", to: "https://WWW.example.com/a" }] },
    `redirects[0].to: must be a path such as /new or an address such as https://example.com/, got "https://WWW.example.com/a"`,
  ],
  [
    { redirects: [{ from: "/a", to: "https://www.example.com:443/a" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "https://www.example.com:443/a"`,
  ],
  [
    { redirects: [{ from: "/a", to: "https://www.example.com/a" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "https://www.example.com/a"`,
  ],
  [
    { redirectFrom: ["example.com"], redirects: [{ from: "/*", to: "https://example.com/new" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "https://example.com/new"`,
  ],
  [
    { mode: "static", cleanUrls: true, pages: "file", redirects: [{ from: "/a", to: "/a.html" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/a.html"`,
  ],
  [
    { mode: "static", cleanUrls: true, redirects: [{ from: "/a", to: "/a/index.html" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/a/index.html"`,
  ],
  [
    { redirects: [{ from: "/%ec%98%9b", to: "/옛" }] },
    `redirects[0].to: must not lead back to from, which would never end, got "/옛"`,
  ],
  [
    { redirects: [{ from: "/\ud800", to: "/a" }] },
    String.raw`redirects[0].from: must be a path such as /old, or /blog/*, got "/\ud800"`,
  ],
  [
    {
      release: "inPlace",
      redirects: Array.from({ length: 300 }, (_, i) => ({ from: `/old-${i}`, to: `/new-${i}` })),
    },
    /^redirects: must be shorter: the edge function has 1\d{4} bytes, but CloudFront takes at most 10240; with release: atomic, redirects of one path each go into a store; otherwise join redirects with \/\*, got \[/,
  ],
  [
    {
      redirects: [
        ...Array.from({ length: 300 }, (_, i) => ({ from: `/old-${i}`, to: `/new-${i}` })),
        { from: "/long", to: `/${"a".repeat(1000)}` },
      ],
    },
    /^redirects: must fit into the key value store: \/long and what it leads to are longer than 1000 bytes, got \[/,
  ],
  [
    { redirects: Array.from({ length: 300 }, (_, i) => ({ from: `/old-${i}/*`, to: `/new-${i}` })) },
    /^redirects: must be shorter: the edge function has 1\d{4} bytes, but CloudFront takes at most 10240; join entries, or leave some to the application, got \[/,
  ],
  [
    { apiRoutes: { [`/${"a".repeat(253)}`]: "app.example.org" } },
    /^apiRoutes\.\/a+: must have at most 253 characters, got /,
  ],
];
