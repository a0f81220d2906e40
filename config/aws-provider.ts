/** The keys of Pulumi's AWS provider (`aws:`), which takes unknown ones and wrong regions without a word. */
import type * as provider from "@pulumi/aws/config";
import {
  type Fault,
  faultsOf,
  isRecord,
  isRegion,
  nearest,
  regionMessage,
  tags as tagsSchema,
} from "../components/fields";

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

/**
 * @param values of the keys below `aws:`
 * @param isEncrypted whether the value of such a key is
 */
export function awsProviderFaults(
  values: Readonly<Record<string, unknown>>,
  isEncrypted: (key: string) => boolean,
): Fault[] {
  const { region, defaultTags } = values;
  return [
    ...Object.keys(values).flatMap(unknownKey),
    ...(region === undefined || regionOf(values) !== undefined ? [] : [wrongRegion(region)]),
    ...(defaultTags === undefined ? [] : defaultTagsFaults(defaultTags)),
    ...CREDENTIALS.filter((key) => key in values && !isEncrypted(key)).map(plainCredential),
    ...Object.entries(KINDS).flatMap(([key, kind]) =>
      key in values ? kindFaults(key, values[key], kind) : [],
    ),
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

/** What stands for a user of AWS: who reads the repository could be that user. */
const CREDENTIALS = ["secretKey", "token"] as const satisfies (keyof typeof KEYS)[];

function plainCredential(key: string): Fault {
  const message =
    "must not stand in a file in plain text: remove it, have AWS make another one, and sign in by a profile (aws configure sso), " +
    'AWS_PROFILE or the role of the build, got "[hidden]"';
  return { path: [key], message };
}

interface Kind {
  readonly is: (value: unknown) => boolean;
  readonly allowed: string;
}

const SWITCH: Kind = { is: (value) => typeof value === "boolean", allowed: "true or false" };
const COUNT: Kind = {
  is: (value) => Number.isInteger(value) && Number(value) >= 0,
  allowed: "a whole number, 0 or more",
};
const ACCOUNTS: Kind = {
  is: (value) => Array.isArray(value) && value.every((each) => /^\d{12}$/.test(String(each))),
  allowed: 'a list of account ids of 12 digits in quotes, such as ["123456789012"]',
};
const ROLES: Kind = {
  is: (value) =>
    Array.isArray(value) &&
    value.every(
      (each) => isRecord(each) && /^arn:aws[a-z-]*:iam::\d{12}:role\/./.test(String(each["roleArn"])),
    ),
  allowed: "a list of roles, such as [{ roleArn: arn:aws:iam::123456789012:role/deploy }]",
};
const ENDPOINTS: Kind = {
  is: (value) => Array.isArray(value) && value.every(isRecord),
  allowed: "a list of addresses by service, such as [{ s3: http://localhost:4566 }]",
};

/** What the provider would refuse in the middle of an update, or take for something else. */
const KINDS: Readonly<Partial<Record<keyof typeof KEYS, Kind>>> = {
  allowedAccountIds: ACCOUNTS,
  assumeRoles: ROLES,
  endpoints: ENDPOINTS,
  forbiddenAccountIds: ACCOUNTS,
  insecure: SWITCH,
  maxRetries: COUNT,
  s3UsePathStyle: SWITCH,
  skipCredentialsValidation: SWITCH,
  skipMetadataApiCheck: SWITCH,
  skipRegionValidation: SWITCH,
  skipRequestingAccountId: SWITCH,
  tokenBucketRateLimiterCapacity: COUNT,
  useDualstackEndpoint: SWITCH,
  useFipsEndpoint: SWITCH,
};

function kindFaults(key: string, value: unknown, { is, allowed }: Kind): Fault[] {
  return is(value) ? [] : [{ path: [key], message: `must be ${allowed}, got ${JSON.stringify(value)}` }];
}

/** The provider reads the tags below `tags` alone. */
function defaultTagsFaults(given: unknown): Fault[] {
  const tags: unknown = typeof given === "object" && given !== null ? Object.entries(given) : [];
  const [first] = tags as [string, unknown][];
  if (isRecord(given) && "tags" in given) {
    return faultsOf(tagsSchema, given["tags"]).map(({ path, message }) => ({
      path: ["defaultTags", "tags", ...path],
      message,
    }));
  }
  const example = first === undefined ? "Project: shop" : `${first[0]}: ${String(first[1])}`;
  return [
    {
      path: ["defaultTags"],
      message: `must hold the tags below the key tags: write { tags: { ${example} } }`,
    },
  ];
}
