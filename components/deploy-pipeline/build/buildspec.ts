/**
 * What CodeBuild runs, as values. It is handed over as JSON, which is YAML as well: nothing has to be quoted twice.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
import type { BuildOutput } from "./build-output";
import type { Build } from "./config";

export interface Buildspec {
  readonly version: 0.2;
  readonly env?: {
    readonly variables: Readonly<Record<string, string>>;
    readonly "git-credential-helper"?: "yes";
  };
  readonly phases: Readonly<Record<string, Phase>>;
  readonly reports?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  readonly artifacts?: {
    readonly "base-directory": string;
    readonly files: readonly string[];
    readonly "enable-symlinks"?: "yes";
  };
  readonly cache?: {
    readonly key: string;
    readonly "fallback-keys": readonly string[];
    readonly paths: readonly string[];
  };
}

interface Phase {
  readonly "runtime-versions"?: { readonly nodejs: number };
  readonly "on-failure"?: "ABORT";
  readonly commands: readonly string[];
}

export function serialize(spec: Buildspec): string {
  return JSON.stringify(spec, null, 2);
}

/**
 * The build of a repository.
 *
 * @param output what the target makes of the build
 * @param fullClone whether the build has a clone, and git within it uses the connection
 * @param reportGroup ARN of the report group that test results go to, where the configuration has `testReports`
 */
export function buildBuildspec(
  build: Build,
  output: BuildOutput,
  fullClone: boolean,
  reportGroup?: string,
): Buildspec {
  const { workingDirectory, installCommands = [], commands = [], testReports: reports } = build;
  // Build phases of one project share a shell and its folder, so one cd in each phase is enough.
  const enter = workingDirectory === "." ? [] : [`cd "$CODEBUILD_SRC_DIR/${workingDirectory}"`];
  return {
    version: 0.2,
    env: {
      variables: { CI: "true" },
      ...(fullClone ? { "git-credential-helper": "yes" as const } : {}),
    },
    phases: {
      install: {
        "runtime-versions": { nodejs: Number(build.nodeVersion) },
        "on-failure": "ABORT",
        commands: [...enter, ...installCommands],
      },
      build: {
        "on-failure": "ABORT",
        commands: [...enter, ...(output.preparation ?? []), ...commands, ...output.commands],
      },
    },
    ...(reports === undefined || reportGroup === undefined
      ? {}
      : {
          reports: {
            [reportGroup]: {
              files: [reports.files],
              "base-directory": workingDirectory,
              "file-format": reports.format,
            },
          },
        }),
    artifacts: {
      "base-directory": join(workingDirectory, output.directory),
      // CodeBuild's ** takes names that begin with a dot as well: .well-known, .ebextensions, .platform.
      files: ["**/*"],
      ...(output.keepsSymlinks ? { "enable-symlinks": "yes" as const } : {}),
    },
    cache: {
      key: `npm-$(codebuild-hash-files ${join(workingDirectory, "package-lock.json")})`,
      "fallback-keys": ["npm-"],
      paths: ["/root/.npm/**/*"],
    },
  };
}

function join(directory: string, path: string): string {
  return directory === "." ? path : `${directory}/${path}`;
}
