import type { Entry, Table } from "../../simulation/rules";
import { usualToken } from "../tokens";
import { acm } from "./acm";
import { acmpca } from "./acmpca";
import { amplify } from "./amplify";
import { apigateway } from "./apigateway";
import { apigatewayv2 } from "./apigatewayv2";
import { appautoscaling } from "./appautoscaling";
import { apprunner } from "./apprunner";
import { appsync } from "./appsync";
import { athena } from "./athena";
import { autoscaling } from "./autoscaling";
import { backup } from "./backup";
import { batch } from "./batch";
import { cfg } from "./cfg";
import { chatbot } from "./chatbot";
import { cloudfront } from "./cloudfront";
import { cloudtrail } from "./cloudtrail";
import { cloudwatch } from "./cloudwatch";
import { codebuild } from "./codebuild";
import { codecommit } from "./codecommit";
import { codeconnections } from "./codeconnections";
import { codedeploy } from "./codedeploy";
import { codepipeline } from "./codepipeline";
import { codestarconnections } from "./codestarconnections";
import { codestarnotifications } from "./codestarnotifications";
import { cognito } from "./cognito";
import { docdb } from "./docdb";
import { dynamodb } from "./dynamodb";
import { ebs } from "./ebs";
import { ec2 } from "./ec2";
import { ec2transitgateway } from "./ec2transitgateway";
import { ecr } from "./ecr";
import { ecs } from "./ecs";
import { efs } from "./efs";
import { eks } from "./eks";
import { elasticache } from "./elasticache";
import { elasticbeanstalk } from "./elasticbeanstalk";
import { elb } from "./elb";
import { fsx } from "./fsx";
import { globalaccelerator } from "./globalaccelerator";
import { glue } from "./glue";
import { guardduty } from "./guardduty";
import { iam } from "./iam";
import { kinesis } from "./kinesis";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { lb } from "./lb";
import { mq } from "./mq";
import { msk } from "./msk";
import { neptune } from "./neptune";
import { networkfirewall } from "./networkfirewall";
import { opensearch } from "./opensearch";
import { organizations } from "./organizations";
import { pipes } from "./pipes";
import { rds } from "./rds";
import { redshift } from "./redshift";
import { route53 } from "./route53";
import { s3 } from "./s3";
import { scheduler } from "./scheduler";
import { secretsmanager } from "./secretsmanager";
import { servicediscovery } from "./servicediscovery";
import { ses } from "./ses";
import { sesv2 } from "./sesv2";
import { sfn } from "./sfn";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { transfer } from "./transfer";
import { vpc } from "./vpc";
import { wafv2 } from "./wafv2";

/** What AWS assigns, by resource type. To have a type simulated, add a line to the file of its module. */
export const RESOURCES: Table = {
  ...acm,
  ...acmpca,
  ...amplify,
  ...apigateway,
  ...apigatewayv2,
  ...appautoscaling,
  ...apprunner,
  ...appsync,
  ...athena,
  ...autoscaling,
  ...backup,
  ...batch,
  ...cfg,
  ...chatbot,
  ...cloudfront,
  ...cloudtrail,
  ...cloudwatch,
  ...codebuild,
  ...codecommit,
  ...codeconnections,
  ...codedeploy,
  ...codepipeline,
  ...codestarconnections,
  ...codestarnotifications,
  ...cognito,
  ...docdb,
  ...dynamodb,
  ...ebs,
  ...ec2,
  ...ec2transitgateway,
  ...ecr,
  ...ecs,
  ...efs,
  ...eks,
  ...elasticache,
  ...elasticbeanstalk,
  ...elb,
  ...fsx,
  ...globalaccelerator,
  ...glue,
  ...guardduty,
  ...iam,
  ...kinesis,
  ...kms,
  ...lambda,
  ...lb,
  ...mq,
  ...msk,
  ...neptune,
  ...networkfirewall,
  ...opensearch,
  ...organizations,
  ...pipes,
  ...rds,
  ...redshift,
  ...route53,
  ...s3,
  ...scheduler,
  ...secretsmanager,
  ...servicediscovery,
  ...ses,
  ...sesv2,
  ...sfn,
  ...sns,
  ...sqs,
  ...ssm,
  ...transfer,
  ...vpc,
  ...wafv2,
};

/** The entry of a type token, by its module's usual name. */
export function entryOf(type: string): Entry | undefined {
  return RESOURCES[usualToken(type)];
}
