import { aws, bad, good, type Kind } from "./kind";

const builder = (launchPermission: object) =>
  aws("imagebuilder/distributionConfiguration:DistributionConfiguration", {
    distributions: [{ region: "eu-west-1", amiDistributionConfiguration: { launchPermission } }],
  });

/** Images and snapshots that are shared with everybody, by whatever makes them. */
export const sharedKinds: readonly Kind[] = [
  bad("ec2-private-images", "an image builder's images for everybody", builder({ userGroups: ["all"] })),
  ...["snapshot:Snapshot", "clusterSnapshot:ClusterSnapshot", "snapshotCopy:SnapshotCopy"].map((type) =>
    bad(
      "ec2-private-images",
      `a database's ${type} for everybody`,
      aws(`rds/${type}`, { sharedAccounts: ["111122223333", "all"] }),
    ),
  ),
  good("an image builder's images for one account", builder({ userIds: ["111122223333"] })),
  good(
    "a database's snapshot for one account",
    aws("rds/snapshot:Snapshot", { sharedAccounts: ["111122223333"] }),
  ),
];
