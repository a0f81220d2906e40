import type { Rule } from "../engine/rule";
import * as beanstalk from "./beanstalk";
import * as beanstalkScaling from "./beanstalk-scaling";
import * as beanstalkSecurity from "./beanstalk-security";
import * as cloudfront from "./cloudfront";
import * as cloudfrontOrigins from "./cloudfront-origins";
import * as codebuild from "./codebuild";
import * as codepipeline from "./codepipeline";
import * as loadBalancerOperation from "./load-balancer-operation";
import * as loadBalancers from "./load-balancers";
import * as s3Access from "./s3-access";
import * as s3Data from "./s3-data";

const SERVICES: readonly object[] = [
  beanstalk,
  beanstalkScaling,
  beanstalkSecurity,
  cloudfront,
  cloudfrontOrigins,
  codebuild,
  codepipeline,
  loadBalancerOperation,
  loadBalancers,
  s3Access,
  s3Data,
];

/** Every rule of both packs: whatever the files of the services export that is one. */
export const RULES: readonly Rule[] = SERVICES.flatMap((service) => Object.values(service)).filter(isRule);

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "levels" in value;
}
