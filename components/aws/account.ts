/** Where a program's resources are made: the account and region of its AWS provider. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";

export interface AccountAndRegion {
  readonly accountId: string;
  readonly region: string;
  /** `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
}

/** The account and region that `parent`'s provider works in. */
export function currentAccountAndRegion(parent: pulumi.Resource): pulumi.Output<AccountAndRegion> {
  return pulumi
    .all([
      getCallerIdentityOutput({}, { parent }).accountId,
      getRegionOutput({}, { parent }).region,
      getPartitionOutput({}, { parent }).partition,
    ])
    .apply(([accountId, region, partition]) => ({ accountId, region, partition }));
}

/** `arn:aws:<service>:<region>:<account>:<resource>`. */
export function arnOf(
  { partition, region, accountId }: AccountAndRegion,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
