"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");
const awsx = require("@pulumi/awsx");

// As a generated SDK does for a component whose provider is not simulated.
class Unheard extends pulumi.ComponentResource {
  constructor(name, args, opts) {
    super("unheard:index:Component", name, { address: undefined, ...args }, opts, true);
  }
  greet() {
    return pulumi.runtime.call("unheard:index:Component/greet", { __self__: this, loud: true }, this);
  }
}

const vpc = new awsx.ec2.Vpc("net", { numberOfAvailabilityZones: 2, natGateways: { strategy: "Single" } });
const first = new Unheard("first", { key: pulumi.secret("open-sesame"), vpcId: vpc.vpcId });
const second = new Unheard("second", {});

module.exports = {
  subnets: vpc.privateSubnetIds.apply((ids) => ids.length),
  // Children come back as resources of their own classes.
  isVpc: vpc.vpc.apply((child) => aws.ec2.Vpc.isInstance(child)),
  arn: vpc.vpc.arn,
  zones: vpc.publicSubnets.apply((subnets) => subnets.map((subnet) => subnet.availabilityZone)),
  address: first.address,
  greeting: first.greet().apply((answer) => answer.text),
  again: second.greet(),
};
