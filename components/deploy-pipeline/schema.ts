import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { PAGE_LAYOUTS, RELEASE_STRATEGIES, SITE_MODES, TRAILING_SLASHES } from "../release-contract";
import { input } from "../shared/validation";
import type {
  DeployPipelineArgs,
  DeployPipelineConfig,
  PipelineFoundationArgs,
  PipelineFoundationConfig,
} from "./args";
import { pipelineFaults } from "./rules";
import type { BeanstalkTarget, StaticSiteTarget } from "./targets";

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED_VARIABLE = /^CODEBUILD_/i;
const SECRET_ARN =
  /^arn:aws[\w-]*:(?:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+(?::[\w.-]+)?|ssm:[a-z0-9-]+:\d{12}:parameter\/[\w./-]+)$/;
const RELATIVE_PATH = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\s"'`$\\;&|<>*?]+(?<!\/)$/;
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const command = z.string().min(1);
const relativePath = z
  .string()
  .regex(RELATIVE_PATH, 'must be a path inside the repository without spaces, e.g. "dist" or "apps/web"');
const outputDirectory = relativePath.refine(
  (path) => path.split("/").some((part) => part !== "."),
  'must be a folder that the build writes, e.g. "dist": not the repository itself',
);
const globs = z.array(z.string().min(1).max(255)).min(1).max(8);
const arn = (service: string, example: string) =>
  z.string().regex(new RegExp(`^arn:aws[\\w-]*:${service}:`), `must be an ARN, e.g. ${example}`);

const variableName = z
  .string()
  .regex(VARIABLE, "must be a name of letters, digits and _, not starting with a digit")
  .refine(
    (name) => !RESERVED_VARIABLE.test(name),
    "must not start with CODEBUILD_, which CodeBuild keeps for itself",
  );

const buildSchema = z.strictObject({
  workingDirectory: relativePath.optional(),
  installCommands: z.array(command).min(1).optional(),
  commands: z.array(command).min(1).optional(),
  outputDirectory: outputDirectory.optional(),
  bundle: z.array(relativePath).optional(),
  bundleNodeModules: z.boolean().optional(),
  buildspec: relativePath.optional(),
  nodeVersion: z.enum(["20", "22", "24"]).optional(),
  architecture: z.enum(["arm64", "x86_64"]).optional(),
  computeType: z.enum(["small", "medium", "large"]).optional(),
  timeoutMinutes: z.int().min(5).max(480).optional(),
  environment: z.record(variableName, z.string()).optional(),
  secrets: z
    .record(
      variableName,
      z
        .string()
        .regex(
          SECRET_ARN,
          "must be the ARN of a Secrets Manager secret (optionally with :jsonKey) or of an SSM parameter",
        ),
    )
    .optional(),
  secretKeyArns: z.array(arn("kms", "arn:aws:kms:ap-northeast-2:123456789012:key/…")).optional(),
  testReports: z
    .strictObject({
      files: z.string().min(1),
      format: z.enum(["JUNITXML", "CUCUMBERJSON", "TESTNGXML", "NUNITXML", "VISUALSTUDIOTRX"]).optional(),
    })
    .optional(),
});

const shape = {
  repository: z
    .string()
    .regex(
      /^[\w.-]+\/[\w.-]+$/,
      'must be "workspace/repository" as in the address of the Bitbucket repository',
    ),
  branch: z
    .string()
    .regex(/^[^\s~^:?*[\\]+$/, "must be the name of one branch; for patterns of paths see filePaths")
    .max(255)
    .optional(),
  filePaths: z
    .strictObject({ includes: globs.optional(), excludes: globs.optional() })
    .refine(
      ({ includes, excludes }) => includes !== undefined || excludes !== undefined,
      "must have includes, excludes or both",
    )
    .optional(),
  build: buildSchema.optional(),
  approval: z.union([z.boolean(), z.strictObject({ timeoutMinutes: z.int().min(5).max(86400) })]).optional(),
  bakeAlarm: z
    .union([
      z.boolean(),
      z.strictObject({ minutes: z.int().min(1).max(60).optional(), alarmName: z.string().min(1).optional() }),
    ])
    .optional(),
  onDeployFailure: z.enum(["rollback", "retry", "fail"]).optional(),
  retention: z
    .strictObject({ releases: z.int().min(1).max(50).optional(), days: z.int().min(0).max(365).optional() })
    .optional(),
  probe: z
    .union([
      z.boolean(),
      z.strictObject({
        deepLink: z.string().startsWith("/", 'must start with "/", e.g. "/about"').optional(),
        timeoutSeconds: z.int().min(10).max(900).optional(),
      }),
    ])
    .optional(),
  externalPaths: z
    .array(z.string().startsWith("/", 'must start with "/", e.g. "/config.js"'))
    .max(20)
    .optional(),
  logRetentionDays: z
    .int()
    .refine(
      (days) => LOG_RETENTION_DAYS.includes(days),
      `must be one of CloudWatch's periods: ${LOG_RETENTION_DAYS.join(", ")}`,
    )
    .optional(),
  permissionsBoundaryArn: arn("iam", "arn:aws:iam::123456789012:policy/boundary").optional(),
};

/** `pipeline:` of a site or a service in a stack's configuration. */
export const deployPipelineConfigSchema = z.strictObject(shape);

const staticTargetSchema = z.strictObject({
  kind: z.literal("static"),
  release: z.enum(RELEASE_STRATEGIES),
  mode: z.enum(SITE_MODES).optional(),
  indexDocument: z.string().optional(),
  pages: z.enum(PAGE_LAYOUTS).optional(),
  trailingSlash: z.enum(TRAILING_SLASHES).optional(),
  guarded: z.boolean().optional(),
  bucketName: input(z.string()),
  bucketArn: input(z.string()),
  distributionId: input(z.string()),
  distributionArn: input(z.string()),
  keyValueStoreArn: input(z.string()).optional(),
  url: input(z.string()),
  errorAlarmName: input(z.string()).optional(),
});

const beanstalkTargetSchema = z.strictObject({
  kind: z.literal("beanstalk"),
  applicationName: input(z.string()),
  environmentName: input(z.string()),
  environmentId: input(z.string()),
  serviceRoleArn: input(z.string()),
  instanceRoleArn: input(z.string()),
  trafficSplitting: z.boolean().optional(),
  url: input(z.string()),
  errorAlarmName: input(z.string()).optional(),
});

const targetSchema = z.discriminatedUnion("kind", [staticTargetSchema, beanstalkTargetSchema]);

const component = z.custom<DeployPipelineArgs["foundation"]>(
  (value) => pulumi.ComponentResource.isInstance(value),
  "must be a PipelineFoundation",
);

/** Arguments of a DeployPipeline, with the rules that hang on its target. */
export const deployPipelineArgsSchema = z
  .strictObject({ ...shape, target: targetSchema, foundation: component.optional() })
  .superRefine((args, context) => {
    const { target } = args;
    const facts = {
      kind: target.kind,
      guarded: target.kind === "static" && target.guarded,
      hasErrorAlarm: target.errorAlarmName !== undefined,
    };
    for (const { path, message } of pipelineFaults(args, facts)) {
      context.addIssue({ code: "custom", path: [...path], message, params: { secret: true } });
    }
    if (target.kind === "static" && target.release === "atomic" && target.keyValueStoreArn === undefined) {
      context.addIssue({
        code: "custom",
        path: ["target", "keyValueStoreArn"],
        message: "is required with atomic releases: it names the active one",
      });
    }
  });

const foundationShape = {
  connectionArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:(?:codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection\/[\w-]+$/,
      "must be the ARN of a connection, e.g. arn:aws:codeconnections:ap-northeast-2:123456789012:connection/…",
    )
    .optional(),
  notificationEmails: z.array(z.email("must be an e-mail address")).optional(),
  slack: z
    .strictObject({
      workspaceId: z
        .string()
        .regex(/^[0-9A-Z]{1,255}$/, 'must be the id of a Slack workspace, e.g. "T0123ABCD"'),
      channelId: z
        .string()
        .regex(/^[0-9A-Za-z]{1,255}$/, 'must be the id of a Slack channel, e.g. "C0123ABCD"'),
    })
    .optional(),
  artifactRetentionDays: z.int().min(7).max(3650).optional(),
  permissionsBoundaryArn: shape.permissionsBoundaryArn,
};

/** What a stack's configuration may hold for all its pipelines. */
export const pipelineFoundationConfigSchema = z.strictObject(foundationShape);

/** Arguments of a PipelineFoundation. */
export const pipelineFoundationArgsSchema = z.strictObject({
  ...foundationShape,
  protect: z.boolean().optional(),
  alarmTopicArn: input(z.string()).optional(),
});

// The compiler holds schema and interface equal, in both directions.
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** Without readonly, optionality and undefined, at every depth: what is left are keys and types of values. */
type Bare<T> = T extends readonly (infer E)[]
  ? Bare<E>[]
  : T extends object
    ? { -readonly [K in keyof T]-?: Bare<Exclude<T[K], undefined>> }
    : T;
type SchemasMatch = [
  Same<Bare<DeployPipelineConfig>, Bare<z.output<typeof deployPipelineConfigSchema>>>,
  Same<Bare<PipelineFoundationConfig>, Bare<z.output<typeof pipelineFoundationConfigSchema>>>,
  Same<keyof DeployPipelineArgs, keyof z.output<typeof deployPipelineArgsSchema>>,
  Same<keyof PipelineFoundationArgs, keyof z.output<typeof pipelineFoundationArgsSchema>>,
  Same<keyof StaticSiteTarget, keyof z.output<typeof staticTargetSchema>>,
  Same<keyof BeanstalkTarget, keyof z.output<typeof beanstalkTargetSchema>>,
];
[true, true, true, true, true, true] satisfies SchemasMatch;
