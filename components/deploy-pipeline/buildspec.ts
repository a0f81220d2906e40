/**
 * What CodeBuild runs, as values. It is handed over as JSON, which is YAML as well: nothing has to be quoted twice.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
import type { BuildConfig } from "./args";
import type { BeanstalkTarget, StaticSiteTarget } from "./targets";

export interface Buildspec {
  readonly version: 0.2;
  readonly env?: { readonly variables: Readonly<Record<string, string>> };
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

/** A build with every default filled in. */
type FullBuild = Required<Omit<BuildConfig, "buildspec" | "testReports">> & BuildConfig;

export const BUILD_DEFAULTS = {
  workingDirectory: ".",
  installCommands: ["npm ci --no-audit --no-fund"],
  commands: ["npm run lint --if-present", "npm test --if-present", "npm run build"],
  outputDirectory: "dist",
  bundle: [],
  bundleNodeModules: true,
  nodeVersion: "24",
  architecture: "arm64",
  computeType: "small",
  timeoutMinutes: 30,
  environment: {},
  secrets: {},
  secretKeyArns: [],
} as const satisfies Omit<Required<BuildConfig>, "buildspec" | "testReports">;

export function serialize(spec: Buildspec): string {
  return JSON.stringify(spec, null, 2);
}

/** Where the bundle of a service is put together. */
const BUNDLE_DIRECTORY = ".web-infra-bundle";

/** What a service needs at run time, where the repository has it. */
const BUNDLE = [
  "package.json",
  "package-lock.json",
  ".npmrc",
  "Procfile",
  ".ebextensions",
  ".platform",
  "public",
];

/**
 * The build of a repository.
 *
 * @param reportGroup ARN of the report group that test results go to, where the configuration has `testReports`
 */
export function buildBuildspec(
  target: Pick<StaticSiteTarget, "kind" | "indexDocument"> | Pick<BeanstalkTarget, "kind">,
  config: BuildConfig,
  reportGroup?: string,
): Buildspec {
  const build: FullBuild = { ...BUILD_DEFAULTS, ...config };
  // Build phases of one project share a shell and its folder, so one cd in each phase is enough.
  const enter = build.workingDirectory === "." ? [] : [`cd "$CODEBUILD_SRC_DIR/${build.workingDirectory}"`];
  const { kind } = target;
  const output = kind === "static" ? build.outputDirectory : BUNDLE_DIRECTORY;
  const check = target.kind === "static" ? staticCheck(output, target.indexDocument) : bundleCommands(build);
  const reports = build.testReports;
  return {
    version: 0.2,
    env: { variables: { CI: "true" } },
    phases: {
      install: {
        "runtime-versions": { nodejs: Number(build.nodeVersion) },
        "on-failure": "ABORT",
        commands: [...enter, ...build.installCommands],
      },
      build: { "on-failure": "ABORT", commands: [...enter, ...build.commands, ...check] },
    },
    ...(reports === undefined || reportGroup === undefined
      ? {}
      : {
          reports: {
            [reportGroup]: {
              files: [reports.files],
              "base-directory": build.workingDirectory,
              "file-format": reports.format ?? "JUNITXML",
            },
          },
        }),
    artifacts: {
      "base-directory": join(build.workingDirectory, output),
      // CodeBuild's ** takes names that begin with a dot as well: .well-known, .ebextensions, .platform.
      files: ["**/*"],
      // node_modules/.bin holds links: as copies, programs such as next look for their own files in the wrong place.
      ...(kind === "beanstalk" ? { "enable-symlinks": "yes" as const } : {}),
    },
    cache: {
      key: `npm-$(codebuild-hash-files ${join(build.workingDirectory, "package-lock.json")})`,
      "fallback-keys": ["npm-"],
      paths: ["/root/.npm/**/*"],
    },
  };
}

function staticCheck(output: string, index = "index.html"): string[] {
  return [`test -s "${output}/${index}" || { echo "the build made no ${output}/${index}" >&2; exit 1; }`];
}

/** Puts the bundle together that Elastic Beanstalk unpacks on each instance. */
function bundleCommands(build: FullBuild): string[] {
  const entries = [...new Set([...BUNDLE, build.outputDirectory, ...build.bundle])];
  const bundle = BUNDLE_DIRECTORY;
  return [
    `rm -rf ${bundle} && mkdir ${bundle}`,
    `for entry in ${entries.join(" ")}; do if [ -e "$entry" ]; then mkdir -p "${bundle}/$(dirname "$entry")" && cp -a "$entry" "${bundle}/$(dirname "$entry")/"; fi; done`,
    `test -s ${bundle}/package.json || { echo "the repository has no package.json" >&2; exit 1; }`,
    `test -e "${bundle}/${build.outputDirectory}" || { echo "the build made no ${build.outputDirectory}" >&2; exit 1; }`,
    `test -s ${bundle}/Procfile || node -e 'process.exit(require("./${bundle}/package.json").scripts?.start ? 0 : 1)' || { echo "nothing says how to start the server: add a Procfile or a start script" >&2; exit 1; }`,
    // With node_modules in the bundle Beanstalk installs nothing, and an instance of a scale-out is up sooner.
    ...(build.bundleNodeModules
      ? [`(cd ${bundle} && npm ci --omit=dev --no-audit --no-fund && test -d node_modules)`]
      : []),
  ];
}

/** What the image's Node.js is without `runtime-versions` changes with the image; the program is built for 20 and newer. */
const RELEASE_NODE_VERSION = 22;

/**
 * The deployment of a static site: fetches the program that the stack has put into the artifact store, runs it if it is
 * the very file that the stack has made, and nothing else.
 */
export function deployBuildspec(): Buildspec {
  return {
    version: 0.2,
    phases: {
      install: {
        "runtime-versions": { nodejs: RELEASE_NODE_VERSION },
        "on-failure": "ABORT",
        commands: [
          'aws s3 cp "$RELEASE_PROGRAM" /tmp/release.cjs --only-show-errors',
          'echo "$RELEASE_PROGRAM_SHA256  /tmp/release.cjs" | sha256sum --check --strict',
        ],
      },
      build: {
        "on-failure": "ABORT",
        commands: ['node /tmp/release.cjs deploy "$CODEBUILD_SRC_DIR"'],
      },
    },
  };
}

function join(directory: string, path: string): string {
  return directory === "." ? path : `${directory}/${path}`;
}
