import { moduleTable, of } from "../../simulation/entries";

const EFS = "arn:{partition}:elasticfilesystem:{region}:{account}:";

export const efs = moduleTable("efs", {
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
});
