/** What CodeBuild projects may do: the statements that all of them need, and the right to start one. */
import { type AccountAndRegion, arnOf } from "../../aws/account";
import { secretResources, type Secrets } from "../../fields";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "../../aws/policy-document";

/** Permissions of an action that runs a CodeBuild project: that one project. */
export function startBuildPolicy(projectArn: string): PolicyDocument {
  return policyDocument({
    Sid: "Run",
    Effect: "Allow",
    Action: ["codebuild:StartBuild", "codebuild:StopBuild", "codebuild:BatchGetBuilds"],
    Resource: projectArn,
  });
}

export function logs(logGroupArn: string): PolicyStatement {
  return {
    Sid: "Logs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}

/** The CodeBuild project's ARN, known before it exists. */
export function projectArn(account: AccountAndRegion, project: string): string {
  return arnOf(account, "codebuild", `project/${project}`);
}

/** Exactly the secrets that are named, and their keys. */
export function readSecrets(input: {
  readonly account: AccountAndRegion;
  readonly secrets: Secrets;
  readonly secretKeyArns: readonly string[];
}): PolicyStatement[] {
  const { account, secretKeyArns } = input;
  const secrets = secretResources(input.secrets, "secretsmanager");
  const parameters = secretResources(input.secrets, "ssm");
  const allow = (Sid: string, Action: string, Resource: string[]): PolicyStatement[] =>
    Resource.length === 0 ? [] : [{ Sid, Effect: "Allow", Action, Resource }];
  return [
    ...allow("Secrets", "secretsmanager:GetSecretValue", secrets),
    ...allow("Parameters", "ssm:GetParameters", parameters),
    ...allow("SecretKeys", "kms:Decrypt", [...secretKeyArns]).map((statement) => ({
      ...statement,
      Condition: {
        StringEquals: {
          "kms:ViaService": ["secretsmanager", "ssm"].map(
            (each) => `${each}.${account.region}.amazonaws.com`,
          ),
        },
      },
    })),
  ];
}
