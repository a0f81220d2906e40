/**
 * Builds the projects anew and records what comes out: `npm run record:builds [-- name…]`. It installs each framework from its
 * registry (npm, PyPI) into a temporary folder, one after the other, and builds two versions of each site.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { CATALOG, type Recording } from "./catalog";
import { writeRecording, type Build } from "./recorded";

const VERSIONS = ["first version", "second version"];
const PLACEHOLDER = "@@version@@";
const PROJECTS = join(__dirname, "projects");

const QUIET = {
  CI: "1",
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  ASTRO_TELEMETRY_DISABLED: "1",
  GATSBY_TELEMETRY_DISABLED: "1",
  NG_CLI_ANALYTICS: "false",
  DISABLE_ESLINT_PLUGIN: "true",
};

const PYTHON_BUILDS: Readonly<Record<string, string>> = {
  mkdocs: "mkdocs build --quiet",
  sphinx: "sphinx-build -q . dist",
  hugo: "hugo --quiet --cleanDestinationDir",
  pelican: "pelican --quiet",
};

/** How a project is installed and built: `package.json` or `requirements.txt` says which. */
function tools(project: string, folder: string): { install: string; build: string } {
  if (existsSync(join(folder, "package.json"))) {
    return {
      install: "npm install --no-audit --no-fund --include=dev --loglevel=error",
      build: "npm run build",
    };
  }
  return {
    install: "python3 -m venv .venv && .venv/bin/pip install --quiet -r requirements.txt",
    build: `.venv/bin/${PYTHON_BUILDS[project] ?? project}`,
  };
}

function run(command: string, cwd: string, variant = ""): void {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd,
    env: { ...process.env, ...QUIET, VARIANT: variant },
    encoding: "utf8",
    timeout: 15 * 60_000,
  });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status ?? "a signal"}:\n${`${stdout}${stderr}`.slice(-3000)}`);
  }
}

/** Copies the project's sources with the version in place of its placeholder. */
function writeSources(project: string, folder: string, version: string): void {
  cpSync(join(PROJECTS, project), folder, { recursive: true, force: true });
  for (const file of filesBelow(join(PROJECTS, project))) {
    const text = readFileSync(join(PROJECTS, project, file));
    if (text.includes(PLACEHOLDER)) {
      writeFileSync(join(folder, file), text.toString().replaceAll(PLACEHOLDER, version));
    }
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function record(name: string, { project, variant, output, under }: Recording, folder: string): void {
  const { build } = tools(project, folder);
  const builds = VERSIONS.map((version): Build => {
    writeSources(project, folder, version);
    const out = join(folder, output);
    rmSync(out, { recursive: true, force: true });
    run(build, folder, variant);
    return Object.fromEntries(
      filesBelow(out).map((file) => [
        under === undefined ? file : `${under}/${file}`,
        readFileSync(join(out, file)),
      ]),
    );
  });
  const bytes = writeRecording(name, builds);
  process.stdout.write(
    `${name}: ${builds.map((each) => Object.keys(each).length).join(" and ")} files, ${Math.round(bytes / 1024)} KB\n`,
  );
}

function main(names: readonly string[]): void {
  const unknown = names.filter((name) => CATALOG[name] === undefined);
  if (unknown.length > 0) {
    process.stderr.write(
      `record: no build ${unknown.join(", ")}; there are: ${Object.keys(CATALOG).join(", ")}\n`,
    );
    process.exit(2);
  }
  const wanted = Object.entries(CATALOG).filter(([name]) => names.length === 0 || names.includes(name));
  for (const project of new Set(wanted.map(([, each]) => each.project))) {
    const folder = mkdtempSync(join(tmpdir(), `record-${project}-`));
    try {
      writeSources(project, folder, VERSIONS[0] ?? "");
      run(tools(project, folder).install, folder);
      for (const [name, recording] of wanted.filter(([, each]) => each.project === project)) {
        record(name, recording, folder);
      }
    } catch (error) {
      process.stderr.write(`record: ${project}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

main(process.argv.slice(2));
