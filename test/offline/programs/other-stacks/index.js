"use strict";
const pulumi = require("@pulumi/pulumi");

// A program that awaits what another stack has, as one without Pulumi's outputs would.
module.exports = async () => {
  const network = new pulumi.StackReference("organization/network/prod");
  const vpc = await network.requireOutputValue("vpc");
  const { value: zones } = await network.getOutputDetails("zones");
  return {
    vpcId: vpc.id,
    name: `net-${(await network.getOutputValue("vpc")).id}`,
    firstZone: zones[0],
    applied: network.getOutput("vpc").apply(({ id }) => id),
    password: network.getOutput("password"),
  };
};
