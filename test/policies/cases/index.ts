import { beanstalkCases } from "./beanstalk";
import { beanstalkSecurityCases } from "./beanstalk-security";
import type { Cases } from "../../../policies/testing/case";
import { cloudfrontCases } from "./cloudfront";
import { originCases } from "./cloudfront-origins";
import { loadBalancerCases } from "./load-balancers";
import { route53Cases } from "./route53";
import { codeCases } from "./code";
import { iamCases } from "./iam";
import { machineCases } from "./machines";
import { scalingCases } from "./scaling";
import { alarmCases, stackCases } from "./stack";
import { s3Cases } from "./s3";
import { s3AccessCases } from "./s3-access";
import { clusterCases } from "./cluster";
import { dataCases } from "./data";
import { deliveryCases } from "./delivery";
import { iamPowerCases } from "./iam-powers";
import { networkCases } from "./network";

export const CASES: Cases = {
  ...s3AccessCases,
  ...s3Cases,
  ...cloudfrontCases,
  ...originCases,
  ...loadBalancerCases,
  ...route53Cases,
  ...beanstalkCases,
  ...beanstalkSecurityCases,
  ...codeCases,
  ...iamCases,
  ...machineCases,
  ...scalingCases,
  ...alarmCases,
  ...stackCases,
  ...clusterCases,
  ...dataCases,
  ...deliveryCases,
  ...iamPowerCases,
  ...networkCases,
};
