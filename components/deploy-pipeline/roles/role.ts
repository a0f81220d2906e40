/** Roles: each with its own trust and one inline policy, which goes when the role goes. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { PolicyDocument } from "../../aws/policy-document";

type Document = pulumi.Output<PolicyDocument>;

export interface RoleArgs {
  readonly description: string;
  readonly trust: Document;
  readonly policy: Document;
  readonly permissionsBoundaryArn: string | undefined;
}

/** A role with its permissions; what uses it must wait for `policy`, or its first call is refused. */
export interface RoleWithPolicy {
  readonly role: iam.Role;
  readonly policy: iam.RolePolicy;
}

export function createRole(
  name: string,
  args: RoleArgs,
  opts: { readonly parent: pulumi.Resource },
): RoleWithPolicy {
  const role = createRoleWithoutPolicy(name, args, opts);
  return { role, policy: createRolePolicy(name, role, args.policy, opts) };
}

/** A role whose policy must name what is made after it. */
export function createRoleWithoutPolicy(
  name: string,
  { description, trust, permissionsBoundaryArn }: Omit<RoleArgs, "policy">,
  opts: { readonly parent: pulumi.Resource },
): iam.Role {
  return new iam.Role(
    name,
    {
      description,
      assumeRolePolicy: trust.apply((document) => JSON.stringify(document)),
      ...boundary(permissionsBoundaryArn),
    },
    opts,
  );
}

export function createRolePolicy(
  name: string,
  role: iam.Role,
  document: Document,
  opts: { readonly parent: pulumi.Resource },
): iam.RolePolicy {
  return new iam.RolePolicy(
    name,
    { role: role.name, policy: document.apply((each) => JSON.stringify(each)) },
    { ...opts, parent: role },
  );
}

/** The optional permissions boundary as an argument of a role. */
export function boundary(arn: string | undefined): { permissionsBoundary?: string } {
  return arn === undefined ? {} : { permissionsBoundary: arn };
}
