import { add, all, remove, set, without } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { to, type Remedies } from "./remedy";

const in22 = (source: object) => ({
  description: "SSH",
  protocol: "tcp",
  fromPort: 22,
  toPort: 22,
  ...source,
});

export const machineRemedies: Remedies = {
  "sg-ingress": {
    "a group as the source": to(
      "SSH inline",
      set("office-group", "ingress", [in22({ securityGroups: ["sg-9"] })]),
    ),
    "a prefix list as the source": to(
      "SSH inline",
      set("office-group", "ingress", [in22({ prefixListIds: ["pl-9"] })]),
    ),
    "the one port of visitors": to(
      "a rule of its own",
      all(set("visitors", "fromPort", 443), set("visitors", "toPort", 443)),
    ),
  },
  "sg-description": { "set it": to("Pulumi's own text", set("balancer-group", "description", "Visitors")) },
  "sg-rule-conflicts": {
    "move the rules": to(
      "both ways",
      all(
        remove("balancer-group", "ingress"),
        add({
          type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          name: "moved-rule",
          uses: { securityGroupId: ["balancer-group"] },
          props: {
            securityGroupId: "sg-1",
            description: "Everybody",
            ipProtocol: "tcp",
            cidrIpv4: "0.0.0.0/0",
            fromPort: 443,
            toPort: 443,
          },
        }),
      ),
    ),
  },
  "vpc-default-group": {
    "add an empty one": to("rules of its own", remove("default", "ingress")),
  },
  "vpc-flow-logs": {
    "add one": to(
      "a network without",
      add({
        type: "aws:ec2/flowLog:FlowLog",
        name: "flows",
        uses: { vpcId: ["vpc"] },
        props: { vpcId: UNKNOWN, trafficType: "ALL" },
      }),
    ),
  },
  "vpc-network-acl": {
    "the ports of visitors": to(
      "SSH inline",
      set(
        "extra",
        "ingress",
        [443, 1024].map((fromPort, index) => ({
          ruleNo: 100 + index,
          action: "allow",
          protocol: "tcp",
          cidrBlock: "0.0.0.0/0",
          fromPort,
          toPort: fromPort === 443 ? 443 : 65535,
        })),
      ),
    ),
    "name the sources": to("a rule of its own", set("extra", "cidrBlock", "203.0.113.0/24")),
  },
  "vpc-no-default": {
    "a network of one's own": to(
      "taken over",
      all(
        without("extra"),
        add(
          {
            type: "aws:ec2/vpc:Vpc",
            name: "own-vpc",
            props: { cidrBlock: "10.0.0.0/16", tags: { app: "example" } },
          },
          {
            type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
            name: "own-default-group",
            uses: { vpcId: ["own-vpc"] },
            props: { vpcId: UNKNOWN },
          },
        ),
      ),
      "vpc-flow-logs",
    ),
  },
  "vpc-endpoint-acceptance": {
    "by hand": to("by itself", set("extra", "acceptanceRequired", true)),
    "name the principals": to(
      "by itself, for all",
      set("extra", "allowedPrincipals", ["arn:aws:iam::111122223333:root"]),
    ),
  },
  "vpc-subnet-public-addresses": {
    "set it": to("given to all", set("extra", "mapPublicIpOnLaunch", false)),
  },
  "ec2-private-images": {
    "name the account": to(
      "for everybody",
      all(remove("extra", "group"), set("extra", "accountId", "111122223333")),
    ),
    "name the organization": to(
      "for everybody",
      all(
        remove("extra", "group"),
        set("extra", "organizationArn", "arn:aws:organizations::111122223333:organization/o-1234567890"),
      ),
    ),
    "block it for the account": to(
      "allowed for the account's images",
      set("extra", "state", "block-new-sharing"),
    ),
    "block snapshots for the account": to(
      "allowed for the account's snapshots",
      set("extra", "state", "block-all-sharing"),
    ),
  },
  "ec2-ebs-encrypted": {
    "on the volume": to("a volume", set("disk", "encrypted", true)),
    "on the root": to("an instance's root", set("machine", "rootBlockDevice.encrypted", true)),
    "on each mapping": to(
      "a mapping of a template",
      set("template", "blockDeviceMappings.0.ebs.encrypted", "true"),
    ),
  },
  "ec2-imdsv2": {
    "set both": to(
      "an instance without",
      set("machine", "metadataOptions", { httpTokens: "required", httpPutResponseHopLimit: 1 }),
    ),
    "set both of a template": to(
      "two hops",
      set("template", "metadataOptions", { httpTokens: "required", httpPutResponseHopLimit: 1 }),
    ),
  },
  "ec2-no-public-ip": {
    "remove it": to("an instance", remove("machine", "associatePublicIpAddress")),
    "remove it from the template": to(
      "a template",
      remove("template", "networkInterfaces.0.associatePublicIpAddress"),
    ),
    "remove the address": to("an elastic address", without("address")),
  },
  "ec2-no-user-data-secrets": {
    "read it at boot": to(
      "a password",
      set(
        "machine",
        "userData",
        "#!/bin/sh\nDB_PASSWORD=$(aws ssm get-parameter --name /shop/db --with-decryption --query Parameter.Value)\nexport DB_PASSWORD\n",
      ),
    ),
  },
};
