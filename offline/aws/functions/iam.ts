import { list, lookUp, moduleTable, result, type Handler } from "./entries";
import { UNKNOWN } from "../../provider/properties";
import { getPolicyDocument } from "./policy-document";
import type { Rule } from "../../simulation/rules";

/** Managed policies of AWS belong to no account; one is given by name or ARN. */
const AWS_MANAGED =
  /^(AWS|Amazon|CloudWatch|AdministratorAccess|PowerUserAccess|ReadOnlyAccess|SecurityAudit|ViewOnlyAccess|IAM|Billing)/;

const policyArn: Rule = ({ inputs, text }) => {
  const name = inputs["name"];
  if (inputs["arn"] !== undefined) {
    return inputs["arn"];
  }
  if (typeof name !== "string") {
    return UNKNOWN;
  }
  const prefix = typeof inputs["pathPrefix"] === "string" ? inputs["pathPrefix"] : "/";
  return text(`arn:{partition}:iam::${AWS_MANAGED.test(name) ? "aws" : "{account}"}:policy${prefix}{name}`);
};

const lastOf =
  (separator: string, property: string): Rule =>
  ({ get }) => {
    const value = get(property);
    return typeof value === "string" ? value.split(separator).at(-1) : UNKNOWN;
  };

/** The role behind an assumed-role ARN; any other ARN is its own issuer. */
const getSessionContext: Handler = ({ arn }, { account, partition }) => {
  if (typeof arn !== "string") {
    return {
      known: {
        arn,
        id: UNKNOWN,
        issuerArn: UNKNOWN,
        issuerId: UNKNOWN,
        issuerName: UNKNOWN,
        sessionName: UNKNOWN,
      },
    };
  }
  const [, role, session] = /:assumed-role\/(?:.*\/)?([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  if (role === undefined) {
    return { known: { arn, id: arn, issuerArn: arn, issuerId: "", issuerName: "", sessionName: "" } };
  }
  return {
    known: {
      arn,
      id: arn,
      issuerArn: `arn:${partition}:iam::${account}:role/${role}`,
      issuerId: UNKNOWN,
      issuerName: role,
      sessionName: session,
    },
  };
};

export const iam = moduleTable("iam", {
  getAccountAlias: result({ id: "{account}" }, "accountAlias"),
  getGroup: lookUp("aws:iam/group:Group", "{groupName}", "arn groupId id path users", {
    rename: { groupName: "name" },
    with: { groupId: "AGPA{upper:17}" },
  }),
  getInstanceProfile: lookUp(
    "aws:iam/instanceProfile:InstanceProfile",
    "{name}",
    "arn createDate id path roleArn roleId roleName",
  ),
  getOpenIdConnectProvider: lookUp(
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    ({ inputs, text }) =>
      inputs["arn"] ??
      text(
        `arn:{partition}:iam::{account}:oidc-provider/${typeof inputs["url"] === "string" ? inputs["url"].replace(/^https:\/\//, "") : "{url}"}`,
      ),
    "arn clientIdLists id tags thumbprintLists url",
    { with: { clientIdLists: () => UNKNOWN, thumbprintLists: () => UNKNOWN } },
  ),
  getPolicy: lookUp(
    "aws:iam/policy:Policy",
    policyArn,
    "arn attachmentCount description id name path policy policyId tags",
    {
      with: { arn: policyArn, attachmentCount: () => UNKNOWN, name: lastOf("/", "arn"), path: () => UNKNOWN },
    },
  ),
  getPolicyDocument,
  getRole: lookUp(
    "aws:iam/role:Role",
    "{name}",
    "arn assumeRolePolicy createDate description id maxSessionDuration path permissionsBoundary roleLastUseds tags uniqueId",
    { with: { maxSessionDuration: () => UNKNOWN } },
  ),
  getRoles: list("arns names"),
  getSamlProvider: lookUp(
    "aws:iam/samlProvider:SamlProvider",
    "{arn}",
    "createDate id name samlMetadataDocument samlProviderUuid tags validUntil",
    { with: { name: lastOf("/", "arn") } },
  ),
  getServerCertificate: result(
    { arn: "arn:{partition}:iam::{account}:server-certificate/{name}", id: "ASCA{upper:17}" },
    "certificateBody certificateChain expirationDate name path uploadDate",
  ),
  getSessionContext,
  getUser: lookUp("aws:iam/user:User", "{userName}", "arn id path permissionsBoundary tags userId", {
    rename: { userName: "name" },
    with: { userId: "AIDA{upper:17}" },
  }),
  getUsers: list("arns names"),
});
