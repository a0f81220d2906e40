import { Association, Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { type Agent, agentConfig, agentScript } from "./agent-config";
import type { Logs } from "./logs";

/**
 * Memory and disk of the instances, which AWS does not measure by itself: Systems Manager gives the configuration to the
 * agent of each instance of the environment, now and whenever one is added, so that nothing of it lies in the bundle.
 */
export function configureAgent(
  name: string,
  args: {
    readonly service: Agent & Pick<Logs, "logRetentionDays">;
    readonly environmentName: pulumi.Output<string>;
    readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  },
  opts: { readonly parent: pulumi.Resource },
): void {
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const config = args.environmentName.apply((environment) =>
    JSON.stringify(agentConfig(environment, args.service)),
  );
  const parameter = new Parameter(
    `${name}-agent`,
    {
      // CloudWatchAgentServerPolicy lets instances read parameters of this prefix.
      name: pulumi.interpolate`AmazonCloudWatch-${args.environmentName}`,
      type: "String",
      description: `What the CloudWatch agent measures on the instances of ${name}`,
      // Nothing secret: reviewers and policies may read it.
      insecureValue: config,
      ...tags,
    },
    opts,
  );
  new Association(
    `${name}-agent`,
    {
      name: "AWS-RunShellScript",
      targets: [{ key: "tag:elasticbeanstalk:environment-name", values: [args.environmentName] }],
      parameters: {
        commands: pulumi.all([parameter.name, config]).apply(([from, text]) => agentScript(from, text)),
        executionTimeout: "1200",
      },
      // A deployment on running instances has Beanstalk write the agent's configuration anew.
      scheduleExpression: "rate(30 minutes)",
      ...tags,
    },
    opts,
  );
}
