/**
 * What the Elastic Beanstalk deploy action may do: deploy to one environment of one application.
 *
 * AWS publishes no list of the calls that the action makes and documents wildcards instead. A deployment to an immutable
 * environment is the same work as a managed update, for which AWS has AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy;
 * this is that policy cut to this environment's resources, with what users found missing (see docs/deploy-pipeline.md).
 */
import { type AccountAndRegion, arnOf } from "../../../aws/account";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../../../aws/policy-document";
import type { ArtifactNames } from "../../roles/policies";
import { trafficSplittingRights } from "./traffic-splitting-rights";

/** The environment as the document names it. */
export interface EnvironmentNames {
  readonly applicationName: string;
  readonly environmentName: string;
  /** `e-…`, of which Beanstalk derives the names of the environment's CloudFormation stack and Auto Scaling group. */
  readonly environmentId: string;
  readonly serviceRoleArn: string;
  readonly instanceRoleArn: string;
  readonly trafficSplitting?: boolean | undefined;
  /** Topic that Beanstalk itself sends its warnings to. */
  readonly notificationTopicArn?: string | undefined;
}

export function beanstalkDeployPolicy(input: {
  readonly account: AccountAndRegion;
  readonly artifacts: ArtifactNames;
  readonly environment: EnvironmentNames;
}): PolicyDocument {
  const { account, environment } = input;
  return policyDocument(
    ...beanstalk(account, environment),
    ...storage(account, input.artifacts),
    ...instances(account, environment),
    ...metricsAndLogs(account, environment),
    ...(environment.trafficSplitting === true ? trafficSplittingRights(account, environment) : []),
    ...(environment.notificationTopicArn === undefined ? [] : notify(environment.notificationTopicArn)),
    {
      Sid: "PassRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: [environment.serviceRoleArn, environment.instanceRoleArn],
      Condition: {
        StringEquals: {
          "iam:PassedToService": [
            "elasticbeanstalk.amazonaws.com",
            "ec2.amazonaws.com",
            "autoscaling.amazonaws.com",
            "cloudformation.amazonaws.com",
          ],
        },
      },
    },
  );
}

function beanstalk(
  account: AccountAndRegion,
  { applicationName, environmentName }: EnvironmentNames,
): PolicyStatement[] {
  const own = (resource: string) => arnOf(account, "elasticbeanstalk", resource);
  const application = own(`application/${applicationName}`);
  const versions = own(`applicationversion/${applicationName}/*`);
  const shared = `arn:${account.partition}:elasticbeanstalk:${account.region}:`;
  return [
    {
      Sid: "Versions",
      Effect: "Allow",
      Action: ["elasticbeanstalk:CreateApplicationVersion", "elasticbeanstalk:DescribeApplicationVersions"],
      Resource: [application, versions],
    },
    {
      Sid: "Environment",
      Effect: "Allow",
      Action: [
        "elasticbeanstalk:UpdateEnvironment",
        "elasticbeanstalk:DescribeEnvironments",
        "elasticbeanstalk:DescribeEvents",
        "elasticbeanstalk:DescribeEnvironmentResources",
        "elasticbeanstalk:DescribeConfigurationSettings",
        "elasticbeanstalk:DescribeEnvironmentHealth",
      ],
      Resource: [
        application,
        versions,
        own(`environment/${applicationName}/${environmentName}`),
        own(`configurationtemplate/${applicationName}/*`),
        `${shared}:solutionstack/*`,
        `${shared}:platform/*`,
      ],
    },
    {
      Sid: "StorageLocation",
      Effect: "Allow",
      Action: ["elasticbeanstalk:CreateStorageLocation", "elasticbeanstalk:DescribeApplications"],
      Resource: "*",
    },
  ];
}

function storage(account: AccountAndRegion, artifacts: ArtifactNames): PolicyStatement[] {
  // Beanstalk's own bucket of the region; it keeps application versions there and nowhere else.
  const bucket = `arn:${account.partition}:s3:::elasticbeanstalk-${account.region}-${account.accountId}`;
  return [
    {
      Sid: "BuildOutput",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: `${artifacts.bucketArn}/${artifacts.folder}*`,
    },
    { Sid: "ArtifactKey", Effect: "Allow", Action: "kms:Decrypt", Resource: artifacts.keyArn },
    {
      Sid: "BeanstalkBucket",
      Effect: "Allow",
      Action: [
        "s3:CreateBucket",
        "s3:GetBucketLocation",
        "s3:GetBucketPolicy",
        "s3:ListBucket",
        "s3:PutBucketPolicy",
      ],
      Resource: bucket,
    },
    {
      Sid: "BeanstalkObjects",
      Effect: "Allow",
      Action: [
        "s3:GetObject",
        "s3:GetObjectAcl",
        "s3:GetObjectVersion",
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:DeleteObject",
        "s3:GetObjectVersionAcl",
        "s3:PutObjectVersionAcl",
      ],
      Resource: `${bucket}/*`,
    },
    {
      // AWS's own buckets (env-resources, platform-assets, samples of the region), which Beanstalk reads in a deployment with
      // the rights of the role that deploys: without them the version is not deployed and the environment is Degraded.
      // @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html
      Sid: "PlatformObjects",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: `arn:${account.partition}:s3:::elasticbeanstalk-*-${account.region}/*`,
    },
  ];
}

function instances(account: AccountAndRegion, { environmentId }: EnvironmentNames): PolicyStatement[] {
  const stack = arnOf(account, "cloudformation", `stack/awseb-${environmentId}-*`);
  return [
    {
      Sid: "Stack",
      Effect: "Allow",
      // Create and delete: an immutable deployment has a second stack while it runs. What reads is under "Read".
      Action: [
        "CancelUpdateStack",
        "ContinueUpdateRollback",
        "CreateStack",
        "DeleteStack",
        "SetStackPolicy",
        "SignalResource",
        "TagResource",
        "UntagResource",
        "UpdateStack",
      ].map((action) => `cloudformation:${action}`),
      Resource: stack,
    },
    {
      Sid: "AutoScalingGroup",
      Effect: "Allow",
      Action: [
        "AttachInstances",
        "CreateAutoScalingGroup",
        "CreateOrUpdateTags",
        "DeleteAutoScalingGroup",
        "DeletePolicy",
        "DeleteScheduledAction",
        "DetachInstances",
        "PutNotificationConfiguration",
        "PutScalingPolicy",
        "PutScheduledUpdateGroupAction",
        "ResumeProcesses",
        "SetDesiredCapacity",
        "SuspendProcesses",
        "TerminateInstanceInAutoScalingGroup",
        "UpdateAutoScalingGroup",
      ].map((action) => `autoscaling:${action}`),
      Resource: arnOf(
        account,
        "autoscaling",
        `autoScalingGroup:*:autoScalingGroupName/awseb-${environmentId}-*`,
      ),
    },
    {
      Sid: "LaunchTemplates",
      Effect: "Allow",
      Action: [
        "ec2:CreateLaunchTemplate",
        "ec2:CreateLaunchTemplateVersion",
        "ec2:DeleteLaunchTemplate",
        "ec2:DeleteLaunchTemplateVersions",
      ],
      Resource: "*",
    },
    {
      Sid: "RunInstances",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: "*",
      Condition: { ArnLike: { "ec2:LaunchTemplate": arnOf(account, "ec2", "launch-template/*") } },
    },
    {
      Sid: "TagWhatItMakes",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: "*",
      Condition: { StringEquals: { "ec2:CreateAction": ["CreateLaunchTemplate", "RunInstances"] } },
    },
    {
      Sid: "EndOwnInstances",
      Effect: "Allow",
      Action: "ec2:TerminateInstances",
      Resource: arnOf(account, "ec2", "instance/*"),
      Condition: { StringLike: { "ec2:ResourceTag/aws:cloudformation:stack-id": stack } },
    },
  ];
}

function metricsAndLogs(
  account: AccountAndRegion,
  { environmentId, environmentName }: EnvironmentNames,
): PolicyStatement[] {
  return [
    {
      Sid: "Targets",
      Effect: "Allow",
      Action: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      Resource: arnOf(account, "elasticloadbalancing", "targetgroup/awseb-*"),
    },
    {
      Sid: "Alarms",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricAlarm",
      Resource: arnOf(account, "cloudwatch", `alarm:awseb-${environmentId}-*`),
    },
    {
      Sid: "InstanceLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:PutRetentionPolicy"],
      Resource: arnOf(account, "logs", `log-group:/aws/elasticbeanstalk/${environmentName}/*`),
    },
    {
      Sid: "Read",
      Effect: "Allow",
      Action: [
        "autoscaling:Describe*",
        "cloudformation:Describe*",
        "cloudformation:GetTemplate",
        "cloudformation:List*",
        "cloudwatch:DescribeAlarms",
        "ec2:Describe*",
        "elasticloadbalancing:Describe*",
        "logs:DescribeLogGroups",
        "rds:Describe*",
        "sns:ListSubscriptionsByTopic",
        "sqs:GetQueueAttributes",
      ],
      Resource: "*",
    },
  ];
}

/** Beanstalk publishes with the rights of the role that deploys. */
function notify(topicArn: string): PolicyStatement[] {
  return [
    { Sid: "Notify", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    {
      Sid: "NotifyKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: "*",
      Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } },
    },
  ];
}
