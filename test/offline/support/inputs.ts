import type { PlainProperties } from "../../../offline/provider/properties";
import { ACCOUNT, REGION } from "./simulated";

/** Inputs that many types need for their ids and ARNs; what a type does not take does no harm. */
export const INPUTS: PlainProperties = {
  acceleratorArn: `arn:aws:globalaccelerator::${ACCOUNT}:accelerator/00000000-0000-4000-8000-000000000000`,
  acl: "private",
  bucket: "a-bucket",
  certificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/00000000-0000-4000-8000-000000000000`,
  distributionId: "E0000000000000",
  domain: "example.com",
  domainName: "www.example.com",
  engine: "postgres",
  keyValueStoreArn: `arn:aws:cloudfront::${ACCOUNT}:key-value-store/00000000-0000-4000-8000-000000000000`,
  length: 20,
  byteLength: 8,
  min: 1,
  max: 9,
  listenerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:listener/app/web/0123456789abcdef/0123456789abcdef`,
  loadBalancerArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/web/0123456789abcdef`,
  policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
  principalArn: `arn:aws:iam::${ACCOUNT}:role/role`,
  resourceArn: `arn:aws:cloudfront::${ACCOUNT}:distribution/E0000000000000`,
  scope: "REGIONAL",
  secretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:name-AbCdEf`,
  streamArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/stream`,
  targetGroupArn: `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/web/0123456789abcdef`,
  topic: `arn:aws:sns:${REGION}:${ACCOUNT}:topic`,
  topicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:topic`,
  url: "https://token.example.com",
};
