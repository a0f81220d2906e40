import { z } from "zod";
import { type Rule, rule } from "../fields";
import type { Options } from "./option-settings/option-setting";
import type { Scaling } from "./scaling";

/** The key of a service that says how a new version replaces the running one. */
export interface DeploymentKeys {
  /** How a new version replaces the running one. @default - Immutable */
  readonly deployment?: DeploymentConfig | undefined;
}

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html */
export interface DeploymentConfig {
  /**
   * `Immutable` starts the new version on instances of its own and switches when they are healthy: full capacity
   * throughout, and a failed version never touches the running instances. `TrafficSplitting` does the same and lets
   * a part of the visitors try the new version first. `RollingWithAdditionalBatch` and `Rolling` reuse instances
   * batch by batch (quicker, but a failed deployment leaves both versions running); `AllAtOnce` interrupts the
   * service and is for trying things out.
   *
   * @default "Immutable"
   */
  readonly policy?:
    "Immutable" | "TrafficSplitting" | "RollingWithAdditionalBatch" | "Rolling" | "AllAtOnce" | undefined;
  /** With `TrafficSplitting`: percentage of requests that the new version gets at first, 1–100. @default 10 */
  readonly newVersionPercent?: number | undefined;
  /** With `TrafficSplitting`: minutes that it is watched before it gets all of them, 3–600. @default 5 */
  readonly evaluationMinutes?: number | undefined;
  /** With `Rolling…`: percentage of the instances in one batch, 1–100. @default 50 */
  readonly batchPercent?: number | undefined;
  /** Seconds that a batch of instances may take to become healthy, 1–3600. @default 900 */
  readonly timeout?: number | undefined;
}

export const deploymentShape = {
  deployment: z
    .strictObject({
      policy: z
        .enum(["Immutable", "TrafficSplitting", "RollingWithAdditionalBatch", "Rolling", "AllAtOnce"])
        .default("Immutable"),
      // Without a default here, for where one is given without effect, that is a fault.
      newVersionPercent: z.int().min(1).max(100).optional(),
      evaluationMinutes: z.int().min(3).max(600).optional(),
      batchPercent: z.int().min(1).max(100).optional(),
      timeout: z.int().min(1).max(3600).default(900),
    })
    .prefault({}),
} as const;

const NEW_VERSION_PERCENT = 10;
const EVALUATION_MINUTES = 5;
const BATCH_PERCENT = 50;

export type Deployment = z.output<z.ZodObject<typeof deploymentShape>>;

/** Whether a part of the visitors tries a new version first. */
export const splitsTraffic = ({ deployment: { policy } }: Deployment) => policy === "TrafficSplitting";
const rolls = ({ deployment: { policy } }: Deployment) =>
  policy === "Rolling" || policy === "RollingWithAdditionalBatch";

const onlySplitting = (key: "newVersionPercent" | "evaluationMinutes"): Rule<Deployment> =>
  rule(
    ["deployment.policy"],
    ["deployment", key],
    "has no effect: set policy to TrafficSplitting",
    (service) => service.deployment[key] !== undefined && !splitsTraffic(service),
  );

export const deploymentRules: readonly Rule<Deployment>[] = [
  onlySplitting("newVersionPercent"),
  onlySplitting("evaluationMinutes"),
  {
    reads: ["deployment.policy"],
    faults: (service) =>
      service.deployment.batchPercent === undefined || rolls(service)
        ? []
        : [
            {
              path: ["deployment", "batchPercent"],
              message: `has no effect: ${service.deployment.policy} has no batches`,
            },
          ],
  },
];

/** How versions are deployed, and how changes of the configuration replace instances. */
export function deploymentOptions(service: Deployment & Scaling): Options {
  const { deployment, scaling } = service;
  const { newVersionPercent = NEW_VERSION_PERCENT, evaluationMinutes = EVALUATION_MINUTES } = deployment;
  const { batchPercent = BATCH_PERCENT } = deployment;
  return {
    "aws:elasticbeanstalk:command": {
      BatchSize: rolls(service) ? String(batchPercent) : undefined,
      BatchSizeType: rolls(service) ? "Percentage" : undefined,
      DeploymentPolicy: deployment.policy,
      IgnoreHealthCheck: "false",
      Timeout: String(deployment.timeout),
    },
    "aws:elasticbeanstalk:trafficsplitting": {
      EvaluationTime: splitsTraffic(service) ? String(evaluationMinutes) : undefined,
      NewVersionPercent: splitsTraffic(service) ? String(newVersionPercent) : undefined,
    },
    // Changes of the configuration replace instances one by one, each only after the last is healthy; in large groups an
    // eighth at once, or a change would outlast the hour that an update may take.
    "aws:autoscaling:updatepolicy:rollingupdate": {
      MaxBatchSize: String(Math.max(1, Math.floor(scaling.max / 8))),
      MinInstancesInService: String(Math.min(scaling.min, scaling.max - 1)),
      RollingUpdateEnabled: "true",
      RollingUpdateType: "Health",
      Timeout: "PT30M",
    },
  };
}
