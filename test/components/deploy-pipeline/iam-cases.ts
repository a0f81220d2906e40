/** The roles of a pipeline and a table of what each may and may not do. */
import { beanstalkDeployPolicy } from "../../../components/deploy-pipeline/targets/elastic-beanstalk/role-policy";
import { startBuildPolicy } from "../../../components/deploy-pipeline/build/codebuild-policies";
import { buildPolicy } from "../../../components/deploy-pipeline/build/role-policy";
import { beforeDeployPolicy } from "../../../components/deploy-pipeline/before-deploy/role-policy";
import { pipelinePolicy, sourcePolicy } from "../../../components/deploy-pipeline/roles/policies";
import { eventLogPolicy } from "../../../components/deploy-pipeline/foundation/release-history";
import { staticDeployPolicy } from "../../../components/deploy-pipeline/targets/static-site/role-policy";

export const ACCOUNT = "123456789012";
const REGION = "ap-northeast-2";
export const account = { partition: "aws", region: REGION, accountId: ACCOUNT };
export const artifacts = {
  bucketArn: "arn:aws:s3:::artifacts",
  keyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/artifacts`,
  folder: "prod-www-web-infra/",
};
export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const CONNECTION = arn("codeconnections", "connection/abc");
const BUILD_PROJECT = arn("codebuild", "project/prod-www-web-infra-build");
const DEPLOY_PROJECT = arn("codebuild", "project/prod-www-web-infra-deploy");
const SOURCE_ROLE = `arn:aws:iam::${ACCOUNT}:role/source`;
const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const KVS = `arn:aws:cloudfront::${ACCOUNT}:key-value-store/k1`;
const SECRET = arn("secretsmanager", "secret:npm-token");
const HISTORY = arn("logs", "log-group:/aws/events/web-infra-prod-pipelines");
const SCRIPT = "arn:aws:s3:::artifacts/scripts/prod-www-web-infra/release-0a1b.cjs";

const inPlaceSite = { bucketArn: "arn:aws:s3:::site", distributionArn: DISTRIBUTION, bakes: false };
const staticRole = (site: Parameters<typeof staticDeployPolicy>[0]["site"]) =>
  staticDeployPolicy({
    account,
    artifacts,
    logGroupArn: arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-deploy"),
    scriptArn: SCRIPT,
    stateFolder: "releases/prod-www-web-infra/",
    site,
  });

export const ENVIRONMENT = {
  applicationName: "app",
  environmentName: "app-prod",
  environmentId: "e-abcd1234ef",
  serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/app-service`,
  instanceRoleArn: `arn:aws:iam::${ACCOUNT}:role/app-instance`,
};

export const ROLES = {
  pipeline: pipelinePolicy({ account, artifacts, actionRoleArns: [SOURCE_ROLE], bakes: true }),
  source: sourcePolicy({ account, artifacts, connectionArn: CONNECTION, repository: "team/www" }),
  startBuild: startBuildPolicy(BUILD_PROJECT),
  build: buildPolicy({
    account,
    artifacts,
    cacheFolder: "cache/prod-www-web-infra/",
    logGroupArn: arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-build"),
    secrets: { NPM_TOKEN: `${SECRET}:token`, LICENSE: arn("ssm", "parameter/app/license") },
    secretKeyArns: [arn("kms", "key/secrets")],
    reportGroupArn: arn("codebuild", "report-group/prod-www-web-infra-tests"),
  }),
  buildOfClone: buildPolicy({
    account,
    artifacts,
    cacheFolder: "cache/prod-www-web-infra/",
    logGroupArn: arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-build"),
    secrets: {},
    secretKeyArns: [],
    clones: { connectionArn: CONNECTION, repositories: ["team/www", "team/shared"] },
  }),
  beforeDeploy: beforeDeployPolicy({
    account,
    artifacts,
    logGroupArn: arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-before-deploy"),
    secrets: { DATABASE_URL: `${SECRET}:url` },
    secretKeyArns: [],
    subnetIds: ["subnet-4", "subnet-3"],
  }),
  deploy: staticRole(inPlaceSite),
  deployAtomic: staticRole({ ...inPlaceSite, keyValueStoreArn: KVS, bakes: true }),
  beanstalk: beanstalkDeployPolicy({ account, artifacts, environment: ENVIRONMENT }),
  beanstalkSplitting: beanstalkDeployPolicy({
    account,
    artifacts,
    environment: { ...ENVIRONMENT, trafficSplitting: true },
  }),
  // What EventBridge may do with the log that remembers the last executions, as the log's own policy says.
  events: eventLogPolicy(HISTORY),
};

const LISTENER = arn("elasticloadbalancing", "listener/app/awseb--AWSEB-1/1/2");
const own = { "aws:ResourceAccount": ACCOUNT };
const eb = (resource: string) => arn("elasticbeanstalk", resource);
const STACK = arn("cloudformation", "stack/awseb-e-abcd1234ef-stack/1");
const OTHER_STACK = arn("cloudformation", "stack/awseb-e-zzzz9999zz-stack/1");

export type Row = [keyof typeof ROLES, string, string, boolean, Record<string, string>?];

export const TABLE: Row[] = [
  // The pipeline hands artifacts on and takes its actions' roles; it does nothing itself.
  ["pipeline", "s3:PutObject", "arn:aws:s3:::artifacts/prod-www-web-infra/Build/1", true, own],
  ["pipeline", "s3:PutObject", "arn:aws:s3:::artifacts/prod-app-web-infra/Build/1", false, own],
  [
    "pipeline",
    "s3:PutObject",
    "arn:aws:s3:::artifacts/prod-www-web-infra/Build/1",
    false,
    { "aws:ResourceAccount": "999999999999" },
  ],
  ["pipeline", "s3:PutObject", "arn:aws:s3:::artifacts/releases/prod-www-web-infra/state.json", false, own],
  ["pipeline", "s3:DeleteObject", "arn:aws:s3:::artifacts/prod-www-web-infra/Build/1", false, own],
  ["pipeline", "sts:AssumeRole", SOURCE_ROLE, true],
  ["pipeline", "sts:AssumeRole", `arn:aws:iam::${ACCOUNT}:role/admin`, false],
  ["pipeline", "cloudwatch:DescribeAlarms", "*", true],
  ["pipeline", "codebuild:StartBuild", BUILD_PROJECT, false],
  ["pipeline", "iam:PassRole", SOURCE_ROLE, false],
  // 2.16: a build that clones reads its repository and those that are named, and no other; any other build none.
  [
    "buildOfClone",
    "codeconnections:UseConnection",
    CONNECTION,
    true,
    { "codeconnections:FullRepositoryId": "team/www" },
  ],
  [
    "buildOfClone",
    "codestar-connections:UseConnection",
    CONNECTION,
    true,
    { "codestar-connections:FullRepositoryId": "team/shared" },
  ],
  [
    "buildOfClone",
    "codeconnections:UseConnection",
    CONNECTION,
    false,
    { "codeconnections:FullRepositoryId": "team/other" },
  ],
  ["build", "codeconnections:UseConnection", CONNECTION, false],
  // 2.17: the step before a deployment reads the bundle and its secrets, and gets an interface in its subnets alone.
  ["beforeDeploy", "s3:GetObject", "arn:aws:s3:::artifacts/prod-www-web-infra/Build/1", true],
  ["beforeDeploy", "s3:PutObject", "arn:aws:s3:::artifacts/prod-www-web-infra/Build/1", false],
  ["beforeDeploy", "s3:GetObject", "arn:aws:s3:::artifacts/prod-app-web-infra/Build/1", false],
  ["beforeDeploy", "secretsmanager:GetSecretValue", `${SECRET}-AbCdEf`, true],
  ["beforeDeploy", "secretsmanager:GetSecretValue", arn("secretsmanager", "secret:other-AbCdEf"), false],
  ["beforeDeploy", "ec2:CreateNetworkInterface", "*", true],
  [
    "beforeDeploy",
    "ec2:CreateNetworkInterfacePermission",
    arn("ec2", "network-interface/eni-1"),
    true,
    { "ec2:AuthorizedService": "codebuild.amazonaws.com", "ec2:Subnet": arn("ec2", "subnet/subnet-3") },
  ],
  [
    "beforeDeploy",
    "ec2:CreateNetworkInterfacePermission",
    arn("ec2", "network-interface/eni-1"),
    false,
    { "ec2:AuthorizedService": "codebuild.amazonaws.com", "ec2:Subnet": arn("ec2", "subnet/subnet-9") },
  ],
  ["beforeDeploy", "elasticbeanstalk:UpdateEnvironment", "*", false],
  // The source action reads one repository over one connection.
  [
    "source",
    "codeconnections:UseConnection",
    CONNECTION,
    true,
    { "codeconnections:FullRepositoryId": "team/www" },
  ],
  [
    "source",
    "codestar-connections:UseConnection",
    CONNECTION,
    true,
    { "codestar-connections:FullRepositoryId": "team/www" },
  ],
  [
    "source",
    "codeconnections:UseConnection",
    CONNECTION,
    false,
    { "codeconnections:FullRepositoryId": "team/other" },
  ],
  ["source", "codeconnections:UseConnection", arn("codeconnections", "connection/xyz"), false],
  ["source", "codebuild:StartBuild", BUILD_PROJECT, false],
  // An action that starts a project starts that project.
  ["startBuild", "codebuild:StartBuild", BUILD_PROJECT, true],
  ["startBuild", "codebuild:StartBuild", DEPLOY_PROJECT, false],
  ["startBuild", "codebuild:UpdateProject", BUILD_PROJECT, false],
  // The build runs foreign code: its artifacts, cache, logs, reports and secrets, and nothing that could deploy.
  ["build", "s3:GetObject", "arn:aws:s3:::artifacts/prod-www-web-infra/SourceOutp/1", true],
  ["build", "s3:GetObject", "arn:aws:s3:::artifacts/prod-app-web-infra/SourceOutp/1", false],
  ["build", "s3:PutObject", "arn:aws:s3:::artifacts/cache/prod-www-web-infra/npm-1", true],
  ["build", "s3:PutObject", "arn:aws:s3:::artifacts/cache/prod-app-web-infra/npm-1", false],
  [
    "build",
    "s3:ListBucket",
    "arn:aws:s3:::artifacts",
    true,
    { "s3:prefix": "cache/prod-www-web-infra/npm-" },
  ],
  ["build", "s3:ListBucket", "arn:aws:s3:::artifacts", false, { "s3:prefix": "releases/" }],
  ["build", "s3:PutObject", SCRIPT, false],
  ["build", "s3:PutObject", "arn:aws:s3:::artifacts/releases/prod-www-web-infra/state.json", false],
  ["build", "s3:PutObject", "arn:aws:s3:::site/index.html", false],
  ["build", "cloudfront:CreateInvalidation", DISTRIBUTION, false],
  ["build", "cloudfront-keyvaluestore:PutKey", KVS, false],
  ["build", "elasticbeanstalk:UpdateEnvironment", eb("environment/app/app-prod"), false],
  ["build", "sts:AssumeRole", SOURCE_ROLE, false],
  ["build", "secretsmanager:GetSecretValue", `${SECRET}-AbCdEf`, true],
  ["build", "secretsmanager:GetSecretValue", arn("secretsmanager", "secret:npm-token-admin-AbCdEf"), false],
  ["build", "ssm:GetParameters", arn("ssm", "parameter/app/license"), true],
  ["build", "ssm:GetParameters", arn("ssm", "parameter/app/other"), false],
  [
    "build",
    "kms:Decrypt",
    arn("kms", "key/secrets"),
    true,
    { "kms:ViaService": `ssm.${REGION}.amazonaws.com` },
  ],
  ["build", "kms:Decrypt", arn("kms", "key/secrets"), false],
  [
    "build",
    "logs:PutLogEvents",
    arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-build:log-stream:1"),
    true,
  ],
  ["build", "logs:CreateLogGroup", arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-build"), false],
  ["build", "codebuild:CreateReport", arn("codebuild", "report-group/prod-www-web-infra-tests"), true],
  // The deployment writes the site and its records, and switches; it changes no resource.
  ["deploy", "s3:GetObject", SCRIPT, true],
  ["deploy", "s3:GetObject", "arn:aws:s3:::artifacts/scripts/prod-app-web-infra/release-0a1b.cjs", false],
  ["deploy", "s3:PutObject", SCRIPT, false],
  ["deploy", "s3:PutObject", "arn:aws:s3:::artifacts/releases/prod-www-web-infra/state.json", true],
  ["deploy", "s3:PutObject", "arn:aws:s3:::artifacts/releases/prod-app-web-infra/state.json", false],
  ["deploy", "s3:PutObject", "arn:aws:s3:::artifacts/prod-www-web-infra/BuildOutpu/1", false],
  ["deploy", "s3:DeleteObject", "arn:aws:s3:::site/old.html", true],
  ["deploy", "s3:ListBucket", "arn:aws:s3:::site", true],
  ["deploy", "s3:PutBucketPolicy", "arn:aws:s3:::site", false],
  ["deploy", "s3:PutObject", "arn:aws:s3:::other-site/index.html", false],
  ["deploy", "cloudfront:CreateInvalidation", DISTRIBUTION, true],
  ["deploy", "cloudfront:CreateInvalidation", `arn:aws:cloudfront::${ACCOUNT}:distribution/E2`, false],
  ["deploy", "cloudfront:UpdateDistribution", DISTRIBUTION, false],
  ["deploy", "cloudfront-keyvaluestore:PutKey", KVS, false],
  ["deploy", "cloudwatch:DescribeAlarms", `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:www-5xx`, false],
  ["deployAtomic", "cloudfront-keyvaluestore:PutKey", KVS, true],
  ["deployAtomic", "cloudfront-keyvaluestore:DeleteKey", KVS, true],
  ["deployAtomic", "cloudfront-keyvaluestore:UpdateKeys", KVS, true],
  [
    "deployAtomic",
    "cloudfront-keyvaluestore:PutKey",
    `arn:aws:cloudfront::${ACCOUNT}:key-value-store/k2`,
    false,
  ],
  [
    "deployAtomic",
    "cloudwatch:DescribeAlarms",
    `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:www-5xx`,
    true,
  ],
  // The Beanstalk action reaches one environment of one application.
  ["beanstalk", "elasticbeanstalk:CreateApplicationVersion", eb("applicationversion/app/v1"), true],
  ["beanstalk", "elasticbeanstalk:CreateApplicationVersion", eb("applicationversion/other/v1"), false],
  ["beanstalk", "elasticbeanstalk:UpdateEnvironment", eb("environment/app/app-prod"), true],
  ["beanstalk", "elasticbeanstalk:UpdateEnvironment", eb("environment/app/app-dev"), false],
  ["beanstalk", "elasticbeanstalk:UpdateEnvironment", eb("environment/other/app-prod"), false],
  ["beanstalk", "elasticbeanstalk:TerminateEnvironment", eb("environment/app/app-prod"), false],
  ["beanstalk", "elasticbeanstalk:DeleteApplicationVersion", eb("applicationversion/app/v1"), false],
  ["beanstalk", "cloudformation:UpdateStack", STACK, true],
  ["beanstalk", "cloudformation:UpdateStack", OTHER_STACK, false],
  ["beanstalk", "cloudformation:DescribeStackResources", STACK, true],
  ["beanstalk", "cloudformation:UpdateTerminationProtection", STACK, false],
  ["beanstalk", "cloudformation:CreateStack", arn("cloudformation", "stack/anything/1"), false],
  [
    "beanstalk",
    "autoscaling:UpdateAutoScalingGroup",
    arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/awseb-e-abcd1234ef-x"),
    true,
  ],
  [
    "beanstalk",
    "autoscaling:UpdateAutoScalingGroup",
    arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/awseb-e-zzzz9999zz-x"),
    false,
  ],
  [
    "beanstalk",
    "ec2:TerminateInstances",
    arn("ec2", "instance/i-1"),
    true,
    { "ec2:ResourceTag/aws:cloudformation:stack-id": STACK },
  ],
  [
    "beanstalk",
    "ec2:TerminateInstances",
    arn("ec2", "instance/i-2"),
    false,
    { "ec2:ResourceTag/aws:cloudformation:stack-id": OTHER_STACK },
  ],
  [
    "beanstalk",
    "ec2:RunInstances",
    arn("ec2", "instance/*"),
    true,
    { "ec2:LaunchTemplate": arn("ec2", "launch-template/lt-1") },
  ],
  ["beanstalk", "ec2:RunInstances", arn("ec2", "instance/*"), false],
  [
    "beanstalk",
    "iam:PassRole",
    `arn:aws:iam::${ACCOUNT}:role/app-service`,
    true,
    { "iam:PassedToService": "elasticbeanstalk.amazonaws.com" },
  ],
  [
    "beanstalk",
    "iam:PassRole",
    `arn:aws:iam::${ACCOUNT}:role/app-service`,
    false,
    { "iam:PassedToService": "lambda.amazonaws.com" },
  ],
  [
    "beanstalk",
    "iam:PassRole",
    `arn:aws:iam::${ACCOUNT}:role/admin`,
    false,
    { "iam:PassedToService": "elasticbeanstalk.amazonaws.com" },
  ],
  ["beanstalk", "iam:CreateRole", `arn:aws:iam::${ACCOUNT}:role/new`, false],
  ["beanstalk", "s3:PutObject", `arn:aws:s3:::elasticbeanstalk-${REGION}-${ACCOUNT}/app/v1.zip`, true],
  ["beanstalk", "s3:PutObject", "arn:aws:s3:::artifacts/prod-www-web-infra/BuildOutpu/1", false],
  ["beanstalk", "s3:PutObject", "arn:aws:s3:::site/index.html", false],
  ["beanstalk", "kms:GenerateDataKey", artifacts.keyArn, false],
  ["beanstalk", "kms:Decrypt", artifacts.keyArn, true],
  ["beanstalk", "s3:GetObject", "arn:aws:s3:::artifacts/prod-www-web-infra/BuildOutpu/1", true],
  ["beanstalk", "s3:GetObject", "arn:aws:s3:::artifacts/prod-app-web-infra/BuildOutpu/1", false],
  // Only where the environment splits traffic may its load balancer be changed, and no other.
  ["beanstalk", "elasticloadbalancing:ModifyListener", LISTENER, false],
  ["beanstalkSplitting", "elasticloadbalancing:ModifyListener", LISTENER, true],
  [
    "beanstalkSplitting",
    "elasticloadbalancing:CreateTargetGroup",
    arn("elasticloadbalancing", "targetgroup/awseb-AWSEB-X/1"),
    true,
  ],
  [
    "beanstalkSplitting",
    "elasticloadbalancing:ModifyListener",
    arn("elasticloadbalancing", "listener/app/shop/1/2"),
    false,
  ],
  ["beanstalkSplitting", "elasticloadbalancing:DeleteLoadBalancer", LISTENER, false],
  // An approval is given by people: the pipeline's role asks for it by an event, and may publish nothing itself.
  ["pipeline", "sns:Publish", arn("sns", "pipelines-mail"), false],
  ["source", "s3:PutObject", "arn:aws:s3:::artifacts/prod-www-web-infra/SourceOutp/1", true, own],
  ["source", "s3:PutObject", "arn:aws:s3:::artifacts/cache/prod-www-web-infra/npm-1", false, own],
  ["source", "sts:AssumeRole", SOURCE_ROLE, false],
  ["events", "logs:PutLogEvents", `${HISTORY}:log-stream:1`, true],
  ["events", "logs:CreateLogStream", `${HISTORY}:log-stream:1`, true],
  ["events", "logs:DeleteLogStream", `${HISTORY}:log-stream:1`, false],
  [
    "events",
    "logs:PutLogEvents",
    arn("logs", "log-group:/aws/codebuild/prod-www-web-infra-build:log-stream:1"),
    false,
  ],
];
