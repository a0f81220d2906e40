/** Linters of workflow files: GitHub's own language service, GitLab's schema (that gitlab-ci-local brings), Atlassian's reference. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { parse } from "yaml";
import { z } from "zod";

const ROOT = resolve(__dirname, "..", "..");

/** Which service reads a workflow: `undefined` for YAML that is none. */
export function serviceOf(yaml: string): "github" | "gitlab" | "bitbucket" | undefined {
  const file = parse(yaml) as Record<string, unknown> | null;
  if (file === null || typeof file !== "object") return undefined;
  if ("pipelines" in file) return "bitbucket";
  if ("jobs" in file) return "github";
  const jobs = Object.values(file).filter((value) => typeof value === "object" && value !== null);
  return jobs.some((job) => "script" in job && !("steps" in job)) ? "gitlab" : undefined;
}

interface LanguageService {
  readonly validate: (
    document: unknown,
  ) => Promise<{ message: string; range: { start: { line: number } } }[]>;
  readonly registerLogger: (
    logger: Record<"error" | "warn" | "info" | "log", (message: string) => void>,
  ) => void;
  readonly TextDocument: { create(uri: string, language: string, version: number, text: string): unknown };
}

/** GitHub's language service is of ES modules with JSON imports that Node.js 20 does not take as they stand: it is bundled first. */
async function languageService(): Promise<LanguageService> {
  const folder = mkdtempSync(join(tmpdir(), "workflows-"));
  const outfile = join(folder, "lint.cjs");
  await build({
    stdin: {
      contents: `export { validate, registerLogger } from "@actions/languageservice";
        export { TextDocument } from "vscode-languageserver-textdocument";`,
      resolveDir: ROOT,
    },
    bundle: true,
    platform: "node",
    outfile,
    logLevel: "warning",
  });
  try {
    return createRequire(__filename)(outfile) as LanguageService;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let service: Promise<LanguageService> | undefined;
let documents = 0;

/** What GitHub's language service finds: unknown keys, events, contexts, `needs` that lead nowhere. */
export async function lintGitHub(yaml: string): Promise<string[]> {
  const { validate, registerLogger, TextDocument } = await (service ??= languageService());
  const faults: string[] = [];
  const fault = (message: string) => void faults.push(message);
  // It logs its own failures and then finds nothing.
  registerLogger({ error: fault, warn: fault, info: () => undefined, log: () => undefined });
  // It keeps what it has read by the document's address.
  documents += 1;
  const uri = `file:///.github/workflows/${documents}.yml`;
  const found = await validate(TextDocument.create(uri, "yaml", 1, yaml));
  return [...faults, ...found.map(({ message, range }) => `${range.start.line + 1}: ${message}`)];
}

// A method of sets that gitlab-ci-local uses and Node.js has since 22.
const UNION = "Set.prototype.union??=function(other){return new Set([...this,...other])}";

/** What gitlab-ci-local finds by GitLab's own schema, and by reading the file as GitLab would: `extends`, stages, needs. */
export async function lintGitLab(yaml: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "workflows-"));
  try {
    writeFileSync(join(folder, ".gitlab-ci.yml"), yaml);
    const program = join(ROOT, "node_modules", "gitlab-ci-local", "dist", "index.js");
    const arguments_ = ["--import", `data:text/javascript,${encodeURIComponent(UNION)}`, program, "--list"];
    return await new Promise((done) =>
      execFile(
        process.execPath,
        arguments_,
        { cwd: folder, timeout: 60_000, env: { ...process.env, NO_COLOR: "1" } },
        (error, stdout, stderr) =>
          done(error === null ? [] : `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "")),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// https://support.atlassian.com/bitbucket-cloud/docs/step-options/: Atlassian publishes no schema as a package.
const step = z.strictObject({
  name: z.string().optional(),
  image: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
  script: z.array(z.union([z.string(), z.looseObject({ pipe: z.string() })])).min(1),
  "after-script": z.array(z.string()).optional(),
  caches: z.array(z.string()).optional(),
  artifacts: z.union([z.array(z.string()), z.looseObject({})]).optional(),
  clone: z.looseObject({}).optional(),
  condition: z.looseObject({}).optional(),
  deployment: z.string().optional(),
  "max-time": z.number().int().optional(),
  oidc: z.boolean().optional(),
  "runs-on": z.union([z.string(), z.array(z.string())]).optional(),
  services: z.array(z.string()).optional(),
  size: z.enum(["1x", "2x", "4x", "8x", "16x", "32x"]).optional(),
  trigger: z.enum(["automatic", "manual"]).optional(),
});
const aStep = z.strictObject({ step });
const steps = z.array(
  z.union([
    aStep,
    z.strictObject({ parallel: z.union([z.array(aStep), z.looseObject({ steps: z.array(aStep) })]) }),
  ]),
);
const byPattern = z.record(z.string(), steps);
const bitbucket = z.strictObject({
  image: z.union([z.string(), z.looseObject({ name: z.string() })]).optional(),
  clone: z.looseObject({}).optional(),
  options: z.looseObject({}).optional(),
  definitions: z
    .strictObject({
      caches: z.record(z.string(), z.union([z.string(), z.looseObject({ path: z.string() })])).optional(),
      services: z.looseObject({}).optional(),
      steps: z.array(aStep).optional(),
    })
    .optional(),
  pipelines: z
    .strictObject({
      default: steps.optional(),
      branches: byPattern.optional(),
      "pull-requests": byPattern.optional(),
      tags: byPattern.optional(),
      custom: byPattern.optional(),
    })
    .refine((all) => Object.keys(all).length > 0),
});

/** Caches that Bitbucket has without a definition. */
const BUILT_IN = ["docker", "composer", "dotnetcore", "gradle", "ivy2", "maven", "node", "pip", "sbt"];

/** What breaks Bitbucket's form of a pipeline: unknown keys, steps without a script, caches that nothing defines. */
export function lintBitbucket(yaml: string): string[] {
  const file: unknown = parse(yaml, { merge: true });
  const read = bitbucket.safeParse(file);
  if (!read.success)
    return read.error.issues.map(({ path, message }) => `${path.map(String).join(".")}: ${message}`);
  const defined = new Set([...BUILT_IN, ...Object.keys(read.data.definitions?.caches ?? {})]);
  const used = [...JSON.stringify(file).matchAll(/"caches":\[([^\]]*)\]/g)].flatMap(
    ([, list = ""]) => JSON.parse(`[${list}]`) as string[],
  );
  return used.filter((cache) => !defined.has(cache)).map((cache) => `caches: ${cache} is not defined`);
}

/** What the linter of its service finds in a workflow file. */
export async function lintWorkflow(yaml: string): Promise<string[]> {
  switch (serviceOf(yaml)) {
    case "github":
      return lintGitHub(yaml);
    case "gitlab":
      return lintGitLab(yaml);
    case "bitbucket":
      return lintBitbucket(yaml);
    default:
      return ["is the workflow file of no service that is known"];
  }
}
