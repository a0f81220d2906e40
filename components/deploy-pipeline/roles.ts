/** Roles: each with its own trust and one inline policy, which goes when the role goes. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "./iam/document";
import { boundary } from "./notifications";

export interface RoleArgs {
  readonly description: string;
  readonly trust: pulumi.Output<PolicyDocument>;
  readonly policy: pulumi.Output<PolicyDocument>;
  readonly permissionsBoundaryArn: string | undefined;
}

/** A role with its permissions; what uses it must wait for `policy`, or its first call is refused. */
export interface RoleWithPolicy {
  readonly role: iam.Role;
  readonly policy: iam.RolePolicy;
}

export function makeRole(
  name: string,
  args: RoleArgs,
  opts: { readonly parent: pulumi.Resource },
): RoleWithPolicy {
  const role = new iam.Role(
    name,
    {
      description: args.description,
      assumeRolePolicy: args.trust.apply((document) => JSON.stringify(document)),
      ...boundary(args.permissionsBoundaryArn),
    },
    opts,
  );
  return { role, policy: makeRolePolicy(name, role, args.policy, opts) };
}

export function makeRolePolicy(
  name: string,
  role: iam.Role,
  document: pulumi.Output<PolicyDocument>,
  opts: { readonly parent: pulumi.Resource },
): iam.RolePolicy {
  return new iam.RolePolicy(
    name,
    { role: role.name, policy: document.apply((each) => JSON.stringify(each)) },
    { ...opts, parent: role },
  );
}
