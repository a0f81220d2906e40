import { beanstalkRemedies } from "./beanstalk";
import { cloudfrontRemedies } from "./cloudfront";
import { clusterRemedies } from "./cluster";
import { codeRemedies } from "./code";
import { dataRemedies } from "./data";
import { iamRemedies } from "./iam";
import { loadBalancerRemedies } from "./load-balancers";
import { machineRemedies } from "./machines";
import { nameRemedies } from "./names";
import { s3Remedies } from "./s3";
import { scalingRemedies } from "./scaling";
import type { Remedies } from "./remedy";

export const REMEDIES: Remedies = {
  ...beanstalkRemedies,
  ...cloudfrontRemedies,
  ...clusterRemedies,
  ...codeRemedies,
  ...dataRemedies,
  ...iamRemedies,
  ...loadBalancerRemedies,
  ...machineRemedies,
  ...nameRemedies,
  ...s3Remedies,
  ...scalingRemedies,
};
