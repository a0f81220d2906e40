"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

// What a program does with the result of a function that it awaits, as if it were known.
module.exports = async () => {
  const user = await aws.memorydb.getUser({ userName: "app" });
  const { ids } = await aws.ec2.getInstances({});
  const parts = ids.map((id) => `${id}-part`);
  let seen = 0;
  for (const id of ids) seen += id.length;
  ids.forEach(() => (seen += 1));
  for (let index = 0; index < ids.length; index++) seen += 1;
  new aws.ec2.Instance("instance", {
    ami: "ami-12345678",
    instanceType: "t3.micro",
    subnetId: ids[0],
    vpcSecurityGroupIds: ids.slice(0, 2),
    userData: `user=${user.arn.split(":")[5]}`,
    tags: { ...user.tags, document: JSON.stringify({ user }) },
  });
  return {
    seen,
    parts,
    text: "user " + user.arn,
    applied: pulumi.output(ids).apply((known) => known.length),
    member: user.authenticationModes[0].type,
    isPromise: user instanceof Promise,
  };
};
