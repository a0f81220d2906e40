import { type Cidr, lastOf, formatAddress, overlaps, parseCidr, sizeOf } from "./cidr";
import type { Subnet, SubnetSpec } from "./subnet";

/** `size` is another way to say `cidrMask`. */
const maskOfSize = (size: number): number | undefined => {
  const mask = 32 - Math.log2(size);
  return Number.isInteger(mask) && mask >= 0 && mask <= 30 ? mask : undefined;
};

/** The specs with their masks; throws where size, mask and ranges disagree. */
export function normalizeSpecs(specs: readonly SubnetSpec[], zoneCount: number): SubnetSpec[] {
  const isExplicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const issues = specs.flatMap((spec, index) => [
    ...sizeIssues(spec),
    ...(isExplicit ? explicitIssues(spec, index, zoneCount) : []),
  ]);
  if (issues.length > 0) {
    throw new Error(`Invalid subnet specifications:\n - ${[...new Set(issues)].join("\n - ")}`);
  }
  return specs.map((spec) => {
    const cidrMask = spec.cidrMask ?? (spec.size === undefined ? undefined : maskOfSize(spec.size));
    return cidrMask === undefined || isExplicit ? spec : { ...spec, cidrMask };
  });
}

function sizeIssues({ size, cidrMask }: SubnetSpec): string[] {
  if (size === undefined) {
    return [];
  }
  if (maskOfSize(size) === undefined) {
    return [`The following subnet sizes are invalid: ${size}. Valid sizes are powers of 2 from 4.`];
  }
  const expected = cidrMask === undefined ? size : 2 ** (32 - cidrMask);
  return expected === size
    ? []
    : [
        `Subnet size ${size} does not match the expected size for a /${String(cidrMask)} subnet (${expected}).`,
      ];
}

function explicitIssues(
  { cidrBlocks, cidrMask, size }: SubnetSpec,
  index: number,
  zoneCount: number,
): string[] {
  if (cidrBlocks === undefined) {
    return ["If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks."];
  }
  if (cidrBlocks.length !== zoneCount) {
    return [
      `The number of CIDR blocks in subnetSpecs[${index}] must match the number of availability zones (${zoneCount}).`,
    ];
  }
  const ranges = cidrBlocks.map(parseCidr);
  return [
    ...(cidrMask !== undefined && ranges.some((range) => range.bits !== cidrMask)
      ? [`The cidrMask in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`]
      : []),
    ...(size !== undefined && ranges.some((range) => sizeOf(range) !== size)
      ? [`The size in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`]
      : []),
  ];
}

/** @throws {Error} that lists the subnets that overlap another one */
export function checkOverlaps(subnets: readonly (Subnet & { readonly name: string })[]): void {
  const ranges = subnets.map((subnet) => parseCidr(subnet.cidrBlock));
  const overlapping = subnets.filter((_, index) =>
    ranges.some((range, other) => other !== index && overlaps(range, ranges[index] ?? range)),
  );
  if (overlapping.length > 0) {
    const lines = overlapping.map(({ name, cidrBlock }, index) => `${index + 1}. ${name}: ${cidrBlock}`);
    throw new Error(
      "The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the size of the " +
        `subnets per AZ, or use less Availability Zones:\n\n${lines.join("\n")}`,
    );
  }
}

/** With `Exact` the subnets, the unused ones too, have to fill the whole range. */
export function checkNoGaps(
  cidrBlock: string,
  subnets: readonly (Subnet & { readonly name: string })[],
): void {
  const vpc = parseCidr(cidrBlock);
  const gaps: string[] = [];
  let end = vpc.base;
  let before = "";
  for (const { name, cidrBlock: block } of subnets) {
    const range: Cidr = parseCidr(block);
    if (range.base !== end) {
      gaps.push(
        before === ""
          ? `${name} (${block}) does not start at the beginning of the VPC (${cidrBlock})`
          : `${before} <=> ${name} (${block})`,
      );
    }
    end = lastOf(range) + 1;
    before = `${name} (${block})`;
  }
  if (end !== lastOf(vpc) + 1) {
    gaps.push(`${before} ends before VPC ends (at ${formatAddress(lastOf(vpc))})`);
  }
  if (gaps.length > 0) {
    throw new Error(`There are gaps in the subnet ranges. Please fix the following gaps: ${gaps.join(", ")}`);
  }
}
