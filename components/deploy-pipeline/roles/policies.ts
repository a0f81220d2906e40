/** What the pipeline itself and its source action may do. */
import type { AccountAndRegion } from "../../aws/account";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../../aws/policy-document";

/** The artifact store as the documents name it. */
export interface ArtifactNames {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Folder of this pipeline's artifacts, with its slash. */
  readonly folder: string;
}

/** Reading and writing this pipeline's artifacts, not those of the store's other pipelines. */
function artifacts({ bucketArn, folder }: ArtifactNames, accountId: string): readonly PolicyStatement[] {
  return [
    {
      Sid: "ArtifactBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation"],
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:ResourceAccount": accountId } },
    },
    {
      Sid: "ArtifactObjects",
      Effect: "Allow",
      Action: [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:GetObjectTagging",
        "s3:GetObjectVersionTagging",
        "s3:PutObject",
        "s3:PutObjectAcl",
        "s3:PutObjectTagging",
      ],
      Resource: `${bucketArn}/${folder}*`,
      Condition: { StringEquals: { "aws:ResourceAccount": accountId } },
    },
  ];
}

export function useKey(keyArn: string): PolicyStatement {
  return {
    Sid: "ArtifactKey",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keyArn,
  };
}

/** The pipeline's own role: hands artifacts on and takes each action's role; it can do no action itself. */
export function pipelinePolicy(input: {
  readonly account: AccountAndRegion;
  readonly artifacts: ArtifactNames;
  readonly actionRoleArns: readonly string[];
  readonly bakes: boolean;
}): PolicyDocument {
  return policyDocument(
    ...artifacts(input.artifacts, input.account.accountId),
    useKey(input.artifacts.keyArn),
    { Sid: "ActionRoles", Effect: "Allow", Action: "sts:AssumeRole", Resource: [...input.actionRoleArns] },
    // DescribeAlarms knows no resource-level permission; it reads states and changes nothing.
    input.bakes
      ? { Sid: "BakeAlarm", Effect: "Allow", Action: "cloudwatch:DescribeAlarms", Resource: "*" }
      : undefined,
  );
}

/** Using a connection for some repositories: it reaches every one of the workspace, and who has this right does not. */
export function useConnection(connectionArn: string, repositories: readonly string[]): PolicyStatement {
  const [first = "", ...others] = repositories;
  const ids = others.length === 0 ? first : [...repositories];
  return {
    Sid: "Connection",
    Effect: "Allow",
    // AWS renamed the service; which of the two is called depends on the ARN's own prefix.
    Action: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
    Resource: connectionArn,
    Condition: {
      "ForAllValues:StringEquals": {
        "codeconnections:FullRepositoryId": ids,
        "codestar-connections:FullRepositoryId": ids,
      },
    },
  };
}

/** The source action: fetches the commit over the connection and puts it into the store. */
export function sourcePolicy(input: {
  readonly account: AccountAndRegion;
  readonly artifacts: ArtifactNames;
  readonly connectionArn: string;
  readonly repository: string;
}): PolicyDocument {
  return policyDocument(
    ...artifacts(input.artifacts, input.account.accountId),
    useKey(input.artifacts.keyArn),
    useConnection(input.connectionArn, [input.repository]),
  );
}

/** Who may take an action's role: the pipeline's role, and nothing else. */
export function roleTrust(roleArn: string): PolicyDocument {
  return policyDocument({
    Sid: "Pipeline",
    Effect: "Allow",
    Principal: { AWS: roleArn },
    Action: "sts:AssumeRole",
  });
}
