import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import type { Rule } from "../rules";
import { network } from "./ec2-network";
import { arn, ec2Resource, firstZone, privateIp, publicIp } from "./ec2-shared";

const dashed =
  (property: string, domain: string): Rule =>
  ({ get, text }) => {
    const ip = get(property);
    return typeof ip === "string" ? text(domain.replace("*", ip.replaceAll(".", "-"))) : UNKNOWN;
  };

const image = ec2Resource("ami", "image", {
  arn: "arn:{partition}:ec2:{region}::image/{id}",
  rootSnapshotId: "snap-{hex:17}",
});

const instance = ec2Resource("i", "instance", {
  availabilityZone: firstZone,
  instanceState: "running",
  primaryNetworkInterfaceId: "eni-{hex:17}",
  privateDns: dashed("privateIp", "ip-*.{region}.compute.internal"),
  privateIp,
  publicDns: dashed("publicIp", "ec2-*.{region}.compute.{suffix}"),
  publicIp: (scope) => (scope.inputs["associatePublicIpAddress"] === true ? publicIp(scope) : UNKNOWN),
});

export const ec2 = {
  ...network,
  ...moduleTable("ec2", {
    Ami: image,
    AmiCopy: image,
    AmiFromInstance: image,
    CapacityReservation: ec2Resource("cr", "capacity-reservation"),
    DedicatedHost: ec2Resource("h", "dedicated-host"),
    Fleet: ec2Resource("fleet", "fleet"),
    Instance: instance,
    KeyPair: of(
      "{keyName}",
      {
        arn: "arn:{partition}:ec2:{region}:{account}:key-pair/{keyName}",
        fingerprint: "{hex:32}",
        keyPairId: "key-{hex:17}",
        keyType: "rsa",
      },
      { autoName: { property: "keyName" } },
    ),
    LaunchConfiguration: of("{name}", {
      arn: "arn:{partition}:autoscaling:{region}:{account}:launchConfiguration:{uuid}:launchConfigurationName/{name}",
    }),
    LaunchTemplate: ec2Resource("lt", "launch-template", { defaultVersion: 1, latestVersion: 1 }),
    PlacementGroup: of("{name}", {
      arn: "arn:{partition}:ec2:{region}:{account}:placement-group/{name}",
      placementGroupId: "pg-{hex:17}",
    }),
    SpotFleetRequest: of("sfr-{uuid}"),
    SpotInstanceRequest: ec2Resource("sir", "spot-instances-request"),
    Tag: of("{resourceId},{key}"),
    VolumeAttachment: of("vai-{digits:10}"),
  }),
  ...moduleTable("ebs", {
    Snapshot: ec2Resource("snap", "snapshot", { arn: "arn:{partition}:ec2:{region}::snapshot/{id}" }),
    SnapshotCopy: ec2Resource("snap", "snapshot", { arn: "arn:{partition}:ec2:{region}::snapshot/{id}" }),
    Volume: of("vol-{hex:17}", { arn: arn("volume"), type: "gp2" }),
  }),
  ...moduleTable("autoscaling", {
    Attachment: of("{autoscalingGroupName}-{digits:26}"),
    Group: of("{name}", {
      arn: "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
      defaultCooldown: 300,
      healthCheckType: "EC2",
    }),
    LifecycleHook: of("{name}"),
    Notification: of("{topicArn}"),
    Policy: of("{name}", {
      arn: "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:autoScalingGroupName/{autoscalingGroupName}:policyName/{name}",
    }),
    Schedule: of("{scheduledActionName}", {
      arn: "arn:{partition}:autoscaling:{region}:{account}:scheduledUpdateGroupAction:{uuid}:autoScalingGroupName/{autoscalingGroupName}:scheduledActionName/{scheduledActionName}",
    }),
  }),
};
