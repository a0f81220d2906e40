// `npm run rehearse`: builds what has changed since the last time, then rehearses on the real Pulumi engine.
import { createRequire } from "node:module";
import { run } from "./ready.mjs";

await run("rehearse", async () => {
  const { build } = await import("./bundles.mjs");
  await build();
  createRequire(import.meta.url)("../rehearsal/bin/main.cjs");
});
