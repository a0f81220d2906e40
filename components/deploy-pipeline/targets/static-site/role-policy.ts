/** What the deployment of a static site may do. */
import { type AccountAndRegion, arnOf } from "../../../aws/account";
import { type PolicyDocument, policyDocument } from "../../../aws/policy-document";
import { US_EAST_1 } from "../../../aws/regions";
import { logs } from "../../build/codebuild-policies";
import { type ArtifactNames, useKey } from "../../roles/policies";
import { releaseRights } from "./release-rights";

/** The site as the document names it. */
export interface SiteNames {
  readonly bucketArn: string;
  readonly distributionArn: string;
  readonly keyValueStoreArn?: string | undefined;
  /** Whether an alarm is watched after a release. */
  readonly bakes: boolean;
}

/**
 * Writes the site's objects and its own records of releases, and switches: by an invalidation (`inPlace`) or by the
 * key that names the active release (`atomic`). It cannot change the bucket, the distribution or the edge function.
 */
export function staticDeployPolicy(input: {
  readonly account: AccountAndRegion;
  readonly artifacts: ArtifactNames;
  readonly logGroupArn: string;
  /** ARN of the one object that holds the deployment's program. */
  readonly scriptArn: string;
  /** Folder of this pipeline's manifests, with its slash. */
  readonly stateFolder: string;
  readonly site: SiteNames;
}): PolicyDocument {
  const { artifacts, site } = input;
  return policyDocument(
    logs(input.logGroupArn),
    {
      Sid: "BuildOutput",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: [`${artifacts.bucketArn}/${artifacts.folder}*`, input.scriptArn],
    },
    {
      Sid: "Manifests",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      Resource: `${artifacts.bucketArn}/${input.stateFolder}*`,
    },
    {
      // Without ListBucket S3 answers 403 instead of 404 for a manifest that is not there yet.
      Sid: "ListManifests",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: artifacts.bucketArn,
      Condition: { StringLike: { "s3:prefix": `${input.stateFolder}*` } },
    },
    {
      Sid: "ArtifactBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
      Resource: artifacts.bucketArn,
    },
    useKey(artifacts.keyArn),
    ...releaseRights(site),
    !site.bakes
      ? undefined
      : {
          Sid: "BakeAlarm",
          Effect: "Allow",
          Action: "cloudwatch:DescribeAlarms",
          Resource: arnOf({ ...input.account, region: US_EAST_1 }, "cloudwatch", "alarm:*"),
        },
  );
}
