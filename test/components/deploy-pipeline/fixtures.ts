/** Targets and arguments that are right; each test changes the one thing that it is about. */
import type {
  BeanstalkTarget,
  DeployPipelineConfig,
  StaticSiteTarget,
} from "../../../components/deploy-pipeline";

export const SITE: StaticSiteTarget = {
  kind: "static",
  release: "inPlace",
  bucketName: "www-bucket",
  bucketArn: "arn:aws:s3:::www-bucket",
  distributionId: "E123",
  distributionArn: "arn:aws:cloudfront::123456789012:distribution/E123",
  url: "https://www.example.com",
  errorAlarmName: "www-5xx",
};

export const ATOMIC_SITE: StaticSiteTarget = {
  ...SITE,
  release: "atomic",
  keyValueStoreArn: "arn:aws:cloudfront::123456789012:key-value-store/0a1b2c3d",
};

export const SERVICE: BeanstalkTarget = {
  kind: "beanstalk",
  applicationName: "app",
  environmentName: "app-test",
  environmentId: "e-abcd1234ef",
  serviceRoleArn: "arn:aws:iam::123456789012:role/app-service",
  instanceRoleArn: "arn:aws:iam::123456789012:role/app-instance",
  url: "https://app.example.com",
  errorAlarmName: "app-5xx",
};

export const CONFIG: DeployPipelineConfig = { repository: "team/www" };
