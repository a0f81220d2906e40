import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs } from "../shared/validation";
import type { PipelineFoundationArgs } from "./args";
import { makeArtifactStore, type ArtifactStore } from "./artifact-store";
import { makeConnection } from "./connection";
import type { Place } from "./iam/document";
import { makeNotifications, type Notifications } from "./notifications";
import { pipelineFoundationArgsSchema } from "./schema";

const FOUNDATION_DEFAULTS = { artifactRetentionDays: 90 } as const;

/** Where this program's resources are made. */
export function currentPlace(parent: pulumi.Resource): pulumi.Output<Place> {
  return pulumi
    .all([
      getPartitionOutput({}, { parent }).partition,
      getRegionOutput({}, { parent }).region,
      getCallerIdentityOutput({}, { parent }).accountId,
    ])
    .apply(([partition, region, accountId]) => ({ partition, region, accountId }));
}

/**
 * What all pipelines of a stack share: the Bitbucket connection, which a person approves once; the encrypted store of
 * artifacts and release manifests; the topics that tell of releases.
 */
export class PipelineFoundation extends pulumi.ComponentResource {
  /** ARN of the Bitbucket connection. */
  public readonly connectionArn: pulumi.Output<string>;
  /** `PENDING` until somebody has approved the connection, then `AVAILABLE`. */
  public readonly connectionStatus: pulumi.Output<string>;
  /** Where the connection is approved. */
  public readonly connectionConsoleUrl: pulumi.Output<string>;
  /** Bucket and key of the artifacts. */
  public readonly artifactStore: ArtifactStore;
  /** The managed policy that bounds the roles of pipelines that name none themselves. */
  public readonly permissionsBoundaryArn: string | undefined;
  /** Where pipelines send their messages. */
  public readonly notifications: Notifications;

  constructor(name: string, args: PipelineFoundationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:PipelineFoundation", name, {}, opts);
    checkArgs(pipelineFoundationArgsSchema, args, this, `PipelineFoundation "${name}"`);
    const child = { parent: this };
    this.permissionsBoundaryArn = args.permissionsBoundaryArn;
    const place = currentPlace(this);
    const connection = makeConnection(
      name,
      { existingArn: args.connectionArn, region: place.apply(({ region }) => region) },
      child,
    );
    this.artifactStore = makeArtifactStore(
      name,
      {
        retentionDays: args.artifactRetentionDays ?? FOUNDATION_DEFAULTS.artifactRetentionDays,
        protect: args.protect ?? false,
      },
      child,
    );
    this.notifications = makeNotifications(name, { ...args, place }, child);
    this.connectionArn = connection.arn;
    this.connectionStatus = connection.status;
    this.connectionConsoleUrl = connection.consoleUrl;
    this.registerOutputs({
      connectionArn: this.connectionArn,
      connectionStatus: this.connectionStatus,
      connectionConsoleUrl: this.connectionConsoleUrl,
      artifactBucketName: this.artifactStore.bucketName,
    });
  }
}
