/** By what AWS tells one resource of a type from another, and what it does with a second one. */
import { usual } from "./names";

export interface Identity {
  /** Inputs that together are the identity; empty where an account has one of the type. */
  readonly inputs: readonly string[];
  /** An input that is a list of which no two resources may share an entry. */
  readonly each?: string;
  /** What creating a second one does: an error, or it takes the place of the first. */
  readonly second: "refused" | "overwrites";
}

/** Inputs of types whose second resource is an error, type by type of the package's module. */
const REFUSED: Readonly<Record<string, string>> = {
  "autoscaling/group": "name",
  "cloudfront/cachePolicy": "name",
  "cloudfront/function": "name",
  "cloudfront/keyValueStore": "name",
  "cloudfront/originAccessControl": "name",
  "cloudfront/originRequestPolicy": "name",
  "cloudfront/responseHeadersPolicy": "name",
  "cloudtrail/trail": "name",
  "cloudwatch/logGroup": "name",
  "cloudwatch/logStream": "logGroupName name",
  "codebuild/project": "name",
  "codepipeline/pipeline": "name",
  "codestarnotifications/notificationRule": "name",
  "dynamodb/table": "name",
  "ec2/keyPair": "keyName",
  "ec2/launchTemplate": "name",
  "ec2/route": "routeTableId destinationCidrBlock destinationIpv6CidrBlock destinationPrefixListId",
  "ec2/routeTableAssociation": "subnetId gatewayId",
  "ec2/securityGroup": "vpcId name",
  "ec2/securityGroupRule":
    "securityGroupId type protocol fromPort toPort cidrBlocks ipv6CidrBlocks prefixListIds sourceSecurityGroupId self",
  "ecr/repository": "name",
  "ecs/service": "cluster name",
  "eks/cluster": "name",
  "elasticache/cluster": "clusterId",
  "elasticache/replicationGroup": "replicationGroupId",
  "elasticache/subnetGroup": "name",
  "elasticbeanstalk/application": "name",
  "elasticbeanstalk/applicationVersion": "application name",
  "elasticbeanstalk/configurationTemplate": "application name",
  "elasticbeanstalk/environment": "name",
  "iam/group": "name",
  "iam/instanceProfile": "name",
  "iam/openIdConnectProvider": "url",
  "iam/policy": "name",
  "iam/role": "name",
  "iam/user": "name",
  "kinesis/stream": "name",
  "kms/alias": "name",
  "lambda/alias": "functionName name",
  "lambda/function": "name",
  "lambda/functionUrl": "functionName qualifier",
  "lambda/permission": "function statementId",
  "lb/listener": "loadBalancerArn port",
  "lb/listenerRule": "listenerArn priority",
  "lb/loadBalancer": "name",
  "lb/targetGroup": "name",
  "opensearch/domain": "domainName",
  "rds/cluster": "clusterIdentifier",
  "rds/instance": "identifier",
  "rds/parameterGroup": "name",
  "rds/subnetGroup": "name",
  "route53/record": "zoneId name type setIdentifier",
  "s3/bucket": "bucket",
  "scheduler/schedule": "groupName name",
  "secretsmanager/secret": "name",
  "sfn/stateMachine": "name",
  "ssm/document": "name",
  "ssm/parameter": "name",
  "vpc/securityGroupEgressRule":
    "securityGroupId ipProtocol fromPort toPort cidrIpv4 cidrIpv6 prefixListId referencedSecurityGroupId",
  "vpc/securityGroupIngressRule":
    "securityGroupId ipProtocol fromPort toPort cidrIpv4 cidrIpv6 prefixListId referencedSecurityGroupId",
  "wafv2/ipSet": "scope name",
  "wafv2/regexPatternSet": "scope name",
  "wafv2/ruleGroup": "scope name",
  "wafv2/webAcl": "scope name",
};

/** Types that AWS writes with a Put, an Attach, or a Create that returns what is there. */
const OVERWRITTEN: Readonly<Record<string, string>> = {
  "appautoscaling/policy": "serviceNamespace resourceId scalableDimension name",
  "appautoscaling/target": "serviceNamespace resourceId scalableDimension",
  "autoscaling/lifecycleHook": "autoscalingGroupName name",
  "autoscaling/policy": "autoscalingGroupName name",
  "autoscaling/schedule": "autoscalingGroupName scheduledActionName",
  "cloudfront/keyvaluestoreKey": "keyValueStoreArn key",
  "cloudwatch/compositeAlarm": "alarmName",
  "cloudwatch/dashboard": "dashboardName",
  "cloudwatch/eventRule": "name eventBusName",
  "cloudwatch/eventTarget": "rule eventBusName targetId",
  "cloudwatch/logMetricFilter": "logGroupName name",
  "cloudwatch/logResourcePolicy": "policyName",
  "cloudwatch/logSubscriptionFilter": "logGroup name",
  "cloudwatch/metricAlarm": "name",
  "ecr/lifecyclePolicy": "repository",
  "ecr/repositoryPolicy": "repository",
  "ecs/cluster": "name",
  "iam/accountPasswordPolicy": "",
  "iam/groupPolicy": "group name",
  "iam/groupPolicyAttachment": "group policyArn",
  "iam/rolePolicy": "role name",
  "iam/rolePolicyAttachment": "role policyArn",
  "iam/userPolicy": "user name",
  "iam/userPolicyAttachment": "user policyArn",
  "kms/keyPolicy": "keyId",
  "lb/listenerCertificate": "listenerArn certificateArn",
  "lb/targetGroupAttachment": "targetGroupArn targetId port",
  "s3/accountPublicAccessBlock": "",
  "s3/bucketCorsConfiguration": "bucket",
  "s3/bucketLifecycleConfiguration": "bucket",
  "s3/bucketLogging": "bucket",
  "s3/bucketNotification": "bucket",
  "s3/bucketObject": "bucket key",
  "s3/bucketObjectv2": "bucket key",
  "s3/bucketOwnershipControls": "bucket",
  "s3/bucketPolicy": "bucket",
  "s3/bucketPublicAccessBlock": "bucket",
  "s3/bucketReplicationConfig": "bucket",
  "s3/bucketServerSideEncryptionConfiguration": "bucket",
  "s3/bucketVersioning": "bucket",
  "s3/bucketWebsiteConfiguration": "bucket",
  "secretsmanager/secretPolicy": "secretArn",
  "sns/topic": "name",
  "sns/topicPolicy": "arn",
  "sns/topicSubscription": "topic protocol endpoint",
  "sqs/queue": "name",
  "sqs/queuePolicy": "queueUrl",
  "wafv2/webAclAssociation": "resourceArn",
  "wafv2/webAclLoggingConfiguration": "resourceArn",
};

/** Inputs that let a second one take the place of the first where AWS would refuse it otherwise. */
const TAKES_OVER: Readonly<Record<string, string>> = {
  "route53/record": "allowOverwrite",
  "ssm/parameter": "overwrite",
};

/** What AWS tells a resource by; undefined for a type of which two may be alike, and for types of other providers. */
export function identityOf(type: string, inputs: Readonly<Record<string, unknown>>): Identity | undefined {
  const key = keyOf(type);
  if (key === "cloudfront/distribution") return { inputs: [], each: "aliases", second: "refused" };
  const overwritten = OVERWRITTEN[key];
  if (overwritten !== undefined) return { inputs: listed(overwritten), second: "overwrites" };
  const refused = REFUSED[key];
  if (refused === undefined) return undefined;
  const takesOver = inputs[TAKES_OVER[key] ?? ""] === true;
  return { inputs: listed(refused), second: takesOver ? "overwrites" : "refused" };
}

/** `s3/bucket` of `aws:s3/bucketV2:BucketV2`: former and present token of one thing. */
export function keyOf(type: string): string {
  const [, module = ""] = /^aws:([^:]+):/.exec(usual(type)) ?? [];
  return module.replace(/V2$/, "");
}

const listed = (names: string): string[] => names.split(" ").filter((name) => name !== "");
