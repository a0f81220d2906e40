// Loaded into every Node.js process of a measured preview. The one that runs the program writes its peak memory, in kB,
// and with BENCH_PLAIN runs under the SDK's own runner as the CLI would have it: without what the preview leaves out of it.
const { sep } = require("node:path");

if (process.argv[1]?.endsWith(`cmd${sep}run`)) {
  if (process.env.BENCH_PLAIN !== undefined) {
    delete process.env.WEB_INFRA_PREVIEW_SDK;
  }
  process.on("exit", () =>
    require("node:fs").writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)),
  );
}
