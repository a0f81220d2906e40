import assert from "node:assert/strict";
import { beanstalkDeployPolicy } from "../../../components/deploy-pipeline/targets/elastic-beanstalk/role-policy";
import { account, arn, artifacts, ACCOUNT } from "./iam-cases";
import { isAllowed } from "./policy-simulator";

const TOPIC = arn("sns", "alarms");
const ENVIRONMENT = {
  applicationName: "app",
  environmentName: "app-prod",
  environmentId: "e-abcd1234ef",
  serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/app-service`,
  instanceRoleArn: `arn:aws:iam::${ACCOUNT}:role/app-instance`,
};

const ROLES = {
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

type Policy = keyof typeof ROLES;
const ALL: readonly Policy[] = ["rolling", "immutable", "trafficSplitting", "notifying"];

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
const CALLS: readonly (readonly [action: string, resource: string, policies: readonly Policy[]])[] = [
  [
    "s3:GetObject",
    `arn:aws:s3:::elasticbeanstalk-env-resources-${REGION}/eb_patching_resources/x.linux`,
    ALL,
  ],
  ["s3:GetObject", `arn:aws:s3:::elasticbeanstalk-platform-assets-${REGION}/stalks/eb_node.zip`, ALL],
  ["s3:GetObject", `arn:aws:s3:::elasticbeanstalk-samples-${REGION}/nodejs.zip`, ALL],
  ["s3:GetObject", `arn:aws:s3:::elasticbeanstalk-${REGION}-${ACCOUNT}/app/v1.zip`, ALL],
  ["s3:PutObject", `arn:aws:s3:::elasticbeanstalk-env-resources-${REGION}/x`, []],
  ["s3:GetObject", `arn:aws:s3:::elasticbeanstalk-${REGION}-999999999999/app/v1.zip`, []],
  ["s3:PutObjectVersionAcl", `arn:aws:s3:::elasticbeanstalk-${REGION}-${ACCOUNT}/app/v1.zip`, ALL],
  ["rds:DescribeDBInstances", "*", ALL],
  ["sns:ListSubscriptionsByTopic", TOPIC, ALL],
  ["sqs:GetQueueAttributes", "*", ALL],
  ["cloudformation:UpdateStack", STACK, ALL],
  ["autoscaling:SuspendProcesses", GROUP, ALL],
  ["autoscaling:CreateAutoScalingGroup", GROUP, ALL],
  ["autoscaling:DetachInstances", GROUP, ALL],
  ["ec2:CreateLaunchTemplateVersion", "*", ALL],
  ["elasticloadbalancing:RegisterTargets", TARGET_GROUP, ALL],
  [
    "logs:CreateLogGroup",
    arn("logs", "log-group:/aws/elasticbeanstalk/app-prod/var/log/web.stdout.log"),
    ALL,
  ],
  ["elasticloadbalancing:CreateTargetGroup", TARGET_GROUP, ["trafficSplitting"]],
  ["elasticloadbalancing:RemoveTags", TARGET_GROUP, ["trafficSplitting"]],
  ["autoscaling:AttachLoadBalancerTargetGroups", GROUP, ["trafficSplitting"]],
  ["cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:awseb-e-abcd1234ef-x"), ["trafficSplitting"]],
  ["cloudwatch:DeleteAlarms", arn("cloudwatch", "alarm:awseb-e-zzzz9999zz-x"), []],
  ["sns:Publish", TOPIC, ["notifying"]],
  ["sns:Publish", arn("sns", "other"), []],
];

describe("calls of a deployment by its policy", () => {
  for (const [action, resource, policies] of CALLS) {
    const who = policies.length === 0 ? "no policy" : policies.join(", ");
    it(`allows ${action} on ${resource} with ${who}`, () => {
      const allowed = ALL.filter((policy) => isAllowed(ROLES[policy], { action, resource }));
      assert.deepEqual(allowed, policies);
    });
  }
});
