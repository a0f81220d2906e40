import { UNKNOWN } from "../values";
import { list, lookUp, moduleTable, result } from "./functions";

const object = (fields: string) =>
  result({ arn: "arn:{partition}:s3:::{bucket}/{key}", id: "{bucket}/{key}" }, fields);

const chosen = () => UNKNOWN;

export const storage = {
  ...moduleTable("s3", {
    getAccessPoint: result(
      { arn: "arn:{partition}:s3:{region}:{account}:accesspoint/{name}", id: "{arn}" },
      "accountId alias arn bucket bucketAccountId dataSourceId dataSourceType endpoints networkOrigin publicAccessBlockConfigurations tags vpcConfigurations",
    ),
    getAccountPublicAccessBlock: result(
      { id: "{account}" },
      "blockPublicAcls blockPublicPolicy ignorePublicAcls restrictPublicBuckets",
    ),
    getBucket: lookUp(
      "aws:s3/bucket:Bucket",
      "{bucket}",
      "arn bucketDomainName bucketRegion bucketRegionalDomainName hostedZoneId id websiteDomain websiteEndpoint",
      { with: { websiteDomain: chosen, websiteEndpoint: chosen } },
    ),
    getBucketObject: object(
      "arn body bucketKeyEnabled cacheControl contentDisposition contentEncoding contentLanguage contentLength contentType etag expiration expires id lastModified metadata objectLockLegalHoldStatus objectLockMode objectLockRetainUntilDate serverSideEncryption sseKmsKeyId storageClass tags versionId websiteRedirectLocation",
    ),
    getBucketObjects: list("commonPrefixes keys owners"),
    getBucketPolicy: result({ id: "{bucket}" }, "policy"),
    getCanonicalUserId: result({ id: "{hex:64}" }, "displayName"),
    getObject: object(
      "arn body bodyBase64 bucketKeyEnabled cacheControl checksumCrc32 checksumCrc32c checksumCrc64nvme checksumSha1 checksumSha256 contentDisposition contentEncoding contentLanguage contentLength contentType etag expiration expires id lastModified metadata objectLockLegalHoldStatus objectLockMode objectLockRetainUntilDate serverSideEncryption sseKmsKeyId storageClass tags versionId websiteRedirectLocation",
    ),
    getObjects: list("commonPrefixes keys owners requestCharged"),
  }),
  ...moduleTable("dynamodb", {
    getTable: lookUp(
      "aws:dynamodb/table:Table",
      "{name}",
      "arn attributes billingMode deletionProtectionEnabled globalSecondaryIndexes hashKey id localSecondaryIndexes onDemandThroughputs pointInTimeRecovery rangeKey readCapacity replicas serverSideEncryption streamArn streamEnabled streamLabel streamViewType tableClass tags ttl warmThroughputs writeCapacity",
      {
        with: { billingMode: chosen, tableClass: chosen, readCapacity: chosen, writeCapacity: chosen },
      },
    ),
    getTables: list("names"),
  }),
  ...moduleTable("efs", {
    getAccessPoint: lookUp(
      "aws:efs/accessPoint:AccessPoint",
      "{accessPointId}",
      "arn fileSystemArn fileSystemId id ownerId posixUsers rootDirectories tags",
    ),
    getFileSystem: lookUp(
      "aws:efs/fileSystem:FileSystem",
      ({ inputs, text }) => inputs["fileSystemId"] ?? text("fs-{hex:17}"),
      "arn availabilityZoneId availabilityZoneName creationToken dnsName encrypted fileSystemId id kmsKeyId lifecyclePolicies name performanceMode protections provisionedThroughputInMibps sizeInBytes tags throughputMode",
      {
        with: {
          fileSystemId: ({ inputs, text }) => inputs["fileSystemId"] ?? text("{id}"),
          creationToken: chosen,
          encrypted: chosen,
          performanceMode: chosen,
          throughputMode: chosen,
        },
      },
    ),
  }),
  ...moduleTable("rds", {
    getCluster: lookUp(
      "aws:rds/cluster:Cluster",
      "{clusterIdentifier}",
      "arn availabilityZones backtrackWindow backupRetentionPeriod clusterMembers clusterResourceId clusterScalabilityType databaseInsightsMode databaseName dbClusterParameterGroupName dbSubnetGroupName dbSystemId deletionProtection enabledCloudwatchLogsExports endpoint engine engineMode engineVersion finalSnapshotIdentifier hostedZoneId iamDatabaseAuthenticationEnabled iamRoles id kmsKeyId masterUserSecrets masterUsername monitoringInterval monitoringRoleArn networkType port preferredBackupWindow preferredMaintenanceWindow readerEndpoint replicationSourceIdentifier storageEncrypted tags upgradeRolloutOrder vpcSecurityGroupIds",
    ),
    getInstance: lookUp(
      "aws:rds/instance:Instance",
      "{dbInstanceIdentifier}",
      "address allocatedStorage autoMinorVersionUpgrade availabilityZone backupRetentionPeriod caCertIdentifier databaseInsightsMode dbClusterIdentifier dbInstanceArn dbInstanceClass dbInstanceIdentifier dbInstancePort dbName dbParameterGroups dbSubnetGroup enabledCloudwatchLogsExports endpoint engine engineVersion hostedZoneId id iops kmsKeyId licenseModel masterUserSecrets masterUsername maxAllocatedStorage monitoringInterval monitoringRoleArn multiAz networkType optionGroupMemberships port preferredBackupWindow preferredMaintenanceWindow publiclyAccessible replicateSourceDb resourceId storageEncrypted storageThroughput storageType tags timezone upgradeRolloutOrder vpcSecurityGroups",
      {
        rename: { dbInstanceIdentifier: "identifier" },
        with: {
          dbInstanceArn: "arn:{partition}:rds:{region}:{account}:db:{dbInstanceIdentifier}",
          dbInstancePort: chosen,
        },
      },
    ),
    getSnapshot: result(
      { id: ({ inputs }) => inputs["dbSnapshotIdentifier"] ?? UNKNOWN },
      "allocatedStorage availabilityZone dbSnapshotArn encrypted engine engineVersion id iops kmsKeyId licenseModel optionGroupName originalSnapshotCreateTime port snapshotCreateTime sourceDbSnapshotIdentifier sourceRegion status storageType tags vpcId",
    ),
    getSubnetGroup: lookUp(
      "aws:rds/subnetGroup:SubnetGroup",
      "{name}",
      "arn description id status subnetIds supportedNetworkTypes vpcId",
      { with: { description: chosen } },
    ),
  }),
};
