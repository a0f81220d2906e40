/** A region's name and its availability zones as a new account sees them. */
export interface Region {
  readonly description: string;
  /** Letters of the zones. */
  readonly zones: string;
  /** Start of the zone ids: `apne2` makes `apne2-az1`. */
  readonly zoneIdPrefix: string;
}

/** @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const REGIONS: Readonly<Record<string, Region>> = {
  "us-east-1": { description: "US East (N. Virginia)", zones: "abcdef", zoneIdPrefix: "use1" },
  "us-east-2": { description: "US East (Ohio)", zones: "abc", zoneIdPrefix: "use2" },
  "us-west-1": { description: "US West (N. California)", zones: "ac", zoneIdPrefix: "usw1" },
  "us-west-2": { description: "US West (Oregon)", zones: "abcd", zoneIdPrefix: "usw2" },
  "af-south-1": { description: "Africa (Cape Town)", zones: "abc", zoneIdPrefix: "afs1" },
  "ap-east-1": { description: "Asia Pacific (Hong Kong)", zones: "abc", zoneIdPrefix: "ape1" },
  "ap-south-1": { description: "Asia Pacific (Mumbai)", zones: "abc", zoneIdPrefix: "aps1" },
  "ap-south-2": { description: "Asia Pacific (Hyderabad)", zones: "abc", zoneIdPrefix: "aps2" },
  "ap-northeast-1": { description: "Asia Pacific (Tokyo)", zones: "acd", zoneIdPrefix: "apne1" },
  "ap-northeast-2": { description: "Asia Pacific (Seoul)", zones: "abcd", zoneIdPrefix: "apne2" },
  "ap-northeast-3": { description: "Asia Pacific (Osaka)", zones: "abc", zoneIdPrefix: "apne3" },
  "ap-southeast-1": { description: "Asia Pacific (Singapore)", zones: "abc", zoneIdPrefix: "apse1" },
  "ap-southeast-2": { description: "Asia Pacific (Sydney)", zones: "abc", zoneIdPrefix: "apse2" },
  "ap-southeast-3": { description: "Asia Pacific (Jakarta)", zones: "abc", zoneIdPrefix: "apse3" },
  "ap-southeast-4": { description: "Asia Pacific (Melbourne)", zones: "abc", zoneIdPrefix: "apse4" },
  "ap-southeast-5": { description: "Asia Pacific (Malaysia)", zones: "abc", zoneIdPrefix: "apse5" },
  "ca-central-1": { description: "Canada (Central)", zones: "abd", zoneIdPrefix: "cac1" },
  "ca-west-1": { description: "Canada West (Calgary)", zones: "abc", zoneIdPrefix: "caw1" },
  "cn-north-1": { description: "China (Beijing)", zones: "abd", zoneIdPrefix: "cnn1" },
  "cn-northwest-1": { description: "China (Ningxia)", zones: "abc", zoneIdPrefix: "cnnw1" },
  "eu-central-1": { description: "Europe (Frankfurt)", zones: "abc", zoneIdPrefix: "euc1" },
  "eu-central-2": { description: "Europe (Zurich)", zones: "abc", zoneIdPrefix: "euc2" },
  "eu-north-1": { description: "Europe (Stockholm)", zones: "abc", zoneIdPrefix: "eun1" },
  "eu-south-1": { description: "Europe (Milan)", zones: "abc", zoneIdPrefix: "eus1" },
  "eu-south-2": { description: "Europe (Spain)", zones: "abc", zoneIdPrefix: "eus2" },
  "eu-west-1": { description: "Europe (Ireland)", zones: "abc", zoneIdPrefix: "euw1" },
  "eu-west-2": { description: "Europe (London)", zones: "abc", zoneIdPrefix: "euw2" },
  "eu-west-3": { description: "Europe (Paris)", zones: "abc", zoneIdPrefix: "euw3" },
  "il-central-1": { description: "Israel (Tel Aviv)", zones: "abc", zoneIdPrefix: "ilc1" },
  "me-central-1": { description: "Middle East (UAE)", zones: "abc", zoneIdPrefix: "mec1" },
  "me-south-1": { description: "Middle East (Bahrain)", zones: "abc", zoneIdPrefix: "mes1" },
  "mx-central-1": { description: "Mexico (Central)", zones: "abc", zoneIdPrefix: "mxc1" },
  "sa-east-1": { description: "South America (Sao Paulo)", zones: "abc", zoneIdPrefix: "sae1" },
  "us-gov-east-1": { description: "AWS GovCloud (US-East)", zones: "abc", zoneIdPrefix: "usge1" },
  "us-gov-west-1": { description: "AWS GovCloud (US-West)", zones: "abc", zoneIdPrefix: "usgw1" },
};

/** The region's entry; a region that is not in the table has zones a to c. */
export function regionOf(name: string): Region {
  return REGIONS[name] ?? { description: name, zones: "abc", zoneIdPrefix: zoneIdPrefix(name) };
}

/** Names of the region's availability zones, in order. */
export function zoneNames(region: string): string[] {
  return Array.from(regionOf(region).zones, (letter) => `${region}${letter}`);
}

/** The zone id of an availability zone (`apne2-az1`); which letter has which id differs by account, here it is in order. */
export function zoneId(zone: string): string {
  const region = zone.slice(0, -1);
  const index = zoneNames(region).indexOf(zone);
  return `${regionOf(region).zoneIdPrefix}-az${(index < 0 ? 0 : index) + 1}`;
}

const DIRECTIONS: Readonly<Record<string, string>> = {
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
};

// ap-northeast-2 → apne2: the continent, the first letters of the direction, the number.
function zoneIdPrefix(region: string): string {
  const [continent = "", ...rest] = region.split("-");
  return continent + rest.map((part) => DIRECTIONS[part] ?? part.charAt(0)).join("");
}
