import type * as pulumi from "@pulumi/pulumi";

/**
 * The VPC that the services of a stack run in: either one that is there already (`vpcId` with its subnets), or one
 * to be built (all other keys). An empty configuration builds one with a single NAT gateway.
 */
export interface NetworkConfig {
  /**
   * Id of an existing VPC, `vpc-…`; with it, both lists of subnets are required and nothing is built.
   *
   * @default - a VPC is built
   */
  readonly vpcId?: string | undefined;
  /**
   * Ids of the existing VPC's public subnets (with a route to an internet gateway), at least two, each in an
   * Availability Zone of its own: load balancers stand here.
   *
   * @default - the built VPC's
   */
  readonly publicSubnetIds?: readonly string[] | undefined;
  /**
   * Ids of the existing VPC's private subnets (with a route to a NAT gateway), at least two, each in an Availability
   * Zone of its own: instances run here.
   *
   * @default - the built VPC's
   */
  readonly privateSubnetIds?: readonly string[] | undefined;
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
  /**
   * AWS services reached without leaving AWS's network, by the last part of their endpoint's name: `s3` and
   * `dynamodb` are gateway endpoints (free), any other, such as `secretsmanager`, is an interface endpoint (billed
   * per hour and zone).
   *
   * @default ["s3"]
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
   */
  readonly endpoints?: readonly string[] | undefined;
  /**
   * Records of the VPC's traffic in CloudWatch Logs; `false` keeps none.
   *
   * @default - refused traffic, kept for 30 days
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
   */
  readonly flowLogs?: false | FlowLogsConfig | undefined;
}

/** What of the traffic is recorded, and how long it is kept. */
export interface FlowLogsConfig {
  /**
   * `REJECT` records what security groups and network ACLs refused, `ACCEPT` what they let through, `ALL` both (and
   * costs accordingly).
   *
   * @default "REJECT"
   */
  readonly traffic?: "ACCEPT" | "REJECT" | "ALL" | undefined;
  /**
   * Days that records are kept: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827 or 3653.
   *
   * @default 30
   */
  readonly retentionDays?: number | undefined;
}

/** Arguments of {@link Network}. */
export interface NetworkArgs extends NetworkConfig {
  /** Tags of everything that is built. */
  readonly tags?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** What holds where the configuration says nothing. */
export const NETWORK_DEFAULTS = {
  natGateways: "single",
  availabilityZones: 2,
  cidrBlock: "10.0.0.0/16",
  endpoints: ["s3"],
  flowLogs: { traffic: "REJECT", retentionDays: 30 },
} as const satisfies NetworkConfig;
