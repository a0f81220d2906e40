import { given, list, objects, type PlainObject, type Twin } from "../plain";

export function role(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:iam/role:Role",
      props: given({
        id,
        name: props["roleName"],
        assumeRolePolicy: props["assumeRolePolicyDocument"],
        managedPolicyArns: props["managedPolicyArns"],
        permissionsBoundary: props["permissionsBoundary"],
        inlinePolicies: objects(props["policies"]).map((each) =>
          given({ name: each["policyName"], policy: each["policyDocument"] }),
        ),
      }),
    },
  ];
}

export function managedPolicy(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:iam/policy:Policy",
      props: given({ id, arn: id, policy: props["policyDocument"] }),
    },
    ...(list(props["users"]).length === 0
      ? []
      : [
          {
            type: "aws:iam/policyAttachment:PolicyAttachment",
            props: given({ users: props["users"], policyArn: id }),
          },
        ]),
  ];
}

/** A policy without a name of its own, which CloudFormation puts on roles, groups and users alike. */
export function inlinePolicy(props: PlainObject): Twin[] {
  const policy = given({ policy: props["policyDocument"] });
  return list(props["users"]).length > 0
    ? [{ type: "aws:iam/userPolicy:UserPolicy", props: given({ ...policy, user: list(props["users"])[0] }) }]
    : [{ type: "aws:iam/rolePolicy:RolePolicy", props: policy }];
}

/** A user or a group with the policies on it. */
function withPolicies(kind: "user" | "group") {
  const name = kind === "user" ? "User" : "Group";
  return (props: PlainObject, id: string): Twin[] => [
    { type: `aws:iam/${kind}:${name}`, props: { id } },
    ...objects(props["policies"]).map((each) => ({
      type: `aws:iam/${kind}Policy:${name}Policy`,
      props: given({ [kind]: id, policy: each["policyDocument"] }),
    })),
    ...list(props["managedPolicyArns"]).map((policyArn) => ({
      type: `aws:iam/${kind}PolicyAttachment:${name}PolicyAttachment`,
      props: { [kind]: id, policyArn },
    })),
  ];
}

export const user = withPolicies("user");
export const group = withPolicies("group");
