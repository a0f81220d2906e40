import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { input } from "../../../fields";

/** Subnets with a way out, and the security group of the instances. */
export interface ServiceNetwork {
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  readonly securityGroupIds: pulumi.Input<readonly pulumi.Input<string>[]>;
}

/** What a pipeline must know of an SsrService to release to it: `service.deployTarget`. */
export interface BeanstalkTarget {
  readonly kind: "beanstalk";
  readonly applicationName: pulumi.Input<string>;
  readonly environmentName: pulumi.Input<string>;
  /** `e-…`, of which Beanstalk names its CloudFormation stack and Auto Scaling group. */
  readonly environmentId: pulumi.Input<string>;
  readonly serviceRoleArn: pulumi.Input<string>;
  readonly instanceRoleArn: pulumi.Input<string>;
  /**
   * Whether its deployments split traffic (`deployment.policy: TrafficSplitting`): they then change the load balancer's
   * rules, and the pipeline's role must be allowed to.
   */
  readonly trafficSplitting?: boolean | undefined;
  /** Processor architecture of the instances, on which what the build ships must run. @default any */
  readonly architecture?: "arm64" | "x86_64" | undefined;
  /** Topic that Beanstalk itself sends its warnings to, with the rights of the role that deploys. @default none */
  readonly notificationTopicArn?: pulumi.Input<string> | undefined;
  /** Where commands can run that reach what the instances reach; undefined where nothing leads out of there. @default none */
  readonly network?: ServiceNetwork | undefined;
  /** Where the service is reached, e.g. `https://app.example.com`. */
  readonly url: pulumi.Input<string>;
  /** The CloudWatch alarm (in the stack's region) that is raised when visitors get errors: bakes a deployment. */
  readonly errorAlarmName?: pulumi.Input<string> | undefined;
}

export const beanstalkTargetSchema = z.strictObject({
  kind: z.literal("beanstalk"),
  applicationName: input(z.string()),
  environmentName: input(z.string()),
  environmentId: input(z.string()),
  serviceRoleArn: input(z.string()),
  instanceRoleArn: input(z.string()),
  trafficSplitting: z.boolean().optional(),
  architecture: z.enum(["arm64", "x86_64"]).optional(),
  notificationTopicArn: input(z.string()).optional(),
  network: z
    .strictObject({
      vpcId: input(z.string()),
      subnetIds: input(z.array(input(z.string()))),
      securityGroupIds: input(z.array(input(z.string()))),
    })
    .optional(),
  url: input(z.string()),
  errorAlarmName: input(z.string()).optional(),
});
