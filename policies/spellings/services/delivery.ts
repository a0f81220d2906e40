import { given, object, objects, tagsOf, type Plain, type PlainObject, type Twin } from "../plain";

function source(of: Plain): Plain {
  return isGiven(of) ? given({ ...object(of), buildspec: object(of)["buildSpec"] }) : undefined;
}

const isGiven = (value: Plain) => value !== undefined && value !== null;

export function buildProject(props: PlainObject, id: string): Twin[] {
  const logs = object(props["logsConfig"]);
  return [
    {
      type: "aws:codebuild/project:Project",
      props: given({
        ...props,
        id,
        source: source(props["source"]),
        secondarySources: objects(props["secondarySources"]).map(source),
        logsConfig: isGiven(props["logsConfig"])
          ? given({ ...logs, cloudwatchLogs: logs["cloudWatchLogs"] })
          : undefined,
        tags: tagsOf(props),
      }),
    },
  ];
}

function pipelineAction(of: PlainObject): PlainObject {
  return given({ ...of, ...object(of["actionTypeId"]) });
}

export function pipeline(props: PlainObject, id: string): Twin[] {
  const stores = isGiven(props["artifactStore"])
    ? [props["artifactStore"]]
    : objects(props["artifactStores"]).map((each) => object(each["artifactStore"]));
  return [
    {
      type: "aws:codepipeline/pipeline:Pipeline",
      props: given({
        ...props,
        id,
        artifactStores: stores,
        stages: objects(props["stages"]).map((stage) =>
          given({ ...stage, actions: objects(stage["actions"]).map(pipelineAction) }),
        ),
        tags: tagsOf(props),
      }),
    },
  ];
}

/** Settings of Beanstalk, which CloudFormation writes with `OptionName`. */
function withSettings(type: string) {
  return (props: PlainObject, id: string): Twin[] => [
    {
      type,
      props: given({
        ...props,
        id,
        application: props["applicationName"],
        tier: object(props["tier"])["name"],
        settings: objects(props["optionSettings"]).map((each) =>
          given({
            namespace: each["namespace"],
            name: each["optionName"],
            value: each["value"],
            resource: each["resourceName"],
          }),
        ),
        tags: tagsOf(props),
      }),
    },
  ];
}

export const beanstalkEnvironment = withSettings("aws:elasticbeanstalk/environment:Environment");
export const beanstalkTemplate = withSettings(
  "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
);

export function autoScalingGroup(props: PlainObject, id: string): Twin[] {
  const template = object(props["launchTemplate"]);
  return [
    {
      type: "aws:autoscaling/group:Group",
      props: given({
        ...props,
        id,
        vpcZoneIdentifiers: props["vpcZoneIdentifier"],
        loadBalancers: props["loadBalancerNames"],
        launchConfiguration: props["launchConfigurationName"],
        launchTemplate: isGiven(props["launchTemplate"])
          ? given({ ...template, id: template["launchTemplateId"] })
          : undefined,
      }),
    },
  ];
}
