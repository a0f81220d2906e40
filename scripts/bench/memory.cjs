// Loaded into every Node.js process of a measured preview: the one that runs the program writes its peak memory, in kB.
if (
  process.argv[1]?.includes(`cmd${require("node:path").sep}run`) &&
  !process.argv[1].includes("run-policy-pack")
) {
  process.on("exit", () =>
    require("node:fs").writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS)),
  );
}
