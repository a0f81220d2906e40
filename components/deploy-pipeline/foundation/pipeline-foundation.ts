import * as pulumi from "@pulumi/pulumi";
import { currentAccountAndRegion } from "../../aws/account";
import { normalizeArgs } from "../../fields";
import { createArtifactStore, type ArtifactStore } from "./artifact-store";
import { type PipelineFoundationArgs, pipelineFoundationArgsSchema } from "./config";
import { createConnection } from "./connection";
import type { Foundation } from "./foundation";
import { createNotifications, type Notifications } from "./notifications";

/**
 * What all pipelines of a stack share: the Bitbucket connection, approved once in the console; the encrypted store of
 * artifacts and release manifests; the topics that releases are reported to.
 */
export class PipelineFoundation extends pulumi.ComponentResource implements Foundation {
  /** ARN of the Bitbucket connection. */
  public readonly connectionArn: pulumi.Output<string>;
  /** `PENDING` until the connection has been approved, then `AVAILABLE`. */
  public readonly connectionStatus: pulumi.Output<string>;
  /** Where the connection is approved. */
  public readonly connectionConsoleUrl: pulumi.Output<string>;
  /** Bucket and key of the artifacts. */
  public readonly artifactStore: ArtifactStore;
  /** The managed policy that bounds the roles of pipelines that name none themselves. */
  public readonly permissionsBoundaryArn: string | undefined;
  /** Where pipelines send their messages. */
  public readonly notifications: Notifications;

  public constructor(
    name: string,
    args: PipelineFoundationArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("web-infra:index:PipelineFoundation", name, {}, opts);
    const label = `PipelineFoundation "${name}"`;
    const config = normalizeArgs(pipelineFoundationArgsSchema, args, { resource: this, label });
    const child = { parent: this };
    const account = currentAccountAndRegion(this);
    const connection = createConnection(
      name,
      { existingArn: config.connectionArn, region: account.apply(({ region }) => region) },
      child,
    );
    const store = createArtifactStore(
      name,
      { retentionDays: config.artifactRetentionDays, protect: config.protect },
      child,
    );
    const notifications = createNotifications(name, { ...config, account }, child);

    this.permissionsBoundaryArn = config.permissionsBoundaryArn;
    this.artifactStore = store;
    this.notifications = notifications;
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
