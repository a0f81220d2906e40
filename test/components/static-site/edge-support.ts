/** What the specs of the edge function share. */
import assert from "node:assert/strict";
import { it } from "mocha";
import { staticSiteArgsSchema, type StaticSiteConfig } from "../../../components/static-site";
import { edgeFunctionOf, edgeSiteOf } from "../../../components/static-site/edge";
import {
  isAnswer,
  runEdgeFiles,
  runViewerRequest,
  viewerRequest,
  type EdgeResponse,
  type Visit,
} from "../../support/edge-function";

export const SITE: StaticSiteConfig = {
  zone: "example.com",
  domain: "www.example.com",
  redirectFrom: ["example.com"],
  release: "inPlace",
};
export const A = "20261101T000000Z-aaaaaaa";
export const B = "20261102T000000Z-bbbbbbb";

export function source(config: StaticSiteConfig): string {
  return edgeFunctionOf(staticSiteArgsSchema.parse(config)).source;
}

/** The path that goes to the origin, or the answer: `301 https://…`, `404`. */
export async function outcome(
  config: StaticSiteConfig,
  visit: Visit | string,
  kvs: Record<string, string> = {},
) {
  const event = viewerRequest(typeof visit === "string" ? { path: visit } : visit);
  const result = await runViewerRequest(source(config), event, { kvs });
  // The files themselves must do the same as the text that is made of them; and so their coverage is measured.
  const ofFiles = await runEdgeFiles(edgeSiteOf(staticSiteArgsSchema.parse(config)), event, { kvs });
  assert.equal(JSON.stringify(ofFiles), JSON.stringify(result));
  if (!isAnswer(result)) {
    return result.uri;
  }
  const location = result.headers["location"]?.value;
  return location === undefined ? String(result.statusCode) : `${result.statusCode} ${location}`;
}

export async function answerOf(config: StaticSiteConfig, visit: Visit, kvs = {}): Promise<EdgeResponse> {
  const result = await runViewerRequest(source(config), viewerRequest(visit), { kvs });
  assert.ok(isAnswer(result), "the request went through");
  return result;
}

/** Each path with what becomes of it, as one test each. */
export function cases(config: StaticSiteConfig, table: Readonly<Record<string, string>>): void {
  for (const [path, expected] of Object.entries(table)) {
    it(`${path.length > 60 ? `${path.slice(0, 57)}…` : path} → ${expected}`, async () => {
      assert.equal(await outcome(config, path), expected);
    });
  }
}
