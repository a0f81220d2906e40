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
export const MULTI_REGION_ACCESS_POINT = ["aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint"];
export const MULTI_REGION_ACCESS_POINT_POLICY = [
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
];
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
export const EDGE_FUNCTION = ["aws:cloudfront/function:Function"];
export const KEY_VALUE = [
  "aws:cloudfront/keyvaluestoreKey:KeyvaluestoreKey",
  "aws:cloudfront/keyvaluestoreKeysExclusive:KeyvaluestoreKeysExclusive",
];
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
export const CODEBUILD_WEBHOOK = ["aws:codebuild/webhook:Webhook"];
export const PIPELINE = ["aws:codepipeline/pipeline:Pipeline"];
export const PIPELINE_WEBHOOK = ["aws:codepipeline/webhook:Webhook"];

export const ROLE = ["aws:iam/role:Role"];
export const IAM_USER = ["aws:iam/user:User"];
export const IAM_MANAGED_POLICY = ["aws:iam/policy:Policy"];
export const PERMISSION_SET_POLICY = ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"];
export const IAM_POLICY_DOCUMENT = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
export const IAM_ATTACHMENT_LIST = [
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
];
/** Resources that hold a policy of their own, which says who may use them; by the property that it stands in. */
export const WITH_RESOURCE_POLICY: Readonly<Record<string, readonly string[]>> = {
  policy: [
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:ecr/registryPolicy:RegistryPolicy",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:s3control/bucketPolicy:BucketPolicy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
    "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy",
    "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy",
    "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy",
    "aws:codebuild/resourcePolicy:ResourcePolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:dsql/clusterPolicy:ClusterPolicy",
    "aws:glue/resourcePolicy:ResourcePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:lambda/resourcePolicy:ResourcePolicy",
    "aws:msk/clusterPolicy:ClusterPolicy",
    "aws:oam/sinkPolicy:SinkPolicy",
    "aws:redshift/resourcePolicy:ResourcePolicy",
    "aws:schemas/registryPolicy:RegistryPolicy",
    "aws:ses/identityPolicy:IdentityPolicy",
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
    "aws:vpclattice/resourcePolicy:ResourcePolicy",
    "aws:vpclattice/authPolicy:AuthPolicy",
    "aws:ecrpublic/repositoryPolicy:RepositoryPolicy",
    "aws:glacier/vaultLock:VaultLock",
    "aws:mediastore/containerPolicy:ContainerPolicy",
    "aws:opensearchingest/resourcePolicy:ResourcePolicy",
    "aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy",
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy",
    "aws:acmpca/policy:Policy",
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy",
    "aws:networkfirewall/resourcePolicy:ResourcePolicy",
  ],
  accessPolicies: [
    "aws:opensearch/domain:Domain",
    "aws:opensearch/domainPolicy:DomainPolicy",
    "aws:elasticsearch/domain:Domain",
    "aws:elasticsearch/domainPolicy:DomainPolicy",
  ],
  accessPolicy: [
    "aws:glacier/vault:Vault",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy",
  ],
  resourcePolicy: [
    "aws:s3tables/tablePolicy:TablePolicy",
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
  ],
  policyDocument: [
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:xray/resourcePolicy:ResourcePolicy",
    "aws:amp/resourcePolicy:ResourcePolicy",
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
    "aws:codeartifact/domainPermissions:DomainPermissions",
  ],
};
/** Grants of a single right to a principal, without a document. */
export const LAYER_PERMISSION = ["aws:lambda/layerVersionPermission:LayerVersionPermission"];
export const FUNCTION_URL = ["aws:lambda/functionUrl:FunctionUrl"];
export const BUS_PERMISSION = ["aws:cloudwatch/eventPermission:EventPermission"];
export const FUNCTION_PERMISSION = ["aws:lambda/permission:Permission"];
export const IAM_ATTACHMENT = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment",
];
/** Attaches a policy of the account to a permission set, by its name. */
export const PERMISSION_SET_ATTACHMENT = [
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
];
export const PERMISSION_SET_BOUNDARY = [
  "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
];
export const LOGIN_PROFILE = ["aws:iam/userLoginProfile:UserLoginProfile"];
export const USER_POLICY = [
  "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
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
export const PREFIX_LIST = ["aws:ec2/managedPrefixList:ManagedPrefixList"];
export const PREFIX_LIST_ENTRY = ["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"];
export const NETWORK_INTERFACE = ["aws:ec2/networkInterface:NetworkInterface"];
export const NETWORK_INTERFACE_ATTACHMENT = ["aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment"];
export const NETWORK_INTERFACE_GROUP = [
  "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment",
];
export const ECS_SERVICE = ["aws:ecs/service:Service"];
export const ECS_TASK = ["aws:ecs/taskDefinition:TaskDefinition"];
export const SPOT_FLEET = ["aws:ec2/spotFleetRequest:SpotFleetRequest"];
export const FUNCTION = ["aws:lambda/function:Function"];
export const NETWORK_ACL = ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"];
export const NETWORK_ACL_RULE = ["aws:ec2/networkAclRule:NetworkAclRule"];
export const TARGET_ATTACHMENT = [
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:alb/targetGroupAttachment:TargetGroupAttachment",
];
export const SUBNET = ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"];
export const VPC = ["aws:ec2/vpc:Vpc"];
export const DEFAULT_VPC = ["aws:ec2/defaultVpc:DefaultVpc"];
export const FLOW_LOG = ["aws:ec2/flowLog:FlowLog"];
export const VPC_ENDPOINT_SERVICE = ["aws:ec2/vpcEndpointService:VpcEndpointService"];
export const IMAGE_SHARE = ["aws:ec2/amiLaunchPermission:AmiLaunchPermission"];
/** Databases' snapshots name the accounts, or all of them, by themselves. */
export const SHARED_SNAPSHOT = [
  "aws:rds/snapshot:Snapshot",
  "aws:rds/snapshotCopy:SnapshotCopy",
  "aws:rds/clusterSnapshot:ClusterSnapshot",
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
];
export const IMAGE_DISTRIBUTION = ["aws:imagebuilder/distributionConfiguration:DistributionConfiguration"];
export const IMAGE = ["aws:ec2/ami:Ami"];
export const IMAGE_BLOCK = ["aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"];
export const SNAPSHOT_BLOCK = ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"];
export const METADATA_DEFAULTS = ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"];
export const IMAGE_COPY = ["aws:ec2/amiCopy:AmiCopy"];
export const SNAPSHOT_COPY = ["aws:ebs/snapshotCopy:SnapshotCopy"];
export const EBS_ENCRYPTION_BY_DEFAULT = ["aws:ebs/encryptionByDefault:EncryptionByDefault"];
export const TRAFFIC_SOURCE_ATTACHMENT = ["aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"];
export const SCALING_SCHEDULE = ["aws:autoscaling/schedule:Schedule"];
export const TOPIC = ["aws:sns/topic:Topic"];
export const TOPIC_POLICY = ["aws:sns/topicPolicy:TopicPolicy"];
export const TOPIC_SUBSCRIPTION = ["aws:sns/topicSubscription:TopicSubscription"];
export const QUEUE = ["aws:sqs/queue:Queue"];
export const QUEUE_POLICY = ["aws:sqs/queuePolicy:QueuePolicy"];
export const KMS_KEY = ["aws:kms/key:Key"];
export const PARAMETER = ["aws:ssm/parameter:Parameter"];
export const SSM_DOCUMENT = ["aws:ssm/document:Document"];
export const SSM_ASSOCIATION = ["aws:ssm/association:Association"];
export const MAINTENANCE_TASK = ["aws:ssm/maintenanceWindowTask:MaintenanceWindowTask"];
export const SSM_SETTING = ["aws:ssm/serviceSetting:ServiceSetting"];
export const RULE_GROUP = ["aws:wafv2/ruleGroup:RuleGroup"];
export const WEB_ACL = ["aws:wafv2/webAcl:WebAcl"];
export const WEB_ACL_LOG = ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"];
export const REPORT_GROUP = ["aws:codebuild/reportGroup:ReportGroup"];
export const REGISTERED_DOMAIN = ["aws:route53domains/registeredDomain:RegisteredDomain"];
export const LOG_DELIVERY = ["aws:cloudwatch/logDelivery:LogDelivery"];
/** Where resources stand that are none of these types. */
export const CARRIERS = ["aws:cloudcontrol/resource:Resource", "aws:cloudformation/stack:Stack"];
