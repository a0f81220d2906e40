import * as awsx from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Fault } from "../fields";
import { PRIVATE_RANGE } from "./address-ranges";

/** The keys of a network that say how its VPC is built. */
export interface BuiltVpcKeys {
  /**
   * How instances in private subnets reach the internet: `single` is one NAT gateway for all zones (cheaper; its zone
   * failing cuts the others off), `onePerAz` one in each zone, `none` builds none, so that services must run in the
   * public subnets (`instanceSubnets: public`).
   *
   * @default "single"
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
   */
  readonly natGateways?: "none" | "single" | "onePerAz" | undefined;
  /**
   * Number of Availability Zones, 2–6, each with a public and a private subnet.
   *
   * @default 2
   */
  readonly availabilityZones?: number | undefined;
  /**
   * IPv4 range of the VPC, a /16 to /24 of private addresses. It cannot be changed later.
   *
   * @default "10.0.0.0/16"
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
   */
  readonly cidrBlock?: string | undefined;
}

/** The range with its first address: `10.0.0.0/16` for `10.0.7.1/16`. */
function firstOf(range: string): string {
  const [address = "", length = ""] = range.split("/");
  const bits = 32 - Number(length);
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = Math.floor(number / 2 ** bits) * 2 ** bits;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${length}`;
}

export const builtVpcShape = {
  natGateways: z.enum(["none", "single", "onePerAz"]).optional(),
  availabilityZones: z.int().min(2).max(6).optional(),
  cidrBlock: z
    .string()
    .regex(PRIVATE_RANGE, 'must be a /16 to /24 range of private addresses, e.g. "10.0.0.0/16"')
    .refine((range) => !PRIVATE_RANGE.test(range) || firstOf(range) === range, {
      error: ({ input }) => `must begin with the first address of the range: write ${firstOf(String(input))}`,
    })
    .optional(),
} as const;

// Not in the schema: beside an existing VPC, a key of these that is given is a fault.
export const BUILT_VPC_DEFAULTS = {
  natGateways: "single",
  availabilityZones: 2,
  cidrBlock: "10.0.0.0/16",
} as const satisfies BuiltVpcKeys;

/** What an Application Load Balancer needs of a subnet: a /27, of which 8 addresses are free. */
const SMALLEST_SUBNET = 27;

/**
 * The range is cut into as many parts as the next power of two has zones, and each of them in half: public and private.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
export function addressFaults(config: BuiltVpcKeys): Fault[] {
  const { cidrBlock = BUILT_VPC_DEFAULTS.cidrBlock } = config;
  const { availabilityZones = BUILT_VPC_DEFAULTS.availabilityZones } = config;
  const bits = Math.ceil(Math.log2(availabilityZones)) + 1;
  const size = Number(cidrBlock.split("/")[1]);
  return size + bits <= SMALLEST_SUBNET
    ? []
    : [
        {
          path: ["cidrBlock"],
          message:
            `must be a /${SMALLEST_SUBNET - bits} or larger for ${availabilityZones} zones: ` +
            `a load balancer needs subnets of /${SMALLEST_SUBNET}, and these would be of /${size + bits}`,
        },
      ];
}

const NAT_STRATEGY = { none: "None", single: "Single", onePerAz: "OnePerAz" } as const;

interface VpcArgs extends BuiltVpcKeys {
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** A VPC with a public and a private subnet in each zone. */
export function createVpc(name: string, args: VpcArgs, opts: { readonly parent: pulumi.Resource }): awsx.Vpc {
  return new awsx.Vpc(
    name,
    {
      cidrBlock: args.cidrBlock ?? BUILT_VPC_DEFAULTS.cidrBlock,
      numberOfAvailabilityZones: args.availabilityZones ?? BUILT_VPC_DEFAULTS.availabilityZones,
      natGateways: { strategy: NAT_STRATEGY[args.natGateways ?? BUILT_VPC_DEFAULTS.natGateways] },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public" }, { type: "Private" }],
      // The names of interface endpoints resolve to their private addresses only with both.
      enableDnsHostnames: true,
      enableDnsSupport: true,
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    },
    opts,
  );
}
