import { moduleTable, of } from "../entries";

const EFS = "arn:{partition}:elasticfilesystem:{region}:{account}:";
const BACKUP = "arn:{partition}:backup:{region}:{account}:";

export const storage = {
  ...moduleTable("efs", {
    AccessPoint: of("fsap-{hex:17}", {
      arn: `${EFS}access-point/{id}`,
      fileSystemArn: `${EFS}file-system/{fileSystemId}`,
      ownerId: "{account}",
    }),
    BackupPolicy: of("{fileSystemId}"),
    FileSystem: of(
      "fs-{hex:17}",
      {
        arn: `${EFS}file-system/{id}`,
        dnsName: "{id}.efs.{region}.{suffix}",
        numberOfMountTargets: 0,
        ownerId: "{account}",
        performanceMode: "generalPurpose",
      },
      { autoName: { property: "creationToken", max: 64 }, defaults: { throughputMode: "bursting" } },
    ),
    FileSystemPolicy: of("{fileSystemId}"),
    MountTarget: of("fsmt-{hex:17}", {
      dnsName: "{fileSystemId}.efs.{region}.{suffix}",
      fileSystemArn: `${EFS}file-system/{fileSystemId}`,
      networkInterfaceId: "eni-{hex:17}",
      ownerId: "{account}",
    }),
  }),
  ...moduleTable("backup", {
    Plan: of("{uuid}", { arn: `${BACKUP}backup-plan:{id}`, version: "{mixed:48}" }),
    Selection: of("{uuid}"),
    Vault: of(
      "{name}",
      { arn: `${BACKUP}backup-vault:{name}`, recoveryPoints: 0 },
      { autoName: { max: 50 } },
    ),
    VaultPolicy: of("{backupVaultName}", { backupVaultArn: `${BACKUP}backup-vault:{backupVaultName}` }),
  }),
  ...moduleTable("fsx", {
    LustreFileSystem: of("fs-{hex:17}", {
      arn: "arn:{partition}:fsx:{region}:{account}:file-system/{id}",
      dnsName: "{id}.fsx.{region}.{suffix}",
      mountName: "{lower:8}",
      ownerId: "{account}",
    }),
    WindowsFileSystem: of("fs-{hex:17}", {
      arn: "arn:{partition}:fsx:{region}:{account}:file-system/{id}",
      ownerId: "{account}",
    }),
  }),
  ...moduleTable("transfer", {
    Server: of("s-{hex:17}", {
      arn: "arn:{partition}:transfer:{region}:{account}:server/{id}",
      endpoint: "{id}.server.transfer.{region}.{suffix}",
    }),
    User: of("{serverId}/{userName}", {
      arn: "arn:{partition}:transfer:{region}:{account}:user/{serverId}/{userName}",
    }),
  }),
  ...moduleTable("glue", {
    CatalogDatabase: of("{catalogId}:{name}", {
      arn: "arn:{partition}:glue:{region}:{account}:database/{name}",
      catalogId: "{account}",
    }),
    CatalogTable: of("{catalogId}:{databaseName}:{name}", {
      arn: "arn:{partition}:glue:{region}:{account}:table/{databaseName}/{name}",
      catalogId: "{account}",
    }),
  }),
  ...moduleTable("athena", {
    Database: of("{name}", {}, { autoName: { lower: true } }),
    NamedQuery: of("{uuid}"),
    Workgroup: of("{name}", { arn: "arn:{partition}:athena:{region}:{account}:workgroup/{name}" }),
  }),
};
