import { UNKNOWN } from "../values";
import { list, lookUp, moduleTable, result } from "./functions";
import type { Rule } from "../simulate/rules";

const chosen = () => UNKNOWN;

const connectionArn: Rule = ({ inputs, text }) =>
  inputs["arn"] ?? text("arn:{partition}:codestar-connections:{region}:{account}:connection/{uuid}");

export const services = {
  ...moduleTable("apigatewayv2", {
    getApi: lookUp(
      "aws:apigatewayv2/api:Api",
      "{apiId}",
      "apiEndpoint apiKeySelectionExpression arn corsConfigurations description disableExecuteApiEndpoint executionArn id ipAddressType name protocolType routeSelectionExpression tags version",
      { with: { description: chosen } },
    ),
    getApis: list("ids"),
  }),
  ...moduleTable("apigateway", {
    getRestApi: lookUp(
      "aws:apigateway/restApi:RestApi",
      "{lower:10}",
      "apiKeySource arn binaryMediaTypes description endpointAccessMode endpointConfigurations executionArn id minimumCompressionSize policy rootResourceId securityPolicy tags",
      { with: { description: chosen } },
    ),
  }),
  ...moduleTable("cloudwatch", {
    getEventBus: lookUp(
      "aws:cloudwatch/eventBus:EventBus",
      "{name}",
      "arn deadLetterConfigs description id kmsKeyIdentifier logConfigs",
    ),
    getLogGroup: lookUp(
      "aws:cloudwatch/logGroup:LogGroup",
      "{name}",
      "arn creationTime deletionProtectionEnabled id kmsKeyId logGroupClass retentionInDays tags",
      {
        with: { deletionProtectionEnabled: chosen, logGroupClass: chosen },
      },
    ),
    getLogGroups: list("arns logGroupNames"),
  }),
  ...moduleTable("codecommit", {
    getRepository: lookUp(
      "aws:codecommit/repository:Repository",
      "{repositoryName}",
      "arn cloneUrlHttp cloneUrlSsh id kmsKeyId repositoryId",
    ),
  }),
  ...moduleTable("codestarconnections", {
    getConnection: result(
      { arn: connectionArn, connectionStatus: "AVAILABLE", id: connectionArn },
      "arn connectionStatus hostArn id name providerType tags",
    ),
  }),
  ...moduleTable("cognito", {
    getUserPool: lookUp(
      "aws:cognito/userPool:UserPool",
      "{userPoolId}",
      "accountRecoverySettings adminCreateUserConfigs arn autoVerifiedAttributes creationDate customDomain deletionProtection deviceConfigurations domain emailConfigurations estimatedNumberOfUsers id lambdaConfigs lastModifiedDate mfaConfiguration name schemaAttributes smsAuthenticationMessage smsConfigurationFailure smsVerificationMessage tags userPoolAddOns userPoolTags usernameAttributes",
    ),
    getUserPools: list("arns ids"),
  }),
  ...moduleTable("ecr", {
    getAuthorizationToken: result(
      { id: "{account}", proxyEndpoint: "https://{account}.dkr.ecr.{region}.{suffix}", userName: "AWS" },
      "authorizationToken expiresAt password",
    ),
    getCredentials: result(
      { id: "{registryId}", proxyEndpoint: "https://{registryId}.dkr.ecr.{region}.{suffix}" },
      "authorizationToken expiresAt password userName",
    ),
    getImage: result(
      {
        id: "sha256:{hex:64}",
        imageDigest: "{id}",
        imageUri: "{registryId}.dkr.ecr.{region}.{suffix}/{repositoryName}@{imageDigest}",
        registryId: "{account}",
      },
      "imagePushedAt imageSizeInBytes imageTags",
    ),
    getRepository: lookUp(
      "aws:ecr/repository:Repository",
      "{name}",
      "arn encryptionConfigurations id imageScanningConfigurations imageTagMutability imageTagMutabilityExclusionFilters mostRecentImageTags registryId repositoryUrl tags",
      { with: { imageTagMutability: chosen } },
    ),
    getRepositories: list("names"),
  }),
  ...moduleTable("ecs", {
    getCluster: lookUp(
      "aws:ecs/cluster:Cluster",
      "arn:{partition}:ecs:{region}:{account}:cluster/{clusterName}",
      "arn id pendingTasksCount registeredContainerInstancesCount runningTasksCount serviceConnectDefaults settings status tags",
      {
        rename: { clusterName: "name" },
        with: { status: "ACTIVE" },
      },
    ),
    getClusters: list("clusterArns"),
    getService: result(
      { arn: "arn:{partition}:ecs:{region}:{account}:service/{serviceName}", id: "{arn}" },
      "arn availabilityZoneRebalancing capacityProviderStrategies createdAt createdBy deploymentConfigurations deploymentControllers deployments desiredCount enableEcsManagedTags enableExecuteCommand events healthCheckGracePeriodSeconds iamRole id launchType loadBalancers networkConfigurations orderedPlacementStrategies pendingCount placementConstraints platformFamily platformVersion propagateTags runningCount schedulingStrategy serviceRegistries status tags taskDefinition taskSets",
    ),
    getTaskDefinition: result(
      {
        arn: "{arnWithoutRevision}:{revision}",
        arnWithoutRevision: "arn:{partition}:ecs:{region}:{account}:task-definition/{family}",
        family: ({ inputs }) =>
          typeof inputs["taskDefinition"] === "string"
            ? (inputs["taskDefinition"].split("/").at(-1)?.split(":")[0] ?? UNKNOWN)
            : UNKNOWN,
        id: "{arn}",
        revision: ({ inputs }) => Number(/:(\d+)$/.exec(String(inputs["taskDefinition"]))?.[1] ?? 1),
        status: "ACTIVE",
      },
      "arn arnWithoutRevision containerDefinitions cpu enableFaultInjection ephemeralStorages executionRoleArn family id ipcMode memory networkMode pidMode placementConstraints proxyConfigurations requiresCompatibilities revision runtimePlatforms status taskRoleArn volumes",
    ),
  }),
  ...moduleTable("eks", {
    getCluster: lookUp(
      "aws:eks/cluster:Cluster",
      "{name}",
      "accessConfigs arn certificateAuthorities clusterId computeConfigs controlPlaneScalingConfigs createdAt deletionProtection enabledClusterLogTypes endpoint id identities kubeApiServerConfigs kubeControllerManagerConfigs kubeSchedulerConfigs kubernetesNetworkConfigs outpostConfigs platformVersion remoteNetworkConfigs roleArn status storageConfigs tags upgradePolicies version vpcConfig zonalShiftConfigs",
      { with: { status: "ACTIVE", version: chosen } },
    ),
    getClusterAuth: result({ id: "{name}" }, "token"),
    getClusters: list("names"),
    getNodeGroup: lookUp(
      "aws:eks/nodeGroup:NodeGroup",
      "{clusterName}:{nodeGroupName}",
      "amiType arn capacityType diskSize id instanceTypes labels launchTemplates nodeRoleArn releaseVersion remoteAccesses resources scalingConfigs status subnetIds tags taints updateConfigs version warmPoolConfigs",
    ),
  }),
  ...moduleTable("kinesis", {
    getStream: result(
      { arn: "arn:{partition}:kinesis:{region}:{account}:stream/{name}", id: "{arn}", status: "ACTIVE" },
      "arn closedShards creationTimestamp encryptionType id kmsKeyId maxRecordSizeInKib openShards retentionPeriod shardLevelMetrics status streamModeDetails tags warmThroughputs",
    ),
  }),
  ...moduleTable("lambda", {
    getAlias: result(
      {
        arn: "arn:{partition}:lambda:{region}:{account}:function:{functionName}:{name}",
        id: "{arn}",
        invokeArn: "arn:{partition}:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
      },
      "description functionVersion",
    ),
    getFunction: lookUp(
      "aws:lambda/function:Function",
      "{functionName}",
      "architectures arn capacityProviderConfigs codeSha256 codeSigningConfigArn deadLetterConfig description durableConfigs environment ephemeralStorages fileSystemConfigs handler id imageUri invokeArn kmsKeyArn lastModified layers loggingConfigs memorySize qualifiedArn qualifiedInvokeArn reservedConcurrentExecutions responseStreamingInvokeArn role runtime signingJobArn signingProfileVersionArn sourceCodeHash sourceCodeSize sourceKmsKeyArn tags tenancyConfigs timeout tracingConfig version vpcConfig",
      {
        rename: { functionName: "name" },
        with: {
          architectures: chosen,
          memorySize: chosen,
          timeout: chosen,
          version: chosen,
          reservedConcurrentExecutions: chosen,
          ephemeralStorages: chosen,
          sourceCodeSize: chosen,
          lastModified: chosen,
        },
      },
    ),
    getInvocation: result({ id: "{functionName}_{digits:10}" }, "result"),
    getLayerVersion: result(
      {
        arn: "{layerArn}:{version}",
        id: "{arn}",
        layerArn: "arn:{partition}:lambda:{region}:{account}:layer:{layerName}",
        version: ({ inputs }) => inputs["version"] ?? UNKNOWN,
      },
      "arn codeSha256 compatibleArchitectures compatibleRuntimes createdDate description id layerArn layerName layerVersionArn licenseInfo signingJobArn signingProfileVersionArn sourceCodeHash sourceCodeSize version",
    ),
  }),
  ...moduleTable("organizations", {
    getOrganization: result(
      {
        arn: "arn:{partition}:organizations::{account}:organization/{id}",
        id: "o-{lower:10}",
        masterAccountId: "{account}",
      },
      "accounts arn awsServiceAccessPrincipals enabledPolicyTypes featureSet id masterAccountArn masterAccountEmail masterAccountId masterAccountName nonMasterAccounts roots",
    ),
  }),
  ...moduleTable("sfn", {
    getStateMachine: result(
      { arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}", id: "{arn}", status: "ACTIVE" },
      "arn creationDate definition description id revisionId roleArn status",
    ),
  }),
  ...moduleTable("sns", {
    getTopic: lookUp("aws:sns/topic:Topic", "arn:{partition}:sns:{region}:{account}:{name}", "arn id tags"),
  }),
  ...moduleTable("sqs", {
    getQueue: lookUp(
      "aws:sqs/queue:Queue",
      "https://sqs.{region}.{suffix}/{account}/{name}",
      "arn id tags url",
    ),
    getQueues: list("queueUrls"),
  }),
  ...moduleTable("wafv2", {
    getIpSet: lookUp("aws:wafv2/ipSet:IpSet", "{uuid}", "addresses arn description id ipAddressVersion"),
    getRuleGroup: lookUp("aws:wafv2/ruleGroup:RuleGroup", "{uuid}", "arn description id"),
    getWebAcl: lookUp("aws:wafv2/webAcl:WebAcl", "{uuid}", "arn description id"),
  }),
};
