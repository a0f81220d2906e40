/** Targets and arguments that are right; each test changes the one thing that it is about. */
import {
  DeployPipeline,
  PipelineFoundation,
  type BeanstalkTarget,
  type DeployPipelineArgs,
  type DeployPipelineConfig,
  type StaticSiteTarget,
} from "../../../components/deploy-pipeline";
import { run, type Cloud, type Recording } from "../../support/mocks";

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

export const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
export const PROJECT = "aws:codebuild/project:Project";
export const ROLE = "aws:iam/role:Role";

export interface Action {
  readonly name: string;
  readonly roleArn?: string;
  readonly configuration: Record<string, string>;
}

/** A pipeline with the arguments that are right, less or more those. */
export async function make(args: Partial<DeployPipelineArgs>, cloud?: Cloud): Promise<Recording> {
  const { made } = await run(() => {
    const foundation = new PipelineFoundation("releases");
    new DeployPipeline("www", { ...CONFIG, target: SITE, foundation, ...args });
  }, cloud);
  return made;
}

export const stagesOf = (made: Recording) =>
  made.only(PIPELINE).inputs["stages"] as {
    name: string;
    actions: Action[];
    onFailure?: unknown;
    onSuccess?: unknown;
  }[];
