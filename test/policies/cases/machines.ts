import { uses, add, all, remove, set, unknown } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

const world = {
  description: "Everybody",
  protocol: "tcp",
  cidrBlocks: ["0.0.0.0/0"],
  fromPort: 22,
  toPort: 22,
};

/** A group that lets everybody in on this port, and an instance in it. */
function onMachine(port: number) {
  return all(
    add({
      type: "aws:ec2/securityGroup:SecurityGroup",
      name: "open-group",
      props: {
        description: "Visitors",
        tags: { app: "example" },
        ingress: [{ ...world, fromPort: port, toPort: port }],
      },
    }),
    uses("machine", "vpcSecurityGroupIds", "open-group"),
  );
}

/** A network load balancer with a listener, whose only target is this instance. */
function behindNetworkBalancer(machine: string) {
  return add(
    { type: "aws:lb/loadBalancer:LoadBalancer", name: "network", props: { loadBalancerType: "network" } },
    { type: "aws:lb/targetGroup:TargetGroup", name: "network-targets", props: { protocol: "TCP" } },
    {
      type: "aws:lb/listener:Listener",
      name: "network-listener",
      props: { protocol: "TCP" },
      uses: { loadBalancerArn: ["network"], defaultActions: ["network-targets"] },
    },
    {
      type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
      name: "network-target",
      props: {},
      uses: { targetGroupArn: ["network-targets"], targetId: [machine] },
    },
  );
}

export const machineCases: Cases = {
  "sg-ingress": {
    faulty: {
      "SSH inline": set("office-group", "ingress", [world]),
      "SSH over IPv6": set("office-group", "ingress", [
        { ...world, cidrBlocks: [], ipv6CidrBlocks: ["::/0"] },
      ]),
      "one half of the internet": set("office-group", "ingress", [{ ...world, cidrBlocks: ["128.0.0.0/1"] }]),
      "all ports": set("office-group", "ingress", [{ ...world, protocol: "-1", fromPort: 0, toPort: 0 }]),
      "all protocols, whose ports AWS ignores": set("office-group", "ingress", [
        { ...world, protocol: "-1", fromPort: 443, toPort: 443 },
      ]),
      "port 80 of an instance": onMachine(80),
      "port 443 of an instance, beside a network load balancer that it does not stand behind": all(
        onMachine(443),
        add({
          type: "aws:lb/loadBalancer:LoadBalancer",
          name: "network",
          parent: "service",
          props: {
            loadBalancerType: "network",
            enableDeletionProtection: true,
            enableCrossZoneLoadBalancing: true,
            accessLogs: { enabled: true, bucket: "logs" },
            subnets: ["subnet-1", "subnet-2"],
            tags: { app: "example" },
          },
        }),
      ),
      "a range that holds 443": set("office-group", "ingress", [{ ...world, fromPort: 0, toPort: 65535 }]),
      "a rule of its own": all(set("visitors", "fromPort", 3389), set("visitors", "toPort", 3389)),
      "the older kind of rule, with texts": all(
        set("visitors-ipv6", "fromPort", "22"),
        set("visitors-ipv6", "toPort", "22"),
      ),
      "the default group": add({
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        name: "default",
        props: { ingress: [world] },
      }),
    },
    also: ["vpc-default-group"],
    absent: fine(remove("office-group", "ingress")),
    unknown: undetermined(set("office-group", "ingress", [{ ...world, cidrBlocks: [UNKNOWN] }])),
    fine: {
      "from another group": set("office-group", "ingress", [
        { description: "Balancer", protocol: "tcp", securityGroups: [UNKNOWN], fromPort: 22, toPort: 22 },
      ]),
      "a port for everybody from an unknown source": unknown("visitors", "cidrIpv4"),
      "port 443 of an instance behind a network load balancer": all(
        onMachine(443),
        behindNetworkBalancer("machine"),
      ),
      "answers to ping": set("office-group", "ingress", [
        { ...world, protocol: "icmp", fromPort: 8, toPort: -1 },
      ]),
      "egress to everybody": set("office-group", "egress", [{ ...world, description: "Out" }]),
    },
  },
  "sg-description": {
    faulty: {
      "Pulumi's own text": set("balancer-group", "description", "Managed by Pulumi"),
      "an inline rule without": remove("office-group", "ingress.0.description"),
    },
    absent: faulty(remove("visitors", "description")),
    unknown: undetermined(unknown("balancer-group", "description")),
  },
  "sg-rule-conflicts": {
    faulty: {
      "both ways": set("balancer-group", "ingress", [{ ...world, fromPort: 443, toPort: 443 }]),
    },
    absent: fine(remove("office-group", "ingress")),
    unknown: unknownIsFine(unknown("visitors", "securityGroupId")),
  },
  "ec2-imdsv2": {
    faulty: {
      "version 1 too": set("template", "metadataOptions.httpTokens", "optional"),
      "two hops": set("template", "metadataOptions.httpPutResponseHopLimit", 2),
      "an instance without": remove("machine", "metadataOptions"),
      "the account's default": add({
        type: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
        name: "defaults",
        props: { httpTokens: "optional" },
      }),
    },
    absent: faulty(remove("template", "metadataOptions.httpTokens")),
    unknown: undetermined(unknown("template", "metadataOptions.httpTokens")),
    fine: { "no metadata at all": set("template", "metadataOptions", { httpEndpoint: "disabled" }) },
  },
  "ec2-ebs-encrypted": {
    faulty: {
      "a volume": set("disk", "encrypted", false),
      "an instance's root": remove("machine", "rootBlockDevice.encrypted"),
      "an image's": add({
        type: "aws:ec2/ami:Ami",
        name: "image",
        props: { tags: { app: "example" }, ebsBlockDevices: [{ deviceName: "/dev/xvda", encrypted: false }] },
      }),
      "encryption by default, switched off": add({
        type: "aws:ebs/encryptionByDefault:EncryptionByDefault",
        name: "by-default",
        props: { enabled: false },
      }),
      "an instance's other disk": set("machine", "ebsBlockDevices", [{ deviceName: "/dev/sdb" }]),
      "a mapping of a template": remove("template", "blockDeviceMappings.0.ebs.encrypted"),
    },
    absent: faulty(remove("disk", "encrypted")),
    unknown: undetermined(unknown("disk", "encrypted")),
    fine: {
      "a mapping without a disk": set("template", "blockDeviceMappings.1", {
        deviceName: "b",
        virtualName: "eph0",
      }),
    },
  },
  "ec2-no-public-ip": {
    faulty: {
      "an instance": set("machine", "associatePublicIpAddress", true),
      "a template": set("template", "networkInterfaces.0.associatePublicIpAddress", "true"),
      "an elastic address": add({
        type: "aws:ec2/eip:Eip",
        name: "address",
        props: { instance: UNKNOWN },
      }),
      "an elastic address on its own": add({
        type: "aws:ec2/eipAssociation:EipAssociation",
        name: "address",
        props: { instanceId: "i-1", allocationId: "eipalloc-1" },
      }),
    },
    fine: {
      "an elastic address of a NAT gateway": add({
        type: "aws:ec2/eip:Eip",
        name: "address",
        props: { domain: "vpc" },
      }),
    },
    absent: fine(remove("machine", "associatePublicIpAddress")),
    unknown: undetermined(unknown("machine", "associatePublicIpAddress")),
  },
};
