/** Deployment of a server-rendered service: Elastic Beanstalk's own action of CodePipeline. */
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../../fields";
import type { PipelineContext, Watch } from "../../pipeline-context";
import { artifactFolder } from "../../naming";
import { createActionRole } from "../../roles/pipeline-roles";
import { cloneFaults, missingAlarm, notForTarget, recordOf } from "../faults";
import type { Deployment, TargetFacts, TargetKind } from "../target";
import { type BeanstalkTarget, beanstalkTargetSchema } from "./beanstalk-target";
import { bundle } from "./bundle";
import { RELEASE_VARIABLES } from "./release-id";
import { beanstalkDeployPolicy } from "./role-policy";

const SITES_ONLY = ["retention", "probe", "externalPaths", "exclude", "contentTypes"] as const;

export const elasticBeanstalk = {
  kind: "beanstalk",
  schema: beanstalkTargetSchema,
  onDeployFailure: "rollback",
  factsOf: ({ errorAlarmName, architecture, network }) => ({
    hasNetwork: network !== undefined,
    hasErrorAlarm: errorAlarmName !== undefined,
    architecture,
  }),
  faults: (pipeline, facts) => {
    const config = recordOf(pipeline);
    return [
      ...notForTarget(config, SITES_ONLY, "static sites"),
      ...missingAlarm(config, facts),
      ...cloneFaults(config),
      ...otherArchitecture(config, facts),
      ...noNetwork(config, facts),
    ];
  },
  valueFaults: () => [],
  buildVariables: RELEASE_VARIABLES,
  buildOutput: bundle,
  createDeployment,
} as const satisfies TargetKind<BeanstalkTarget>;

/** Native modules that are built on one architecture do not load on the other. */
function otherArchitecture(
  pipeline: Readonly<Record<string, unknown>>,
  { architecture }: TargetFacts,
): Fault[] {
  const { architecture: built } = recordOf(pipeline["build"]);
  return architecture === undefined || built === undefined || built === architecture
    ? []
    : [
        {
          path: ["build", "architecture"],
          message: `must be ${architecture}, on which the service's instanceTypes run: native modules of another do not load`,
        },
      ];
}

/** Without a NAT gateway, what runs in private subnets reaches neither its log nor its input. */
function noNetwork(pipeline: Readonly<Record<string, unknown>>, { hasNetwork }: TargetFacts): Fault[] {
  return recordOf(pipeline["beforeDeploy"])["network"] === "service" && hasNetwork === false
    ? [
        {
          path: ["beforeDeploy", "network"],
          message:
            "must be none: the service's instances are in public subnets, and commands in private ones would have no way out",
        },
      ]
    : [];
}

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
