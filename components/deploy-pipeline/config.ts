/** What a stack's configuration holds for one pipeline. */
import { z } from "zod";
import { cloudWatchRetentionDays, managedPolicyArn, type SameShape, toggle } from "../fields";
import { type BeforeDeployConfig, beforeDeploySchema } from "./before-deploy/config";
import { type BuildConfig, buildSchema } from "./build/config";

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
  /**
   * What the build gets of the repository: `archive`, its files at the commit; `full`, a clone with its history, submodules
   * and files of Git LFS within reach, whose build uses the connection itself.
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html
   * @default "archive"
   */
  readonly clone?: "archive" | "full";
  /**
   * Only with `clone: full`: further repositories that the build may clone, such as those of submodules, at most 20. Without
   * them the connection gives the build no other repository.
   * @default []
   */
  readonly cloneRepositories?: readonly string[];
  /** Only for a service: what runs once per release, before it is deployed, e.g. changes of the database. @default nothing */
  readonly beforeDeploy?: BeforeDeployConfig;
  /** How the repository is built. @default npm ci, lint and test where they exist, npm run build; dist is the result */
  readonly build?: BuildConfig;
  /**
   * Whether a release must be approved before it goes live; an object says how many minutes there are for it, 5–86400.
   * @default true
   */
  readonly approval?:
    | boolean
    | {
        /** Minutes until an approval that is not given counts as refused, 5–86400. @default 1440 */
        readonly timeoutMinutes?: number;
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
   * `fail` leaves the stage as it is. A static site's deployment has by then undone itself already; `rollback` would release
   * anew what CodePipeline knows as the last success, even if that has been taken back with `npm run release`.
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
   * uploads, or `/legacy/*` for everything below, at most 20. Any other script or style sheet that is missing makes the
   * build a broken one. With `release: atomic` an `apiRoutes` path must answer them: beside a release nothing is seen.
   * @default []
   */
  readonly externalPaths?: readonly string[];
  /**
   * Only for a static site: files of the build that are left out, as patterns: `**\/*.map`, `stats.html`; at most 50. A pattern without
   * a slash holds in every folder. `.DS_Store` and the like are always left out.
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

const globs = z.array(z.string().min(1).max(255)).min(1).max(8).readonly();

/** Git's own ways to name a branch, which CodePipeline takes for a part of the name. */
const REFS = /^(?:refs\/heads\/|(?:refs\/)?(?:remotes\/)?origin\/)/;

/** The repository in an address of Bitbucket, or in that of a clone. */
const REPOSITORY_URL =
  /^(?:(?:https?|ssh):\/\/)?(?:[\w.-]+@)?bitbucket\.org[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?:\/.*)?$/;

function repositoryMessage(given: string): string {
  const meant = REPOSITORY_URL.exec(given)?.[1] ?? /^\/*([\w.-]+\/[\w.-]+)\/+$/.exec(given)?.[1];
  const advice = meant === undefined ? "" : `: write ${meant}`;
  return `must be "workspace/repository" as in the address of the Bitbucket repository${advice}`;
}

const repository = z
  .string()
  .regex(/^[\w.-]+\/[\w.-]+$/, { error: ({ input }) => repositoryMessage(String(input)) })
  .refine((name) => !/^[\w.-]+\/[\w.-]+\.git$/.test(name), {
    error: ({ input }) =>
      `must be without the ending of a clone's address: write ${String(input).slice(0, -4)}`,
  });

export const pipelineShape = {
  repository,
  clone: z.enum(["archive", "full"]).default("archive"),
  cloneRepositories: z.array(repository).min(1).max(20).readonly().optional(),
  beforeDeploy: beforeDeploySchema.optional(),
  branch: z
    .string()
    .regex(/^[^\s~^:?*[\\]+$/, "must be the name of one branch; for patterns of paths see filePaths")
    .refine((name) => !REFS.test(name), {
      error: ({ input }) => {
        const [refs = ""] = REFS.exec(String(input)) ?? [];
        return `must be without ${refs}: write ${String(input).slice(refs.length)}`;
      },
    })
    .max(255)
    .optional(),
  filePaths: z
    .strictObject({ includes: globs.optional(), excludes: globs.optional() })
    .refine(
      ({ includes, excludes }) => includes !== undefined || excludes !== undefined,
      "must have includes, excludes or both",
    )
    .optional(),
  build: buildSchema.prefault({}),
  approval: toggle(z.strictObject({ timeoutMinutes: z.int().min(5).max(86400).default(1440) })).prefault(
    true,
  ),
  bakeAlarm: toggle(
    z.strictObject({
      minutes: z.int().min(1).max(60).default(10),
      alarmName: z.string().min(1).optional(),
    }),
  ).prefault(false),
  // What only some targets take, or take with other defaults, is defaulted by them.
  onDeployFailure: z.enum(["rollback", "retry", "fail"]).optional(),
  retention: z
    .strictObject({
      releases: z.int().min(1).max(50).default(5),
      days: z.int().min(0).max(365).default(14),
    })
    .optional(),
  probe: toggle(
    z.strictObject({
      deepLink: z.string().startsWith("/", 'must start with "/", e.g. "/about"').optional(),
      timeoutSeconds: z.int().min(10).max(900).default(120),
    }),
  ).optional(),
  externalPaths: z
    .array(z.string().startsWith("/", 'must start with "/", e.g. "/config.js"'))
    .max(20)
    .readonly()
    .optional(),
  exclude: z.array(z.string().min(1)).max(50).readonly().optional(),
  contentTypes: z
    .record(
      z.string().regex(/^[./].+$/, 'must be the end of a name or a path, e.g. ".usdz" or "/feed"'),
      z
        .string()
        .regex(
          /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w-]+)*$/,
          'must be a content type, e.g. "model/vnd.usdz+zip"',
        ),
    )
    .optional(),
  logRetentionDays: cloudWatchRetentionDays.default(90),
  permissionsBoundaryArn: managedPolicyArn.optional(),
};

/** `pipeline:` of a site or a service in a stack's configuration. */
export const deployPipelineConfigSchema = z.strictObject(pipelineShape);

/** A checked pipeline with its defaults. */
export type Pipeline = z.output<typeof deployPipelineConfigSchema>;

// The compiler holds schema and interface equal.
type Input = z.input<typeof deployPipelineConfigSchema>;
true satisfies SameShape<Input, DeployPipelineConfig>;
true satisfies SameShape<z.input<typeof buildSchema>, BuildConfig>;
