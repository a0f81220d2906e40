import type * as pulumi from "@pulumi/pulumi";
import type { ArtifactStore } from "./artifact-store";
import type { Notifications } from "./notifications";

/** What the pipelines of a stack share, as each of them sees it. */
export interface Foundation {
  /** ARN of the Bitbucket connection. */
  readonly connectionArn: pulumi.Output<string>;
  /** `PENDING` until the connection has been approved, then `AVAILABLE`. */
  readonly connectionStatus: pulumi.Output<string>;
  /** Where the connection is approved. */
  readonly connectionConsoleUrl: pulumi.Output<string>;
  /** Bucket and key of the artifacts. */
  readonly artifactStore: ArtifactStore;
  /** The managed policy that bounds the roles of pipelines that name none themselves. */
  readonly permissionsBoundaryArn: string | undefined;
  /** Where pipelines send their messages. */
  readonly notifications: Notifications;
}
