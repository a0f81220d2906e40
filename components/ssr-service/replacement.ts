import { Role, RolePolicy } from "@pulumi/aws/iam";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "./place";

interface ReplacementArgs {
  readonly place: Place;
  readonly autoScalingGroupName: pulumi.Output<string>;
  /** Seconds that a new instance gets before its health counts. */
  readonly gracePeriod: number;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/**
 * Has the group replace instances that the load balancer finds unhealthy. By itself it replaces those only whose
 * machine has failed, and Elastic Beanstalk has no option for it; its documented way is a resource in the bundle, which
 * an immutable deployment refuses to change. So EventBridge Scheduler makes the one API call that sets the group's
 * health check, and makes it again, since a change of the environment may reset it.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function replaceUnhealthy(
  name: string,
  args: ReplacementArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  const logicalName = `${name}-health-check`;
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const { accountId, partition, region } = args.place;
  const role = new Role(
    logicalName,
    { assumeRolePolicy: pulumi.jsonStringify(assumedByScheduler(accountId)), ...tags },
    opts,
  );
  // The part before the name is an id that the group does not tell.
  const group = pulumi.interpolate`arn:${partition}:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/${args.autoScalingGroupName}`;
  const policy = new RolePolicy(
    logicalName,
    {
      role: role.id,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "autoscaling:UpdateAutoScalingGroup", Resource: group }],
      }),
    },
    opts,
  );
  new Schedule(
    logicalName,
    {
      description: `Instances of ${name} that fail their health checks are replaced`,
      scheduleExpression: "rate(1 hour)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: pulumi.interpolate`arn:${partition}:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup`,
        roleArn: role.arn,
        input: pulumi.jsonStringify({
          AutoScalingGroupName: args.autoScalingGroupName,
          HealthCheckGracePeriod: args.gracePeriod,
          HealthCheckType: "ELB",
        }),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 900 },
      },
    },
    { ...opts, dependsOn: [policy] },
  );
}

function assumedByScheduler(account: pulumi.Output<string>) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  };
}
