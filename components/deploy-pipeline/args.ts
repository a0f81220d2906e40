/** What a DeployPipeline takes: its configuration, and what other resources supply. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type DeployPipelineConfig, pipelineShape } from "./config";
import type { Foundation } from "./foundation/foundation";
import { checkTarget, type DeployTarget, targetSchema } from "./targets";

/** Arguments of a DeployPipeline: its configuration and what other resources supply. */
export interface DeployPipelineArgs extends DeployPipelineConfig {
  /** Where releases go: `site.deployTarget` or `service.deployTarget`. */
  readonly target: DeployTarget;
  /**
   * What all pipelines of a stack share: the Bitbucket connection, the artifact store and the notifications.
   * @default one of its own
   */
  readonly foundation?: Foundation | undefined;
}

const component = z.custom<DeployPipelineArgs["foundation"]>(
  (value) => pulumi.ComponentResource.isInstance(value),
  "must be a PipelineFoundation",
);

/** Arguments of a DeployPipeline, with what its target makes of them. */
export const deployPipelineArgsSchema = z
  .strictObject({ ...pipelineShape, target: targetSchema, foundation: component.optional() })
  .superRefine(checkTarget);
