// `npm run release`: builds what has changed since the last time, then runs the release program.
import { createRequire } from "node:module";
import { run } from "./ready.mjs";

await run("release", async () => {
  const { build } = await import("./bundles.mjs");
  await build();
  createRequire(import.meta.url)("../release/bin/release.cjs");
});
