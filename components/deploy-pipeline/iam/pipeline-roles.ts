/** What the pipeline itself and its source and build actions may do. */
import { arnOf, policy, type Place, type PolicyDocument, type Statement } from "./document";

/** The artifact store as the documents name it. */
export interface ArtifactNames {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Folder of this pipeline's artifacts, with its slash. */
  readonly folder: string;
}

/** CodeBuild's cache of one pipeline: read, written, and listed, since the nearest older cache is looked for by prefix. */
function cache(bucketArn: string, folder: string): readonly Statement[] {
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

/** Reading and writing this pipeline's artifacts, not those of the store's other pipelines. */
function artifacts({ bucketArn, folder }: ArtifactNames, accountId: string): readonly Statement[] {
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

export function useKey(keyArn: string): Statement {
  return {
    Sid: "ArtifactKey",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keyArn,
  };
}

/** The pipeline's own role: hands artifacts on and takes each action's role; it can do no action itself. */
export function pipelinePolicy(input: {
  readonly place: Place;
  readonly artifacts: ArtifactNames;
  readonly actionRoleArns: readonly string[];
  readonly bakes: boolean;
}): PolicyDocument {
  return policy(
    ...artifacts(input.artifacts, input.place.accountId),
    useKey(input.artifacts.keyArn),
    { Sid: "ActionRoles", Effect: "Allow", Action: "sts:AssumeRole", Resource: input.actionRoleArns },
    // DescribeAlarms knows no resource-level permission; it reads states and changes nothing.
    input.bakes
      ? { Sid: "BakeAlarm", Effect: "Allow", Action: "cloudwatch:DescribeAlarms", Resource: "*" }
      : undefined,
  );
}

/** The source action: fetches the commit over the connection and puts it into the store. */
export function sourcePolicy(input: {
  readonly place: Place;
  readonly artifacts: ArtifactNames;
  readonly connectionArn: string;
  readonly repository: string;
}): PolicyDocument {
  return policy(...artifacts(input.artifacts, input.place.accountId), useKey(input.artifacts.keyArn), {
    Sid: "Connection",
    Effect: "Allow",
    // AWS renamed the service; which of the two is asked for depends on the ARN's own prefix.
    Action: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
    Resource: input.connectionArn,
    // A connection reaches every repository of the workspace; this role does not.
    Condition: {
      "ForAllValues:StringEquals": {
        "codeconnections:FullRepositoryId": input.repository,
        "codestar-connections:FullRepositoryId": input.repository,
      },
    },
  });
}

/** An action that runs a CodeBuild project: that one project. */
export function startBuildPolicy(projectArn: string): PolicyDocument {
  return policy({
    Sid: "Run",
    Effect: "Allow",
    Action: ["codebuild:StartBuild", "codebuild:StopBuild", "codebuild:BatchGetBuilds"],
    Resource: projectArn,
  });
}

export function logs(logGroupArn: string): Statement {
  return {
    Sid: "Logs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}

/** ARNs that a build's secrets are fetched by, without the `:jsonKey` of a Secrets Manager reference. */
function secretArns(secrets: Readonly<Record<string, string>>, service: "secretsmanager" | "ssm"): string[] {
  const arns = Object.values(secrets)
    .filter((arn) => arn.split(":")[2] === service)
    .map((arn) => (service === "ssm" ? arn : arn.split(":").slice(0, 7).join(":")));
  return [...new Set(arns)].sort();
}

/** The build runs the repository's code: it reaches its artifacts, its logs and its secrets, and nothing of the target. */
export function buildPolicy(input: {
  readonly place: Place;
  readonly artifacts: ArtifactNames;
  /** Folder of the build's cache, with its slash. */
  readonly cacheFolder: string;
  readonly logGroupArn: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly secretKeyArns: readonly string[];
  readonly reportGroupArn?: string | undefined;
}): PolicyDocument {
  const secrets = secretArns(input.secrets, "secretsmanager");
  const parameters = secretArns(input.secrets, "ssm");
  return policy(
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
    secrets.length > 0
      ? {
          Sid: "Secrets",
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: withSuffix(secrets),
        }
      : undefined,
    parameters.length > 0
      ? { Sid: "Parameters", Effect: "Allow", Action: "ssm:GetParameters", Resource: parameters }
      : undefined,
    input.secretKeyArns.length > 0
      ? {
          Sid: "SecretKeys",
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: input.secretKeyArns,
          Condition: {
            StringEquals: {
              "kms:ViaService": ["secretsmanager", "ssm"].map(
                (each) => `${each}.${input.place.region}.amazonaws.com`,
              ),
            },
          },
        }
      : undefined,
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

/** Secrets Manager adds six characters to a name: an ARN that was given without them means that very secret. */
function withSuffix(arns: readonly string[]): string[] {
  return arns.map((arn) => (/-[0-9A-Za-z]{6}$/.test(arn) ? arn : `${arn}-??????`));
}

/** The CodeBuild project's ARN, known before it exists. */
export function projectArn(place: Place, project: string): string {
  return arnOf(place, "codebuild", `project/${project}`);
}
