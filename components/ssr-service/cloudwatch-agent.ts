import { Association, Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { AGENT_NAMESPACE } from "./metrics";

/**
 * What the CloudWatch agent measures in addition to what Beanstalk has it do. The only dimension is the environment:
 * with the group's name, values of an immutable deployment's temporary group would be lost.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export function agentConfig(environmentName: string) {
  return {
    // Otherwise each instance's host name would be a dimension, and there were no mean of the group.
    agent: { omit_hostname: true },
    metrics: {
      namespace: AGENT_NAMESPACE,
      metrics_collected: {
        mem: {
          measurement: ["mem_used_percent"],
          metrics_collection_interval: 60,
          append_dimensions: { EnvironmentName: environmentName },
        },
        disk: {
          measurement: ["used_percent"],
          resources: ["/"],
          metrics_collection_interval: 60,
          // The device's name differs between types and says nothing.
          drop_device: true,
          append_dimensions: { EnvironmentName: environmentName },
        },
      },
    },
  };
}

/**
 * Memory of the instances, which AWS does not measure by itself: Systems Manager gives the configuration to the agent
 * of each instance of the environment, now and whenever one is added, so that nothing of it lies in the bundle.
 */
export function configureAgent(
  name: string,
  args: {
    readonly environmentName: pulumi.Output<string>;
    readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  },
  opts: { readonly parent: pulumi.Resource },
): void {
  const parameter = new Parameter(
    `${name}-agent`,
    {
      // CloudWatchAgentServerPolicy lets instances read parameters of this prefix.
      name: pulumi.interpolate`AmazonCloudWatch-${args.environmentName}`,
      type: "String",
      description: `What the CloudWatch agent measures on the instances of ${name}`,
      // Nothing secret: reviewers and policies may read it.
      insecureValue: args.environmentName.apply((environment) => JSON.stringify(agentConfig(environment))),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
  new Association(
    `${name}-agent`,
    {
      name: "AmazonCloudWatch-ManageAgent",
      targets: [{ key: "tag:elasticbeanstalk:environment-name", values: [args.environmentName] }],
      parameters: {
        action: "configure (append)",
        mode: "ec2",
        optionalConfigurationSource: "ssm",
        optionalConfigurationLocation: parameter.name,
        optionalRestart: "yes",
      },
      // A deployment on running instances has Beanstalk write the agent's configuration anew.
      scheduleExpression: "rate(30 minutes)",
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
}
