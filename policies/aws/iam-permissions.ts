import actionTable from "./iam-actions.json";
import { covers, type Statement } from "./policy-documents";
import type { Value } from "../engine/value";

/**
 * What a statement of an identity's policy lets its holder do, in the order of what is worst. An action counts once, as
 * the worst that it is, so that one cause gives one finding.
 */
export type Power =
  | "administrator"
  | "wildcard"
  | "escalation"
  | "pass-role"
  | "exfiltration"
  | "permissions"
  | "invalidation"
  | "write";

/**
 * Actions that make their holder an administrator where they are allowed on identities that are stronger.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_privilege-escalation.html
 */
const ESCALATION = (
  "iam:AddUserToGroup iam:AttachGroupPolicy iam:AttachRolePolicy iam:AttachUserPolicy iam:CreateAccessKey " +
  "iam:CreateLoginProfile iam:CreatePolicyVersion iam:CreateServiceSpecificCredential " +
  "iam:DeleteRolePermissionsBoundary iam:DeleteUserPermissionsBoundary iam:PutGroupPolicy " +
  "iam:PutRolePermissionsBoundary iam:PutRolePolicy iam:PutUserPermissionsBoundary iam:PutUserPolicy " +
  "iam:ResetServiceSpecificCredential iam:SetDefaultPolicyVersion iam:UpdateAccessKey iam:UpdateAssumeRolePolicy " +
  "iam:UpdateLoginProfile sts:AssumeRole sso:AttachManagedPolicyToPermissionSet " +
  "sso:AttachCustomerManagedPolicyReferenceToPermissionSet sso:CreateAccountAssignment " +
  "sso:PutInlinePolicyToPermissionSet lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration ssm:SendCommand " +
  "ssm:StartSession ec2-instance-connect:SendSSHPublicKey glue:UpdateDevEndpoint cognito-idp:AdminSetUserPassword"
).split(" ");

/** Actions that hand out what the account keeps: data, secrets, credentials. */
const EXFILTRATION = (
  "s3:GetObject s3:GetObjectVersion ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath " +
  "secretsmanager:GetSecretValue secretsmanager:BatchGetSecretValue kms:Decrypt dynamodb:GetItem dynamodb:Scan " +
  "dynamodb:Query dynamodb:ExportTableToPointInTime rds:CopyDBSnapshot rds:CreateDBSnapshot rds-db:connect " +
  "sqs:ReceiveMessage redshift:GetClusterCredentials rds:StartExportTask ecr:BatchGetImage ec2:GetPasswordData codecommit:GitPull " +
  "sts:GetFederationToken chime:CreateApiKey cognito-idp:DescribeUserPoolClient lambda:GetFunction athena:GetQueryResults " +
  "kinesis:GetRecords logs:GetLogEvents logs:FilterLogEvents logs:StartQuery ebs:GetSnapshotBlock " +
  "codeartifact:GetAuthorizationToken codepipeline:PollForJobs cognito-identity:GetOpenIdTokenForDeveloperIdentity " +
  "redshift-data:GetStatementResult lightsail:GetInstanceAccessDetails lightsail:GetRelationalDatabaseMasterUserPassword " +
  "sso:GetRoleCredentials redshift:GetClusterCredentialsWithIAM sagemaker:CreatePresignedNotebookInstanceUrl"
).split(" ");

/** Actions of a table `service → "Action Action"`, as `service:Action`. */
class ActionTable {
  private readonly byService = new Map<string, readonly string[]>();

  constructor(private readonly table: Readonly<Record<string, string>>) {}

  /** Whether the pattern covers one of the actions. */
  hasAny(pattern: string): boolean {
    const [service = ""] = pattern.toLowerCase().split(":");
    const services = /[*?]/.test(service)
      ? Object.keys(this.table).filter((each) => covers(service, each))
      : [service];
    return services.some((each) => this.of(each).some((action) => covers(pattern, action)));
  }

  /** Split only where it is read: most policies name a few services. */
  private of(service: string): readonly string[] {
    let actions = this.byService.get(service);
    if (actions === undefined) {
      actions = (this.table[service] ?? "").split(" ").map((action) => `${service}:${action}`);
      this.byService.set(service, actions);
    }
    return actions;
  }
}

const PERMISSIONS = new ActionTable(actionTable.permissions);
const WRITES = new ActionTable(actionTable.writes);

/**
 * What agents and the runtimes of functions call without a resource that has a name yet: AWS's own policies for them allow
 * it on everything.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaVPCAccessExecutionRole.html
 */
const OF_AGENTS = new Set(
  (
    "cloudwatch:PutMetricData ssm:UpdateInstanceInformation ec2:CreateNetworkInterface ec2:DeleteNetworkInterface " +
    "ec2:AssignPrivateIpAddresses ec2:UnassignPrivateIpAddresses logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents"
  )
    .toLowerCase()
    .split(" "),
);

/** Conditions that say which identity, policy or resource is meant, however wide Resource is. */
const NARROWING =
  /^(?:iam:(?:PermissionsBoundary|PolicyARN|AssociatedResourceArn)|[\w-]+:(?:ResourceTag|PrincipalTag)\/.*|ssm:resourceTag\/.*|[\w-]+:ResourceTag)$/i;

/** That a resource has a tag says something, whatever the tag's value is. */
const TAG = /:(?:resource|principal)tag(?:\/|$)/i;

/**
 * Conditions that only say from where, when or how, not on what; that it is in the own account is so of everything that an
 * identity can reach without another account's leave.
 */
const NOT_ABOUT_RESOURCES =
  /^aws:(?:Resource(?:Account|OrgID|OrgPaths)|RequestedRegion|SecureTransport|MultiFactorAuth\w*|SourceIp|CurrentTime|EpochTime|UserAgent|Referer|TokenIssueTime|PrincipalType|PrincipalIsAWSService|ViaAWSService|SourceVpce?)$/i;

const isOpen = (operator: string) => /not|ifexists|null|^forallvalues:/i.test(operator);

/** Powers of one pattern of actions, worst first; only the first counts. */
export function powerOf(pattern: string, statement: Statement): Power | undefined {
  const broad = isBroad(statement);
  if (isServiceWildcard(pattern)) {
    return broad && coversAll(pattern, "iam") ? "administrator" : "wildcard";
  }
  if (!broad) {
    return undefined;
  }
  if (coversAll(pattern, "iam")) {
    return "administrator";
  }
  if (ESCALATION.some((action) => covers(pattern, action))) {
    return isNarrowed(statement) ? undefined : "escalation";
  }
  if (covers(pattern, "iam:PassRole")) {
    return "pass-role";
  }
  if (writesToCloudFront(pattern)) {
    return "invalidation";
  }
  if (isConditioned(statement)) {
    return undefined;
  }
  if (EXFILTRATION.some((action) => covers(pattern, action))) {
    return "exfiltration";
  }
  if (PERMISSIONS.hasAny(pattern)) {
    return "permissions";
  }
  return isEverything(statement) && !OF_AGENTS.has(pattern.toLowerCase()) && WRITES.hasAny(pattern)
    ? "write"
    : undefined;
}

/** The statement's patterns of actions with this power. */
export function actionsWith(power: Power, statement: Statement): string[] {
  if (!statement.allows) {
    return [];
  }
  const powers = statement.actions().map((action) => ({ action, power: powerOf(action, statement) }));
  // An administrator has every other power too: one cause is one finding.
  const counts = powers.some((each) => each.power === "administrator") ? "administrator" : power;
  return counts === power ? powers.filter((each) => each.power === power).map(({ action }) => action) : [];
}

/** Nothing but stars where the action's name stands. */
function isServiceWildcard(pattern: string): boolean {
  return /^(?:[^:]*:)?[*?]*\*[*?]*$/.test(pattern);
}

/** Whether the pattern covers actions of every kind of the service. */
function coversAll(pattern: string, service: string): boolean {
  return ["CreateUser", "PassRole", "ListRoles", "DeletePolicy"].every((action) =>
    covers(pattern.includes(":") ? pattern : `${pattern}:*`, `${service}:${action}`),
  );
}

function writesToCloudFront(pattern: string): boolean {
  return /^cloudfront(?:-keyvaluestore)?:(?:Create|Update|Delete|Put|\*)/i.test(pattern);
}

/** A star, or an ARN of stars only. */
const EVERYTHING = /^(?:\*+|arn:[\w*-]+(?::\*)+)$/;

/** Every resource of a kind: the part after the account is a type at most, then stars. */
const BROAD =
  /^(?:\*+|arn:[^:]*:s3[^:]*:[^:]*:[^:]*:\*+(?:\/\*+)?|arn:[^:]*:(?!s3)[^:]*:[^:]*:[^:]*:(?:[\w-]+[/:])?\*+(?:\/\*+)?|arn:\*+(?::\*+)*)$/;

function matchesAny(resources: readonly Value[], pattern: RegExp): boolean {
  // The ARN of a resource that the stack makes is not known yet, but it is one resource's. A variable (${aws:PrincipalAccount})
  // is one value, whose colon ends no part of the ARN.
  return resources.some((resource) => !resource.unknown && pattern.test(simplified(resource.text() ?? "")));
}

/** With one star for each run of stars and question marks, since no name is empty. */
function simplified(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, "variable").replace(/[*?]*\*[*?]*/g, "*");
}

/** Whether it is about every resource; all but some of them (NotResource) is nearly that. */
function isEverything(statement: Statement): boolean {
  return statement.hasNotResource || matchesAny(statement.resources(), EVERYTHING);
}

/** Whether it is about every resource of a type, such as every role. */
export function isBroad(statement: Statement): boolean {
  return statement.hasNotResource || matchesAny(statement.resources(), BROAD);
}

function isNarrowed(statement: Statement): boolean {
  return statement
    .conditions()
    .some(
      ({ operator, key, values }) =>
        NARROWING.test(key) && !isOpen(operator) && (TAG.test(key) || !matchesAny(values.elements(), BROAD)),
    );
}

function isConditioned(statement: Statement): boolean {
  return statement
    .conditions()
    .some(
      ({ operator, key, values }) =>
        !NOT_ABOUT_RESOURCES.test(key) &&
        !isOpen(operator) &&
        (TAG.test(key) || !matchesAny(values.elements(), EVERYTHING)),
    );
}
