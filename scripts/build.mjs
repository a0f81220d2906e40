// Builds every policy pack to one JavaScript file, policies/<pack>/bin/index.js.
// The Pulumi CLI starts a pack through its package.json "main"; as JavaScript it starts in 0.8 s, as TypeScript, which
// Pulumi type-checks at each start, in 4 to 8 s.
// And the release program, release/bin/release.cjs: one file without dependencies, since the build machine that runs it
// has Node.js and the AWS CLI and nothing else.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packs } from "./packs.mjs";

await Promise.all(
  packs.map(({ dir }) =>
    build({
      entryPoints: [join(dir, "index.ts")],
      outfile: join(dir, "bin", "index.js"),
      bundle: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      sourcemap: true,
      // The SDK must be the one copy that Pulumi's own runner has loaded.
      external: ["@pulumi/*"],
      logLevel: "warning",
    }),
  ),
);

const release = fileURLToPath(new URL("../release", import.meta.url));
await build({
  entryPoints: [join(release, "main.ts")],
  outfile: join(release, "bin", "release.cjs"),
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  // The file's content decides its key in the artifact store, so it must be the same on every machine.
  charset: "utf8",
  logLevel: "warning",
});
