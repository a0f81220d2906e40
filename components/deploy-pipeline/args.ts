import type * as pulumi from "@pulumi/pulumi";
import type { PipelineFoundation } from "./pipeline-foundation";
import type { DeployTarget } from "./targets";

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
   * goes into the bundle beside package.json (a service). Never the repository itself, whose other files are nobody's
   * business.
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
   * Processor of the build machine. Keep it that of the instances where a service has native modules.
   * @default "arm64", a fifth cheaper than x86_64
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

/** What is checked over HTTPS after a static release, before it counts as done. */
export interface ProbeConfig {
  /**
   * A path inside the site that must answer 200 with a page.
   * @default a page of the build other than index.html; in a site with one page, any path (the application's router answers)
   */
  readonly deepLink?: string;
  /**
   * Seconds until the probes must have passed, 10–900.
   * @default 120
   */
  readonly timeoutSeconds?: number;
}

/** What a stack's configuration may hold for one pipeline (`pipeline:` under a site or a service). */
export interface DeployPipelineConfig {
  /** The Bitbucket repository, `workspace/repository`. */
  readonly repository: string;
  /**
   * The branch whose pushes are released.
   * @default "main" in the stack `prod`, "dev" in every other
   */
  readonly branch?: string;
  /**
   * Which changes start the pipeline: globs of the repository's paths, at most 8 each.
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
   * @default any change
   */
  readonly filePaths?: {
    /** Only changes of these paths start it. @default all paths */
    readonly includes?: readonly string[];
    /** Changes of these paths alone do not start it. @default none */
    readonly excludes?: readonly string[];
  };
  /** How the repository is built. @default npm ci, lint and test where they exist, npm run build; dist is the result */
  readonly build?: BuildConfig;
  /**
   * Whether somebody must approve before a release goes live; an object says how many minutes they have, 5–86400.
   * @default false
   */
  readonly approval?:
    | boolean
    | {
        /** Minutes until an approval that nobody gives counts as refused, 5–86400. `approval: true` waits 1440. */
        readonly timeoutMinutes: number;
      };
  /**
   * After a release, watch the target's alarm on errors for so many minutes (1–60) and go back to the former release
   * when it fires. `alarmName` names another alarm: for a static site one in us-east-1, for a service one in the stack's
   * region. The target must have an alarm, or the name must be given.
   * @default false
   */
  readonly bakeAlarm?:
    | boolean
    | {
        /** How long the alarm is watched, minutes, 1–60. @default 10 */
        readonly minutes?: number;
        /** Name of another alarm than the target's own. @default the target's alarm on errors */
        readonly alarmName?: string;
      };
  /**
   * What a failed Deploy stage does: `rollback` deploys the last execution that succeeded again, `retry` tries once more,
   * `fail` leaves it to people. A static site's deployment has by then undone itself already; `rollback` would release
   * anew what CodePipeline knows as the last success, even if somebody has taken that back with `npm run release`.
   * CodePipeline rolls back only to an execution of the pipeline's present definition, so not right after it was changed.
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
   * @default "rollback" for a service, "fail" for a static site
   */
  readonly onDeployFailure?: "rollback" | "retry" | "fail";
  /**
   * Only for a static site: what stays after it has been superseded. A release and the files that only it has are
   * removed when it is neither one of the newest `releases` (1–50) nor superseded for less than `days` (0–365). Tabs
   * that are open over a release find their files, and a rollback has somewhere to go.
   * @default { releases: 5, days: 14 }
   */
  readonly retention?: {
    /** The newest releases that are kept in any case, 1–50. @default 5 */
    readonly releases?: number;
    /** Days that a superseded release is kept in any case, 0–365. @default 14 */
    readonly days?: number;
  };
  /**
   * Only for a static site: what is checked after a release; false checks nothing, e.g. where `geo` or a web ACL keeps
   * the build machine out.
   * @default the root, a deep link, a script or style sheet, a missing file; false for a site with `basicAuth`
   */
  readonly probe?: boolean | ProbeConfig;
  /**
   * Only for a static site: paths that pages load but the build does not contain, e.g. `/config.js` that another program
   * puts there, or `/legacy/*` for everything below, at most 20. Any other script or style sheet that is missing makes the
   * build a broken one. With `release: atomic` an `apiRoutes` path must answer them: beside a release nothing is seen.
   * @default []
   */
  readonly externalPaths?: readonly string[];
  /**
   * Only for a static site: files of the build that are left out, as patterns: `**\/*.map`, `stats.html`. A pattern without a
   * slash holds in every folder. At most 50. `.DS_Store` and the like are always left out.
   * @default []
   */
  readonly exclude?: readonly string[];
  /**
   * Only for a static site: content types by the end of a name (`.usdz`) or by a path (`/feed`), before those that are known.
   * @default {}
   */
  readonly contentTypes?: Readonly<Record<string, string>>;
  /**
   * Days that the logs of builds and deployments are kept, one of CloudWatch's periods.
   * @default 90
   */
  readonly logRetentionDays?: number;
  /**
   * A managed policy that bounds what any role of the pipeline may do.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   * @default that of the stack's `pipelines`
   */
  readonly permissionsBoundaryArn?: string;
}

/** Arguments of a DeployPipeline: its configuration and what other resources supply. */
export interface DeployPipelineArgs extends DeployPipelineConfig {
  /** Where releases go: `site.deployTarget` or `service.deployTarget`. */
  readonly target: DeployTarget;
  /**
   * What all pipelines of a stack share: the Bitbucket connection, the artifact store and the notifications.
   * @default one of its own
   */
  readonly foundation?: PipelineFoundation | undefined;
}

/** What a stack's configuration may hold for all its pipelines. */
export interface PipelineFoundationConfig {
  /**
   * An existing connection to Bitbucket, e.g. one that several stacks share.
   * @default a connection of this stack, which somebody approves once in the console
   */
  readonly connectionArn?: string;
  /**
   * Who is told by e-mail of a failed release, a recovered one and one that waits for approval. Each address confirms
   * its subscription once.
   * @default []
   */
  readonly notificationEmails?: readonly string[];
  /**
   * A Slack channel that is told the same. The workspace must have been authorized once in the Amazon Q Developer (formerly
   * Chatbot) console.
   * @default none
   */
  readonly slack?: {
    /** Id of the workspace, e.g. `T0123ABCD`. */
    readonly workspaceId: string;
    /** Id of the channel, e.g. `C0123ABCD`. */
    readonly channelId: string;
  };
  /**
   * Days that artifacts are kept, 7–3650: how far back CodePipeline can roll back.
   * @default 90
   */
  readonly artifactRetentionDays?: number;
  /**
   * A managed policy that bounds what any role of the stack's pipelines may do; a pipeline may name another.
   * @default none
   */
  readonly permissionsBoundaryArn?: string;
}

/** Arguments of a PipelineFoundation. */
export interface PipelineFoundationArgs extends PipelineFoundationConfig {
  /**
   * Whether the artifact store is protected against deletion; without it, deleting the stack empties the bucket.
   * @default false
   */
  readonly protect?: boolean;
  /**
   * An SNS topic that is told of releases as well: the stack's NotificationTopic. Its policy, and that of its key, must let
   * events.amazonaws.com publish.
   * @default none
   */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
}
