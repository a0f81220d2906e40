import { z } from "zod";
import { managedPolicyArn } from "../fields";

/** The keys of a service that say what else its instances may reach. */
export interface InstanceAccessKeys {
  /**
   * What the instances' role may do besides what every instance needs, e.g. read a table of DynamoDB.
   *
   * @default []
   */
  readonly instancePolicyStatements?: readonly InstancePolicyStatement[] | undefined;
  /** ARNs of managed policies that the instances' role gets as well, at most 7. @default [] */
  readonly instancePolicyArns?: readonly string[] | undefined;
  /** Ids of security groups that the instances are in as well, e.g. one that a database admits. @default [] */
  readonly instanceSecurityGroupIds?: readonly string[] | undefined;
}

/** One statement of a policy that allows something. */
export interface InstancePolicyStatement {
  /** Actions such as `dynamodb:GetItem`; not every action of every service (`*`). */
  readonly actions: readonly string[];
  /** ARNs of what the actions are allowed on. */
  readonly resources: readonly string[];
}

export const instanceAccessShape = {
  instancePolicyStatements: z
    .array(
      z.strictObject({
        actions: z
          .array(
            z
              .string()
              .regex(
                /^[a-z0-9-]+:[A-Za-z0-9*?]+$/,
                'must be an action of a service, e.g. "dynamodb:GetItem"',
              ),
          )
          .min(1)
          .readonly(),
        resources: z
          .array(z.string().regex(/^(arn:aws[\w-]*:\S+|\*)$/, "must be an ARN, with * where it may be any"))
          .min(1)
          .readonly(),
      }),
    )
    .readonly()
    .default([]),
  // A role takes 10, and three are every service's.
  instancePolicyArns: z.array(managedPolicyArn).max(7).readonly().default([]),
  instanceSecurityGroupIds: z
    .array(z.string().regex(/^sg-[0-9a-z]+$/, 'must be the id of a security group, e.g. "sg-0abc12de"'))
    .max(4)
    .readonly()
    .default([]),
} as const;

export type InstanceAccess = z.output<z.ZodObject<typeof instanceAccessShape>>;
