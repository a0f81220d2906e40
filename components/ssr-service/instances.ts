import { z } from "zod";
import type { Fault, Rule } from "../fields";
import { architectureOf } from "../aws/instance-types";
import { noSuchSize } from "./known-types";
import type { Options } from "./option-settings/option-setting";
import { repeated } from "./repeated";

/** The keys of a service that say what its instances are. */
export interface InstancesKeys {
  /**
   * EC2 instance types, 1–40, all of one processor architecture, the preferred one first. A size that its family does not have is a
   * fault; a family that is newer than this version is taken as it is, with a warning.
   *
   * @default ["t4g.small", "t4g.medium"]
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.html
   */
  readonly instanceTypes?: readonly string[] | undefined;
  /**
   * Size of an instance's root volume (gp3) in GiB, 10–16384. Elastic Beanstalk has no option that encrypts it: the
   * account's own switch does, for every volume of the region.
   *
   * @default 20
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
   */
  readonly rootVolumeSize?: number | undefined;
  /**
   * Subnets of the instances. `public` gives each instance a public address, for a VPC without NAT gateway; even
   * then nothing but the load balancer may connect to them, but one mistaken rule would expose them.
   *
   * @default "private"
   */
  readonly instanceSubnets?: "private" | "public" | undefined;
}

export const instancesShape = {
  instanceTypes: z
    .array(
      z.string().regex(/^[a-z]+-?\d[a-z0-9-]*\.[a-z0-9-]+$/, 'must be an instance type, e.g. "t4g.small"'),
    )
    .min(1)
    .max(40)
    .readonly()
    .default(["t4g.small", "t4g.medium"]),
  rootVolumeSize: z.int().min(10).max(16384).default(20),
  instanceSubnets: z.enum(["private", "public"]).default("private"),
} as const;

export type Instances = z.output<z.ZodObject<typeof instancesShape>>;

export const instancesRules: readonly Rule<Instances>[] = [
  { reads: [], entriesOf: ["instanceTypes"], faults: ({ instanceTypes }) => noSuchSize(instanceTypes) },
  { reads: [], entriesOf: ["instanceTypes"], faults: ({ instanceTypes }) => oneArchitecture(instanceTypes) },
  {
    reads: [],
    entriesOf: ["instanceTypes"],
    faults: ({ instanceTypes }) => repeated("instanceTypes", instanceTypes),
  },
];

function oneArchitecture(instanceTypes: readonly string[]): Fault[] {
  const [first = ""] = Object.values(instanceTypes);
  const expected = architectureOf(first);
  return instanceTypes.flatMap((type, index) =>
    architectureOf(type) === expected
      ? []
      : [
          {
            path: ["instanceTypes", index],
            message: `must be of one processor architecture with ${first} (${expected}), and is ${architectureOf(type)}`,
          },
        ],
  );
}

/** What other resources supply to the instances' options. */
export interface InstancesWiring<V> {
  readonly vpcId: V;
  readonly instanceSubnets: V;
  readonly instanceSecurityGroup: V;
  readonly instanceProfile: V;
}

/** The launch template, the types, and the subnets of the instances. */
export function instancesOptions<V>(service: Instances, wiring: InstancesWiring<V>): Options<V> {
  const { instanceTypes } = service;
  return {
    "aws:autoscaling:launchconfiguration": {
      DisableDefaultEC2SecurityGroup: "true",
      DisableIMDSv1: "true",
      // The profile's name: Beanstalk reads an ARN back as a name, which would show as a change for ever.
      IamInstanceProfile: wiring.instanceProfile,
      LaunchTemplateTagPropagationEnabled: "true",
      // Without detailed monitoring CPU is measured every 5 minutes, and `scaling.period` could not be less.
      MonitoringInterval: "1 minute",
      RootVolumeSize: String(service.rootVolumeSize),
      RootVolumeType: "gp3",
      SecurityGroups: wiring.instanceSecurityGroup,
    },
    "aws:ec2:instances": {
      InstanceTypes: instanceTypes.join(","),
      SupportedArchitectures: architectureOf(instanceTypes[0] ?? ""),
    },
    "aws:ec2:vpc": {
      AssociatePublicIpAddress: String(service.instanceSubnets === "public"),
      Subnets: wiring.instanceSubnets,
      VPCId: wiring.vpcId,
    },
  };
}
