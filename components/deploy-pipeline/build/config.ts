/** `pipeline.build`: how the repository is built. */
import { z } from "zod";
import { checkRules, choice, OBJECTS, type Rule } from "../../fields";
import { variablesRules, variablesShape } from "./variables";

/** How the repository is built. */
export interface BuildConfig {
  /**
   * The folder of the repository that holds package.json, for a repository with several applications. Without leading
   * or trailing slash.
   * @default "." (the repository's root)
   */
  readonly workingDirectory?: string;
  /**
   * Commands before the build.
   * @default ["npm ci --no-audit --no-fund"]
   */
  readonly installCommands?: readonly string[];
  /**
   * The build itself. The first that fails ends the release; nothing has been touched by then.
   * @default ["npm run lint --if-present", "npm test --if-present", "npm run build"]
   */
  readonly commands?: readonly string[];
  /**
   * What the build makes, relative to `workingDirectory`: the folder that is uploaded (a static site), or the one that
   * goes into the bundle beside package.json (a service). Never the repository itself, whose other files must not be
   * published.
   * @default "dist"
   */
  readonly outputDirectory?: string;
  /**
   * Only for a service: further files and folders of the repository that belong into the bundle. Always in it, where
   * they exist: package.json, package-lock.json, .npmrc, Procfile, .ebextensions, .platform, public, `outputDirectory`.
   * @default []
   */
  readonly bundle?: readonly string[];
  /**
   * Only for a service: whether node_modules (production dependencies, installed by the build on the processor of the
   * instances) goes into the bundle. false: each new instance runs `npm install` itself, which is slower and needs the
   * registry at the very moment of a scale-out.
   * @default true
   */
  readonly bundleNodeModules?: boolean;
  /**
   * A buildspec file of the repository instead of ours; then `installCommands`, `commands` and `testReports` are its own
   * affair, and its artifacts must be the folder to upload, or the bundle.
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
   * @default the buildspec made of these arguments
   */
  readonly buildspec?: string;
  /**
   * Major version of Node.js.
   * @default "24"
   */
  readonly nodeVersion?: "20" | "22" | "24";
  /**
   * Processor of the build machine. For a service it must be that of the instances: native modules of another do not load.
   * @default that of a service's instanceTypes; for a site "arm64", a fifth cheaper than x86_64
   */
  readonly architecture?: "arm64" | "x86_64";
  /**
   * Size of the build machine: small has 2 vCPU and 4 GB (ARM) or 3 GB, medium 4 vCPU, large 8 vCPU.
   * @see https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html
   * @default "small"
   */
  readonly computeType?: "small" | "medium" | "large";
  /**
   * Minutes after which a build that hangs is ended, 5–480.
   * @default 30
   */
  readonly timeoutMinutes?: number;
  /**
   * Environment variables of the build. What looks like a secret is refused: see `secrets`.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Environment variables whose value is fetched by the build: ARNs of Secrets Manager secrets (optionally followed by
   * `:jsonKey`) or of SSM parameters. Their values never stand in the configuration, the state or the console.
   * @default {}
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * ARNs of the customer managed KMS keys that those secrets are encrypted with.
   * @default [] (AWS's own keys need no permission)
   */
  readonly secretKeyArns?: readonly string[];
  /** Test results that the build writes and CodeBuild shows. @default none */
  readonly testReports?: {
    /** Glob of the files, relative to `workingDirectory`, e.g. `reports/*.xml`. */
    readonly files: string;
    /** Format of the files. @default "JUNITXML" */
    readonly format?: "JUNITXML" | "CUCUMBERJSON" | "TESTNGXML" | "NUNITXML" | "VISUALSTUDIOTRX";
  };
}

const RELATIVE_PATH = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\s"'`$\\;&|<>*?]+(?<!\/)$/;

const command = z.string().min(1);

const relativePath = z
  .string()
  .regex(RELATIVE_PATH, 'must be a path inside the repository without spaces, e.g. "dist" or "apps/web"');

const outputDirectory = relativePath.refine(
  (path) => path.split("/").some((part) => part !== "."),
  'must be a folder that the build writes, e.g. "dist": not the repository itself',
);

const fields = z.strictObject({
  workingDirectory: relativePath.default("."),
  installCommands: z.array(command).min(1).readonly().optional(),
  commands: z.array(command).min(1).readonly().optional(),
  outputDirectory: outputDirectory.default("dist"),
  bundle: z.array(relativePath).readonly().optional(),
  bundleNodeModules: z.boolean().optional(),
  buildspec: relativePath.optional(),
  nodeVersion: choice(["20", "22", "24"]).default("24"),
  // Without a default here: it follows the target.
  architecture: z.enum(["arm64", "x86_64"]).optional(),
  computeType: z.enum(["small", "medium", "large"]).default("small"),
  timeoutMinutes: z.int().min(5).max(480).default(30),
  ...variablesShape,
  testReports: z
    .strictObject({
      files: z.string().min(1),
      format: z
        .enum(["JUNITXML", "CUCUMBERJSON", "TESTNGXML", "NUNITXML", "VISUALSTUDIOTRX"])
        .default("JUNITXML"),
    })
    .optional(),
});

type Fields = z.output<typeof fields>;

const DECIDED_BY_BUILDSPEC = [
  "installCommands",
  "commands",
  "testReports",
  "bundle",
  "bundleNodeModules",
] as const;

const RULES: readonly Rule<Fields>[] = [
  {
    reads: ["buildspec"],
    faults: ({ buildspec, ...build }) =>
      DECIDED_BY_BUILDSPEC.filter((key) => buildspec !== undefined && build[key] !== undefined).map(
        (key) => ({
          path: [key],
          message: `must be left out with buildspec (${String(buildspec)} decides it), or leave out buildspec`,
        }),
      ),
  },
  ...variablesRules("build.secrets"),
];

const COMMANDS = {
  installCommands: ["npm ci --no-audit --no-fund"],
  commands: ["npm run lint --if-present", "npm test --if-present", "npm run build"],
} as const;

/** A buildspec of the repository has commands of its own; otherwise these are the defaults. */
export const buildSchema = fields
  .superRefine(checkRules(RULES), OBJECTS)
  .transform((build) => (build.buildspec === undefined ? { ...build, ...commandsOf(build) } : build));

function commandsOf({
  installCommands = COMMANDS.installCommands,
  commands = COMMANDS.commands,
}: Pick<Fields, "installCommands" | "commands">) {
  return { installCommands, commands };
}

/** A checked build with every default that does not hang on its target. */
export type Build = z.output<typeof buildSchema>;
