// `npm run growth`: builds what has changed since the last time, then shows what traffic does to a stack.
import { createRequire } from "node:module";
import { run } from "./ready.mjs";

await run("growth", async () => {
  const { build } = await import("./bundles.mjs");
  await build();
  createRequire(import.meta.url)("../growth/bin/main.cjs");
});
