// What has to be JavaScript before it can start, and when it has to be built again:
// - every policy pack, policies/<pack>/bin/index.js: as TypeScript, Pulumi would type-check it at each start, for seconds;
// - the offline preview, offline/bin/: as one file it starts in a third of the time;
// - the rehearsal, rehearsal/bin/, and the language host that it lends to a Pulumi CLI without one;
// - the provider plugin of the components, packages/components/bin/provider/: Pulumi starts it as it is;
// - the release program, release/bin/release.cjs: one file without dependencies, since the build machine that runs it
//   has Node.js and nothing else that it needs;
// - the review of a change, review/bin/review.cjs;
// - growth, growth/bin/: the command, and what runs in its page;
// - the edge function's files, components/edge/source.ts.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { edgeFiles, writeEdgeSource } from "./edge-source.mjs";
import { packs, root } from "./packs.mjs";

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
  metafile: true,
};

const bundles = [
  ...packs.map(({ name }) => ({
    entryPoints: [`policies/${name}/index.ts`],
    outfile: `policies/${name}/bin/index.js`,
    sourcemap: true,
    // The SDK must be the one copy that Pulumi's own runner has loaded.
    external: ["@pulumi/*"],
  })),
  {
    entryPoints: [
      { in: "offline/cli/main.ts", out: "main" },
      { in: "offline/processes/preload.cjs", out: "preload" },
      { in: "offline/analyzer/stack-packs.ts", out: "levels" },
    ],
    outdir: "offline/bin",
    outExtension: { ".js": ".cjs" },
    // For coverage, and for debugging with --enable-source-maps.
    sourcemap: true,
    sourcesContent: false,
  },
  {
    entryPoints: [
      { in: "rehearsal/main.ts", out: "main" },
      { in: "rehearsal/language-host/main.ts", out: "language-host" },
    ],
    outdir: "rehearsal/bin",
    outExtension: { ".js": ".cjs" },
  },
  {
    // As deep as the source of the release program's place, which is looked for from there.
    entryPoints: ["components/provider/main.ts"],
    outfile: "packages/components/bin/provider/main.cjs",
    // The SDK must be the one copy that Pulumi's own runner has loaded.
    external: ["@pulumi/*"],
  },
  {
    entryPoints: ["release/main.ts"],
    outfile: "release/bin/release.cjs",
    // The file's content decides its key in the artifact store, so it must be the same on every machine.
    charset: "utf8",
    // The SDK's ES modules: what is not used of them is left out.
    mainFields: ["module", "main"],
    conditions: ["import"],
    minify: true,
    legalComments: "none",
  },
  {
    entryPoints: ["growth/main.ts"],
    outfile: "growth/bin/main.cjs",
    // Loaded by `measure` alone.
    external: ["autocannon"],
  },
  {
    entryPoints: [
      { in: "review/main.ts", out: "review" },
      { in: "review/preview-main.ts", out: "preview-page" },
    ],
    outdir: "review/bin",
    outExtension: { ".js": ".cjs" },
  },
  {
    // What runs in the page that growth writes: the same model, and the charts.
    entryPoints: ["growth/page/page.ts"],
    outfile: "growth/bin/page.js",
    platform: "browser",
    format: "iife",
    target: "es2022",
    minify: true,
    charset: "utf8",
  },
];

/** What the last build was made of; written last, so that a build that was cut short is made again. */
const RECORD = "offline/bin/built.json";

/** Stand for the dependencies, whose files are not read one by one, for the options below, and for what esbuild reads itself. */
const ALWAYS = [
  "package-lock.json",
  "scripts/bundles.mjs",
  "scripts/edge-source.mjs",
  "tsconfig.json",
  "components/edge/source.ts",
  ...edgeFiles,
];

/** Builds everything, unless nothing has changed since the last time. Resolves to true if it built. */
export async function build() {
  if (isCurrent()) return false;
  const esbuild = await import("esbuild");
  try {
    await writeEdgeSource(esbuild);
    const results = await Promise.all(bundles.map((options) => esbuild.build({ ...common, ...options })));
    const inputs = new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
    const files = [
      ...ALWAYS,
      ...[...inputs].filter((path) => !path.includes("node_modules/")).sort(),
      ...results.flatMap(({ metafile }) => Object.keys(metafile.outputs)),
    ];
    mkdirSync(join(root, dirname(RECORD)), { recursive: true });
    writeFileSync(join(root, RECORD), JSON.stringify({ bundles: describe(), files, hash: hashOf(files) }));
  } finally {
    await esbuild.stop();
  }
  return true;
}

function isCurrent() {
  const path = join(root, RECORD);
  if (!existsSync(path)) return false;
  try {
    const record = JSON.parse(readFileSync(path, "utf8"));
    return record.bundles === describe() && record.hash === hashOf(record.files);
  } catch {
    // A file is gone, or the record is of another time.
    return false;
  }
}

/** A pack that is new or gone changes what there is to build. */
function describe() {
  return JSON.stringify(bundles);
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}
