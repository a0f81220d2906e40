/** What a deployment with traffic splitting may do beyond the others. */
import { type AccountAndRegion, arnOf } from "../../../aws/account";
import type { PolicyStatement } from "../../../aws/policy-document";

/**
 * A second target group beside the first, and the weights between them. Immutable deployments, whose policy this document
 * follows, need none of it; the actions are those of AdministratorAccess-AWSElasticBeanstalk. Beanstalk's names of load
 * balancers hold no environment's id, so these cannot be narrowed to one.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.deploy-existing-version.html
 */
export function trafficSplittingRights(
  account: AccountAndRegion,
  { environmentId }: { readonly environmentId: string },
): PolicyStatement[] {
  const balancing = {
    Sid: "SplitTraffic",
    Action: [
      "AddTags",
      "CreateRule",
      "CreateTargetGroup",
      "DeleteRule",
      "DeleteTargetGroup",
      "ModifyListener",
      "ModifyRule",
      "ModifyTargetGroup",
      "ModifyTargetGroupAttributes",
      "RemoveTags",
      "SetRulePriorities",
    ].map((action) => `elasticloadbalancing:${action}`),
    Resource: [
      "targetgroup/awseb-*",
      "loadbalancer/app/awseb-*",
      "listener/app/awseb-*",
      "listener-rule/app/awseb-*",
    ].map((resource) => arnOf(account, "elasticloadbalancing", resource)),
  };
  return [
    { ...balancing, Effect: "Allow" },
    {
      // Of AWSElasticBeanstalkRoleCore: the second group is attached to its target group, and its alarms go afterwards.
      Sid: "SplitGroup",
      Effect: "Allow",
      Action: [
        "autoscaling:AttachLoadBalancerTargetGroups",
        "autoscaling:DetachLoadBalancerTargetGroups",
        "cloudwatch:DeleteAlarms",
      ],
      Resource: [
        arnOf(account, "autoscaling", `autoScalingGroup:*:autoScalingGroupName/awseb-${environmentId}-*`),
        arnOf(account, "cloudwatch", `alarm:awseb-${environmentId}-*`),
      ],
    },
  ];
}
