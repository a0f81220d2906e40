import type { PlainProperties, SimulationContext } from "../../offline/contract";
import { simulate } from "../../offline/simulate";

export const ACCOUNT = "000000000000";
export const REGION = "ap-northeast-2";

export const CONTEXT: SimulationContext = {
  account: ACCOUNT,
  region: REGION,
  partition: "aws",
  stack: "dev",
  project: "test",
};

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

/** All that a resource would have: inputs, simulated values and id. */
export function make(
  type: string,
  inputs: PlainProperties = {},
  options: { name?: string; context?: Partial<SimulationContext> } = {},
): PlainProperties {
  const made = simulate(type, options.name ?? "web", inputs, { ...CONTEXT, ...options.context });
  return made === undefined ? {} : { ...inputs, ...made.outputs, id: made.id };
}

/** Every text in a value, however deep. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
