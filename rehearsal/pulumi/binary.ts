import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { UsageError } from "../../offline/errors";
import { goModule, hostBundle } from "./paths";

/** The engine that is rehearsed with: the version of the SDK that this project pins. An older CLI lacks what the rehearsal reads. */
export const VERSION = "3.248.0";

/** A Pulumi CLI and where its language hosts are. */
export interface PulumiBinary {
  readonly path: string;
  readonly version: string;
  /** False for a CLI without `pulumi-language-nodejs`: ours stands in. */
  readonly hasNodeHost: boolean;
}

const INSTALL =
  "install it (https://www.pulumi.com/docs/install/), or build it once with Go: npm run test:rehearsal does";

/** The CLI on PATH, else the one that was built here before. @throws {UsageError} without one, or with one that is too old */
export function findPulumi(env: NodeJS.ProcessEnv = process.env): PulumiBinary {
  const installed = onPath("pulumi", env);
  const path = installed ?? (existsSync(builtPath(env)) ? builtPath(env) : undefined);
  if (path === undefined) {
    throw new UsageError(
      `a rehearsal runs the Pulumi CLI ${VERSION} or later, which is not on PATH: ${INSTALL}`,
    );
  }
  const version = versionOf(path);
  if (!isAtLeast(version, VERSION)) {
    throw new UsageError(
      `${path} is Pulumi ${version === "" ? "of an unknown version" : version}: a rehearsal needs ${VERSION} or later of version 3; ${INSTALL}`,
    );
  }
  return { path, version, hasNodeHost: onPath("pulumi-language-nodejs", env) !== undefined };
}

/** True where Go can build the CLI. */
export function canBuild(env: NodeJS.ProcessEnv = process.env): boolean {
  return onPath("go", env) !== undefined;
}

/** Builds the CLI from its Go module, some minutes on two cores, once for each version. @throws {Error} with what the compiler says */
export function buildPulumi(env: NodeJS.ProcessEnv = process.env): string {
  const path = builtPath(env);
  if (existsSync(path)) return path;
  mkdirSync(join(path, ".."), { recursive: true });
  // Under a name of its own until it is whole: a build that is cut short leaves nothing that looks like a CLI.
  const partial = `${path}.${process.pid}`;
  const { status, error } = spawnSync(
    "go",
    [
      "build",
      "-trimpath",
      "-ldflags",
      `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${VERSION}`,
      ...["-o", partial, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    ],
    { cwd: goModule, env, stdio: ["ignore", "inherit", "inherit"] },
  );
  if (status !== 0) {
    rmSync(partial, { force: true });
    throw new Error(`go build of the Pulumi CLI ${VERSION} failed${error ? `: ${error.message}` : ""}`);
  }
  renameSync(partial, path);
  return path;
}

/** Where the built CLI is kept: in the user's cache, so that every copy of the project finds it. */
function builtPath(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(env), `pulumi-${VERSION}`, "pulumi");
}

/** The project's folder in the user's cache. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env["XDG_CACHE_HOME"] ?? join(env["HOME"] ?? homedir(), ".cache"), "web-infra");
}

/** The script by which the engine starts our language host. */
export function hostScript(): string {
  return `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(hostBundle)} "$@"\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function versionOf(path: string): string {
  const { stdout } = spawnSync(path, ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return /^v?(\d+\.\d+\.\d+)/.exec(stdout.trim())?.[1] ?? "";
}

function isAtLeast(version: string, least: string): boolean {
  const [major = -1, minor = 0, patch = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0, leastPatch = 0] = least.split(".").map(Number);
  return major === leastMajor && (minor > leastMinor || (minor === leastMinor && patch >= leastPatch));
}

function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  return (env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((file) => join(folder, file)))
    .find((path) => existsSync(path));
}
