import { defineRule } from "../../engine/rule";
import {
  ELASTIC_IP,
  ELASTIC_IP_ASSOCIATION,
  INSTANCE,
  LAUNCH_CONFIGURATION,
  LAUNCH_TEMPLATE,
  VOLUME,
} from "../../aws/type-tokens";
import type { Value } from "../../engine/value";

const MACHINES = [...LAUNCH_TEMPLATE, ...INSTANCE, ...LAUNCH_CONFIGURATION];

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
    types: MACHINES,
    judge: ({ props }, demand, { hops }) => {
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
    remediate: ({ props }, changed) => {
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

export const ec2EbsEncrypted = defineRule({
  id: "ec2-ebs-encrypted",
  pack: "security",
  demands: "Every disk of an instance is encrypted.",
  why: "A snapshot or a disk that is passed on can be read by whoever gets it.",
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
    types: [...MACHINES, ...VOLUME],
    judge: ({ type, props }, demand) => {
      if (VOLUME.includes(type)) {
        demand(() => props.at("encrypted").bool() === true, "encrypted is not true; set it.");
        return;
      }
      if (!LAUNCH_TEMPLATE.includes(type)) {
        demand(
          () => props.at("rootBlockDevice", "encrypted").bool() === true,
          "rootBlockDevice.encrypted is not true; set it.",
        );
      }
      const others = [
        ...props.at("ebsBlockDevices").items(),
        ...props
          .at("blockDeviceMappings")
          .items()
          .map((mapping) => mapping.at("ebs"))
          .filter((ebs) => ebs.present),
      ];
      for (const device of others) {
        demand(
          // A snapshot brings its own encryption.
          () => device.at("encrypted").bool() === true || device.at("snapshotId").present,
          `${device.path}.encrypted is not true; set it.`,
        );
      }
    },
  },
});

export const ec2NoPublicIp = defineRule({
  id: "ec2-no-public-ip",
  pack: "security",
  demands: "No instance has a public address.",
  why: "Only a load balancer needs one; with one, a mistake in a security group puts the server on the internet.",
  fix: "Remove associatePublicIpAddress and elastic addresses; put instances into private subnets.",
  severity: "high",
  controls: [
    "FSBP EC2.9",
    "FSBP EC2.25",
    "FSBP AutoScaling.5",
    "CKV_AWS_88",
    "awsguard ec2-instance-no-public-ip",
    "compliance-policies ec2 disallow-public-ip",
  ],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-9",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: [...MACHINES, ...ELASTIC_IP, ...ELASTIC_IP_ASSOCIATION],
    judge: ({ type, props }, demand) => {
      if (!MACHINES.includes(type)) {
        // NAT gateways and load balancers name the address, not the other way round.
        const machine = props.at(ELASTIC_IP.includes(type) ? "instance" : "instanceId");
        demand(() => machine.absent, `${machine.path} gives an instance a public address; remove it.`);
        return;
      }
      const own = props.at("associatePublicIpAddress");
      const others = props
        .at("networkInterfaces")
        .items()
        .map((each) => each.at("associatePublicIpAddress"));
      for (const address of [own, ...others]) {
        demand(() => address.bool() !== true, `${address.path} is true; remove it.`);
      }
    },
  },
});
