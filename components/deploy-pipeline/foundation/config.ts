/** What a stack's configuration holds for all its pipelines, and what a PipelineFoundation takes. */
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { connectionArn, email, input, managedPolicyArn, type SameShape, topicArn } from "../../fields";

/** What a stack's configuration may hold for all its pipelines. */
export interface PipelineFoundationConfig {
  /**
   * An existing connection to Bitbucket, e.g. one that several stacks share.
   * @default a connection of this stack, which is approved once in the console
   */
  readonly connectionArn?: string;
  /**
   * Addresses that get an e-mail for a failed release, a recovered one and one that waits for approval. Each address confirms
   * its subscription once.
   * @default []
   */
  readonly notificationEmails?: readonly string[];
  /**
   * A Slack channel that gets the same. The workspace must have been authorized once in the Amazon Q Developer (formerly
   * Chatbot) console.
   * @default none
   */
  readonly slack?: {
    /** Id of the workspace, e.g. `T0123ABCD`. */
    readonly workspaceId: string;
    /** Id of the channel, e.g. `C0123ABCD`. */
    readonly channelId: string;
  };
  /**
   * Days that artifacts are kept, 7–3650: how far back CodePipeline can roll back.
   * @default 90
   */
  readonly artifactRetentionDays?: number;
  /**
   * A managed policy that bounds what any role of the stack's pipelines may do; a pipeline may name another.
   * @default none
   */
  readonly permissionsBoundaryArn?: string;
}

/** Arguments of a PipelineFoundation. */
export interface PipelineFoundationArgs extends PipelineFoundationConfig {
  /**
   * Whether the artifact store is protected against deletion; without it, deleting the stack empties the bucket.
   * @default false
   */
  readonly protect?: boolean;
  /**
   * An SNS topic that is notified of releases as well: the stack's NotificationTopic. Its policy, and that of its key, must let
   * events.amazonaws.com publish.
   * @default none
   */
  readonly alarmTopicArn?: pulumi.Input<string> | undefined;
}

const shape = {
  connectionArn: connectionArn.optional(),
  notificationEmails: z.array(email).readonly().default([]),
  slack: z
    .strictObject({
      workspaceId: z
        .string()
        .regex(/^[0-9A-Z]{1,255}$/, 'must be the id of a Slack workspace, e.g. "T0123ABCD"'),
      channelId: z
        .string()
        .regex(/^[0-9A-Za-z]{1,255}$/, 'must be the id of a Slack channel, e.g. "C0123ABCD"'),
    })
    .optional(),
  artifactRetentionDays: z.int().min(7).max(3650).default(90),
  permissionsBoundaryArn: managedPolicyArn.optional(),
};

/** What a stack's configuration may hold for all its pipelines. */
export const pipelineFoundationConfigSchema = z.strictObject(shape);

/** Arguments of a PipelineFoundation. */
export const pipelineFoundationArgsSchema = z.strictObject({
  ...shape,
  protect: z.boolean().default(false),
  alarmTopicArn: input(topicArn).optional(),
});

// The compiler holds schema and interface equal.
true satisfies SameShape<z.input<typeof pipelineFoundationConfigSchema>, PipelineFoundationConfig>;
