import { moduleTable, of } from "../../simulation/entries";
import { arn, ec2Resource } from "./ec2";

export const ebs = moduleTable("ebs", {
  Snapshot: ec2Resource("snap", "snapshot", { arn: "arn:{partition}:ec2:{region}::snapshot/{id}" }),
  SnapshotCopy: ec2Resource("snap", "snapshot", { arn: "arn:{partition}:ec2:{region}::snapshot/{id}" }),
  Volume: of("vol-{hex:17}", { arn: arn("volume"), type: "gp2" }),
});
