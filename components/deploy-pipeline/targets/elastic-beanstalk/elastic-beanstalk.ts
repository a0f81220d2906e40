/** Deployment of a server-rendered service: Elastic Beanstalk's own action of CodePipeline. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { input } from "../../../fields";
import type { PipelineContext, Watch } from "../../pipeline-context";
import { artifactFolder } from "../../naming";
import { createActionRole } from "../../roles/pipeline-roles";
import { missingAlarm, notForTarget, recordOf } from "../faults";
import type { Deployment, TargetKind } from "../target";
import { bundle } from "./bundle";
import { beanstalkDeployPolicy } from "./role-policy";

/** What a pipeline must know of an SsrService to release to it: `service.deployTarget`. */
export interface BeanstalkTarget {
  readonly kind: "beanstalk";
  readonly applicationName: pulumi.Input<string>;
  readonly environmentName: pulumi.Input<string>;
  /** `e-…`, of which Beanstalk names its CloudFormation stack and Auto Scaling group. */
  readonly environmentId: pulumi.Input<string>;
  readonly serviceRoleArn: pulumi.Input<string>;
  readonly instanceRoleArn: pulumi.Input<string>;
  /**
   * Whether its deployments split traffic (`deployment.policy: TrafficSplitting`): they then change the load balancer's
   * rules, and the pipeline's role must be allowed to.
   */
  readonly trafficSplitting?: boolean | undefined;
  /** Where the service is reached, e.g. `https://app.example.com`. */
  readonly url: pulumi.Input<string>;
  /** The CloudWatch alarm (in the stack's region) that is raised when visitors get errors: bakes a deployment. */
  readonly errorAlarmName?: pulumi.Input<string> | undefined;
}

const schema = z.strictObject({
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

const SITES_ONLY = ["retention", "probe", "externalPaths"] as const;

export const elasticBeanstalk = {
  kind: "beanstalk",
  schema,
  onDeployFailure: "rollback",
  factsOf: ({ errorAlarmName }) => ({ hasErrorAlarm: errorAlarmName !== undefined }),
  faults: (pipeline, facts) => {
    const config = recordOf(pipeline);
    return [...notForTarget(config, SITES_ONLY, "static sites"), ...missingAlarm(config, facts)];
  },
  valueFaults: () => [],
  buildOutput: bundle,
  createDeployment,
} as const satisfies TargetKind<BeanstalkTarget>;

function createDeployment(context: PipelineContext, target: BeanstalkTarget): Deployment {
  const { pipelineName, foundation, account } = context;
  const { bucketArn, keyArn } = foundation.artifactStore;
  const policy = pulumi
    .output({ account, bucketArn, keyArn, environment: target })
    .apply(({ account: here, environment, ...store }) =>
      beanstalkDeployPolicy({
        account: here,
        artifacts: { ...store, folder: artifactFolder(pipelineName) },
        environment,
      }),
    );
  return {
    action: {
      name: "ElasticBeanstalk",
      category: "Deploy",
      provider: "ElasticBeanstalk",
      configuration: {
        ApplicationName: target.applicationName,
        EnvironmentName: target.environmentName,
      },
    },
    role: createActionRole(context, "beanstalk", policy),
    watch: watchOf(context, target),
  };
}

/** CodePipeline watches alarms of its own region, where a service's are. */
function watchOf({ config: { bakeAlarm } }: PipelineContext, target: BeanstalkTarget): Watch | undefined {
  if (bakeAlarm === false) {
    return undefined;
  }
  const alarmName = bakeAlarm.alarmName ?? target.errorAlarmName;
  return alarmName === undefined ? undefined : { alarmName, minutes: bakeAlarm.minutes };
}
