/** The components as other languages see them: the name of each, its class and the schema of its arguments. */
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { PipelineFoundation } from "../deploy-pipeline";
import { pipelineFoundationArgsSchema } from "../deploy-pipeline/foundation/config";
import { Network } from "../network";
import { networkArgsSchema } from "../network/config";
import { NotificationTopic } from "../notification-topic";
import { notificationTopicArgsSchema } from "../notification-topic/config";
import { SsrService, ssrServiceArgsSchema } from "../ssr-service";
import { StaticSite, staticSiteArgsSchema } from "../static-site";

/** A component that a program of any language can make. */
export interface ProvidedComponent {
  /** Of the arguments: the one that the component itself checks them with. */
  readonly args: z.ZodType;
  readonly construct: (
    name: string,
    args: never,
    options: pulumi.ComponentResourceOptions,
  ) => pulumi.ComponentResource;
}

/** By the last part of the type's token, `web-infra:index:StaticSite`. */
export const PROVIDED_COMPONENTS: Readonly<Record<string, ProvidedComponent>> = {
  StaticSite: {
    args: staticSiteArgsSchema,
    construct: (name, args, options) => new StaticSite(name, args, options),
  },
  SsrService: {
    args: ssrServiceArgsSchema,
    construct: (name, args, options) => new SsrService(name, args, options),
  },
  Network: {
    args: networkArgsSchema,
    construct: (name, args, options) => new Network(name, args, options),
  },
  NotificationTopic: {
    args: notificationTopicArgsSchema,
    construct: (name, args, options) => new NotificationTopic(name, args, options),
  },
  PipelineFoundation: {
    args: pipelineFoundationArgsSchema,
    construct: (name, args, options) => new PipelineFoundation(name, args, options),
  },
};
