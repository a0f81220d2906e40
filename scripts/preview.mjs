// `npm run preview`: builds what has changed since the last time, then previews.
import { createRequire } from "node:module";
import { run } from "./ready.mjs";

await run("preview", async () => {
  const { build } = await import("./bundles.mjs");
  await build();
  createRequire(import.meta.url)("../offline/bin/main.cjs");
});
