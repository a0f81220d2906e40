import { request } from "node:http";
import { messageOf, UsageError } from "../../offline/errors";
import { annotationsOf, type Annotation } from "./annotations";
import type { Review } from "./review";
import { headLines } from "./sections";
import { riskOf, verdictOf } from "./verdict";

/**
 * The proxy that every step of Bitbucket Pipelines has: requests through it need no token.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/code-insights/
 */
const PROXY = "http://localhost:29418";

const REPORT = "web-infra-review";

/** Limits of the API. @see https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/ */
const LIMITS = {
  fields: 10,
  annotations: 1000,
  atOnce: 100,
  title: 450,
  summary: 450,
  details: 2000,
} as const;

/** Where a report goes: what Pipelines says of the step that runs. */
export interface Place {
  readonly workspace: string;
  readonly repository: string;
  readonly commit: string;
  readonly proxy: URL;
}

/** @throws UsageError where this is no step of Bitbucket Pipelines */
export function placeOf(env: NodeJS.ProcessEnv): Place {
  const names = ["BITBUCKET_WORKSPACE", "BITBUCKET_REPO_SLUG", "BITBUCKET_COMMIT"] as const;
  const missing = names.filter((name) => (env[name] ?? "") === "");
  if (missing.length > 0) {
    throw new UsageError(
      `--code-insights: ${missing.join(", ")} not set: it works in a step of Bitbucket Pipelines`,
    );
  }
  const [workspace = "", repository = "", commit = ""] = names.map((name) => env[name] ?? "");
  const proxy = env["CODE_INSIGHTS_PROXY"] ?? PROXY;
  if (!URL.canParse(proxy))
    throw new UsageError(`CODE_INSIGHTS_PROXY: must be a URL, such as ${PROXY}, got ${proxy}`);
  return { workspace, repository, commit, proxy: new URL(proxy) };
}

/** Sends the report of a commit and its annotations; one that is there already is replaced. */
export async function sendCodeInsights(review: Review, place: Place): Promise<void> {
  const path = `/2.0/repositories/${encodeURIComponent(place.workspace)}/${encodeURIComponent(place.repository)}/commit/${place.commit}/reports/${REPORT}`;
  // Annotations of an earlier run of the step would stay.
  await send(place, "DELETE", path, undefined, [204, 404]);
  await send(place, "PUT", path, codeInsightsReport(review), [200, 201]);
  const annotations = annotationsOf(review).slice(0, LIMITS.annotations).map(annotationDocument);
  for (let at = 0; at < annotations.length; at += LIMITS.atOnce) {
    await send(place, "POST", `${path}/annotations`, annotations.slice(at, at + LIMITS.atOnce), [200, 201]);
  }
}

/** The report itself, within the API's limits. */
export function codeInsightsReport(review: Review): object {
  const annotations = annotationsOf(review);
  const left = annotations.length - LIMITS.annotations;
  const note =
    left > 0 ? `\n${left} more remarks than Bitbucket shows are left out, the least important ones.` : "";
  const details = headLines(review).join("\n");
  const all = review.stacks.map(verdictOf);
  const sum = (kind: keyof (typeof all)[number]["counts"]): number =>
    all.reduce((total, { counts }) => total + counts[kind], 0);
  const count = (title: string, value: number): object => ({ title, type: "NUMBER", value });
  const down = review.stacks.flatMap(({ consequences }) =>
    [...consequences.values()].map(({ downMinutes }) => downMinutes[1]),
  );
  const data = [
    { title: "Risk", type: "TEXT", value: riskOf(review) },
    count("Changed", sum("updated")),
    count("Replaced", sum("replaced")),
    count("Created", sum("created")),
    count("Deleted", sum("deleted")),
    count("Minutes down at most", Math.max(0, ...down)),
    count(
      "Findings introduced",
      review.stacks.reduce((total, { findings }) => total + findings.introduced.length, 0),
    ),
    count(
      "Findings fixed",
      review.stacks.reduce((total, { findings }) => total + findings.fixed.length, 0),
    ),
    count(
      "Permissions gained beyond the stack",
      review.stacks.reduce(
        (total, { permissions }) =>
          total + permissions.filter(({ change, crosses }) => change === "gained" && crosses !== "").length,
        0,
      ),
    ),
  ];
  return {
    title: cut("Review of the stacks", LIMITS.title),
    details: `${cut(details, LIMITS.details - note.length)}${note}`,
    ...{ report_type: "BUG", reporter: "web-infra review" },
    result: riskOf(review) === "high" ? "FAILED" : "PASSED",
    data: data.slice(0, LIMITS.fields),
  };
}

const TYPES = {
  finding: "VULNERABILITY",
  permission: "VULNERABILITY",
  replacement: "BUG",
  update: "CODE_SMELL",
} as const;

function annotationDocument({ path, line, level, kind, summary, details }: Annotation, at: number): object {
  const more = summary.length > LIMITS.summary ? `${summary}\n${details}` : details;
  return {
    external_id: `${REPORT}-${at + 1}`,
    annotation_type: TYPES[kind],
    ...{ path, line, severity: level.toUpperCase() },
    summary: cut(summary, LIMITS.summary),
    ...(more === "" ? {} : { details: cut(more, LIMITS.details) }),
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function send(
  place: Place,
  method: string,
  path: string,
  body: unknown,
  expected: readonly number[],
): Promise<void> {
  const text = body === undefined ? "" : JSON.stringify(body);
  return new Promise((done, fail) => {
    const refuse = (why: string): void => {
      fail(new UsageError(`--code-insights: ${place.proxy.host}: ${method} of the report: ${why}`));
    };
    const sent = request(
      {
        ...{ host: place.proxy.hostname, port: place.proxy.port, method, timeout: 30_000 },
        path: `http://api.bitbucket.org${path}`,
        headers: {
          Host: "api.bitbucket.org",
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(text),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          if (expected.includes(status)) done();
          else
            refuse(
              `${status} ${Buffer.concat(chunks).toString("utf8").replaceAll(/\s+/g, " ").slice(0, 300)}`,
            );
        });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer within 30 s")));
    sent.on("error", (error) => refuse(messageOf(error) || "no connection"));
    sent.end(text);
  });
}
