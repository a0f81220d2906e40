// `npm run review`: builds what has changed since the last time, then shows what a change does to the stacks.
import { createRequire } from "node:module";
import { run } from "./ready.mjs";

await run("review", async () => {
  const { build } = await import("./bundles.mjs");
  await build();
  createRequire(import.meta.url)("../review/bin/review.cjs");
});
