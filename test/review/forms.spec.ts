/** The forms of a report: within the limits of those that show them, and the same for the same input. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewPage } from "../../review/html/review-page";
import { annotationsOf } from "../../review/report/annotations";
import { placeOf, sendCodeInsights } from "../../review/report/code-insights";
import { githubCommands, writeGithub } from "../../review/report/github";
import { jsonReport } from "../../review/report/json";
import { markdownReport } from "../../review/report/markdown";
import { reviewOf, type Review } from "../../review/report/review";
import { textReport } from "../../review/report/text";
import { finding, stack, urn, type Given } from "./support/stacks";

const BUCKET = "aws:s3/bucket:Bucket";

/** A review of so many buckets, each with a new name and findings with long words. */
function large(count: number, words = "x".repeat(900)): Review {
  const buckets = (name: string): Given[] =>
    Array.from({ length: count }, (_, at) => ({
      type: BUCKET,
      name: `b${at}`,
      inputs: { bucket: `${name}-${at}`, words },
    }));
  const findings = buckets("after").map(({ name }, at) =>
    finding(
      at % 2 === 0 ? "open" : "logs",
      urn(BUCKET, name),
      `${words} <b>&`,
      at === count - 1 ? "mandatory" : "advisory",
    ),
  );
  const file = { path: "infra/Pulumi.prod.yaml", text: "config:\n  shop:buckets:\n    b0: {}\n    b1: {}\n" };
  return reviewOf({
    ...{ base: "main", head: "topic", files: new Map([["prod", file]]) },
    stacks: [{ stack: "prod", before: stack(buckets("before")), after: stack(buckets("after"), findings) }],
  });
}

describe("a report as Markdown", () => {
  for (const count of [0, 1, 10, 400, 3000]) {
    it(`of ${count} replaced buckets stays below 60,000 characters, and says what it leaves out`, () => {
      const text = markdownReport(large(count));
      assert.ok(text.length < 60_000, `${text.length} characters`);
      assert.equal(/Left out so that this fits: .*\d of \d+/.test(text), count > 10);
    });
  }

  it("keeps the mandatory finding, whatever it leaves out", () => {
    assert.match(
      markdownReport(large(3000)),
      /#### Mandatory findings introduced\n\n- open|#### Mandatory findings introduced\n\n- logs/,
    );
  });

  it("shows no HTML and no mention of what programs write", () => {
    const text = markdownReport(large(2, "@team <img src=x> `a`"));
    assert.ok(!text.includes("<img"));
    assert.ok(!/@team/.test(text));
  });
});

describe("a report of equal input", () => {
  it("is equal in every form, byte for byte", () => {
    const forms = (review: Review): readonly string[] => [
      textReport(review),
      markdownReport(review),
      reviewPage(review),
      JSON.stringify(jsonReport(review)),
    ];
    assert.deepEqual(forms(large(20)), forms(large(20)));
  });

  it("as a page names nothing outside of itself", () => {
    const page = reviewPage(large(3));
    assert.ok(!/(?:src|href)="(?!#|data:)/.test(page));
    assert.match(page, /Content-Security-Policy" content="default-src 'none'/);
  });
});

describe("annotations", () => {
  it("stand on the line of the key that the resource is named after, the worst first", () => {
    const annotations = annotationsOf(large(3, "short"));
    const lineOf = (name: string): readonly number[] => [
      ...new Set(annotations.filter(({ summary }) => summary.includes(` ${name} `)).map(({ line }) => line)),
    ];
    assert.deepEqual([lineOf("b0"), lineOf("b1"), lineOf("b2")], [[3], [4], [1]]);
    assert.deepEqual([...new Set(annotations.map(({ level }) => level))], ["critical", "high"]);
    assert.ok(annotations.every(({ path }) => path === "infra/Pulumi.prod.yaml"));
  });

  it("of GitHub are at most ten of a level, on one line each", () => {
    const lines = githubCommands(annotationsOf(large(50, "50 % of\nall: a,b")));
    assert.equal(lines.filter((line) => line.startsWith("::error ")).length, 10);
    assert.equal(lines.filter((line) => line.startsWith("::warning ")).length, 10);
    assert.ok(
      lines.every(
        (line) =>
          !line.includes("\n") && /^::\w+ file=infra\/Pulumi\.prod\.yaml,line=\d+,title=[^:]*::/.test(line),
      ),
    );
  });

  it("of GitHub come with the job summary in the file that Actions names", () => {
    const folder = mkdtempSync(join(tmpdir(), "review-github-"));
    const file = join(folder, "summary.md");
    writeGithub(large(1), { GITHUB_STEP_SUMMARY: file });
    assert.match(readFileSync(file, "utf8"), /^## Review of `topic` against `main`/);
    rmSync(folder, { recursive: true });
    assert.throws(() => writeGithub(large(1), {}), /GITHUB_STEP_SUMMARY is not set/);
  });
});

/** What Bitbucket's API refuses. @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/ */
function faultOf(
  method: string,
  path: string,
  body: unknown,
  kept: { annotations: number },
): string | undefined {
  if (method === "DELETE") return undefined;
  const long = (value: unknown, most: number): boolean => typeof value !== "string" || value.length > most;
  if (path.endsWith("/annotations")) {
    if (!Array.isArray(body) || body.length === 0 || body.length > 100) return "1 to 100 annotations at once";
    kept.annotations += body.length;
    if (kept.annotations > 1000) return "more than 1000 annotations";
    for (const one of body as Record<string, unknown>[]) {
      if (!["VULNERABILITY", "CODE_SMELL", "BUG"].includes(String(one["annotation_type"])))
        return "annotation_type";
      if (!["LOW", "MEDIUM", "HIGH", "CRITICAL"].includes(String(one["severity"]))) return "severity";
      if (long(one["external_id"], 450) || long(one["summary"], 450)) return "external_id or summary";
      if (one["details"] !== undefined && long(one["details"], 2000)) return "details";
      if (!Number.isInteger(one["line"]) || Number(one["line"]) < 1) return "line";
    }
    return undefined;
  }
  const report = body as Record<string, unknown>;
  const data = report["data"];
  if (long(report["title"], 450) || long(report["details"], 2000)) return "title or details";
  if (!["SECURITY", "COVERAGE", "TEST", "BUG"].includes(String(report["report_type"]))) return "report_type";
  if (!["PASSED", "FAILED", "PENDING"].includes(String(report["result"]))) return "result";
  if (!Array.isArray(data) || data.length > 10) return "more than 10 fields of data";
  for (const { title, type, value } of data as { title: unknown; type: unknown; value: unknown }[]) {
    if (long(title, 450) || (type === "NUMBER") !== (typeof value === "number")) return "a field of data";
  }
  return undefined;
}

describe("a report to Bitbucket's Code Insights", () => {
  let server: Server;
  let calls: string[] = [];
  let answer: number | undefined;

  beforeEach(async () => {
    calls = [];
    answer = undefined;
    const kept = { annotations: 0 };
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const { method = "", url = "" } = request;
        const fault = faultOf(method, url, text === "" ? undefined : JSON.parse(text), kept);
        calls.push(`${method} ${url}`);
        response.statusCode = answer ?? (fault === undefined ? (method === "DELETE" ? 204 : 200) : 400);
        response.end(JSON.stringify({ error: { message: fault } }));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterEach(() => server.close());

  const place = () =>
    placeOf({
      ...{ BITBUCKET_WORKSPACE: "team", BITBUCKET_REPO_SLUG: "infra", BITBUCKET_COMMIT: "abc123" },
      CODE_INSIGHTS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });

  for (const count of [0, 3, 2000]) {
    it(`with ${count} replaced buckets is within the limits of the API, through the proxy`, async () => {
      await sendCodeInsights(large(count, "y".repeat(3000)), place());
      const base =
        "http://api.bitbucket.org/2.0/repositories/team/infra/commit/abc123/reports/web-infra-review";
      assert.deepEqual(calls.slice(0, 2), [`DELETE ${base}`, `PUT ${base}`]);
      assert.deepEqual([...new Set(calls.slice(2))], count === 0 ? [] : [`POST ${base}/annotations`]);
      assert.equal(calls.length - 2, count === 2000 ? 10 : count === 0 ? 0 : 1);
    });
  }

  it("that is refused is one line with Bitbucket's own words", async () => {
    answer = 403;
    await assert.rejects(
      sendCodeInsights(large(1), place()),
      /^UsageError: --code-insights: 127\.0\.0\.1:\d+: DELETE of the report: 403 /,
    );
  });

  it("needs a step of Pipelines", () => {
    assert.throws(
      () => placeOf({ BITBUCKET_WORKSPACE: "team" }),
      /BITBUCKET_REPO_SLUG, BITBUCKET_COMMIT not set/,
    );
  });
});
