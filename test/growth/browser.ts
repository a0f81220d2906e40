import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Chromium or Chrome, where the machine has it. */
export function browserPath(): string | undefined {
  for (const path of ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
    if (existsSync(path)) return path;
  const found = spawnSync("sh", ["-c", "command -v chromium || command -v google-chrome"], {
    encoding: "utf8",
  }).stdout.trim();
  return found === "" ? undefined : found;
}
