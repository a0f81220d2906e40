import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "mocha";
import fc from "fast-check";
import ts from "typescript";
import { staticSiteArgsSchema, type StaticSiteConfig } from "../../../components/static-site";
import {
  edgeFunctionSource,
  functionSizeFault,
  MAX_FUNCTION_BYTES,
} from "../../../components/static-site/edge-function";
import {
  isAnswer,
  runViewerRequest,
  viewerRequest,
  type EdgeResponse,
  type Visit,
} from "../../support/edge-function";

const ZONE = { zone: "example.com" };
const SITE: StaticSiteConfig = {
  ...ZONE,
  domain: "www.example.com",
  redirectFrom: ["example.com"],
  release: "inPlace",
};
const A = "20261101T000000Z-aaaaaaa";
const B = "20261102T000000Z-bbbbbbb";

function source(config: StaticSiteConfig): string {
  return edgeFunctionSource(staticSiteArgsSchema.parse(config));
}

/** The path that goes to the origin, or the answer: `301 https://…`, `404`. */
async function outcome(config: StaticSiteConfig, visit: Visit | string, kvs: Record<string, string> = {}) {
  const event = viewerRequest(typeof visit === "string" ? { path: visit } : visit);
  const result = await runViewerRequest(source(config), event, { kvs });
  if (!isAnswer(result)) {
    return result.uri;
  }
  const location = result.headers["location"]?.value;
  return location === undefined ? String(result.statusCode) : `${result.statusCode} ${location}`;
}

async function answerOf(config: StaticSiteConfig, visit: Visit, kvs = {}): Promise<EdgeResponse> {
  const result = await runViewerRequest(source(config), viewerRequest(visit), { kvs });
  assert.ok(isAnswer(result), "the request went through");
  return result;
}

/** Each path with what becomes of it, as one test each. */
function cases(config: StaticSiteConfig, table: Readonly<Record<string, string>>): void {
  for (const [path, expected] of Object.entries(table)) {
    it(`${path.length > 60 ? `${path.slice(0, 57)}…` : path} → ${expected}`, async () => {
      assert.equal(await outcome(config, path), expected);
    });
  }
}

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

  it("uses the index document that it is told", async () => {
    assert.equal(await outcome({ ...SITE, indexDocument: "app.html" }, "/any"), "/app.html");
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
      { "/": "/index.html", "/about": "/about.html", "/about/": "/about.html", "/a.css": "/a.css" },
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
    "//evil.example/": "301 https://www.example.com//evil.example",
    "/r//evil.example": "301 https://www.example.com//evil.example",
    "/%2F%2Fevil.example/": "301 https://www.example.com/%2F%2Fevil.example",
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

  it("never redirects to a host that it was not told", async () => {
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

describe("edge function: basic authentication", () => {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const site: StaticSiteConfig = {
    ...SITE,
    basicAuth: { reviewer: hash("reviewer:s3cret:with colon"), 검토: hash("검토:비밀") },
  };
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });

  it("lets who knows a password in, without passing it on to the cache", async () => {
    const visit = { path: "/a.js", headers: basic("reviewer:s3cret:with colon") };
    const result = await runViewerRequest(source(site), viewerRequest(visit));
    assert.ok(!isAnswer(result));
    assert.equal(result.headers["authorization"], undefined);
    assert.equal(await outcome(site, { path: "/a.js", headers: basic("검토:비밀") }), "/a.js");
  });

  for (const [what, headers] of Object.entries({
    nothing: {},
    "a wrong password": basic("reviewer:guess"),
    "no password": basic("reviewer"),
    "another scheme": { authorization: "Bearer abc" },
    "no base64": { authorization: "Basic ***" },
    "the hash itself": basic(hash("reviewer:s3cret:with colon")),
  })) {
    it(`asks for a password when given ${what}`, async () => {
      const answer = await answerOf(site, { path: "/a.js", headers });
      assert.equal(answer.statusCode, 401);
      assert.match(answer.headers["www-authenticate"]?.value ?? "", /^Basic realm=/);
      assert.equal(answer.headers["cache-control"]?.value, "no-store");
    });
  }

  it("holds the hashes and no password", () => {
    assert.ok(source(site).includes(hash("reviewer:s3cret:with colon")));
    assert.ok(!source(SITE).includes("sha256"));
  });
});

describe("edge function: atomic releases", () => {
  const site: StaticSiteConfig = { ...SITE, release: "atomic" };

  it("takes pages and named files from the active release, and hashed ones from what releases share", async () => {
    const kvs = { active: A };
    assert.equal(await outcome(site, "/", kvs), `/releases/${A}/index.html`);
    assert.equal(await outcome(site, "/users/1", kvs), `/releases/${A}/index.html`);
    assert.equal(await outcome(site, "/logo.png", kvs), `/releases/${A}/logo.png`);
    assert.equal(await outcome(site, "/sw.js", kvs), `/releases/${A}/sw.js`);
    assert.equal(await outcome(site, "/assets/index-DiwrgTda.js", kvs), "/shared/assets/index-DiwrgTda.js");
    assert.equal(
      await outcome(site, "/assets/%69ndex-DiwrgTda.js", kvs),
      "/shared/assets/%69ndex-DiwrgTda.js",
    );
  });

  it("switches with the key", async () => {
    assert.equal(await outcome(site, "/", { active: B }), `/releases/${B}/index.html`);
  });

  it("serves what lies in the bucket as it is until the first release, so that a live site can be moved to atomic", async () => {
    assert.equal(await outcome(site, "/users", { active: "none" }), "/index.html");
    assert.equal(
      await outcome(site, "/assets/index-DiwrgTda.js", { active: "none" }),
      "/assets/index-DiwrgTda.js",
    );
  });

  it("says to try again where the key cannot be read, and lets nobody keep that answer", async () => {
    const answer = await answerOf(site, { path: "/" });
    assert.equal(answer.statusCode, 503);
    assert.equal(answer.headers["retry-after"]?.value, "5");
    assert.equal(answer.headers["cache-control"]?.value, "no-store");
  });

  it("redirects without asking the store", async () => {
    assert.equal(await outcome(site, { host: "example.com", path: "/x" }), "301 https://www.example.com/x");
  });

  it("gives a canary the share of visitors that it is told, and each visitor always the same release", async () => {
    const code = source(site);
    const kvs = { active: `${A} ${B} 20` };
    const visits = Array.from({ length: 1000 }, (_, i) =>
      viewerRequest({ ip: `203.0.${i >> 8}.${i & 255}` }),
    );
    const uris = await Promise.all(visits.map(async (visit) => runViewerRequest(code, visit, { kvs })));
    const canary = uris.filter(
      (result) => !isAnswer(result) && result.uri.startsWith(`/releases/${B}/`),
    ).length;
    assert.ok(canary > 150 && canary < 250, `${canary} of 1000`);
    const ip = "2001:db8::1";
    const twice = [await outcome(site, { ip }, kvs), await outcome(site, { ip, path: "/logo.png" }, kvs)];
    assert.equal(twice[0]?.split("/")[2], twice[1]?.split("/")[2]);
  });

  it("carries nothing of releases where they are in place", () => {
    assert.doesNotMatch(source(SITE), /cloudfront'|releases|HASHED/);
  });
});

describe("edge function: previews", () => {
  const site: StaticSiteConfig = { ...SITE, release: "atomic", previews: "preview.example.com" };
  const kvs = { active: A, "preview:pr-12": B };

  it("shows the release that the store names for the host", async () => {
    assert.equal(
      await outcome(site, { host: "pr-12.preview.example.com" }, kvs),
      `/releases/${B}/index.html`,
    );
    assert.equal(await outcome(site, { host: "www.example.com" }, kvs), `/releases/${A}/index.html`);
  });

  it("knows no preview that the store does not name", async () => {
    assert.equal(await outcome(site, { host: "pr-13.preview.example.com" }, kvs), "404");
    assert.equal(await outcome(site, { host: "active.preview.example.com" }, kvs), "404");
  });

  it("asks for a password on previews only, where basicAuthOn says so", async () => {
    const hidden: StaticSiteConfig = { ...site, basicAuth: { a: "0".repeat(64) }, basicAuthOn: "previews" };
    assert.equal(await outcome(hidden, { host: "pr-12.preview.example.com" }, kvs), "401");
    assert.equal(await outcome(hidden, { host: "www.example.com" }, kvs), `/releases/${A}/index.html`);
  });
});

describe("edge function: its text", () => {
  const everything: StaticSiteConfig = {
    ...SITE,
    mode: "static",
    release: "atomic",
    previews: "preview.example.com",
    redirects: [{ from: "/a/*", to: "/b/:splat" }],
    basicAuth: { a: "0".repeat(64) },
  };

  it("is the same for the same arguments", () => {
    assert.equal(source(everything), source(everything));
  });

  it("leaves room for redirects in 10 KB, whatever is asked for", () => {
    assert.ok(Buffer.byteLength(source(everything)) < MAX_FUNCTION_BYTES * 0.7);
    assert.equal(functionSizeFault(source(everything)), undefined);
  });

  it("says how large it is and what to shorten where it does not fit", () => {
    const redirects = Array.from({ length: 300 }, (_, i) => ({ from: `/old-${i}`, to: `/new-${i}` }));
    assert.match(
      functionSizeFault(source({ ...SITE, redirects })) ?? "",
      /^redirects, .* \d{5} bytes, .* 10240: join/,
    );
  });

  it("holds no value that could end a text and begin code", async () => {
    const redirects = [{ from: "/x`${1}", to: "/y`$NAME" }];
    assert.equal(await outcome({ ...SITE, redirects }, "/x`${1}"), "301 https://www.example.com/y`$NAME");
  });

  it("uses nothing of the language that the runtime lacks", () => {
    const file = ts.createSourceFile(
      "edge.js",
      source(everything),
      ts.ScriptTarget.ES2022,
      true,
      ts.ScriptKind.JS,
    );
    const lacking = new Set([
      ts.SyntaxKind.ObjectBindingPattern,
      ts.SyntaxKind.ArrayBindingPattern,
      ts.SyntaxKind.SpreadElement,
      ts.SyntaxKind.SpreadAssignment,
      ts.SyntaxKind.ClassDeclaration,
      ts.SyntaxKind.ForOfStatement,
      ts.SyntaxKind.QuestionDotToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.YieldExpression,
    ]);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (lacking.has(node.kind)) {
        found.push(ts.SyntaxKind[node.kind]);
      }
      node.forEachChild(visit);
    };
    visit(file);
    assert.deepEqual(found, []);
    assert.doesNotMatch(source(everything), /\(\?<[=!]/, "no look-behind");
  });
});
