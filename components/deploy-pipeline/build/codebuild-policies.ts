/** What CodeBuild projects may do: the statements that all of them need, and the right to start one. */
import { type AccountAndRegion, arnOf } from "../../aws/account";
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
