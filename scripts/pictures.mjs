// Pictures of the pages, drawn from what the program prints and makes: the terminal with a refused preview, the dashboard of a service.
// `npm run docs` writes them to docs/images (or the folder that is given); a test holds them against the program.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dashboardPicture } from "./pictures/dashboard.mjs";
import { terminalPicture } from "./pictures/terminal.mjs";
import { root } from "./packs.mjs";

const COLUMNS = 110;

/** The offline preview of a stack, with colours, as wide as the picture. Fails where it neither passes nor finds. */
function preview(flags) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "offline", "bin", "main.cjs"), "--project", root, ...flags],
    {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: "1", COLUMNS: String(COLUMNS) },
    },
  );
  if (status !== 0 && status !== 1) throw new Error(`the preview ended with ${status}: ${stderr}`);
  return stdout;
}

/** A preview of prod that a policy refuses: README's `cpuUpper: 95`. */
function refused() {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  try {
    const file = join(folder, "Pulumi.prod.yaml");
    const text = readFileSync(join(root, "Pulumi.prod.yaml"), "utf8");
    const changed = text.replace(/\bcpuUpper: \d+/, "cpuUpper: 95");
    if (changed === text) throw new Error("Pulumi.prod.yaml has no cpuUpper");
    writeFileSync(file, changed);
    return preview(["--stack", "prod", "--config-file", file, "--quiet"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The body of the dashboard that prod's first service gets. */
function dashboard() {
  const { stacks } = JSON.parse(preview(["--stack", "prod", "--json", "--no-policies"]));
  const made = stacks[0].resources.find(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard");
  return JSON.parse(made.inputs.dashboardBody);
}

/** Every picture by its file's name. */
function pictures() {
  return {
    "preview.svg": terminalPicture(
      `$ npm run preview -- --stack prod --quiet\n\n${refused().trimEnd()}`,
      COLUMNS,
    ),
    "dashboard.svg": dashboardPicture(dashboard()),
  };
}

const folder = process.argv[2] ?? join(root, "docs", "images");
for (const [name, svg] of Object.entries(pictures())) writeFileSync(join(folder, name), svg);
