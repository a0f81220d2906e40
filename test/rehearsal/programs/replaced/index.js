// The subnets of a load balancer cannot be changed: both are replaced, the one with a name of its own after the old one has gone.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const third = new pulumi.Config().requireNumber("third");
const subnets = [1, 2, third].map((number) => `subnet-0000000000000000${number}`);
const fixed = new aws.lb.LoadBalancer("fixed", { subnets, name: "one-of-a-kind" });
const named = new aws.lb.LoadBalancer("named", { subnets });

exports.arns = [fixed.arn, named.arn];
