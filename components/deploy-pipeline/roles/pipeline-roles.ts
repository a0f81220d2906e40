/** The roles of a pipeline: its own, and one for each action, which it takes for that action alone. */
import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { arnOf } from "../../aws/account";
import { type PolicyDocument, serviceTrust } from "../../aws/policy-document";
import { artifactFolder } from "../naming";
import type { PipelineContext } from "../pipeline-context";
import { pipelinePolicy, roleTrust, sourcePolicy } from "./policies";
import { createRole, createRolePolicy, createRoleWithoutPolicy, type RoleWithPolicy } from "./role";

/** The service role: only this pipeline of this account may take it. */
export function createPipelineRole({
  name,
  pipelineName,
  account,
  permissionsBoundaryArn,
  child,
}: Omit<PipelineContext, "role">): iam.Role {
  return createRoleWithoutPolicy(
    `${name}-pipeline`,
    {
      description: `CodePipeline: runs ${pipelineName}`,
      trust: account.apply((here) =>
        serviceTrust("codepipeline.amazonaws.com", here, arnOf(here, "codepipeline", pipelineName)),
      ),
      permissionsBoundaryArn,
    },
    child,
  );
}

/** @param bakes whether CodePipeline itself watches an alarm after the deployment */
export function createPipelinePolicy(
  { name, pipelineName, role, foundation, account, child }: PipelineContext,
  actions: readonly RoleWithPolicy[],
  bakes: boolean,
): iam.RolePolicy {
  const { bucketArn, keyArn } = foundation.artifactStore;
  const actionRoleArns = actions.map((action) => action.role.arn);
  const document = pulumi
    .output({ account, store: { bucketArn, keyArn }, actionRoleArns })
    .apply(({ account: here, store, actionRoleArns: roles }) =>
      pipelinePolicy({
        account: here,
        artifacts: { ...store, folder: artifactFolder(pipelineName) },
        actionRoleArns: roles,
        bakes,
      }),
    );
  return createRolePolicy(`${name}-pipeline`, role, document, child);
}

export function createSourceRole(context: PipelineContext): RoleWithPolicy {
  const { pipelineName, config, foundation, account } = context;
  const { artifactStore, connectionArn } = foundation;
  const { bucketArn, keyArn } = artifactStore;
  const document = pulumi
    .output({ account, store: { bucketArn, keyArn }, connectionArn })
    .apply(({ account: here, store, connectionArn: connection }) =>
      sourcePolicy({
        account: here,
        artifacts: { ...store, folder: artifactFolder(pipelineName) },
        connectionArn: connection,
        repository: config.repository,
      }),
    );
  return createActionRole(context, "source", document);
}

/** An action's role: the pipeline's role takes it for that action, and no other principal may. */
export function createActionRole(
  { name, pipelineName, role, permissionsBoundaryArn, child }: PipelineContext,
  action: string,
  policy: pulumi.Output<PolicyDocument>,
): RoleWithPolicy {
  return createRole(
    `${name}-${action}`,
    {
      description: `CodePipeline: action ${action} of ${pipelineName}`,
      trust: role.arn.apply(roleTrust),
      policy,
      permissionsBoundaryArn,
    },
    child,
  );
}
