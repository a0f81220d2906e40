import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import {
  EBS_ENCRYPTION_BY_DEFAULT,
  ECS_SERVICE,
  ELASTIC_IP,
  ELASTIC_IP_ASSOCIATION,
  INSTANCE,
  LAUNCH_CONFIGURATION,
  IMAGE,
  IMAGE_COPY,
  LAUNCH_TEMPLATE,
  METADATA_DEFAULTS,
  NETWORK_INTERFACE,
  NETWORK_INTERFACE_ATTACHMENT,
  SNAPSHOT_COPY,
  SPOT_FLEET,
  SUBNET,
  VOLUME,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

const MACHINES = [...LAUNCH_TEMPLATE, ...INSTANCE, ...LAUNCH_CONFIGURATION];

/** Specifications that a spot fleet launches by itself; they know no metadata options at all. */
function spotLaunches(type: string, props: Value): Value[] {
  return SPOT_FLEET.includes(type) ? props.at("launchSpecifications").items() : [];
}

export const ec2Imdsv2 = defineRule({
  id: "ec2-imdsv2",
  pack: "security",
  demands: "Instances answer version 2 of the metadata service only, and only to themselves.",
  why: "Version 1 hands the instance role's credentials to any request that the application can be talked into.",
  fix: "Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1.",
  severity: "high",
  controls: [
    "FSBP EC2.8",
    "FSBP EC2.170",
    "FSBP AutoScaling.3",
    "FSBP AutoScaling.4",
    "CKV_AWS_79",
    "CKV_AWS_341",
  ],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  levels: { dev: "remediate", prod: "mandatory" },
  options: {
    hops: {
      type: "number",
      default: 1,
      minimum: 1,
      about: "The highest hop limit; 2 lets containers ask too.",
    },
  },
  resource: {
    types: [...MACHINES, ...SPOT_FLEET, ...METADATA_DEFAULTS],
    judge: ({ type, props }, demand, { hops }) => {
      if (METADATA_DEFAULTS.includes(type)) {
        const tokens = props.at("httpTokens");
        demand(
          () => !tokens.isOneOf("optional"),
          () => `httpTokens is ${tokens.shown()}: every instance answers version 1; set it to required.`,
        );
        return;
      }
      if (SPOT_FLEET.includes(type)) {
        demand(
          () => spotLaunches(type, props).length === 0,
          "launchSpecifications cannot turn version 1 off; use launchTemplateConfigs.",
        );
        return;
      }
      const options = props.at("metadataOptions");
      const limit = options.at("httpPutResponseHopLimit");
      demand(
        () => options.at("httpTokens").isOneOf("required") || options.at("httpEndpoint").isOneOf("disabled"),
        () => `metadataOptions.httpTokens is ${options.at("httpTokens").shown()}; set it to required.`,
      );
      demand(
        () => (limit.number() ?? 1) <= hops,
        () => `metadataOptions.httpPutResponseHopLimit is ${limit.shown()}; set it to ${hops}.`,
      );
    },
    remediate: ({ type, props }, changed) => {
      if (SPOT_FLEET.includes(type) || METADATA_DEFAULTS.includes(type)) {
        return false;
      }
      const options = props.at("metadataOptions");
      const tokens = options.at("httpTokens");
      if (options.unknown || tokens.unknown || tokens.isOneOf("required") || isOff(options)) {
        return false;
      }
      if (options.absent) {
        changed["metadataOptions"] = { httpTokens: "required" };
      } else {
        (changed["metadataOptions"] as Record<string, unknown>)["httpTokens"] = "required";
      }
      return true;
    },
  },
});

function isOff(options: Value): boolean {
  const endpoint = options.at("httpEndpoint");
  return endpoint.unknown || endpoint.isOneOf("disabled");
}

/** Disks of machines, disks by themselves, and copies of their contents. */
const DISKS = [...MACHINES, ...VOLUME, ...SNAPSHOT_COPY, ...IMAGE_COPY, ...IMAGE];

export const ec2EbsEncrypted = defineRule({
  id: "ec2-ebs-encrypted",
  pack: "security",
  demands: "Every disk of an instance is encrypted.",
  why: "A snapshot or a disk that is passed on can be read by everyone who gets it.",
  fix: "Set encrypted on the volume, on rootBlockDevice and on every block device mapping.",
  severity: "medium",
  controls: [
    "FSBP EC2.3",
    "FSBP EC2.181",
    "CKV_AWS_3",
    "CKV_AWS_8",
    "awsguard encrypted-volumes",
    "compliance-policies ec2 disallow-unencrypted-block-device",
  ],
  url: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: [...DISKS, ...EBS_ENCRYPTION_BY_DEFAULT],
    judge: ({ type, props }, demand) => {
      if (EBS_ENCRYPTION_BY_DEFAULT.includes(type)) {
        demand(() => props.at("enabled").bool() !== false, "enabled is false; set it to true.");
        return;
      }
      // What is left out is judged with the stack around it.
      for (const { path, encrypted } of disksOf(type, props)) {
        demand(() => encrypted.absent || encrypted.bool() === true, `${path} is not true; set it.`);
      }
    },
  },
  // With the stack around it, since the program may turn encryption on for the whole account and region.
  stack: {
    types: DISKS,
    judge: (stack, demand) => {
      // What is made before the account encrypts by default is not encrypted: only what waits for it is excused.
      const byDefault = ({ dependencies }: StackResource) =>
        dependencies.some(
          ({ type, props }) =>
            EBS_ENCRYPTION_BY_DEFAULT.includes(type) && props.at("enabled").bool() !== false,
        );
      for (const resource of stack.of(DISKS)) {
        // What the program gave: AWS fills in whether a disk that says nothing is encrypted, and its snapshot.
        for (const { path, encrypted, inherits } of disksOf(resource.type, resource.inputs)) {
          demand(
            resource,
            () => encrypted.present || inherits || byDefault(resource),
            `${path} of "${resource.name}" is not set; set it to true.`,
          );
        }
      }
      for (const template of stack.of(LAUNCH_TEMPLATE)) {
        demand(
          template,
          () => template.inputs.at("blockDeviceMappings").present || byDefault(template),
          `"${template.name}" says nothing of its disks, so that the image decides; set blockDeviceMappings with ebs.encrypted.`,
          "advisory",
        );
      }
    },
  },
});

interface Disk {
  readonly path: string;
  readonly encrypted: Value;
  /** Whether it is as encrypted as the snapshot that it is made of, where it says nothing. */
  readonly inherits: boolean;
}

function disksOf(type: string, props: Value): Disk[] {
  const disk = (of: Value): Disk => ({
    path: of.path === "" ? "encrypted" : `${of.path}.encrypted`,
    encrypted: of.at("encrypted"),
    inherits: of.at("snapshotId").present,
  });
  if (IMAGE.includes(type)) {
    return props.at("ebsBlockDevices").items().map(disk);
  }
  if (!MACHINES.includes(type)) {
    return [disk(props)];
  }
  const root = LAUNCH_TEMPLATE.includes(type) ? [] : [disk(props.at("rootBlockDevice"))];
  const others = [
    ...props.at("ebsBlockDevices").items(),
    ...props
      .at("blockDeviceMappings")
      .items()
      .map((mapping) => mapping.at("ebs"))
      .filter((ebs) => ebs.present),
  ];
  return [...root, ...others.map(disk)];
}

export const ec2NoPublicIp = defineRule({
  id: "ec2-no-public-ip",
  pack: "security",
  demands: "No instance, and no task of ECS, has a public address.",
  why: "Only a load balancer needs one; with one, a mistake in a security group puts the server on the internet.",
  fix: "Remove associatePublicIpAddress and elastic addresses; put instances into private subnets.",
  severity: "high",
  controls: [
    "FSBP EC2.9",
    "FSBP EC2.25",
    "FSBP AutoScaling.5",
    "CKV_AWS_88",
    "CKV_AWS_333",
    "FSBP ECS.2",
    "awsguard ec2-instance-no-public-ip",
    "compliance-policies ec2 disallow-public-ip",
  ],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: [...MACHINES, ...SPOT_FLEET, ...ECS_SERVICE, ...ELASTIC_IP, ...ELASTIC_IP_ASSOCIATION],
    judge: ({ type, props }, demand) => {
      if (ELASTIC_IP.includes(type) || ELASTIC_IP_ASSOCIATION.includes(type)) {
        // NAT gateways and load balancers name the address, not the other way round.
        const machine = props.at(ELASTIC_IP.includes(type) ? "instance" : "instanceId");
        demand(() => machine.absent, `${machine.path} gives an instance a public address; remove it.`);
        return;
      }
      const addresses = [
        props.at("associatePublicIpAddress"),
        props.at("networkConfiguration", "assignPublicIp"),
        ...[...props.at("networkInterfaces").items(), ...spotLaunches(type, props)].map((each) =>
          each.at("associatePublicIpAddress"),
        ),
      ];
      for (const address of addresses) {
        demand(
          () => address.bool() !== true,
          () => `${address.path} is true; remove it.`,
        );
      }
    },
  },
  stack: {
    types: [...INSTANCE, ...ELASTIC_IP, ...ELASTIC_IP_ASSOCIATION],
    judge: (stack, demand) => {
      for (const address of stack.of([...ELASTIC_IP, ...ELASTIC_IP_ASSOCIATION])) {
        const property = ELASTIC_IP.includes(address.type) ? "networkInterface" : "networkInterfaceId";
        demand(
          address,
          () => !isOfMachine(stack, address, property),
          `${property} is an instance's, which gets a public address; remove it.`,
        );
      }
      for (const machine of stack.of(INSTANCE)) {
        const subnets = stack.targets(machine, "subnetId", SUBNET);
        demand(
          machine,
          () =>
            machine.props.at("associatePublicIpAddress").bool() !== undefined ||
            !subnets.some((subnet) => subnet.props.at("mapPublicIpOnLaunch").bool() === true),
          `"${machine.name}" stands in a subnet that gives it a public address; set associatePublicIpAddress to false.`,
        );
      }
    },
  },
});

/** By a network interface that came with the instance, or one of its own that is attached to it. */
function isOfMachine(stack: Stack, address: StackResource, property: string): boolean {
  const interfaces = stack.targets(address, property, NETWORK_INTERFACE);
  return (
    address.dependenciesOf(property).some(({ type }) => INSTANCE.includes(type)) ||
    interfaces.some(
      (each) =>
        each.props.at("attachments").present ||
        stack.referrers(NETWORK_INTERFACE_ATTACHMENT, "networkInterfaceId", each).length > 0 ||
        ["primaryNetworkInterface", "networkInterfaces"].some(
          (key) => stack.referrers(INSTANCE, key, each).length > 0,
        ),
    )
  );
}
