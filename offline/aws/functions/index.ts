import { usualToken } from "../tokens";
import type { Entry, Table } from "./entries";
import { acm } from "./acm";
import { apigateway } from "./apigateway";
import { apigatewayv2 } from "./apigatewayv2";
import { autoscaling } from "./autoscaling";
import { cloudfront } from "./cloudfront";
import { cloudtrail } from "./cloudtrail";
import { cloudwatch } from "./cloudwatch";
import { codecommit } from "./codecommit";
import { codestarconnections } from "./codestarconnections";
import { cognito } from "./cognito";
import { dynamodb } from "./dynamodb";
import { ebs } from "./ebs";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { efs } from "./efs";
import { eks } from "./eks";
import { elasticbeanstalk } from "./elasticbeanstalk";
import { elb } from "./elb";
import { iam } from "./iam";
import { kinesis } from "./kinesis";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { lb } from "./lb";
import { organizations } from "./organizations";
import { rds } from "./rds";
import { root } from "./root";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { secretsmanager } from "./secretsmanager";
import { sfn } from "./sfn";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { wafv2 } from "./wafv2";

/** What AWS answers, by function token. To have a function answered, add a line to the file of its module. */
export const FUNCTIONS: Table = {
  ...acm,
  ...apigateway,
  ...apigatewayv2,
  ...autoscaling,
  ...cloudfront,
  ...cloudtrail,
  ...cloudwatch,
  ...codecommit,
  ...codestarconnections,
  ...cognito,
  ...dynamodb,
  ...ebs,
  ...ec2,
  ...ecr,
  ...ecs,
  ...efs,
  ...eks,
  ...elasticbeanstalk,
  ...elb,
  ...iam,
  ...kinesis,
  ...kms,
  ...lambda,
  ...lb,
  ...organizations,
  ...rds,
  ...root,
  ...route53,
  ...s3,
  ...secretsmanager,
  ...sfn,
  ...sns,
  ...sqs,
  ...ssm,
  ...wafv2,
};

/** The entry of a function token, by its module's usual name. */
export function functionOf(token: string): Entry | undefined {
  return FUNCTIONS[usualToken(token)];
}
