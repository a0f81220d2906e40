/** The keys of Pulumi's AWS provider (`aws:`), which takes unknown ones and wrong regions without a word. */
import type * as provider from "@pulumi/aws/config";
import { type Fault, isRegion, nearest, regionMessage } from "../components/fields";

/** @see https://www.pulumi.com/registry/packages/aws/installation-configuration/ */
const KEYS = {
  accessKey: true,
  allowedAccountIds: true,
  assumeRoles: true,
  assumeRoleWithWebIdentity: true,
  customCaBundle: true,
  defaultTags: true,
  ec2MetadataServiceEndpoint: true,
  ec2MetadataServiceEndpointMode: true,
  endpoints: true,
  forbiddenAccountIds: true,
  httpProxy: true,
  httpsProxy: true,
  ignoreTags: true,
  insecure: true,
  maxRetries: true,
  noProxy: true,
  profile: true,
  region: true,
  retryMode: true,
  s3UsEast1RegionalEndpoint: true,
  s3UsePathStyle: true,
  secretKey: true,
  sharedConfigFiles: true,
  sharedCredentialsFiles: true,
  skipCredentialsValidation: true,
  skipMetadataApiCheck: true,
  skipRegionValidation: true,
  skipRequestingAccountId: true,
  stsRegion: true,
  tagPolicyCompliance: true,
  token: true,
  tokenBucketRateLimiterCapacity: true,
  useDualstackEndpoint: true,
  useFipsEndpoint: true,
  userAgents: true,
} satisfies Record<Exclude<keyof typeof provider, "requireRegion">, true>;

/** The keys that the provider reads. */
export const AWS_PROVIDER_KEYS: readonly string[] = Object.keys(KEYS);

/** The region of the stack, where it is one. */
export function regionOf(values: Readonly<Record<string, unknown>>): string | undefined {
  const region = values["region"];
  return isRegion(region) ? region : undefined;
}

/** @param values of the keys below `aws:` */
export function awsProviderFaults(values: Readonly<Record<string, unknown>>): Fault[] {
  const { region, defaultTags } = values;
  return [
    ...Object.keys(values).flatMap(unknownKey),
    ...(region === undefined || regionOf(values) !== undefined ? [] : [wrongRegion(region)]),
    ...(defaultTags === undefined ? [] : defaultTagsFaults(defaultTags)),
  ];
}

function unknownKey(key: string): Fault[] {
  const known = AWS_PROVIDER_KEYS;
  const meant = nearest(key, known);
  const advice =
    meant === undefined ? "see the provider's documentation, or remove it" : `did you mean ${meant}?`;
  return known.includes(key)
    ? []
    : [{ path: [key], message: `is not a key of the AWS provider, which would ignore it; ${advice}` }];
}

function wrongRegion(region: unknown): Fault {
  return { path: ["region"], message: `${regionMessage(region)}, got ${JSON.stringify(region)}` };
}

/** The provider reads the tags below `tags` alone. */
function defaultTagsFaults(given: unknown): Fault[] {
  const tags: unknown = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const [first] = tags as [string, unknown][];
  const isRight = typeof given === "object" && given !== null && "tags" in given;
  const example = first === undefined ? "Project: shop" : `${first[0]}: ${String(first[1])}`;
  return isRight
    ? []
    : [
        {
          path: ["defaultTags"],
          message: `must hold the tags below the key tags: write { tags: { ${example} } }`,
        },
      ];
}
