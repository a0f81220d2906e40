import { LogGroup } from "@pulumi/aws/cloudwatch";
import { FlowLog } from "@pulumi/aws/ec2";
import { Role, RolePolicy } from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { policyDocument } from "../aws/policy-document";
import { cloudWatchRetentionDays, toggle } from "../fields";

/** The key of a network that says what of its traffic is recorded. */
export interface FlowLogsKeys {
  /**
   * Records of the VPC's traffic in CloudWatch Logs; `false` keeps none.
   *
   * @default - refused traffic, kept for 30 days
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
   */
  readonly flowLogs?: boolean | FlowLogsConfig | undefined;
}

/** What of the traffic is recorded, and how long it is kept. */
export interface FlowLogsConfig {
  /**
   * `REJECT` records what security groups and network ACLs refused, `ACCEPT` what they let through, `ALL` both (and
   * costs accordingly).
   *
   * @default "REJECT"
   */
  readonly traffic?: "ACCEPT" | "REJECT" | "ALL" | undefined;
  /**
   * Days that records are kept: one of CloudWatch Logs' retention times, such as 7, 30, 365 or 1096.
   *
   * @default 30
   */
  readonly retentionDays?: number | undefined;
}

const flowLogsSchema = z.strictObject({
  traffic: z.enum(["ACCEPT", "REJECT", "ALL"]).default("REJECT"),
  retentionDays: cloudWatchRetentionDays.default(30),
});

export const flowLogsShape = { flowLogs: toggle(flowLogsSchema).optional() } as const;

// Not in the schema: beside an existing VPC, flow logs that are given are a fault.
const DEFAULT_FLOW_LOGS = flowLogsSchema.parse({});

interface FlowLogsArgs {
  readonly flowLogs?: false | z.output<typeof flowLogsSchema> | undefined;
  readonly vpcId: pulumi.Input<string>;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** Flow logs of the VPC into a log group of their own, by a role that may write to that one only. */
export function createFlowLogs(name: string, args: FlowLogsArgs, opts: pulumi.CustomResourceOptions): void {
  const { flowLogs = DEFAULT_FLOW_LOGS } = args;
  if (flowLogs === false) {
    return;
  }
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const group = new LogGroup(`${name}-flow-logs`, { retentionInDays: flowLogs.retentionDays, ...tags }, opts);
  const role = new Role(
    `${name}-flow-logs`,
    { assumeRolePolicy: JSON.stringify(ASSUMED_BY_FLOW_LOGS), ...tags },
    opts,
  );
  const policy = new RolePolicy(
    `${name}-flow-logs`,
    {
      role: role.id,
      policy: group.arn.apply((arn) => JSON.stringify(writeTo(arn))),
    },
    opts,
  );
  new FlowLog(
    `${name}-flow-logs`,
    {
      vpcId: args.vpcId,
      trafficType: flowLogs.traffic,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      ...tags,
    },
    { ...opts, dependsOn: [policy] },
  );
}

const ASSUMED_BY_FLOW_LOGS = policyDocument({
  Effect: "Allow",
  Principal: { Service: "vpc-flow-logs.amazonaws.com" },
  Action: "sts:AssumeRole",
});

const writeTo = (groupArn: string) =>
  policyDocument({
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    Resource: `${groupArn}:*`,
  });
