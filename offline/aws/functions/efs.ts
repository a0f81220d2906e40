import { chosen, lookUp, moduleTable } from "./entries";

export const efs = moduleTable("efs", {
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
});
