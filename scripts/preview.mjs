// `npm run preview`: builds what has changed since the last time, then previews. With --html FILE the review's program runs the preview,
// and makes a page of what it prints; it has the help, too, which lists that flag.
import { createRequire } from "node:module";
import { run } from "./ready.mjs";

await run("preview", async (args) => {
  const { build } = await import("./bundles.mjs");
  await build();
  const page = args.some((argument) => /^(?:--html(?:=.*)?|--help|-h)$/.test(argument));
  createRequire(import.meta.url)(page ? "../review/bin/preview-page.cjs" : "../offline/bin/main.cjs");
});
