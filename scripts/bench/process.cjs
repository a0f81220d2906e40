// Loaded into every Node.js process of a measured preview (NODE_OPTIONS). The one that runs the program
// - with BENCH_PLAIN runs under the SDK's own runner as Pulumi's CLI has it: without what the preview leaves out of it;
// - writes its processor time in ms and its peak memory in MB to the file BENCH_USAGE.
const { sep } = require("node:path");

if (process.argv[1]?.endsWith(`cmd${sep}run`)) {
  if (process.env.BENCH_PLAIN !== undefined) {
    delete process.env.WEB_INFRA_PREVIEW_SDK;
  }
  if (process.env.BENCH_USAGE !== undefined) {
    process.on("exit", () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, memoryMb: maxRSS / 1024 };
      require("node:fs").writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage));
    });
  }
}
