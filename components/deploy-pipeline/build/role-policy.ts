/** What the build may do. */
import type { AccountAndRegion } from "../../aws/account";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../../aws/policy-document";
import type { Secrets } from "../../fields";
import { type ArtifactNames, useConnection, useKey } from "../roles/policies";
import { logs, readSecrets } from "./codebuild-policies";

/** CodeBuild's cache of one pipeline: read, written, and listed, since the nearest older cache is looked for by prefix. */
function cache(bucketArn: string, folder: string): readonly PolicyStatement[] {
  return [
    {
      Sid: "Cache",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: `${bucketArn}/${folder}*`,
    },
    {
      Sid: "ListCache",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${folder}*` } },
    },
  ];
}

/** The build runs the repository's code: it reaches its artifacts, its logs and its secrets, and nothing of the target. */
export function buildPolicy(input: {
  readonly account: AccountAndRegion;
  readonly artifacts: ArtifactNames;
  /** Folder of the build's cache, with its slash. */
  readonly cacheFolder: string;
  readonly logGroupArn: string;
  readonly secrets: Secrets;
  readonly secretKeyArns: readonly string[];
  readonly reportGroupArn?: string | undefined;
  /** What it clones by itself, over which connection. */
  readonly clones?: { readonly connectionArn: string; readonly repositories: readonly string[] } | undefined;
}): PolicyDocument {
  return policyDocument(
    logs(input.logGroupArn),
    {
      Sid: "Artifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      Resource: `${input.artifacts.bucketArn}/${input.artifacts.folder}*`,
    },
    {
      Sid: "ArtifactBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation"],
      Resource: input.artifacts.bucketArn,
    },
    useKey(input.artifacts.keyArn),
    ...cache(input.artifacts.bucketArn, input.cacheFolder),
    ...readSecrets(input),
    input.clones === undefined
      ? undefined
      : useConnection(input.clones.connectionArn, input.clones.repositories),
    input.reportGroupArn === undefined
      ? undefined
      : {
          Sid: "TestReports",
          Effect: "Allow",
          Action: ["codebuild:CreateReport", "codebuild:UpdateReport", "codebuild:BatchPutTestCases"],
          Resource: input.reportGroupArn,
        },
  );
}
