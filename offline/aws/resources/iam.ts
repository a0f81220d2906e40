import { moduleTable, of } from "../../simulation/entries";
import type { AutoName } from "../../simulation/rules";

/** IAM ids start with letters that tell their kind; 17 more follow. */
const unique = (kind: string) => `${kind}{upper:17}`;

const CREATED = "2026-01-01T00:00:00Z";

const arn = (kind: string) => `arn:{partition}:iam::{account}:${kind}{path}{name}`;

const ROOT = { path: "/" };

/** A policy in line has the id `<owner>:<name>`. */
const inline = (owner: string, autoName?: AutoName) =>
  of(`{${owner}}:{name}`, {}, autoName === undefined ? {} : { autoName });

export const iam = moduleTable("iam", {
  AccessKey: of("AKIA{upper:16}", { createDate: CREATED, status: "Active" }),
  AccountAlias: of("{accountAlias}"),
  AccountPasswordPolicy: of("iam-account-password-policy"),
  Group: of("{name}", { arn: arn("group"), uniqueId: unique("AGPA") }, { defaults: ROOT }),
  GroupMembership: of("{name}"),
  GroupPolicy: inline("group"),
  GroupPolicyAttachment: of("{group}-{digits:26}"),
  InstanceProfile: of(
    "{name}",
    { arn: arn("instance-profile"), createDate: CREATED, uniqueId: unique("AIPA") },
    { autoName: { max: 128 }, defaults: ROOT },
  ),
  OpenIdConnectProvider: of(
    ({ get, text }) => {
      const url = get("url");
      return text(
        `arn:{partition}:iam::{account}:oidc-provider/${typeof url === "string" ? url.replace(/^https:\/\//, "") : "{url}"}`,
      );
    },
    { arn: "{id}", thumbprintLists: () => [] },
  ),
  Policy: of(
    arn("policy"),
    { arn: "{id}", attachmentCount: 0, policyId: unique("ANPA") },
    { autoName: { max: 128 }, defaults: ROOT },
  ),
  PolicyAttachment: of("{name}"),
  Role: of(
    "{name}",
    {
      arn: arn("role"),
      createDate: CREATED,
      inlinePolicies: () => [],
      managedPolicyArns: () => [],
      uniqueId: unique("AROA"),
    },
    { autoName: { max: 64 }, defaults: { ...ROOT, forceDetachPolicies: false, maxSessionDuration: 3600 } },
  ),
  RolePolicy: inline("role"),
  RolePolicyAttachment: of("{role}-{digits:26}"),
  RolePoliciesExclusive: of("{roleName}"),
  RolePolicyAttachmentsExclusive: of("{roleName}"),
  SamlProvider: of("arn:{partition}:iam::{account}:saml-provider/{name}", {
    arn: "{id}",
    samlProviderUuid: "{uuid}",
  }),
  ServerCertificate: of(
    unique("ASCA"),
    { arn: arn("server-certificate") },
    { autoName: { max: 128 }, defaults: ROOT },
  ),
  ServiceLinkedRole: of("arn:{partition}:iam::{account}:role/aws-service-role/{awsServiceName}/{name}", {
    arn: "{id}",
    createDate: CREATED,
    name: "AWSServiceRoleFor{mixed:12}",
    path: "/aws-service-role/{awsServiceName}/",
    uniqueId: unique("AROA"),
  }),
  SshKey: of(unique("APKA"), { sshPublicKeyId: "{id}" }),
  User: of(
    "{name}",
    { arn: arn("user"), uniqueId: unique("AIDA") },
    { autoName: { max: 64 }, defaults: { ...ROOT, forceDestroy: false } },
  ),
  UserGroupMembership: of("terraform-{digits:26}"),
  UserLoginProfile: of("{user}"),
  UserPolicy: inline("user"),
  UserPolicyAttachment: of("{user}-{digits:26}"),
});
