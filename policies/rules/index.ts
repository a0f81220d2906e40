import type { Rule } from "../engine/rule";
import * as acm from "./acm";
import * as autoscaling from "./auto-scaling/groups";
import * as beanstalk from "./beanstalk/operation";
import * as beanstalkScaling from "./beanstalk/scaling";
import * as beanstalkSecurity from "./beanstalk/security";
import * as beanstalkTemplates from "./beanstalk/templates";
import * as cloudfront from "./cloudfront/distributions";
import * as cloudfrontCertificates from "./cloudfront/certificates";
import * as cloudfrontOrigins from "./cloudfront/origins";
import * as cloudwatch from "./cloudwatch";
import * as codebuild from "./codebuild";
import * as codepipeline from "./codepipeline";
import * as ec2 from "./ec2/instances";
import * as iamIdentities from "./iam/identities";
import * as iamTrust from "./iam/trust";
import * as iamUsers from "./iam/users";
import * as loadBalancerOperation from "./load-balancers/operation";
import * as loadBalancerRequests from "./load-balancers/requests";
import * as loadBalancers from "./load-balancers/listeners";
import * as resourcePolicies from "./iam/resource-policies";
import * as route53 from "./route53";
import * as s3Access from "./s3/access";
import * as s3Data from "./s3/data";
import * as s3Policies from "./s3/policies";
import * as s3Operation from "./s3/operation";
import * as scalingPolicies from "./auto-scaling/policies";
import * as securityGroups from "./ec2/security-groups";
import * as securityGroupUpkeep from "./ec2/security-group-upkeep";
import * as stackShape from "./stack-shape";

const SERVICES: readonly Readonly<Record<string, unknown>>[] = [
  acm,
  autoscaling,
  beanstalk,
  beanstalkScaling,
  beanstalkSecurity,
  beanstalkTemplates,
  cloudfront,
  cloudfrontCertificates,
  cloudfrontOrigins,
  cloudwatch,
  codebuild,
  codepipeline,
  ec2,
  iamIdentities,
  iamTrust,
  iamUsers,
  loadBalancerOperation,
  loadBalancerRequests,
  loadBalancers,
  resourcePolicies,
  route53,
  s3Access,
  s3Data,
  s3Operation,
  s3Policies,
  scalingPolicies,
  securityGroups,
  securityGroupUpkeep,
  stackShape,
];

/** Every rule of both packs: whatever the files of the services export that is one. */
export const RULES: readonly Rule[] = SERVICES.flatMap((service) => Object.values(service).filter(isRule));

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "levels" in value;
}
