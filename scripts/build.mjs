// `npm run build`: the policy packs, the offline preview and the other programs, as JavaScript.
import { run } from "./ready.mjs";

const HELP = `Usage: npm run build

Builds policy packs, offline preview, rehearsal, growth and release program, unless nothing has changed since the last time.
Exit code: 0 built or current, 1 a source has a fault, 2 the set-up lacks something.`;

await run(
  "build",
  async () => {
    const { build } = await import("./bundles.mjs");
    await build();
  },
  { help: HELP, dev: process.argv.includes("--dev") },
);
