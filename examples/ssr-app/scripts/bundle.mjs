// Lays out eb/, which is what Elastic Beanstalk gets: the build, the server and production's node_modules.
// Shipping node_modules means that an instance installs nothing while it starts: it serves sooner, needs no registry, and
// runs what the build tested. Run after `npm run build`; the pipeline zips the folder.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const eb = join(root, "eb");
// `next build` leaves .next/cache alone, and the buildspec keeps it from one build to the next.
const history = join(root, ".next", "cache", "former-assets");
/** How many releases' hashed files a bundle carries, its own included. */
const RELEASES = 4;
const SHIPPED = ["package.json", "package-lock.json", "next.config.mjs", "Procfile", "server.mjs", "server"];
const SHIPPED_DIRS = ["public", ".platform", ".ebextensions", "node_modules"];
/** Of .next: caches and types are the build's, not the server's. */
const BUILD_ONLY = ["cache", "dev", "types", "trace", "trace-build", "diagnostics"];

if (!existsSync(join(root, ".next", "BUILD_ID"))) throw new Error("no build: run `npm run build` first");
rmSync(eb, { recursive: true, force: true });
mkdirSync(eb);
// Links stay as they are, relative and inside: without verbatimSymlinks they would point into this machine's folder, and
// .next/node_modules, where Next.js links the packages that it does not bundle, would lead nowhere on an instance.
const COPY = { recursive: true, verbatimSymlinks: true };
for (const name of [...SHIPPED, ...SHIPPED_DIRS]) cpSync(join(root, name), join(eb, name), COPY);
for (const name of readdirSync(join(root, ".next"))) {
  if (BUILD_ONLY.includes(name)) continue;
  cpSync(join(root, ".next", name), join(eb, ".next", name), COPY);
}

execFileSync("npm", ["prune", "--omit=dev", "--offline"], { cwd: eb, stdio: "inherit" });
dropCompilers();
carryFormerAssets();
executableHooks(join(eb, ".platform"));

/** The compiler's binaries (100 MB and more) only build. */
function dropCompilers() {
  const scope = join(eb, "node_modules", "@next");
  for (const name of readdirSync(scope)) {
    if (name.startsWith("swc-")) rmSync(join(scope, name), { recursive: true });
  }
}

/**
 * A tab that was opened before this release asks for that release's hashed files: they go into the bundle too. Where the
 * cache was lost, such a tab reloads the page.
 */
function carryFormerAssets() {
  const own = readFileSync(join(root, ".next", "BUILD_ID"), "utf8").trim();
  mkdirSync(history, { recursive: true });
  for (const entry of readdirSync(history)) {
    if (entry.endsWith(`_${own}`)) rmSync(join(history, entry), { recursive: true });
  }
  // Names sort by time.
  const former = readdirSync(history).sort();
  for (const entry of former.splice(0, former.length - (RELEASES - 1))) {
    rmSync(join(history, entry), { recursive: true });
  }
  for (const entry of former) {
    cpSync(join(history, entry), join(eb, ".next", "static"), { recursive: true, force: false });
  }
  const name = `${new Date().toISOString().replaceAll(":", "-")}_${own}`;
  cpSync(join(root, ".next", "static"), join(history, name), { recursive: true });
}

/** Git on Windows and some zip tools lose the bit, and a hook without it fails the deployment. @param {string} folder */
function executableHooks(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (name.endsWith(".sh")) chmodSync(join(folder, name), 0o755);
  }
}
