import assert from "node:assert/strict";
import { describe, it } from "mocha";
import fc from "fast-check";
import { staticSiteArgsSchema, type StaticSiteConfig } from "../../../components/static-site";
import { edgeFunctionOf } from "../../../components/static-site/edge";
import { isAnswer, runViewerRequest, viewerRequest } from "../../support/edge-function";
import { A, SITE, source, outcome, answerOf, cases } from "./edge-support";

describe("edge function: mode spa", () => {
  cases(SITE, {
    "/": "/index.html",
    "/users": "/index.html",
    "/users/42/edit": "/index.html",
    "/users/": "/index.html",
    "/releases/v1.2": "/index.html",
    "/%ED%95%9C%EA%B5%AD": "/index.html",
    "/items/a%2Fb": "/index.html",
    "/index.html": "/index.html",
    "/assets/index-DiwrgTda.js": "/assets/index-DiwrgTda.js",
    "/missing.png": "/missing.png",
    "/video.mp4": "/video.mp4",
    "/.well-known/apple-app-site-association": "/.well-known/apple-app-site-association",
    "/.well-known/acme-challenge/token": "/.well-known/acme-challenge/token",
    "/well-known": "/index.html",
  });

  it("answers a path below deepLinks with the index document even where it ends like a file", async () => {
    const site: StaticSiteConfig = { ...SITE, deepLinks: ["/users"] };
    assert.equal(await outcome(site, "/users/jane.doe"), "/index.html");
    assert.equal(await outcome(SITE, "/users/jane.doe"), "/users/jane.doe");
    assert.equal(await outcome(site, "/users.js"), "/users.js");
  });

  it("uses the index document that it is given", async () => {
    assert.equal(await outcome({ ...SITE, indexDocument: "app.html" }, "/any"), "/app.html");
  });

  it("asks S3 for a plus sign in a way that it does not take for a space", async () => {
    assert.equal(await outcome(SITE, "/c++.pdf"), "/c%2B%2B.pdf");
    assert.equal(await outcome(SITE, "/c%2B%2B.pdf"), "/c%2B%2B.pdf");
  });

  it("lets all three methods through", async () => {
    for (const method of ["GET", "HEAD", "OPTIONS"]) {
      assert.equal(await outcome(SITE, { path: "/a.js", method }), "/a.js");
    }
  });
});

describe("edge function: mode static", () => {
  const site: StaticSiteConfig = { ...SITE, mode: "static" };

  describe("one folder a page", () => {
    cases(site, {
      "/": "/index.html",
      "/about": "/about/index.html",
      "/about/": "/about/index.html",
      "/about.html": "/about.html",
      "/v1.2": "/v1.2/index.html",
      "/a.css": "/a.css",
      "/.well-known/security": "/.well-known/security",
    });
  });

  describe("one file a page", () => {
    cases(
      { ...site, pages: "file" },
      {
        "/": "/index.html",
        "/about": "/about.html",
        "/about/": "/about/index.html",
        "/a.css": "/a.css",
        "//": "//index.html",
      },
    );
  });

  describe("always a final slash", () => {
    cases(
      { ...site, trailingSlash: "always" },
      {
        "/about": "301 https://www.example.com/about/",
        "/about?a=1&b=%20": "301 https://www.example.com/about/?a=1&b=%20",
        "/about/": "/about/index.html",
        "/a.css": "/a.css",
        "/.well-known/x": "/.well-known/x",
      },
    );
  });

  describe("never a final slash", () => {
    cases(
      { ...site, trailingSlash: "never" },
      {
        "/": "/index.html",
        "/about": "/about/index.html",
        "/about/": "301 https://www.example.com/about",
        "/about///": "301 https://www.example.com/about",
      },
    );
  });

  describe("clean addresses", () => {
    cases(
      { ...site, cleanUrls: true, pages: "file", trailingSlash: "never" },
      {
        "/about.html": "301 https://www.example.com/about",
        "/index.html": "301 https://www.example.com/",
        "/docs/index.html": "301 https://www.example.com/docs",
        "/about": "/about.html",
      },
    );
    cases(
      { ...site, cleanUrls: true },
      { "/docs/index.html": "301 https://www.example.com/docs/", "/x.html": "/x.html" },
    );
  });
});

describe("edge function: pages beside folders, and addresses with a dot", () => {
  const files: StaticSiteConfig = { ...SITE, mode: "static", pages: "file" };

  describe("5 (B4): page.html beside folder/index.html", () => {
    cases(files, {
      "/guide/getting-started": "/guide/getting-started.html",
      "/guide/": "/guide/index.html",
      "/ko/": "/ko/index.html",
      "/ko/guide/": "/ko/guide/index.html",
      "/v1.2/": "/v1.2/index.html",
      "/v1.2/notes": "/v1.2/notes.html",
    });
  });

  describe("5 (B4): with trailingSlash always each page is a file again", () => {
    cases({ ...files, trailingSlash: "always" }, { "/about/": "/about.html", "/": "/index.html" });
  });

  describe("6 (B5): never leaves the slash where the rest looks like a file", () => {
    cases(
      { ...SITE, mode: "static", trailingSlash: "never" },
      {
        "/tags/node.js/": "/tags/node.js/index.html",
        "/docs/2.x/": "/docs/2.x/index.html",
        "/docs/v1.2/": "301 https://www.example.com/docs/v1.2",
      },
    );
  });

  describe("6 (B5): cleanUrls leaves the ending where the rest looks like a file", () => {
    cases({ ...files, cleanUrls: true }, { "/blog/node.js.html": "/blog/node.js.html" });
  });
});

describe("edge function: pages that end like a file", () => {
  const site: StaticSiteConfig = { ...SITE, mode: "static", deepLinks: ["/tags", "/blog/node.js"] };

  describe("6 (B5): deepLinks of a static site", () => {
    cases(site, {
      "/tags/node.js": "/tags/node.js/index.html",
      "/tags/node.js/": "/tags/node.js/index.html",
      "/blog/node.js": "/blog/node.js/index.html",
      "/blog/node.js.txt": "/blog/node.js.txt",
      "/blog/vue.js": "/blog/vue.js",
    });
    cases({ ...site, pages: "file" }, { "/blog/node.js": "/blog/node.js.html" });
    cases(
      { ...site, trailingSlash: "never" },
      { "/tags/node.js/": "301 https://www.example.com/tags/node.js" },
    );
    cases(
      { ...site, trailingSlash: "always" },
      { "/tags/node.js": "301 https://www.example.com/tags/node.js/" },
    );
  });
});

describe("edge function: fallback pages", () => {
  describe("25 (X4): an application beside pages made beforehand", () => {
    cases(
      { ...SITE, mode: "static", fallbackPages: { "/app": "200.html", "/app/admin": "app/admin.html" } },
      {
        "/about": "/about/index.html",
        "/app": "/200.html",
        "/app/": "/200.html",
        "/app/orders/42": "/200.html",
        "/app/admin/users": "/app/admin.html",
        "/app/chunk.js": "/app/chunk.js",
        "/apple": "/apple/index.html",
      },
    );
  });

  describe("26 (X5): several applications under prefixes of one host", () => {
    cases(
      {
        ...SITE,
        fallbackPages: { "/en": "en/index.html", "/ko": "ko/index.html" },
        deepLinks: ["/ko/users"],
      },
      {
        "/": "/index.html",
        "/en": "/en/index.html",
        "/ko/settings": "/ko/index.html",
        "/ko/users/jane.doe": "/ko/index.html",
        "/ko/main.js": "/ko/main.js",
        "/korea": "/index.html",
      },
    );
  });
});

describe("edge function: languages", () => {
  const site: StaticSiteConfig = { ...SITE, languages: { en: "/en/", ko: "/ko/", "zh-TW": "/tw/" } };
  for (const [header, path] of Object.entries({
    "ko-KR,ko;q=0.9,en;q=0.8": "/ko/",
    "en-GB;q=0.7, ko;q=0.8": "/ko/",
    "fr, zh;q=0.5": "/tw/",
    "ZH-tw": "/tw/",
    "fr-FR": "/en/",
    kok: "/en/",
    "ko;q=0": "/en/",
    "": "/en/",
    "ko;q=x, *": "/en/",
  })) {
    it(`9 (X1): leads / to ${path} for ${JSON.stringify(header)}, which browsers may not keep`, async () => {
      const visit = { path: "/?a=1", headers: { "accept-language": header } };
      assert.equal(await outcome(site, visit), `302 https://www.example.com${path}?a=1`);
      assert.equal((await answerOf(site, visit)).headers["cache-control"]?.value, "private, no-store");
    });
  }

  it("9 (X1): leaves every other path alone", async () => {
    assert.equal(await outcome(site, { path: "/en/", headers: { "accept-language": "ko" } }), "/index.html");
  });
});

describe("edge function: redirects in the store", () => {
  const redirects = [
    ...Array.from({ length: 2000 }, (_, i) => ({
      from: `/old/문서-${i}`,
      to: `/new/${i}`,
      status: 308 as const,
    })),
    { from: "/blog/*", to: "/articles/:splat" },
  ];
  const site: StaticSiteConfig = { ...SITE, release: "atomic", redirects };
  const edge = edgeFunctionOf(staticSiteArgsSchema.parse(site));
  const kvs = { active: A, ...Object.fromEntries(edge.entries) };

  it("28 (X7): 2,000 are found by one look-up each, and the function stays within its 10 KB", async () => {
    for (const i of [0, 1, 999, 1999]) {
      const expected = `308 https://www.example.com/new/${i}`;
      assert.equal(await outcome(site, `/old/${encodeURIComponent("문서")}-${i}`, kvs), expected);
      assert.equal(
        await outcome(site, `/old/${encodeURIComponent("문서").toLowerCase()}-${i}/`, kvs),
        expected,
      );
    }
    assert.equal(await outcome(site, "/old/nothing", kvs), `/releases/${A}/index.html`);
    assert.equal(await outcome(site, "/blog/x", kvs), "301 https://www.example.com/articles/x");
    assert.ok(Buffer.byteLength(edge.source) < 10_240);
  });

  it("28 (X7): no value of the store is larger than CloudFront takes", () => {
    const sizes = [...edge.entries.values()].map((value) => Buffer.byteLength(value));
    assert.ok(Math.max(...sizes) <= 1024, `${Math.max(...sizes)} bytes`);
    assert.ok(sizes.length > 100 && sizes.length < 1000, `${sizes.length} keys`);
  });
});

describe("edge function: responses", () => {
  const site: StaticSiteConfig = { ...SITE, release: "atomic", previews: "preview.example.com" };
  const robots = async (config: StaticSiteConfig, host: string) => {
    const event = { ...viewerRequest({ host }), response: { statusCode: 200, headers: {} } };
    const result = await runViewerRequest(source(config), event, { kvs: { active: A, "preview:pr-1": A } });
    return result.headers["x-robots-tag"]?.value;
  };

  it("31 (X10): keep previews out of search engines, and only those", async () => {
    assert.equal(await robots(site, "pr-1.preview.example.com"), "noindex");
    assert.equal(await robots(site, "www.example.com"), undefined);
    assert.equal(
      await robots({ ...site, headers: { noIndex: "off" } }, "pr-1.preview.example.com"),
      undefined,
    );
  });
});

describe("edge function: a part of a file, as Safari wants films", () => {
  const RANGE = "bytes=0-1";

  for (const release of ["atomic", "inPlace"] as const) {
    it(`38 ${release}: a request for it goes on with its range, and the answer stays 206`, async () => {
      const site: StaticSiteConfig = { ...SITE, release };
      const visit = { path: "/film.mp4", headers: { range: RANGE, "if-range": '"etag"' } };
      const asked = await runViewerRequest(source(site), viewerRequest(visit), { kvs: { active: A } });
      assert.ok(!isAnswer(asked));
      assert.equal(asked.headers["range"]?.value, RANGE);
      assert.equal(asked.headers["if-range"]?.value, '"etag"');
    });
  }

  it("38: where previews have the function look at answers, it leaves status and range of a part", async () => {
    const site: StaticSiteConfig = { ...SITE, release: "atomic", previews: "preview.example.com" };
    const headers = { "content-range": { value: "bytes 0-1/9" }, "accept-ranges": { value: "bytes" } };
    for (const host of ["www.example.com", "pr-1.preview.example.com"]) {
      const event = { ...viewerRequest({ host }), response: { statusCode: 206, headers: { ...headers } } };
      const result = await runViewerRequest(source(site), event, { kvs: { active: A, "preview:pr-1": A } });
      assert.ok(isAnswer(result));
      assert.equal(result.statusCode, 206);
      assert.deepEqual({ ...result.headers, ...headers }, result.headers);
    }
  });
});

describe("edge function: hosts", () => {
  it("redirects the hosts of redirectFrom with path and query string kept", async () => {
    const visit = { host: "example.com", path: "/a/b?x=1&x=2&flag&y=%E2%9C%93" };
    const expected = "301 https://www.example.com/a/b?x=1&x=2&flag&y=%E2%9C%93";
    assert.equal(await outcome(SITE, visit), expected);
  });

  it("puts the query string together where the runtime does not offer it", async () => {
    const visit = { host: "example.com", path: "/?x=1&x=2&flag&y=a=b", raw: false };
    assert.equal(await outcome(SITE, visit), "301 https://www.example.com/?x=1&x=2&flag&y=a=b");
  });

  it("redirects without a question mark where there is no query string", async () => {
    for (const raw of [true, false]) {
      assert.equal(
        await outcome(SITE, { host: "example.com", path: "/a", raw }),
        "301 https://www.example.com/a",
      );
    }
  });

  it("redirects, blocks or serves CloudFront's own name, as defaultDomain says", async () => {
    const visit = { host: "D111111abcdef8.cloudfront.net", path: "/a.js" };
    assert.equal(await outcome(SITE, visit), "301 https://www.example.com/a.js");
    assert.equal(await outcome({ ...SITE, defaultDomain: "block" }, visit), "403");
    assert.equal(await outcome({ ...SITE, defaultDomain: "serve" }, visit), "/a.js");
  });

  it("serves CloudFront's own name where there is no domain", async () => {
    assert.equal(
      await outcome({ release: "inPlace" }, { host: "d1.cloudfront.net", path: "/a.js" }),
      "/a.js",
    );
  });

  it("serves an alias, and keeps it in a redirect within the site", async () => {
    const site: StaticSiteConfig = {
      ...SITE,
      aliases: ["m.example.com"],
      mode: "static",
      trailingSlash: "always",
    };
    assert.equal(await outcome(site, { host: "m.example.com", path: "/a.js" }), "/a.js");
    assert.equal(await outcome(site, { host: "m.example.com", path: "/a" }), "301 https://m.example.com/a/");
  });

  it("lets a redirect be forgotten within an hour and tells browsers to come by HTTPS", async () => {
    const { headers } = await answerOf(SITE, { host: "example.com" });
    assert.equal(headers["cache-control"]?.value, "public, max-age=3600");
    assert.equal(headers["strict-transport-security"]?.value, "max-age=31536000");
  });
});

describe("edge function: redirects", () => {
  const site: StaticSiteConfig = {
    ...SITE,
    redirects: [
      { from: "/old", to: "/new", status: 308 },
      { from: "/blog/2020/*", to: "https://archive.example.org/:splat?from=blog#top" },
      { from: "/blog/*", to: "/articles/:splat", status: 302 },
      { from: "/옛날", to: "/요즘" },
    ],
  };
  cases(site, {
    "/old": "308 https://www.example.com/new",
    "/old?q=1": "308 https://www.example.com/new?q=1",
    "/older": "/index.html",
    "/blog": "302 https://www.example.com/articles/",
    "/blog/a/b": "302 https://www.example.com/articles/a/b",
    "/blog/2020/x?q=1": "301 https://archive.example.org/x?from=blog&q=1#top",
    "/blogs": "/index.html",
    "/%ec%98%9b%eb%82%a0": "301 https://www.example.com/%EC%9A%94%EC%A6%98",
    "/blog//evil.example": "302 https://www.example.com/articles//evil.example",
    "/old/": "308 https://www.example.com/new",
    "/old/x": "/index.html",
  });

  it("lead a whole site elsewhere", async () => {
    const moved: StaticSiteConfig = {
      ...SITE,
      redirects: [{ from: "/*", to: "https://new.example.org/:splat", status: 302 }],
    };
    assert.equal(await outcome(moved, "/"), "302 https://new.example.org/");
    assert.equal(await outcome(moved, "/a/b.js?c"), "302 https://new.example.org/a/b.js?c");
  });

  it("match what is written in any way that browsers send", async () => {
    const written: StaticSiteConfig = {
      ...SITE,
      redirects: [
        { from: "/%ec%98%9b", to: "/a" },
        { from: "/x`{1}", to: "/b" },
      ],
    };
    assert.equal(await outcome(written, "/%EC%98%9B"), "301 https://www.example.com/a");
    assert.equal(await outcome(written, "/x%60%7B1%7D"), "301 https://www.example.com/b");
  });
});

describe("edge function: hostile requests", () => {
  const site: StaticSiteConfig = {
    ...SITE,
    mode: "static",
    trailingSlash: "never",
    redirects: [{ from: "/r/*", to: "/:splat" }],
  };
  cases(site, {
    "//evil/": "301 https://www.example.com//evil",
    "//evil.example/": "//evil.example/index.html",
    "/r//evil.example": "301 https://www.example.com//evil.example",
    "/%2F%2Fevil/": "301 https://www.example.com/%2F%2Fevil",
    "/\\evil.example": "400",
    "/%5Cevil.example": "400",
    "/%00": "400",
    "/a%0d%0aset-cookie:x=1/": "400",
    "/..%2f..%2fetc/passwd": "400",
    "/%2e%2e/%2e%2e/secret": "400",
    "/a/../b": "400",
    "/%": "400",
    "/%ff": "400",
    "/%E0%80%AF": "400",
    [`/${"a".repeat(2000)}.js`]: "414",
    [`/${"%ED%95%9C".repeat(200)}.js`]: "/" + "%ED%95%9C".repeat(200) + ".js",
  });

  it("answers a very long deep link of an application like any other", async () => {
    assert.equal(await outcome(SITE, `/${"a".repeat(5000)}`), "/index.html");
  });

  it("never redirects to a host that it was not given", async () => {
    const path = fc.stringMatching(/^\/[\x21-\x7e]{0,40}$/).filter((text) => !text.includes("#"));
    await fc.assert(
      fc.asyncProperty(
        path,
        fc.constantFrom("www.example.com", "example.com", "d1.cloudfront.net"),
        async (uri, host) => {
          const result = await runViewerRequest(source(site), viewerRequest({ path: uri, host }));
          const location = isAnswer(result) ? result.headers["location"]?.value : undefined;
          assert.ok(
            location === undefined || new URL(location).origin === "https://www.example.com",
            location,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps every file of an atomic site inside the active release or what releases share", async () => {
    const atomic = source({ ...SITE, mode: "static", release: "atomic" });
    const path = fc.stringMatching(/^\/[\x21-\x7e]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(path, async (uri) => {
        const result = await runViewerRequest(atomic, viewerRequest({ path: uri }), { kvs: { active: A } });
        const inside =
          isAnswer(result) || result.uri.startsWith(`/releases/${A}/`) || result.uri.startsWith("/shared/");
        assert.ok(inside && (isAnswer(result) || !decodeURIComponent(result.uri).includes("/../")));
      }),
      { numRuns: 300 },
    );
  });

  it("takes no noticeable time for paths made to slow its patterns down", async () => {
    const code = source({ ...SITE, release: "atomic" });
    const slow = ["a-", "a.", "-a1", "/a", "f0", "_", "aA1-"].map(
      (part) => `/assets/${part.repeat(440 / part.length)}.x`,
    );
    const began = process.cpuUsage();
    for (const path of slow) {
      await runViewerRequest(code, viewerRequest({ path: path }), { kvs: { active: A } });
    }
    assert.ok(process.cpuUsage(began).user / 1000 / slow.length < 50, "more than 50 ms for a request");
  });
});
