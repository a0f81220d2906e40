import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { checkRules, OBJECTS, type Rule, type SameShape, tagInputs } from "../fields";
import { type EndpointsKeys, endpointsShape } from "./endpoints";
import { type FlowLogsKeys, flowLogsShape } from "./flow-logs";
import { type ExistingVpcKeys, existingVpcShape, TWO_ZONES } from "./subnets";
import { addressFaults, type BuiltVpcKeys, builtVpcShape } from "./vpc";

/**
 * The VPC that the services of a stack run in: either one that is there already (`vpcId` with its subnets), or one
 * to be built (all other keys). An empty configuration builds one with a single NAT gateway.
 */
export interface NetworkConfig extends ExistingVpcKeys, BuiltVpcKeys, EndpointsKeys, FlowLogsKeys {}

/** Arguments of {@link Network}. */
export interface NetworkArgs extends NetworkConfig {
  /** Tags of everything that is built. */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

const builtShape = { ...builtVpcShape, ...endpointsShape, ...flowLogsShape } as const;
const shape = { ...existingVpcShape, ...builtShape } as const;

const EXISTING = ["publicSubnetIds", "privateSubnetIds"] as const;
const BUILT = Object.keys(builtShape) as (keyof typeof builtShape)[];

const configSchema = z.strictObject(shape);
/** A network's configuration; what is not given has its default where the VPC is built. */
export type CheckedNetwork = z.output<typeof configSchema>;

/** An existing VPC and one to be built exclude one another. */
const existingOrBuilt: readonly Rule<CheckedNetwork>[] = [
  ...EXISTING.map((key): Rule<CheckedNetwork> => ({
    reads: ["vpcId", key],
    faults: ({ vpcId, [key]: ids }) => {
      if (vpcId === undefined) {
        return ids === undefined
          ? []
          : [{ path: [key], message: "must stand with vpcId, the VPC that these subnets belong to" }];
      }
      return ids === undefined ? [{ path: [key], message: `is required with vpcId: ${TWO_ZONES}` }] : [];
    },
  })),
  ...BUILT.map((key): Rule<CheckedNetwork> => ({
    reads: ["vpcId", key],
    faults: ({ vpcId, [key]: value }) =>
      vpcId === undefined || value === undefined
        ? []
        : [
            {
              path: [key],
              message: "must not stand with vpcId: an existing VPC is used as it is; remove one of the two",
            },
          ],
  })),
];

const rules: readonly Rule<CheckedNetwork>[] = [
  ...existingOrBuilt,
  { reads: ["cidrBlock", "availabilityZones"], faults: addressFaults },
];

/** A stack's `network:`. */
export const networkConfigSchema = configSchema.superRefine(checkRules(rules), OBJECTS);

/** Arguments of the component. */
export const networkArgsSchema = z
  .strictObject({ ...shape, tags: tagInputs.optional() })
  .superRefine(checkRules(rules), OBJECTS);

/** Does not compile where the schema and the interface differ. */
export const NETWORK_SCHEMA_MATCHES: SameShape<z.input<typeof configSchema>, NetworkConfig> = true;
