// Builds every policy pack to one JavaScript file, policies/<pack>/bin/index.js.
// The Pulumi CLI starts a pack through its package.json "main"; as JavaScript it starts in 0.8 s, as TypeScript, which
// Pulumi type-checks at each start, in 4 to 8 s.
// And the release program, release/bin/release.cjs: one file without dependencies, since the build machine that runs it
// has Node.js and the AWS CLI and nothing else.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const policies = join(root, "policies");
const packs = existsSync(policies)
  ? readdirSync(policies).filter((pack) => existsSync(join(policies, pack, "PulumiPolicy.yaml")))
  : [];

await Promise.all(
  packs.map((pack) =>
    build({
      entryPoints: [join(policies, pack, "index.ts")],
      outfile: join(policies, pack, "bin", "index.js"),
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

const release = join(root, "release", "main.ts");
if (existsSync(release)) {
  await build({
    entryPoints: [release],
    outfile: join(root, "release", "bin", "release.cjs"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // The file's content decides its key in the artifact store, so it must be the same on every machine.
    charset: "utf8",
    logLevel: "warning",
  });
}
