import { list, lookUp, moduleTable, result } from "./entries";
import { idOr } from "./ec2";

export const ebs = moduleTable("ebs", {
  getDefaultKmsKey: result({
    id: "{region}",
    keyArn: "arn:{partition}:kms:{region}:{account}:alias/aws/ebs",
  }),
  getEbsVolumes: list("ids"),
  getEncryptionByDefault: result({ id: "{region}" }, "enabled"),
  getSnapshot: result(
    { arn: "arn:{partition}:ec2:{region}::snapshot/{id}", id: "snap-{hex:17}", snapshotId: "{id}" },
    "arn dataEncryptionKeyId description encrypted id kmsKeyId outpostArn ownerAlias ownerId snapshotId startTime state storageTier tags volumeId volumeSize",
  ),
  getVolume: lookUp(
    "aws:ebs/volume:Volume",
    idOr("vol", "volumeId", "volume-id"),
    "arn availabilityZone createTime encrypted id iops kmsKeyId multiAttachEnabled outpostArn size snapshotId tags throughput volumeId volumeInitializationRate volumeType",
  ),
});
