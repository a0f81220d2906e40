/** Bundles as a pipeline without a buildspec of the repository's own makes them, and as an instance gets them. */
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildConfig, elasticBeanstalk } from "../../../components/deploy-pipeline";
import { buildBuildspec } from "../../../components/deploy-pipeline/build/buildspec";
import { buildSchema } from "../../../components/deploy-pipeline/build/config";
import { exampleFolder, ownEnvironment, run } from "./example";

const PROJECTS = join(__dirname, "..", "projects");
const SHARED_CACHE = join(exampleFolder("nextjs-shared-cache"), "cache-handler.mjs");

/** `nobody` of most systems: an instance runs the application as a user that has not built it. */
const OTHER_USER = 65_534;

/** Another user than this one, where this one may become it. */
export const otherUser = process.getuid?.() === 0 ? OTHER_USER : undefined;

/** The Node.js that a pipeline builds with by default and an environment runs, from npm. */
export async function installNode(major: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "declared-node-"));
  const name = `node-linux-${process.arch}`;
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, `${name}@${major}`], {
    cwd: folder,
  });
  openToAll(folder);
  return join(folder, "node_modules", name, "bin");
}

/** One project, and what its builds make of it. */
export class Repository {
  private readonly folder = mkdtempSync(join(tmpdir(), "bundle-source-"));

  constructor(
    readonly project: string,
    private readonly node: string,
  ) {
    cpSync(join(PROJECTS, project), this.folder, { recursive: true });
    if (project === "next") cpSync(SHARED_CACHE, join(this.folder, "cache-handler.mjs"));
  }

  /**
   * Runs the generated buildspec as CodeBuild does, in one shell until a command fails, and packs its artifact into a zip
   * file with its links.
   */
  async build(config: BuildConfig, env: Record<string, string> = {}): Promise<string> {
    const build = buildSchema.parse({
      // There is no lock file here: this install makes it, and the bundle's own `npm ci` keeps to it.
      installCommands: ["npm install --no-audit --no-fund --prefer-offline --loglevel=error"],
      ...config,
    });
    const spec = buildBuildspec(build, elasticBeanstalk.buildOutput(build), false);
    const commands = Object.values(spec.phases).flatMap((phase) => phase.commands);
    await run("bash", ["-ec", commands.join("\n")], {
      cwd: this.folder,
      env: {
        ...env,
        CI: "true",
        CODEBUILD_SRC_DIR: this.folder,
        NEXT_TELEMETRY_DISABLED: "1",
        NUXT_TELEMETRY_DISABLED: "1",
        PATH: `${this.node}:${process.env["PATH"] ?? ""}`,
      },
    });
    const zip = `${mkdtempSync(join(tmpdir(), "bundle-zip-"))}/bundle.zip`;
    const symlinks = spec.artifacts?.["enable-symlinks"] === "yes" ? ["--symlinks"] : [];
    await run("zip", ["--quiet", "--recurse-paths", ...symlinks, zip, "."], {
      cwd: join(this.folder, spec.artifacts?.["base-directory"] ?? ""),
    });
    return zip;
  }

  /** Nothing of the build may be needed afterwards. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Unpacks an artifact in a folder of its own, as the user that runs it. */
export function unpack(zip: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bundle-current-"));
  const current = join(folder, "current");
  mkdirSync(current);
  chmodSync(folder, 0o755);
  chmodSync(join(zip, ".."), 0o755);
  if (otherUser !== undefined) chownSync(current, otherUser, otherUser);
  const user = otherUser === undefined ? {} : { uid: otherUser, gid: otherUser };
  const { status, stderr } = spawnSync("unzip", ["-q", zip, "-d", current], {
    env: ownEnvironment(),
    encoding: "utf8",
    ...user,
  });
  if (status !== 0) throw new Error(`unzip ended with ${String(status)}: ${stderr}`);
  rmSync(join(zip, ".."), { recursive: true });
  return current;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
}
