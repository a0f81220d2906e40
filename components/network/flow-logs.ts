import { LogGroup } from "@pulumi/aws/cloudwatch";
import { FlowLog } from "@pulumi/aws/ec2";
import { Role, RolePolicy } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { type FlowLogsConfig, NETWORK_DEFAULTS } from "./args";

interface FlowLogsArgs extends FlowLogsConfig {
  readonly vpcId: pulumi.Input<string>;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** Flow logs of the VPC into a log group of their own, by a role that may write to that one only. */
export function makeFlowLogs(name: string, args: FlowLogsArgs, opts: pulumi.CustomResourceOptions): void {
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const { traffic, retentionDays } = NETWORK_DEFAULTS.flowLogs;
  const group = new LogGroup(
    `${name}-flow-logs`,
    { retentionInDays: args.retentionDays ?? retentionDays, ...tags },
    opts,
  );
  const role = new Role(
    `${name}-flow-logs`,
    { assumeRolePolicy: JSON.stringify(ASSUMED_BY_FLOW_LOGS), ...tags },
    opts,
  );
  const policy = new RolePolicy(
    `${name}-flow-logs`,
    {
      role: role.id,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: pulumi.interpolate`${group.arn}:*`,
          },
        ],
      }),
    },
    opts,
  );
  new FlowLog(
    `${name}-flow-logs`,
    {
      vpcId: args.vpcId,
      trafficType: args.traffic ?? traffic,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      ...tags,
    },
    { ...opts, dependsOn: [policy] },
  );
}

const ASSUMED_BY_FLOW_LOGS = {
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "vpc-flow-logs.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
};
