"use strict";
// Everything here exists already and is only looked at: nothing of it is this program's to change.
const aws = require("@pulumi/aws");

aws.s3.Bucket.get("bucket", "made-elsewhere");
aws.ec2.SecurityGroup.get("group", "sg-0aaaaaaaaaaaaaaa9");
aws.lb.LoadBalancer.get(
  "balancer",
  "arn:aws:elasticloadbalancing:ap-northeast-2:111122223333:loadbalancer/app/x/1234567890abcdef",
);
aws.cloudfront.Distribution.get("distribution", "E1234567890ABC");
aws.cloudwatch.LogGroup.get("log", "/x");
aws.route53.Zone.get("zone", "Z0123456789ABC");
aws.acm.Certificate.get("certificate", "arn:aws:acm:ap-northeast-2:111122223333:certificate/1");
aws.autoscaling.Group.get("fleet", "made-elsewhere");
aws.iam.Role.get("role", "made-elsewhere");
