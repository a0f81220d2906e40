import { aws, bad, document, good, type Kind } from "./kind";

const ACCOUNT = "111122223333";
const OTHER = "444455556666";
const policy = (statement: object, name?: string) =>
  aws("iam/policy:Policy", { policy: document(statement) }, name);
const EVERYTHING = { Action: "*", Resource: "*" };
const BOUNDED = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
const attach = (PolicyARN: string) =>
  policy({
    Action: "iam:AttachRolePolicy",
    Resource: "*",
    Condition: { ArnLike: { "iam:PolicyARN": PolicyARN } },
  });
const secrets = (Condition: object) =>
  policy({ Action: "secretsmanager:GetSecretValue", Resource: "*", Condition });
const web = (issuer: string, claims: object) =>
  aws("iam/role:Role", {
    assumeRolePolicy: document({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
      Condition: {
        StringEquals: Object.fromEntries(
          Object.entries(claims).map(([name, value]) => [`${issuer}:${name}`, value as string]),
        ),
      },
    }),
  });
const key = (...statements: readonly object[]) =>
  aws("kms/key:Key", {
    enableKeyRotation: true,
    policy: document(...statements.map((each) => ({ Resource: "*", ...each }))),
  });
const root = (account: string) => ({ AWS: `arn:aws:iam::${account}:root` });
const OWN = { Principal: root(ACCOUNT), Action: "kms:*" };
const ofPermissionSet = { instanceArn: "arn:aws:sso:::instance/i", permissionSetArn: "arn:ps" };

/** Conditions that hold nothing back, claims that the caller chooses, policies that are more than a boundary, keys of two owners. */
export const identityKinds: readonly Kind[] = [
  bad(
    "iam-no-exfiltration",
    "a secret of any name",
    secrets({ StringLike: { "secretsmanager:SecretId": "*" } }),
  ),
  bad(
    "iam-no-exfiltration",
    "every secret of the own account",
    secrets({ StringEquals: { "aws:ResourceAccount": ACCOUNT } }),
  ),
  good(
    "secrets with a tag, whatever its value",
    secrets({ StringLike: { "secretsmanager:ResourceTag/app": "*" } }),
  ),
  good("secrets with a tag's value", secrets({ StringEquals: { "aws:ResourceTag/app": "shop" } })),
  bad("iam-no-escalation", "attaching any policy of AWS's", attach("arn:aws:iam::aws:policy/*")),
  good("attaching one policy of AWS's", attach(BOUNDED)),
  bad(
    "iam-no-escalation",
    "every role of the own account",
    policy({
      Action: "sts:AssumeRole",
      Resource: "*",
      Condition: { StringEquals: { "aws:ResourceAccount": ACCOUNT } },
    }),
  ),
  bad(
    "iam-passrole",
    "every role, by a question mark",
    policy({ Action: "iam:PassRole", Resource: `arn:aws:iam::${ACCOUNT}:role/?*` }),
  ),
  bad("iam-no-admin", "everything, by a question mark", policy({ Action: "*", Resource: "?*" })),
  good(
    "roles of a name",
    policy({ Action: "iam:PassRole", Resource: `arn:aws:iam::${ACCOUNT}:role/shop-?*` }),
  ),

  bad("iam-trust", "HCP Terraform's own audience", web("app.terraform.io", { aud: "aws.workload.identity" })),
  bad(
    "iam-trust",
    "an audience that any workflow of GitHub may choose",
    web("token.actions.githubusercontent.com", { aud: "https://github.com/acme" }),
  ),
  bad("iam-trust", "an audience that any job of GitLab may choose", web("gitlab.com", { aud: "acme" })),
  good(
    "an audience beside a subject",
    web("app.terraform.io", {
      aud: "aws.workload.identity",
      sub: "organization:acme:project:shop:workspace:prod:run_phase:apply",
    }),
  ),
  good(
    "an audience that its provider made for one customer",
    web("api.pulumi.com/oidc", { aud: "aws:acme" }),
  ),

  bad(
    "iam-no-admin",
    "a boundary that a permission set attaches by its name",
    policy(EVERYTHING, "edge"),
    aws("iam/role:Role", { assumeRolePolicy: document(), permissionsBoundary: "arn:edge" }, "bounded", {
      permissionsBoundary: ["edge"],
    }),
    aws(
      "ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
      { ...ofPermissionSet, customerManagedPolicyReference: { name: "edge" } },
      "set",
      { customerManagedPolicyReference: ["edge"] },
    ),
  ),
  good(
    "the boundary of a permission set",
    policy(EVERYTHING, "edge"),
    aws(
      "ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment",
      { ...ofPermissionSet, permissionsBoundary: { customerManagedPolicyReference: { name: "edge" } } },
      "set",
      { permissionsBoundary: ["edge"] },
    ),
  ),

  bad(
    "iam-no-resource-wildcard",
    "a key of two accounts",
    key(OWN, { Principal: root(OTHER), Action: "kms:*" }),
  ),
  bad(
    "iam-no-resource-wildcard",
    "a key of two accounts, by number, in one statement",
    key({ Principal: { AWS: [ACCOUNT, OTHER] }, Action: "*" }),
  ),
  good(
    "a key that another account uses",
    key(OWN, { Principal: root(OTHER), Action: ["kms:Decrypt", "kms:DescribeKey"] }),
  ),
  good(
    "a key whose account is named in two ways",
    key(OWN, { Principal: { AWS: ACCOUNT }, Action: "kms:*" }),
  ),
  bad(
    "iam-no-resource-wildcard",
    "every action on a function",
    aws("lambda/permission:Permission", { function: "f", action: "lambda:*", principal: OTHER }),
  ),
  good(
    "one action on a function",
    aws("lambda/permission:Permission", { function: "f", action: "lambda:InvokeFunction", principal: OTHER }),
  ),
  bad(
    "kms-rotation",
    "a new key after seven years",
    aws("kms/key:Key", { enableKeyRotation: true, rotationPeriodInDays: 2560 }),
  ),
];
