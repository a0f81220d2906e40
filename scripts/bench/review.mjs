// A review of two revisions against one preview of the same stacks: both previews run at once.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../packs.mjs";
import { seconds, table } from "./report.mjs";

/** A review may take so many times the time of one preview. */
const MOST = 2.2;

/** Measures both in turns, and returns a table of the medians. */
export function review({ work, runs, targets }) {
  const project = repository(join(work, "review"));
  const times = { preview: [], review: [] };
  for (let run = 0; run < runs; run += 1) {
    times.preview.push(timed(join(root, "offline", "bin", "main.cjs"), ["--project", project, "--json"]));
    times.review.push(
      timed(join(root, "review", "bin", "review.cjs"), ["--project", project, "--base", "HEAD", "--json"]),
    );
  }
  const [preview, reviewed] = [median(times.preview), median(times.review)];
  targets.atMost("a review, as a multiple of one preview of the same stacks", reviewed / preview, MOST);
  return table(
    [" what", "seconds"],
    [
      ["one preview, both stacks", seconds(preview)],
      ["a review of two revisions", seconds(reviewed)],
    ],
  );
}

/** This project as the only commit of a repository, and one key changed since. */
function repository(folder) {
  mkdirSync(folder, { recursive: true });
  const files = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
    .split("\0")
    .filter(Boolean);
  for (const entry of new Set(files.map((file) => file.split("/")[0])))
    cpSync(join(root, entry), join(folder, entry), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const git = (...args) => execFileSync("git", args, { cwd: folder });
  git("init", "-q");
  // The folder is ignored as such, a link is not.
  writeFileSync(join(folder, ".git", "info", "exclude"), "node_modules\n");
  git("add", "-A");
  git("-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", "base");
  for (const name of readdirSync(folder).filter((file) => /^Pulumi\.\w+\.yaml$/.test(file))) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, "utf8").replace(/mode: spa/, "mode: static"));
  }
  return folder;
}

function timed(program, args) {
  const started = performance.now();
  execFileSync(process.execPath, [program, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    maxBuffer: 1 << 28,
  });
  return performance.now() - started;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
