import { given, tagsOf, type PlainObject, type Twin } from "../plain";
import * as cloudfront from "./cloudfront";
import * as delivery from "./delivery";
import * as ec2 from "./ec2";
import * as iam from "./iam";
import * as loadBalancers from "./load-balancers";
import * as s3 from "./s3";

/** What a resource of CloudFormation's type is among those of the AWS provider. `id` stands for it in other resources. */
export type Translate = (props: PlainObject, id: string) => Twin[];

/** A type whose properties have the same names in both, but for those in `renamed` (theirs → the AWS provider's). */
function same(type: string, renamed: Readonly<Record<string, string>> = {}): Translate {
  return (props, id) => {
    const others = Object.fromEntries(Object.entries(renamed).map(([theirs, ours]) => [ours, props[theirs]]));
    return [{ type, props: given({ ...props, ...others, id, arn: id, tags: tagsOf(props) }) }];
  };
}

const document = { policyDocument: "policy" };

/**
 * By CloudFormation's name of the type, in small letters without `AWS`; aws-native and Cloud Control use the same types.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  "s3:bucket": s3.bucket,
  "s3:bucketpolicy": s3.bucketPolicy,
  "s3:accesspoint": same("aws:s3/accessPoint:AccessPoint"),
  "ec2:securitygroup": ec2.securityGroup,
  "ec2:securitygroupingress": ec2.ingress,
  "ec2:instance": ec2.instance,
  "ec2:launchtemplate": ec2.launchTemplate,
  "ec2:eip": ec2.address,
  "ec2:volume": same("aws:ebs/volume:Volume"),
  "ec2:vpc": same("aws:ec2/vpc:Vpc"),
  "ec2:subnet": same("aws:ec2/subnet:Subnet"),
  "ec2:flowlog": ec2.flowLog,
  "ec2:networkaclentry": ec2.networkAclEntry,
  "ec2:vpcendpointservice": same("aws:ec2/vpcEndpointService:VpcEndpointService"),
  "iam:role": iam.role,
  "iam:policy": iam.inlinePolicy,
  "iam:managedpolicy": iam.managedPolicy,
  "iam:rolepolicy": same("aws:iam/rolePolicy:RolePolicy", document),
  "iam:userpolicy": same("aws:iam/userPolicy:UserPolicy", document),
  "iam:grouppolicy": same("aws:iam/groupPolicy:GroupPolicy", document),
  "iam:user": iam.user,
  "iam:group": iam.group,
  "iam:accesskey": same("aws:iam/accessKey:AccessKey"),
  "elasticloadbalancingv2:loadbalancer": loadBalancers.loadBalancer,
  "elasticloadbalancingv2:listener": loadBalancers.listener,
  "elasticloadbalancingv2:listenerrule": loadBalancers.listenerRule,
  "elasticloadbalancingv2:targetgroup": loadBalancers.targetGroup,
  "elasticloadbalancing:loadbalancer": loadBalancers.classic,
  "cloudfront:distribution": cloudfront.distribution,
  "cloudfront:originaccesscontrol": cloudfront.accessControl,
  "cloudfront:responseheaderspolicy": cloudfront.headersPolicy,
  "cloudfront:function": same("aws:cloudfront/function:Function", { functionCode: "code" }),
  "sns:topic": same("aws:sns/topic:Topic"),
  "sns:topicpolicy": same("aws:sns/topicPolicy:TopicPolicy", document),
  "sns:subscription": same("aws:sns/topicSubscription:TopicSubscription", { topicArn: "topic" }),
  "sqs:queue": same("aws:sqs/queue:Queue"),
  "sqs:queuepolicy": same("aws:sqs/queuePolicy:QueuePolicy", document),
  "kms:key": same("aws:kms/key:Key", { keyPolicy: "policy", keySpec: "customerMasterKeySpec" }),
  "kms:replicakey": same("aws:kms/replicaKey:ReplicaKey", { keyPolicy: "policy" }),
  "secretsmanager:resourcepolicy": same("aws:secretsmanager/secretPolicy:SecretPolicy", {
    resourcePolicy: "policy",
  }),
  "ecr:repository": same("aws:ecr/repositoryPolicy:RepositoryPolicy", { repositoryPolicyText: "policy" }),
  "events:eventbuspolicy": same("aws:cloudwatch/eventPermission:EventPermission"),
  "efs:filesystem": same("aws:efs/fileSystemPolicy:FileSystemPolicy", { fileSystemPolicy: "policy" }),
  "backup:backupvault": same("aws:backup/vaultPolicy:VaultPolicy", { accessPolicy: "policy" }),
  "lambda:function": same("aws:lambda/function:Function"),
  "lambda:permission": same("aws:lambda/permission:Permission", { functionName: "function" }),
  "lambda:layerversionpermission": same("aws:lambda/layerVersionPermission:LayerVersionPermission"),
  "lambda:url": same("aws:lambda/functionUrl:FunctionUrl", { authType: "authorizationType" }),
  "logs:loggroup": same("aws:cloudwatch/logGroup:LogGroup"),
  "cloudwatch:alarm": same("aws:cloudwatch/metricAlarm:MetricAlarm"),
  "codebuild:project": delivery.buildProject,
  "codepipeline:pipeline": delivery.pipeline,
  "elasticbeanstalk:environment": delivery.beanstalkEnvironment,
  "elasticbeanstalk:configurationtemplate": delivery.beanstalkTemplate,
  "autoscaling:autoscalinggroup": delivery.autoScalingGroup,
  "autoscaling:launchconfiguration": same("aws:ec2/launchConfiguration:LaunchConfiguration", {
    securityGroups: "securityGroups",
  }),
  "certificatemanager:certificate": same("aws:acm/certificate:Certificate"),
  "ssm:parameter": same("aws:ssm/parameter:Parameter"),
  "ssm:association": same("aws:ssm/association:Association"),
  "ecs:service": same("aws:ecs/service:Service"),
  "ecs:taskdefinition": same("aws:ecs/taskDefinition:TaskDefinition"),
};
