import type * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { AccountAndRegion } from "../aws/account";
import type { Pipeline } from "./config";
import type { Foundation } from "./foundation/foundation";

/** What each part of a pipeline is made of. */
export interface PipelineContext {
  /** Logical name of the pipeline; those of its parts begin with it. */
  readonly name: string;
  /** Its name in CodePipeline. */
  readonly pipelineName: string;
  readonly config: Pipeline;
  readonly foundation: Foundation;
  readonly account: pulumi.Output<AccountAndRegion>;
  /** The pipeline's own role, which takes those of its actions. */
  readonly role: iam.Role;
  /** The managed policy that bounds every role of the pipeline. */
  readonly permissionsBoundaryArn: string | undefined;
  readonly child: { readonly parent: pulumi.Resource };
}

/** An alarm that is watched after a deployment. */
export interface Watch {
  readonly alarmName: pulumi.Input<string>;
  readonly minutes: number;
}
