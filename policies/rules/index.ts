import type { Rule } from "../engine/rule";
import * as acm from "./acm";
import * as autoScalingGroups from "./auto-scaling/groups";
import * as autoScalingPolicies from "./auto-scaling/policies";
import * as beanstalkCluster from "./beanstalk/cluster";
import * as beanstalkOperation from "./beanstalk/operation";
import * as beanstalkSaturation from "./beanstalk/saturation";
import * as beanstalkScaling from "./beanstalk/scaling";
import * as beanstalkSecurity from "./beanstalk/security";
import * as cloudfrontCertificates from "./cloudfront/certificates";
import * as cloudfrontCredentials from "./cloudfront/credentials";
import * as cloudfrontDistributions from "./cloudfront/distributions";
import * as cloudfrontHeaders from "./cloudfront/headers";
import * as cloudfrontLogging from "./cloudfront/logging";
import * as cloudfrontOriginBuckets from "./cloudfront/origin-buckets";
import * as cloudfrontOrigins from "./cloudfront/origins";
import * as cloudwatch from "./cloudwatch";
import * as codebuild from "./codebuild";
import * as codepipelineCredentials from "./codepipeline/credentials";
import * as codepipelineDelivery from "./codepipeline/delivery";
import * as ec2Images from "./ec2/images";
import * as ec2Instances from "./ec2/instances";
import * as ec2Network from "./ec2/network";
import * as ec2SecurityGroupUpkeep from "./ec2/security-group-upkeep";
import * as ec2SecurityGroups from "./ec2/security-groups";
import * as ec2UserData from "./ec2/user-data";
import * as ecs from "./ecs";
import * as exemptTags from "./exempt-tags";
import * as iamIdentities from "./iam/identities";
import * as iamResourcePolicies from "./iam/resource-policies";
import * as iamTrust from "./iam/trust";
import * as iamUsers from "./iam/users";
import * as kms from "./kms";
import * as lambda from "./lambda";
import * as loadBalancersDelivery from "./load-balancers/delivery";
import * as loadBalancersListeners from "./load-balancers/listeners";
import * as loadBalancersOperation from "./load-balancers/operation";
import * as loadBalancersRequests from "./load-balancers/requests";
import * as otherSpellings from "./other-spellings";
import * as route53 from "./route53";
import * as s3Access from "./s3/access";
import * as s3Data from "./s3/data";
import * as s3Operation from "./s3/operation";
import * as s3Policies from "./s3/policies";
import * as sns from "./sns";
import * as sqs from "./sqs";
import * as ssm from "./ssm";
import * as stackShape from "./stack-shape";
import * as wafv2 from "./wafv2";

const SERVICES: readonly Readonly<Record<string, unknown>>[] = [
  acm,
  autoScalingGroups,
  autoScalingPolicies,
  beanstalkCluster,
  beanstalkOperation,
  beanstalkSaturation,
  beanstalkScaling,
  beanstalkSecurity,
  cloudfrontCertificates,
  cloudfrontCredentials,
  cloudfrontDistributions,
  cloudfrontHeaders,
  cloudfrontLogging,
  cloudfrontOriginBuckets,
  cloudfrontOrigins,
  cloudwatch,
  codebuild,
  codepipelineCredentials,
  codepipelineDelivery,
  ec2Images,
  ec2Instances,
  ec2Network,
  ec2SecurityGroupUpkeep,
  ec2SecurityGroups,
  ec2UserData,
  ecs,
  exemptTags,
  iamIdentities,
  iamResourcePolicies,
  iamTrust,
  iamUsers,
  kms,
  lambda,
  loadBalancersDelivery,
  loadBalancersListeners,
  loadBalancersOperation,
  loadBalancersRequests,
  otherSpellings,
  route53,
  s3Access,
  s3Data,
  s3Operation,
  s3Policies,
  sns,
  sqs,
  ssm,
  stackShape,
  wafv2,
];

/** Every rule of both packs: whatever the files of the services export that is one. */
export const RULES: readonly Rule[] = SERVICES.flatMap((service) => Object.values(service).filter(isRule));

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "levels" in value;
}
