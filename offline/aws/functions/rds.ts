import { chosen, lookUp, moduleTable, result } from "./entries";
import { UNKNOWN } from "../../provider/properties";

export const rds = moduleTable("rds", {
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
});
