import {
  given,
  list,
  object,
  objects,
  tagsOf,
  without,
  type Plain,
  type PlainObject,
  type Twin,
} from "../plain";

/** One rule of a security group; each of CloudFormation's has one source. */
function rule(of: PlainObject): PlainObject {
  const one = (value: Plain): Plain => (value === undefined ? undefined : [value]);
  return given({
    description: of["description"],
    protocol: of["ipProtocol"],
    fromPort: of["fromPort"],
    toPort: of["toPort"],
    cidrBlocks: one(of["cidrIp"]),
    ipv6CidrBlocks: one(of["cidrIpv6"]),
    prefixListIds: one(of["sourcePrefixListId"] ?? of["destinationPrefixListId"]),
    securityGroups: one(of["sourceSecurityGroupId"] ?? of["destinationSecurityGroupId"]),
  });
}

export function securityGroup(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:ec2/securityGroup:SecurityGroup",
      props: given({
        id,
        description: props["groupDescription"],
        vpcId: props["vpcId"],
        ingress: objects(props["securityGroupIngress"]).map(rule),
        egress: objects(props["securityGroupEgress"]).map(rule),
        tags: tagsOf(props),
      }),
    },
  ];
}

export function ingress(props: PlainObject): Twin[] {
  return [
    {
      type: "aws:ec2/securityGroupRule:SecurityGroupRule",
      props: given({ type: "ingress", securityGroupId: props["groupId"], ...rule(props) }),
    },
  ];
}

/** Names of the device that an image starts from. */
const ROOT_DEVICES = ["/dev/xvda", "/dev/sda1"];

function disksOf(props: PlainObject): PlainObject {
  const disks = objects(props["blockDeviceMappings"]).filter(({ ebs }) => ebs !== undefined);
  const isRoot = ({ deviceName }: PlainObject) => ROOT_DEVICES.some((each) => each === deviceName);
  return given({
    rootBlockDevice: object(disks.find(isRoot)?.["ebs"]),
    ebsBlockDevices: disks.filter((disk) => !isRoot(disk)).map((disk) => object(disk["ebs"])),
  });
}

export function instance(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:ec2/instance:Instance",
      props: given({
        ...without(props, "blockDeviceMappings", "userData"),
        ...disksOf(props),
        id,
        ami: props["imageId"],
        vpcSecurityGroupIds: props["securityGroupIds"],
        userDataBase64: props["userData"],
        tags: tagsOf(props),
      }),
    },
  ];
}

export function launchTemplate(props: PlainObject, id: string): Twin[] {
  const data = object(props["launchTemplateData"]);
  const interfaces = objects(data["networkInterfaces"]).map((each) =>
    given({ ...each, securityGroups: each["groups"] }),
  );
  return [
    {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      props: given({
        ...data,
        id,
        vpcSecurityGroupIds: data["securityGroupIds"],
        networkInterfaces: data["networkInterfaces"] === undefined ? undefined : interfaces,
        tags: list(props["tagSpecifications"]).length > 0 ? { given: "true" } : undefined,
      }),
    },
  ];
}

export function address(props: PlainObject): Twin[] {
  return [
    {
      type: "aws:ec2/eip:Eip",
      props: given({ instance: props["instanceId"], tags: tagsOf(props) }),
    },
  ];
}

export function networkAclEntry(props: PlainObject): Twin[] {
  const range = object(props["portRange"]);
  return [
    {
      type: "aws:ec2/networkAclRule:NetworkAclRule",
      props: given({ ...props, fromPort: range["from"], toPort: range["to"] }),
    },
  ];
}

export function flowLog(props: PlainObject): Twin[] {
  return [{ type: "aws:ec2/flowLog:FlowLog", props: given({ ...props, vpcId: props["resourceId"] }) }];
}
