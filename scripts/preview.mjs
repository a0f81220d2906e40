// `npm run preview`: builds what has changed since the last time, then previews.
import { createRequire } from "node:module";
import { build } from "./bundles.mjs";

await build();
createRequire(import.meta.url)("../offline/bin/main.cjs");
