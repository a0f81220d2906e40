import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, it } from "mocha";
import ts from "typescript";
import { objectKey } from "../../../components/release-contract";
import type { StaticSiteConfig } from "../../../components/static-site";
import { MAX_FUNCTION_BYTES } from "../../../components/edge";
import { sizeFault } from "../../../components/static-site/edge";
import { isAnswer, runViewerRequest, viewerRequest } from "../../support/edge-function";
import { A, B, SITE, source, outcome, answerOf } from "./edge-support";

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

  describe("asks for each file where the upload puts it", () => {
    const folders = ["", "assets/", "_next/static/", "_astro/", "_app/immutable/", "_nuxt/", "img/"];
    const names = ["index", "config", "manifest", "sw", "logo", "main"];
    const hashes = ["", "-DiwrgTda", ".3f2a1b9c", "-5QPBEAEN", ".550e8400-e29b-41d4-a716-44665544abcd"];
    const endings = ["html", "HTM", "js", "json", "webmanifest", "png", "css.map"];
    const file = fc
      .tuple(
        fc.constantFrom(...folders),
        fc.constantFrom(...names),
        fc.constantFrom(...hashes),
        fc.constantFrom(...endings),
      )
      .map(([folder, name, hash, ending]) => `${folder}${name}${hash}.${ending}`);
    for (const mode of ["spa", "static"] as const) {
      it(`with mode ${mode}`, async () => {
        await fc.assert(
          fc.asyncProperty(file, async (path) => {
            const uri = await outcome({ ...site, mode }, `/${path}`, { active: A });
            assert.equal(uri, `/${objectKey(path, "atomic", A)}`);
          }),
          { numRuns: 600 },
        );
      });
    }
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

  it("says to try again where the key cannot be read, and lets no cache keep that answer", async () => {
    const answer = await answerOf(site, { path: "/" });
    assert.equal(answer.statusCode, 503);
    assert.equal(answer.headers["retry-after"]?.value, "5");
    assert.equal(answer.headers["cache-control"]?.value, "no-store");
  });

  it("redirects without asking the store", async () => {
    assert.equal(await outcome(site, { host: "example.com", path: "/x" }), "301 https://www.example.com/x");
  });

  it("gives a canary the share of visitors that it is given, and each visitor always the same release", async () => {
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

  it("leaves room for patterns of redirects in 10 KB, whatever is configured", () => {
    assert.ok(Buffer.byteLength(source(everything)) < MAX_FUNCTION_BYTES * 0.88);
    assert.equal(sizeFault(source(everything), "inPlace"), undefined);
  });

  it("says how large it is and what to shorten where it does not fit", () => {
    assert.equal(sizeFault("한".repeat(3413), "inPlace"), undefined);
    assert.match(
      sizeFault("한".repeat(3414), "inPlace") ?? "",
      /^must be shorter: the edge function has 10242 bytes, .* 10240; with release: atomic/,
    );
  });

  it("holds no value that could end a text and begin code", async () => {
    const redirects = [{ from: "/x`${1}", to: "/y`$NAME" }];
    assert.equal(
      await outcome({ ...SITE, redirects }, "/x%60$%7B1%7D"),
      "301 https://www.example.com/y%60$NAME",
    );
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
