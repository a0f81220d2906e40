/** The calls of a deployment and the policies that must allow them. */
import { beanstalkDeployPolicy } from "../../../components/deploy-pipeline/targets/elastic-beanstalk/role-policy";
import { account, ACCOUNT, arn, artifacts, ENVIRONMENT } from "./iam-cases";

const TOPIC = arn("sns", "alarms");
/** What the role that deploys may do, by the deployment policy, and with notifications of Beanstalk's own. */
export const POLICIES = {
  rolling: beanstalkDeployPolicy({ account, artifacts, environment: ENVIRONMENT }),
  immutable: beanstalkDeployPolicy({ account, artifacts, environment: ENVIRONMENT }),
  trafficSplitting: beanstalkDeployPolicy({
    account,
    artifacts,
    environment: { ...ENVIRONMENT, trafficSplitting: true },
  }),
  notifying: beanstalkDeployPolicy({
    account,
    artifacts,
    environment: { ...ENVIRONMENT, notificationTopicArn: TOPIC },
  }),
} as const;

export type Policy = keyof typeof POLICIES;
export const ALL: readonly Policy[] = ["rolling", "immutable", "trafficSplitting", "notifying"];

const REGION = account.region;
const GROUP = arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/awseb-e-abcd1234ef-x");
const STACK = arn("cloudformation", "stack/awseb-e-abcd1234ef-stack/1");
const TARGET_GROUP = arn("elasticloadbalancing", "targetgroup/awseb-AWSEB-X/1");

/**
 * The calls of a deployment, what they are made on, and with which policies they are made.
 *
 * Sources: AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy v12 and AWSElasticBeanstalkRoleCore v3 (managed policies of
 * IAM), and https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html for AWS's own buckets.
 */
export const CALLS: readonly (readonly [
  row: string,
  action: string,
  resource: string,
  policies: readonly Policy[],
])[] = [
  [
    "1.1, 2.1",
    "s3:GetObject",
    `arn:aws:s3:::elasticbeanstalk-env-resources-${REGION}/eb_patching_resources/x.linux`,
    ALL,
  ],
  [
    "1.1, 2.1",
    "s3:GetObject",
    `arn:aws:s3:::elasticbeanstalk-platform-assets-${REGION}/stalks/eb_node.zip`,
    ALL,
  ],
  ["1.1, 2.1", "s3:GetObject", `arn:aws:s3:::elasticbeanstalk-samples-${REGION}/nodejs.zip`, ALL],
  ["1.1, 2.1", "s3:GetObject", `arn:aws:s3:::elasticbeanstalk-${REGION}-${ACCOUNT}/app/v1.zip`, ALL],
  ["1.1, 2.1", "s3:PutObject", `arn:aws:s3:::elasticbeanstalk-env-resources-${REGION}/x`, []],
  ["1.1, 2.1", "s3:GetObject", `arn:aws:s3:::elasticbeanstalk-${REGION}-999999999999/app/v1.zip`, []],
  ["1.10", "s3:PutObjectVersionAcl", `arn:aws:s3:::elasticbeanstalk-${REGION}-${ACCOUNT}/app/v1.zip`, ALL],
  ["1.10", "rds:DescribeDBInstances", "*", ALL],
  ["1.10", "sns:ListSubscriptionsByTopic", TOPIC, ALL],
  ["1.10", "sqs:GetQueueAttributes", "*", ALL],
  ["2.1", "cloudformation:UpdateStack", STACK, ALL],
  ["2.1", "autoscaling:SuspendProcesses", GROUP, ALL],
  ["2.1", "autoscaling:CreateAutoScalingGroup", GROUP, ALL],
  ["2.1", "autoscaling:DetachInstances", GROUP, ALL],
  ["2.1", "ec2:CreateLaunchTemplateVersion", "*", ALL],
  ["2.1", "elasticloadbalancing:RegisterTargets", TARGET_GROUP, ALL],
  [
    "2.1",
    "logs:CreateLogGroup",
    arn("logs", "log-group:/aws/elasticbeanstalk/app-prod/var/log/web.stdout.log"),
    ALL,
  ],
  ["1.10", "elasticloadbalancing:CreateTargetGroup", TARGET_GROUP, ["trafficSplitting"]],
  ["1.10", "elasticloadbalancing:RemoveTags", TARGET_GROUP, ["trafficSplitting"]],
  ["1.10", "autoscaling:AttachLoadBalancerTargetGroups", GROUP, ["trafficSplitting"]],
  ["1.10", "cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:awseb-e-abcd1234ef-x"), ["trafficSplitting"]],
  ["1.10", "cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:awseb-e-zzzz9999zz-x"), []],
  ["1.9", "sns:Publish", TOPIC, ["notifying"]],
  ["1.9", "sns:Publish", arn("sns", "other"), []],
];
