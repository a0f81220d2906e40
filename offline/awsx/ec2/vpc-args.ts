import type { PlainProperties } from "../../provider/properties";
import { choice } from "../component";
import type { LayoutArgs, Subnet, SubnetSpec, SubnetType } from "./subnet-layout";

const NAT_STRATEGIES = ["None", "Single", "OnePerAz"] as const;
const SUBNET_STRATEGIES = ["Legacy", "Auto", "AutoMerge", "Exact"] as const;
const SUBNET_TYPES: readonly SubnetType[] = ["Public", "Private", "Isolated", "Unused"];

/** The arguments of `awsx.ec2.Vpc` that decide which children there are. */
export interface VpcArgs {
  readonly layout: LayoutArgs | undefined;
  readonly zones: readonly string[];
  readonly specs: readonly SubnetSpec[] | undefined;
  readonly strategy: LayoutArgs["strategy"];
  /** Undefined for a range that IPAM gives. */
  readonly cidrBlock: string | undefined;
  readonly natStrategy: (typeof NAT_STRATEGIES)[number];
  readonly allocationIds: readonly unknown[];
  readonly nameByZone: boolean;
}

/** @throws {Error} in the provider's words where arguments contradict each other */
export function readVpcArgs(inputs: PlainProperties, zonesOfRegion: readonly string[]): VpcArgs {
  const zones = zonesOf(inputs, zonesOfRegion);
  const nat = (inputs["natGateways"] ?? {}) as PlainProperties;
  const natStrategy = choice(nat["strategy"], NAT_STRATEGIES, "OnePerAz", "NatGatewayStrategy");
  const allocationIds = listOf(nat["elasticIpAllocationIds"]);
  checkAddresses(natStrategy, allocationIds.length, zones.length);
  const strategy = choice(inputs["subnetStrategy"], SUBNET_STRATEGIES, "Legacy", "subnet strategy");
  const cidrBlock = cidrBlockOf(inputs);
  const specs = specsOf(inputs["subnetSpecs"]);
  const zoneMask = inputs["availabilityZoneCidrMask"];
  const common = { zones, specs, strategy };
  return {
    ...common,
    layout:
      cidrBlock === undefined
        ? undefined
        : { ...common, cidrBlock, zoneMask: typeof zoneMask === "number" ? zoneMask : undefined },
    cidrBlock,
    natStrategy,
    allocationIds,
    nameByZone: inputs["subnetNameTagStrategy"] === "AvailabilityZone",
  };
}

function zonesOf(inputs: PlainProperties, all: readonly string[]): readonly string[] {
  const names = inputs["availabilityZoneNames"];
  const count = inputs["numberOfAvailabilityZones"];
  if (Array.isArray(names)) {
    if (typeof count === "number" && count > 0) {
      throw new Error("Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified");
    }
    return names.map(String);
  }
  const wanted = typeof count === "number" ? count : 3;
  if (all.length < wanted) {
    throw new Error(
      `The configured region for this provider does not have at least ${wanted} Availability Zones. Either specify an explicit ` +
        `list of zones in availabilityZoneNames or choose a region with at least ${wanted} AZs.`,
    );
  }
  return all.slice(0, wanted);
}

function cidrBlockOf(inputs: PlainProperties): string | undefined {
  const given = inputs["cidrBlock"];
  const pool = inputs["ipv4IpamPoolId"] ?? undefined;
  const length = inputs["ipv4NetmaskLength"] ?? undefined;
  if (typeof given === "string") {
    if (pool !== undefined && length !== undefined) {
      throw new Error("Only one of 'cidrBlock', 'ipv4NetmaskLength' is allowed.");
    }
    return given;
  }
  if (pool === undefined) {
    return "10.0.0.0/16";
  }
  if (length === undefined) {
    throw new Error(
      "If 'ipv4IpamPoolId' is specified, 'ipv4NetmaskLength' or 'cidrBlock' must also be specified.",
    );
  }
  return undefined;
}

function specsOf(value: unknown): SubnetSpec[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  return (value as PlainProperties[]).map((spec) => {
    const given = Object.fromEntries(
      Object.entries(spec).filter(([, each]) => each !== null && each !== undefined),
    );
    return { ...given, type: choice(spec["type"], SUBNET_TYPES, "Private", "subnet type") };
  });
}

/** Addresses that the program brings are all used, or the provider takes it for a mistake. */
function checkAddresses(strategy: VpcArgs["natStrategy"], count: number, zones: number): void {
  if (strategy === "None" && count > 0) {
    throw new Error(
      `Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is '${strategy}'.`,
    );
  }
  if (strategy === "Single" && count > 1) {
    throw new Error(`Exactly one Elastic IP may be specified when NAT Gateway strategy is '${strategy}'.`);
  }
  if (strategy === "OnePerAz" && count > 0 && count !== zones) {
    throw new Error(
      `The number of Elastic IPs, if specified, must match the number of availability zones for the VPC (${zones}) when NAT ` +
        `Gateway strategy is '${strategy}'`,
    );
  }
}

/** A gateway stands in a public subnet and serves private ones. */
export function checkNatStrategy(
  strategy: VpcArgs["natStrategy"],
  subnets: readonly Pick<Subnet, "spec">[],
): void {
  const has = (type: SubnetType) => subnets.some(({ spec }) => spec.type === type);
  if (strategy !== "None" && !(has("Public") && has("Private"))) {
    throw new Error(
      "If NAT Gateway strategy is 'OnePerAz' or 'Single', both private and public subnets must be declared. The private subnet " +
        "creates the need for a NAT Gateway, and the public subnet is required to host the NAT Gateway resource.",
    );
  }
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
