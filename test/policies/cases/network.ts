import { gzipSync } from "node:zlib";
import { add, remove, set, unknown } from "../fixtures/program";
import type { Planted } from "../../../policies/testing/messages";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";
import { alone } from "./data";

const acl = alone("aws:ec2/networkAcl:NetworkAcl");
const aclRule = alone("aws:ec2/networkAclRule:NetworkAclRule");
const vpc = alone("aws:ec2/vpc:Vpc");
const subnet = alone("aws:ec2/subnet:Subnet");
const service = alone("aws:ec2/vpcEndpointService:VpcEndpointService");
const image = alone("aws:ec2/amiLaunchPermission:AmiLaunchPermission");

const ingress = (props: object) => ({
  ruleNo: 100,
  action: "allow",
  protocol: "tcp",
  cidrBlock: "0.0.0.0/0",
  fromPort: 22,
  toPort: 22,
  ...props,
});
const withGroup = (...extra: readonly Planted[]) =>
  add(
    { type: "aws:ec2/vpc:Vpc", name: "vpc", props: { cidrBlock: "10.0.0.0/16" } },
    {
      type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      name: "default-group",
      uses: { vpcId: ["vpc"] },
      props: { vpcId: UNKNOWN },
    },
    ...extra,
  );
const flowLog = {
  type: "aws:ec2/flowLog:FlowLog",
  name: "flow-log",
  uses: { vpcId: ["vpc"] },
  props: { vpcId: UNKNOWN },
};
const KEYS = `export AWS_ACCESS_KEY_ID=AKIA${"A".repeat(16)}\n`;

export const networkCases: Cases = {
  "vpc-network-acl": {
    faulty: {
      "SSH inline": acl({ ingress: [ingress({})] }),
      "remote desktop over IPv6": acl({
        ingress: [ingress({ cidrBlock: undefined, ipv6CidrBlock: "2000::/3", fromPort: 3389, toPort: 3389 })],
      }),
      everything: acl({ ingress: [ingress({ protocol: "-1", fromPort: 0, toPort: 0 })] }),
      "a rule of its own": aclRule({ ...ingress({}), ruleAction: "allow" }),
    },
    absent: fine(acl({})),
    unknown: undetermined(acl({ ingress: UNKNOWN })),
    fine: {
      "ephemeral ports": acl({ ingress: [ingress({ fromPort: 1024, toPort: 65535 })] }),
      "a private range": acl({ ingress: [ingress({ cidrBlock: "10.0.0.0/8" })] }),
      "denied before": acl({
        ingress: [ingress({ ruleNo: 50, action: "deny" }), ingress({ fromPort: 0, toPort: 1023 })].map(
          (rule, index) => (index === 0 ? { ...rule, fromPort: 0, toPort: 65535 } : rule),
        ),
      }),
      "going out": aclRule({ ...ingress({}), ruleAction: "allow", egress: true }),
    },
  },
  "vpc-default-group": {
    faulty: {
      "rules of its own": add({
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        name: "default",
        props: { ingress: [{ protocol: "-1", self: true, fromPort: 0, toPort: 0 }] },
      }),
    },
    absent: faulty(vpc({})),
    unknown: undetermined(
      add({
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        name: "default",
        props: { egress: UNKNOWN },
      }),
    ),
    fine: { "an empty group": withGroup(flowLog) },
  },
  "vpc-flow-logs": {
    faulty: { "a network without": withGroup() },
    absent: faulty(vpc({})),
    unknown: unknownIsFine(withGroup(flowLog)),
  },
  "vpc-no-default": {
    faulty: { "taken over": alone("aws:ec2/defaultVpc:DefaultVpc")({}) },
    absent: fine(remove("machine", "subnetId")),
    unknown: unknownIsFine(unknown("machine", "subnetId")),
  },
  "vpc-endpoint-acceptance": {
    faulty: {
      "by itself": service({ acceptanceRequired: false }),
      "by itself, for all": service({ acceptanceRequired: false, allowedPrincipals: ["*"] }),
      "by hand, of all": service({ acceptanceRequired: true, allowedPrincipals: ["*"] }),
    },
    absent: fine(service({})),
    unknown: undetermined(service({ acceptanceRequired: UNKNOWN })),
    fine: {
      "for one account": service({
        acceptanceRequired: false,
        allowedPrincipals: ["arn:aws:iam::111122223333:root"],
      }),
    },
  },
  "vpc-subnet-public-addresses": {
    faulty: { "given to all": subnet({ mapPublicIpOnLaunch: true }) },
    absent: fine(subnet({})),
    unknown: undetermined(subnet({ mapPublicIpOnLaunch: UNKNOWN })),
  },
  "ec2-private-images": {
    faulty: {
      "for everybody": image({ imageId: "ami-1", group: "all" }),
      "allowed for the account's images": alone("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess")({
        state: "unblocked",
      }),
      "allowed for the account's snapshots": alone(
        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
      )({ state: "unblocked" }),
    },
    absent: fine(image({ imageId: "ami-1" })),
    unknown: undetermined(image({ imageId: "ami-1", group: UNKNOWN })),
    fine: { "for one account": image({ imageId: "ami-1", accountId: "111122223333" }) },
  },
  "ec2-no-user-data-secrets": {
    faulty: {
      "in plain text": set("machine", "userData", KEYS),
      "in base64": set("template", "userData", Buffer.from(KEYS).toString("base64")),
      compressed: set("template", "userData", gzipSync(KEYS).toString("base64")),
      "in PowerShell": set(
        "machine",
        "userData",
        "<powershell>\n$env:DB_PASSWORD = 'hunter2'\n</powershell>",
      ),
      "a password": set("machine", "userData", "#!/bin/sh\nexport DB_PASSWORD='hunter2'\n"),
      "a connection string": set("machine", "userData", 'db="Server=db;Password=hunter2;"'),
      "an address with a token": set("machine", "userData", "curl https://hook.example.com/?token=abc123def"),
    },
    absent: fine(remove("machine", "userData")),
    unknown: unknownIsFine(unknown("machine", "userData")),
    fine: {
      "read at boot": set(
        "machine",
        "userData",
        "#!/bin/sh\nDB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db --query SecretString)\nexport DB_PASSWORD\nTOKEN=`curl -X PUT http://169.254.169.254/latest/api/token`\n",
      ),
    },
  },
};
