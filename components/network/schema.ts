import { z } from "zod";
import { cloudWatchRetentionDays } from "../fields/retention";
import type { SameShape } from "../fields/same-shape";
import { input } from "../shared/validation";
import { type NetworkConfig, NETWORK_DEFAULTS } from "./args";

/** Id of a subnet. */
export const subnetId = z
  .string()
  .regex(/^subnet-[0-9a-z]+$/, 'must be the id of a subnet, e.g. "subnet-0abc12de"');

/** What is asked of every list of subnets. */
export const TWO_ZONES = "must name at least two subnets, each in an Availability Zone of its own";

/** Ids of subnets: a load balancer and a group of instances need two zones, that is two subnets at least. */
const subnetIds = z
  .array(subnetId)
  .refine((ids) => ids.length >= 2, TWO_ZONES)
  .refine((ids) => new Set(ids).size === ids.length, "must not name a subnet twice")
  .readonly();

/** One of the four numbers of an IPv4 address, as a part of a regular expression. */
export const IPV4_OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

/** A /16 to /24 of the private ranges 10/8, 172.16/12 and 192.168/16. */
const PRIVATE_RANGE = new RegExp(
  `^(10\\.${IPV4_OCTET}|172\\.(1[6-9]|2\\d|3[01])|192\\.168)\\.${IPV4_OCTET}\\.${IPV4_OCTET}/(1[6-9]|2[0-4])$`,
);

const shape = {
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-z]+$/, 'must be the id of a VPC, e.g. "vpc-0abc12de"')
    .optional(),
  publicSubnetIds: subnetIds.optional(),
  privateSubnetIds: subnetIds.optional(),
  natGateways: z.enum(["none", "single", "onePerAz"]).optional(),
  availabilityZones: z.int().min(2).max(6).optional(),
  cidrBlock: z
    .string()

    .regex(PRIVATE_RANGE, 'must be a /16 to /24 range of private addresses, e.g. "10.0.0.0/16"')
    .optional(),
  endpoints: z
    .array(
      z
        .string()
        .regex(/^[a-z][a-z0-9.-]*$/, 'must be the last part of an endpoint name, e.g. "s3" or "ecr.api"'),
    )
    .refine((names) => new Set(names).size === names.length, "must not name an endpoint twice")
    .readonly()
    .optional(),
  flowLogs: z
    .union([
      z.literal(false),
      z.strictObject({
        traffic: z.enum(["ACCEPT", "REJECT", "ALL"]).optional(),
        retentionDays: cloudWatchRetentionDays.optional(),
      }),
    ])
    .optional(),
} as const;

const EXISTING = ["publicSubnetIds", "privateSubnetIds"] as const;
const BUILT = ["natGateways", "availabilityZones", "cidrBlock", "endpoints", "flowLogs"] as const;

/** An existing VPC and one to be built exclude one another. */
function eitherExistingOrBuilt(config: NetworkConfig, context: z.RefinementCtx): void {
  const fault = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  if (config.vpcId === undefined) {
    for (const key of EXISTING.filter((each) => config[each] !== undefined)) {
      fault(key, "must stand with vpcId, the VPC that these subnets belong to");
    }
    return;
  }
  for (const key of EXISTING.filter((each) => config[each] === undefined)) {
    fault(key, `is required with vpcId: ${TWO_ZONES}`);
  }
  for (const key of BUILT.filter((each) => config[each] !== undefined)) {
    fault(key, "must not stand with vpcId: an existing VPC is used as it is; remove one of the two");
  }
}

/** What an Application Load Balancer asks of a subnet: a /27, of which 8 addresses are free. */
const SMALLEST_SUBNET = 27;

/**
 * The range is cut into as many parts as the next power of two has zones, and each of them in half: public and private.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
 */
function largeEnough(config: NetworkConfig, context: z.RefinementCtx): void {
  if (context.issues.some(({ path }) => path?.[0] === "cidrBlock" || path?.[0] === "availabilityZones")) {
    return;
  }
  const { cidrBlock, availabilityZones } = { ...NETWORK_DEFAULTS, ...config };
  const bits = Math.ceil(Math.log2(availabilityZones ?? NETWORK_DEFAULTS.availabilityZones)) + 1;
  const size = Number(cidrBlock?.split("/")[1] ?? 0);
  if (size + bits > SMALLEST_SUBNET) {
    context.addIssue({
      code: "custom",
      path: ["cidrBlock"],
      message:
        `must be a /${SMALLEST_SUBNET - bits} or larger for ${availabilityZones} zones: ` +
        `a load balancer asks for subnets of /${SMALLEST_SUBNET}, and these would be of /${size + bits}`,
    });
  }
}

const OBJECTS = {
  when: ({ value }: { readonly value: unknown }): boolean => typeof value === "object" && value !== null,
};

/** A stack's `network:`. */
export const networkConfigSchema = z
  .strictObject(shape)
  .superRefine(eitherExistingOrBuilt, OBJECTS)
  .superRefine(largeEnough, OBJECTS);

/** Arguments of the component. */
export const networkArgsSchema = z
  .strictObject({ ...shape, tags: z.record(z.string(), input(z.string())).optional() })
  .superRefine(eitherExistingOrBuilt, OBJECTS)
  .superRefine(largeEnough, OBJECTS);

/** Does not compile where the schema and the interface differ. */
export const NETWORK_SCHEMA_MATCHES: SameShape<z.output<typeof networkConfigSchema>, NetworkConfig> = true;
