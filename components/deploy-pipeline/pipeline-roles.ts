/** The roles of a pipeline: its own, and one for each action, which it takes for that action alone. */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { DeployPipelineArgs } from "./args";
import { beanstalkDeployPolicy } from "./iam/beanstalk-deploy";
import { arnOf, roleTrust, serviceTrust, type Place, type PolicyDocument } from "./iam/document";
import { pipelinePolicy, sourcePolicy } from "./iam/pipeline-roles";
import { artifactFolder } from "./naming";
import { boundary } from "./notifications";
import type { PipelineFoundation } from "./pipeline-foundation";
import { makeRole, makeRolePolicy, type RoleWithPolicy } from "./roles";
import type { BeanstalkTarget } from "./targets";

/** What every role of a pipeline is made of. */
export interface RoleContext {
  readonly name: string;
  readonly args: DeployPipelineArgs;
  readonly physicalName: string;
  readonly foundation: PipelineFoundation;
  readonly place: pulumi.Output<Place>;
  readonly child: { readonly parent: pulumi.Resource };
}

/** The service role: only this pipeline of this account may take it. */
export function makePipelineRole({ name, args, physicalName, place, child }: RoleContext): iam.Role {
  return new iam.Role(
    `${name}-pipeline`,
    {
      description: `CodePipeline: runs ${physicalName}`,
      assumeRolePolicy: place.apply((here) =>
        JSON.stringify(
          serviceTrust("codepipeline.amazonaws.com", here, arnOf(here, "codepipeline", physicalName)),
        ),
      ),
      ...boundary(args.permissionsBoundaryArn),
    },
    child,
  );
}

export function makePipelinePolicy(
  { name, physicalName, foundation, place, child }: RoleContext,
  role: iam.Role,
  { actions, bakes }: { readonly actions: readonly RoleWithPolicy[]; readonly bakes: boolean },
): iam.RolePolicy {
  const { artifactStore: store } = foundation;
  const document = pulumi
    .output({
      place,
      bucketArn: store.bucketArn,
      keyArn: store.keyArn,
      actionRoleArns: actions.map((action) => action.role.arn),
    })
    .apply((known) =>
      pipelinePolicy({
        place: known.place,
        artifacts: { bucketArn: known.bucketArn, keyArn: known.keyArn, folder: artifactFolder(physicalName) },
        actionRoleArns: known.actionRoleArns,
        bakes,
      }),
    );
  return makeRolePolicy(`${name}-pipeline`, role, document, child);
}

export function makeSourceRole(context: RoleContext, pipelineRole: iam.Role): RoleWithPolicy {
  const { args, physicalName, foundation, place } = context;
  const { artifactStore: store, connectionArn } = foundation;
  const document = pulumi
    .output({ place, bucketArn: store.bucketArn, keyArn: store.keyArn, connectionArn })
    .apply((known) =>
      sourcePolicy({
        place: known.place,
        artifacts: { bucketArn: known.bucketArn, keyArn: known.keyArn, folder: artifactFolder(physicalName) },
        connectionArn: known.connectionArn,
        repository: args.repository,
      }),
    );
  return makeActionRole(context, pipelineRole, "source", document);
}

export function beanstalkPolicy(
  { physicalName, foundation, place }: RoleContext,
  target: BeanstalkTarget,
): pulumi.Output<PolicyDocument> {
  const { artifactStore: store } = foundation;
  return pulumi
    .output({ place, bucketArn: store.bucketArn, keyArn: store.keyArn, environment: target })
    .apply(({ place: here, bucketArn, keyArn, environment }) =>
      beanstalkDeployPolicy({
        place: here,
        artifacts: { bucketArn, keyArn, folder: artifactFolder(physicalName) },
        environment,
      }),
    );
}

/** An action's role: the pipeline's role takes it for that action, and nobody else may. */
export function makeActionRole(
  { name, args, physicalName, child }: RoleContext,
  pipelineRole: iam.Role,
  action: string,
  document: pulumi.Output<PolicyDocument>,
): RoleWithPolicy {
  return makeRole(
    `${name}-${action}`,
    {
      description: `CodePipeline: action ${action} of ${physicalName}`,
      trust: pipelineRole.arn.apply(roleTrust),
      policy: document,
      permissionsBoundaryArn: args.permissionsBoundaryArn,
    },
    child,
  );
}
