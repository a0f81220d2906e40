import { Role, RolePolicy } from "@pulumi/aws/iam";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { type AccountAndRegion, arnOf } from "../aws/account";
import { policyDocument } from "../aws/policy-document";
import type { Beanstalk } from "./environment";

interface ReplacementArgs {
  readonly account: pulumi.Output<AccountAndRegion>;
  /** Whether unhealthy instances are replaced at all. */
  readonly replace: boolean;
  /** Seconds that a new instance gets before its health counts. */
  readonly gracePeriod: number;
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
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
export function createReplacementSchedule(
  { logicalName: name, autoScalingGroupName }: Beanstalk,
  args: ReplacementArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  if (!args.replace) {
    return;
  }
  const logicalName = `${name}-health-check`;
  const tags = args.tags === undefined ? {} : { tags: args.tags };
  const role = new Role(
    logicalName,
    {
      assumeRolePolicy: args.account.apply(({ accountId }) => JSON.stringify(assumedByScheduler(accountId))),
      ...tags,
    },
    opts,
  );
  // The part before the name is an id that the group's outputs lack.
  const groupArn = pulumi
    .all([args.account, autoScalingGroupName])
    .apply(([account, group]) =>
      arnOf(account, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/${group}`),
    );
  const policy = new RolePolicy(
    logicalName,
    {
      role: role.id,
      policy: groupArn.apply((Resource) =>
        JSON.stringify(
          policyDocument({ Effect: "Allow", Action: "autoscaling:UpdateAutoScalingGroup", Resource }),
        ),
      ),
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
        arn: args.account.apply(
          ({ partition }) => `arn:${partition}:scheduler:::aws-sdk:autoscaling:updateAutoScalingGroup`,
        ),
        roleArn: role.arn,
        input: pulumi.jsonStringify({
          AutoScalingGroupName: autoScalingGroupName,
          HealthCheckGracePeriod: args.gracePeriod,
          HealthCheckType: "ELB",
        }),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 900 },
      },
    },
    { ...opts, dependsOn: [policy] },
  );
}

function assumedByScheduler(account: string) {
  return policyDocument({
    Effect: "Allow",
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  });
}
