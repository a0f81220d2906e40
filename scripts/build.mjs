// Builds what has to be JavaScript before it can start:
// - every policy pack, policies/<pack>/bin/index.js: as JavaScript a pack starts in 0.8 s, as TypeScript, which Pulumi
//   type-checks at each start, in 4 to 8 s;
// - the release program, release/bin/release.cjs: one file without dependencies, since the build machine that runs it
//   has Node.js and the AWS CLI and nothing else.
import { join } from "node:path";
import { build } from "esbuild";
import { packs, root } from "./packs.mjs";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", logLevel: "warning" };

await Promise.all([
  ...packs.map(({ dir }) =>
    build({
      ...common,
      entryPoints: [join(dir, "index.ts")],
      outfile: join(dir, "bin", "index.js"),
      sourcemap: true,
      // The SDK must be the one copy that Pulumi's own runner has loaded.
      external: ["@pulumi/*"],
    }),
  ),
  build({
    ...common,
    entryPoints: [join(root, "release", "main.ts")],
    outfile: join(root, "release", "bin", "release.cjs"),
    // The file's content decides its key in the artifact store, so it must be the same on every machine.
    charset: "utf8",
  }),
]);
