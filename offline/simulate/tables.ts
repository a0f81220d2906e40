import type { Entry, Table } from "./rules";
import { api } from "./types/api";
import { certificates } from "./types/acm";
import { cloudfront } from "./types/cloudfront";
import { cloudwatch } from "./types/cloudwatch";
import { codeServices } from "./types/code";
import { compute } from "./types/compute";
import { databases } from "./types/databases";
import { ec2 } from "./types/ec2";
import { elasticBeanstalk } from "./types/elasticbeanstalk";
import { governance } from "./types/governance";
import { iam } from "./types/iam";
import { integration } from "./types/integration";
import { loadBalancing } from "./types/lb";
import { messaging } from "./types/messaging";
import { otherProviders } from "./types/other-providers";
import { route53 } from "./types/route53";
import { s3 } from "./types/s3";
import { secrets } from "./types/secrets";
import { storage } from "./types/storage";
import { wafv2 } from "./types/wafv2";

/** One table, by type token. To teach the preview a type, add a line to its service's file. */
export const TABLE: Table = {
  ...api,
  ...certificates,
  ...cloudfront,
  ...cloudwatch,
  ...codeServices,
  ...compute,
  ...databases,
  ...ec2,
  ...elasticBeanstalk,
  ...governance,
  ...iam,
  ...integration,
  ...loadBalancing,
  ...messaging,
  ...otherProviders,
  ...route53,
  ...s3,
  ...secrets,
  ...storage,
  ...wafv2,
};

/** Modules that @pulumi/aws has twice, under an older and a newer name. */
const ALIASES: Readonly<Record<string, string>> = {
  alb: "lb",
  applicationloadbalancing: "lb",
  elasticloadbalancing: "elb",
  elasticloadbalancingv2: "lb",
};

/** The entry of a type token, by its module's usual name. */
export function entryOf(type: string): Entry | undefined {
  return TABLE[usualToken(type)];
}

/** `aws:alb/loadBalancer:LoadBalancer` is `aws:lb/loadBalancer:LoadBalancer`; functions likewise. */
export function usualToken(token: string): string {
  const [, module = "", rest = ""] = /^aws:(\w+)(\/.*)$/.exec(token) ?? [];
  const usual = Object.hasOwn(ALIASES, module) ? ALIASES[module] : undefined;
  return usual === undefined ? token : `aws:${usual}${rest}`;
}
