/**
 * Type tokens by what they are: one AWS thing may be declared under several (`aws.lb` and its alias `aws.alb`, the S3
 * resources and their former V2 twins). A resource's type is compared with all of them. Only the texts are named, so a
 * pack does not load @pulumi/aws, which would double its start.
 */
export const BUCKET = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
export const BUCKET_POLICY = ["aws:s3/bucketPolicy:BucketPolicy"];
export const BUCKET_PUBLIC_ACCESS_BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"];
export const BUCKET_OWNERSHIP = ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"];
export const BUCKET_ACL = ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"];
export const BUCKET_OBJECT = [
  "aws:s3/bucketObjectv2:BucketObjectv2",
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/objectCopy:ObjectCopy",
];
export const ACCESS_POINT = ["aws:s3/accessPoint:AccessPoint"];
export const ACCESS_POINT_POLICY = ["aws:s3control/accessPointPolicy:AccessPointPolicy"];
export const BUCKET_ENCRYPTION = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];
export const BUCKET_VERSIONING = [
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketVersioningV2:BucketVersioningV2",
];
export const BUCKET_LIFECYCLE = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
export const BUCKET_LOGGING = [
  "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketLoggingV2:BucketLoggingV2",
];
export const BUCKET_WEBSITE = [
  "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
  "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
];

export const DISTRIBUTION = ["aws:cloudfront/distribution:Distribution"];
/** Serves many names by tenants, each with a certificate of its own; behaviours and origins are as anywhere else. */
export const MULTITENANT_DISTRIBUTION = ["aws:cloudfront/multitenantDistribution:MultitenantDistribution"];
export const VPC_ORIGIN = ["aws:cloudfront/vpcOrigin:VpcOrigin"];
export const ORIGIN_ACCESS_CONTROL = ["aws:cloudfront/originAccessControl:OriginAccessControl"];
export const RESPONSE_HEADERS_POLICY = ["aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy"];

export const LOAD_BALANCER = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
export const LISTENER = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];
export const LISTENER_RULE = ["aws:lb/listenerRule:ListenerRule", "aws:alb/listenerRule:ListenerRule"];
export const TARGET_GROUP = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"];
export const CLASSIC_LOAD_BALANCER = ["aws:elb/loadBalancer:LoadBalancer"];
export const CLASSIC_TLS_POLICY = [
  "aws:elb/sslNegotiationPolicy:SslNegotiationPolicy",
  "aws:elb/loadBalancerPolicy:LoadBalancerPolicy",
];

export const BEANSTALK_ENVIRONMENT = ["aws:elasticbeanstalk/environment:Environment"];
export const BEANSTALK_TEMPLATE = ["aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate"];

export const CODEBUILD_PROJECT = ["aws:codebuild/project:Project"];
export const SOURCE_CREDENTIAL = ["aws:codebuild/sourceCredential:SourceCredential"];
export const PIPELINE = ["aws:codepipeline/pipeline:Pipeline"];

export const ROLE = ["aws:iam/role:Role"];
export const IAM_POLICY_DOCUMENT = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
export const IAM_ATTACHMENT_LIST = [
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
];
/** Resources that hold a policy of their own, which says who may use them. */
export const WITH_RESOURCE_POLICY = [
  "aws:sns/topic:Topic",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sqs/queue:Queue",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:kms/key:Key",
  "aws:kms/keyPolicy:KeyPolicy",
  "aws:secretsmanager/secret:Secret",
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy",
];
export const FUNCTION_PERMISSION = ["aws:lambda/permission:Permission"];
export const IAM_ATTACHMENT = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
];

export const SECURITY_GROUP = ["aws:ec2/securityGroup:SecurityGroup"];
export const SECURITY_GROUP_RULE = ["aws:ec2/securityGroupRule:SecurityGroupRule"];
export const INGRESS_RULE = ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"];
export const LAUNCH_TEMPLATE = ["aws:ec2/launchTemplate:LaunchTemplate"];
export const INSTANCE = ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"];
export const ELASTIC_IP = ["aws:ec2/eip:Eip"];
export const ELASTIC_IP_ASSOCIATION = ["aws:ec2/eipAssociation:EipAssociation"];
export const VOLUME = ["aws:ebs/volume:Volume"];
export const AUTO_SCALING_GROUP = ["aws:autoscaling/group:Group"];
export const AUTO_SCALING_ATTACHMENT = ["aws:autoscaling/attachment:Attachment"];
export const SCALING_POLICY = ["aws:autoscaling/policy:Policy"];

export const RECORD = ["aws:route53/record:Record"];
export const ZONE = ["aws:route53/zone:Zone"];
export const HEALTH_CHECK = ["aws:route53/healthCheck:HealthCheck"];
export const CERTIFICATE = ["aws:acm/certificate:Certificate"];
export const CERTIFICATE_VALIDATION = ["aws:acm/certificateValidation:CertificateValidation"];
export const METRIC_ALARM = ["aws:cloudwatch/metricAlarm:MetricAlarm"];
export const LOG_GROUP = ["aws:cloudwatch/logGroup:LogGroup"];
export const LOG_DELIVERY_SOURCE = ["aws:cloudwatch/logDeliverySource:LogDeliverySource"];
export const WEB_ACL_ASSOCIATION = ["aws:wafv2/webAclAssociation:WebAclAssociation"];
export const EVENT_RULE = ["aws:cloudwatch/eventRule:EventRule"];
export const EVENT_TARGET = ["aws:cloudwatch/eventTarget:EventTarget"];
export const COMPOSITE_ALARM = ["aws:cloudwatch/compositeAlarm:CompositeAlarm"];
export const LAUNCH_CONFIGURATION = ["aws:ec2/launchConfiguration:LaunchConfiguration"];
export const DEFAULT_SECURITY_GROUP = ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
export const EGRESS_RULE = ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"];
export const ACCESS_KEY = ["aws:iam/accessKey:AccessKey"];
export const ECS_SCALING_POLICY = ["aws:appautoscaling/policy:Policy"];
export const ECS_SCALING_TARGET = ["aws:appautoscaling/target:Target"];
export const QUERY_LOG = ["aws:route53/queryLog:QueryLog"];
export const ZONE_DNSSEC = ["aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"];
export const LOG_DELIVERY_DESTINATION = ["aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination"];
