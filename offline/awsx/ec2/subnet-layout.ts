/**
 * Where `awsx.ec2.Vpc` puts its subnets. Three ways: *legacy* (the default) puts private before public before isolated subnets in each zone's
 * part, *auto* keeps the order given, and *explicit* takes ranges as given.
 */
import { type Cidr, blockAt, formatCidr, nextBlock, overlaps, parseCidr, part, sizeOf } from "./cidr";
import type { Subnet, SubnetSpec, SubnetType } from "./subnet";
import { normalizeSpecs } from "./subnet-specs";

export type { Subnet, SubnetSpec, SubnetType };

export interface LayoutArgs {
  readonly cidrBlock: string;
  readonly zones: readonly string[];
  readonly strategy: "Legacy" | "Auto" | "AutoMerge" | "Exact";
  readonly specs: readonly SubnetSpec[] | undefined;
  readonly zoneMask: number | undefined;
}

const DEFAULT_TYPES: readonly SubnetType[] = ["Private", "Public"];

/** Every subnet, in the order in which the ranges are given away. */
export function layOut(args: LayoutArgs): Subnet[] {
  const { strategy, zones } = args;
  const specs = args.specs === undefined ? undefined : normalizeSpecs(args.specs, zones.length);
  const isExplicit = specs?.some((spec) => spec.cidrBlocks !== undefined) === true;
  if (strategy === "AutoMerge") {
    if (isExplicit) {
      throw new Error(
        'subnetStrategy="AutoMerge" does not support explicit cidrBlocks; use "Auto" or "Exact"',
      );
    }
    return auto({ ...args, specs: mergedWithDefaults(specs ?? []) });
  }
  if (strategy === "Legacy" || (specs === undefined && strategy === "Exact")) {
    return legacy({ ...args, specs });
  }
  return isExplicit ? explicit(zones, specs) : auto({ ...args, specs });
}

/** How many bits tell `count` parts apart. */
export function newBits(count: number): number {
  return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

function explicit(zones: readonly string[], specs: readonly SubnetSpec[]): Subnet[] {
  return zones.flatMap((zone, index) =>
    specs.map((spec) => ({ spec, zone, zoneNumber: index + 1, cidrBlock: spec.cidrBlocks?.[index] ?? "" })),
  );
}

/** The range is cut into one part per zone; in it the subnets follow each other, each at the next place that fits its size. */
function auto({ cidrBlock, zones, specs: given, zoneMask }: LayoutArgs): Subnet[] {
  const vpc = parseCidr(cidrBlock);
  const zoneBits = zoneMask ?? vpc.bits + newBits(zones.length);
  const specs = given ?? defaultSpecs(zoneBits);
  if (specs.length === 0) {
    throw new Error("No subnets specified");
  }
  const bitsOf = (spec: SubnetSpec) => spec.cidrMask ?? zoneBits + newBits(specs.length);
  const needed = specs.reduce((sum, spec) => sum + sizeOf({ base: 0, bits: bitsOf(spec) }), 0);
  const available = sizeOf({ base: 0, bits: zoneBits });
  if (needed > available) {
    throw new Error(
      `Subnets are too large for VPC. VPC has ${available} addresses, but subnets require ${needed} addresses.`,
    );
  }
  return zones.flatMap((zone, index) => {
    const zoneRange = part({ base: vpc.base, bits: zoneBits }, 0, index);
    let previous: Cidr | undefined;
    return specs.map((spec) => {
      const range: Cidr =
        previous === undefined ? blockAt(zoneRange.base, bitsOf(spec)) : nextBlock(previous, bitsOf(spec));
      previous = range;
      return { spec, zone, zoneNumber: index + 1, cidrBlock: formatCidr(range) };
    });
  });
}

function defaultSpecs(zoneBits: number): SubnetSpec[] {
  if (zoneBits > 26) {
    throw new Error(
      `Automatic subnet creation requires a VPC with at least /26 available per AZ, but only /${zoneBits} is available.` +
        `If you do need very small subnets, please specify them explicitly.`,
    );
  }
  // Of a very large VPC only a /16 per zone is given away, so that there is room to add to it.
  const bits = Math.max(zoneBits, 16);
  return DEFAULT_TYPES.map((type, index) => ({ type, cidrMask: bits + index + 1 }));
}

function mergedWithDefaults(specs: readonly SubnetSpec[]): SubnetSpec[] {
  const ofType = (type: SubnetType) => specs.find((spec) => spec.type === type);
  return [
    ...DEFAULT_TYPES.map((type) => ({ ...ofType(type), type })),
    ...specs.filter((spec) => !DEFAULT_TYPES.includes(spec.type)),
  ];
}

/** Least sizes that the legacy layout gives to subnets whose size is not given. */
const LEGACY_BITS = { Private: 19, Public: 20, Isolated: 24 } as const;

function legacy({ cidrBlock, zones, specs }: LayoutArgs): Subnet[] {
  const vpc = parseCidr(cidrBlock);
  const zoneRanges = zones.map((_, index) => part(vpc, newBits(zones.length), index));
  const subnets = zones.flatMap((zone, index) => {
    const range = zoneRanges[index] ?? vpc;
    const ranges = specs === undefined ? legacyDefault(range) : legacyZone(range, specs);
    return ranges.map(([spec, each]) => ({ spec, zone, zoneNumber: index + 1, cidrBlock: formatCidr(each) }));
  });
  return subnets;
}

/** Half of the zone's part is private, a quarter public, a quarter left over. */
function legacyDefault(zone: Cidr): [SubnetSpec, Cidr][] {
  const privateRange = part(zone, 1, 0);
  return [
    [{ type: "Private" }, privateRange],
    [{ type: "Public" }, part(part(privateRange, 0, 1), 1, 0)],
  ];
}

/** One kind after the other; a range that would overlap the one before it moves behind it. */
function legacyZone(zone: Cidr, specs: readonly SubnetSpec[]): [SubnetSpec, Cidr][] {
  const placed: [SubnetSpec, Cidr][] = [];
  // Just before the zone's part, so that nothing overlaps it at first.
  let current: Cidr = { base: zone.base - 1, bits: 32 };
  for (const type of ["Private", "Public", "Isolated"] as const) {
    const before = placed.at(-1)?.[1];
    const base = before ?? zone;
    const start = before === undefined ? zone : part(before, 0, 1);
    specs
      .filter((spec) => spec.type === type)
      .forEach((spec, index) => {
        const bits = spec.cidrMask ?? Math.max(zone.bits + (specs.length === 1 ? 0 : 1), LEGACY_BITS[type]);
        let range = part(start, bits - base.bits, index);
        if (overlaps(current, blockAt(range.base, bits))) {
          range = nextBlock(current, bits);
        }
        placed.push([spec, range]);
        current = range;
      });
  }
  return placed;
}
