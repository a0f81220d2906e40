import { add, all, change, orphan, remove, set, unknown, without } from "../fixtures/program";
import { BUILD_STATEMENTS, STAGES, trust } from "../fixtures/release";
import { policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../support/policy-messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "./case";

const VARIABLES = "environment.environmentVariables";
const SOURCE = "stages.0.actions.0";

/** The build's variables with one more. */
function variable(entry: object) {
  return set("build", VARIABLES, [{ name: "STAGE", value: "prod" }, entry]);
}

function granted(...statements: readonly object[]) {
  return set("build-policy", "policy", policyDocument([...BUILD_STATEMENTS, ...statements]));
}

const allow = (Action: unknown, Resource: unknown = "*") => ({
  Sid: "More",
  Effect: "Allow",
  Action,
  Resource,
});

export const codeCases: Cases = {
  "cb-no-source-creds": {
    faulty: {
      "a password in the address": set(
        "build",
        "source.location",
        "https://me:pw@bitbucket.org/team/www.git",
      ),
      "a user in the address": set("build", "source.location", "https://me@bitbucket.org/team/www.git"),
      "a second source": set("build", "secondarySources", [
        { location: "https://me:pw@bitbucket.org/team/x.git" },
      ]),
      "a password as authorization": set("build", "source.auth", { type: "BASIC_AUTH", resource: "arn:x" }),
    },
    absent: fine(remove("build", "source.location")),
    unknown: undetermined(unknown("build", "source.location")),
    fine: { "a connection": set("build", "source.auth", { type: "CODECONNECTIONS", resource: "arn:c" }) },
  },
  "cb-no-env-creds": {
    faulty: {
      "AWS's key by name": variable({ name: "AWS_SECRET_ACCESS_KEY", value: "abc" }),
      "an access key by look": variable({ name: "STORE", value: "AKIAIOSFODNN7EXAMPLE" }),
      "a token with the plain type": variable({ name: "NPM_TOKEN", value: "abc", type: "PLAINTEXT" }),
      "a private key": variable({ name: "PEM", value: "-----BEGIN RSA PRIVATE KEY-----\nMII" }),
      "a Bitbucket password": variable({ name: "REPO", value: "ATBBabcdefghijklmnop1234" }),
    },
    absent: fine(remove("build", VARIABLES)),
    unknown: undetermined(variable({ name: "API_KEY", value: UNKNOWN })),
    fine: {
      "from Parameter Store": variable({ name: "API_KEY", value: "/prod/key", type: "PARAMETER_STORE" }),
      "an id of a distribution": variable({ name: "DISTRIBUTION_ID", value: UNKNOWN }),
    },
  },
  "cb-encryption": {
    faulty: {
      artifacts: set("build", "artifacts.encryptionDisabled", true),
      "the log": set("build", "logsConfig.s3Logs", { status: "ENABLED", encryptionDisabled: true }),
    },
    absent: fine(remove("build", "artifacts")),
    unknown: undetermined(unknown("build", "artifacts.encryptionDisabled")),
  },
  "cb-logs": {
    faulty: { "switched off": set("build", "logsConfig.cloudwatchLogs", { status: "DISABLED" }) },
    absent: faulty(remove("build", "logsConfig")),
    unknown: undetermined(unknown("build", "logsConfig.cloudwatchLogs.status")),
    fine: {
      "to a bucket": set("build", "logsConfig", { s3Logs: { status: "ENABLED", location: "logs/build" } }),
    },
  },
  "cb-not-privileged": {
    faulty: { privileged: set("build", "environment.privilegedMode", true) },
    absent: fine(remove("build", "environment.privilegedMode")),
    unknown: undetermined(unknown("build", "environment.privilegedMode")),
  },
  "cp-artifact-encryption": {
    faulty: { "another type": set("pipeline", "artifactStores.0.encryptionKey.type", "AES") },
    absent: faulty(remove("pipeline", "artifactStores.0.encryptionKey")),
    unknown: undetermined(unknown("pipeline", "artifactStores")),
    fine: { "a key that is not known yet": unknown("pipeline", "artifactStores.0.encryptionKey.id") },
  },
  "cp-connection-source": {
    faulty: {
      GitHub: set("pipeline", `${SOURCE}.provider`, "GitHub"),
      "no connection": remove("pipeline", `${SOURCE}.configuration.ConnectionArn`),
    },
    absent: fine(set("pipeline", "stages", STAGES.slice(1))),
    unknown: undetermined(unknown("pipeline", `${SOURCE}.provider`)),
    fine: {
      "a connection that is not known yet": unknown("pipeline", `${SOURCE}.configuration.ConnectionArn`),
    },
  },
  "cp-no-creds": {
    faulty: {
      "a token of a person": set(
        "pipeline",
        `${SOURCE}.configuration.OAuthToken`,
        "ghp_0123456789abcdefghij",
      ),
      "a token that is not known yet": unknown("pipeline", `${SOURCE}.configuration.OAuthToken`),
      "in the variables of a build": set(
        "pipeline",
        "stages.1.actions.0.configuration.EnvironmentVariables",
        JSON.stringify([{ name: "NPM_TOKEN", value: "npm", type: "PLAINTEXT" }]),
      ),
      "by its look": set("pipeline", "stages.1.actions.0.configuration.Note", "AKIAIOSFODNN7EXAMPLE"),
    },
    absent: fine(remove("pipeline", `${SOURCE}.configuration`)),
    unknown: undetermined(unknown("pipeline", "stages.1.actions.0.configuration.EnvironmentVariables")),
  },
  "cp-manual-approval": {
    faulty: {
      "no approval": set(
        "pipeline",
        "stages",
        STAGES.filter(({ name }) => name !== "Approve"),
      ),
      "approval too late": set("pipeline", "stages", [STAGES[0], STAGES[1], STAGES[3], STAGES[2]]),
      "a build that deploys": set("pipeline", "stages", [
        STAGES[0],
        { name: "Release", actions: [{ name: "Publish", category: "Build", provider: "CodeBuild" }] },
      ]),
    },
    also: ["cp-connection-source"],
    absent: fine(set("pipeline", "stages", STAGES.slice(0, 2))),
    unknown: undetermined(unknown("pipeline", "stages")),
  },
  "cp-deploy-target-known": {
    faulty: {
      "a bucket typed by hand": set("pipeline", "stages.3.actions.0.configuration.BucketName", "pages-old"),
      "an environment of somebody": set(
        "pipeline",
        "stages.3.actions.1.configuration.EnvironmentName",
        "other",
      ),
    },
    absent: fine(set("pipeline", "stages", STAGES.slice(0, 3))),
    unknown: unknownIsFine(unknown("pipeline", "stages.3.actions.0.configuration.BucketName")),
  },
};

export const iamCases: Cases = {
  "iam-no-admin": {
    faulty: {
      "all of everything": granted(allow("*")),
      "all of everything, as a list": granted(allow(["s3:GetObject", "*:*"], ["*"])),
      "all but something": granted({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "AWS's administrators": set(
        "build-attachment",
        "policyArn",
        "arn:aws:iam::aws:policy/AdministratorAccess",
      ),
      "attached by the role": set("build-role", "managedPolicyArns", [
        "arn:aws:iam::aws:policy/PowerUserAccess",
      ]),
      "inline in the role": set("service-role", "inlinePolicies", [{ policy: policyDocument([allow("*")]) }]),
    },
    also: ["iam-no-service-wildcard"],
    absent: fine(remove("build-role", "managedPolicyArns")),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: {
      "a policy of the stack": unknown("build-attachment", "policyArn"),
      "denied to all": granted({ Effect: "Deny", Action: "*", Resource: "*" }),
    },
  },
  "iam-no-service-wildcard": {
    faulty: {
      "all of S3 on one bucket": granted(allow("s3:*", "arn:aws:s3:::pages")),
      "in an object": set("build-policy", "policy", { Statement: [allow(["logs:*"], "arn:log")] }),
    },
    absent: fine(set("build-policy", "policy", policyDocument([]))),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: { "a group of actions": granted(allow("s3:GetObject*", "arn:aws:s3:::pages/*")) },
  },
  "iam-passrole": {
    faulty: {
      "every role": granted(allow("iam:PassRole")),
      "with a star in the action": granted(allow("iam:Pass*")),
    },
    absent: fine(set("build-policy", "policy", policyDocument([]))),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: { "roles of one path": granted(allow("iam:PassRole", "arn:aws:iam::123456789012:role/app/*")) },
  },
  "iam-invalidation-scope": {
    faulty: {
      "every distribution": granted(allow("cloudfront:CreateInvalidation")),
      "every store": granted(allow(["cloudfront-keyvaluestore:UpdateKeys"], ["*"])),
    },
    absent: fine(set("build-policy", "policy", policyDocument([]))),
    unknown: undetermined(unknown("build-policy", "policy")),
    fine: {
      "reading of all": granted(allow("cloudfront:ListDistributions")),
      "a distribution that is not known yet": set("build-policy", "policy", {
        Statement: [allow("cloudfront:CreateInvalidation", UNKNOWN)],
      }),
    },
  },
  "iam-trust": {
    faulty: {
      everybody: set("build-role", "assumeRolePolicy", trust("*")),
      "every account": set("build-role", "assumeRolePolicy", trust({ AWS: "*" })),
      "every service": set("build-role", "assumeRolePolicy", trust({ Service: "*" })),
      "every workload of an identity provider": set(
        "build-role",
        "assumeRolePolicy",
        trust({ Federated: "arn:aws:iam::123456789012:oidc-provider/api.bitbucket.org" }),
      ),
    },
    absent: fine(without("build-role", "build-policy", "build-attachment", "service-role", "ship")),
    unknown: undetermined(unknown("build-role", "assumeRolePolicy")),
    fine: {
      "one account": set("build-role", "assumeRolePolicy", trust({ AWS: "arn:aws:iam::123456789012:root" })),
      "workloads of one repository": set(
        "build-role",
        "assumeRolePolicy",
        trust(
          { Federated: "arn:aws:iam::123456789012:oidc-provider/api.bitbucket.org" },
          {
            StringLike: {
              "api.bitbucket.org/2.0/workspaces/team/pipelines-config/identity/oidc:sub": "{r}*",
            },
          },
        ),
      ),
    },
  },
  "iam-no-access-keys": {
    faulty: { "an active key": set("old-key", "status", "Active") },
    absent: faulty(remove("old-key", "status")),
    unknown: undetermined(unknown("old-key", "status")),
  },
};

const world = {
  description: "Everybody",
  protocol: "tcp",
  cidrBlocks: ["0.0.0.0/0"],
  fromPort: 22,
  toPort: 22,
};

export const machineCases: Cases = {
  "sg-ingress": {
    faulty: {
      "SSH inline": set("office-group", "ingress", [world]),
      "SSH over IPv6": set("office-group", "ingress", [
        { ...world, cidrBlocks: [], ipv6CidrBlocks: ["::/0"] },
      ]),
      "one half of the internet": set("office-group", "ingress", [{ ...world, cidrBlocks: ["128.0.0.0/1"] }]),
      "all ports": set("office-group", "ingress", [{ ...world, protocol: "-1", fromPort: 0, toPort: 0 }]),
      "a range that holds 443": set("office-group", "ingress", [{ ...world, fromPort: 0, toPort: 65535 }]),
      "a rule of its own": all(set("visitors", "fromPort", 3389), set("visitors", "toPort", 3389)),
      "the older kind of rule, with texts": all(
        set("visitors-ipv6", "fromPort", "22"),
        set("visitors-ipv6", "toPort", "22"),
      ),
      "the default group": add({
        type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        name: "default",
        props: { ingress: [world] },
      }),
    },
    absent: fine(remove("office-group", "ingress")),
    unknown: undetermined(set("office-group", "ingress", [{ ...world, cidrBlocks: [UNKNOWN] }])),
    fine: {
      "from another group": set("office-group", "ingress", [
        { description: "Balancer", protocol: "tcp", securityGroups: [UNKNOWN], fromPort: 22, toPort: 22 },
      ]),
      "a port for everybody from an unknown source": unknown("visitors", "cidrIpv4"),
      "answers to ping": set("office-group", "ingress", [
        { ...world, protocol: "icmp", fromPort: 8, toPort: -1 },
      ]),
      "egress to everybody": set("office-group", "egress", [{ ...world, description: "Out" }]),
    },
  },
  "sg-description": {
    faulty: {
      "Pulumi's own text": set("balancer-group", "description", "Managed by Pulumi"),
      "an inline rule without": remove("office-group", "ingress.0.description"),
    },
    absent: faulty(remove("visitors", "description")),
    unknown: undetermined(unknown("balancer-group", "description")),
  },
  "sg-rule-conflicts": {
    faulty: {
      "both ways": set("balancer-group", "ingress", [{ ...world, fromPort: 443, toPort: 443 }]),
    },
    absent: fine(remove("office-group", "ingress")),
    unknown: unknownIsFine(unknown("visitors", "securityGroupId")),
  },
  "ec2-imdsv2": {
    faulty: {
      "version 1 too": set("template", "metadataOptions.httpTokens", "optional"),
      "two hops": set("template", "metadataOptions.httpPutResponseHopLimit", 2),
      "an instance without": remove("machine", "metadataOptions"),
    },
    absent: faulty(remove("template", "metadataOptions.httpTokens")),
    unknown: undetermined(unknown("template", "metadataOptions.httpTokens")),
    fine: { "no metadata at all": set("template", "metadataOptions", { httpEndpoint: "disabled" }) },
  },
  "ec2-ebs-encrypted": {
    faulty: {
      "a volume": set("disk", "encrypted", false),
      "an instance's root": remove("machine", "rootBlockDevice.encrypted"),
      "an instance's other disk": set("machine", "ebsBlockDevices", [{ deviceName: "/dev/sdb" }]),
      "a mapping of a template": remove("template", "blockDeviceMappings.0.ebs.encrypted"),
    },
    absent: faulty(remove("disk", "encrypted")),
    unknown: undetermined(unknown("disk", "encrypted")),
    fine: {
      "a mapping without a disk": set("template", "blockDeviceMappings.1", {
        deviceName: "b",
        virtualName: "eph0",
      }),
    },
  },
  "ec2-no-public-ip": {
    faulty: {
      "an instance": set("machine", "associatePublicIpAddress", true),
      "a template": set("template", "networkInterfaces.0.associatePublicIpAddress", "true"),
    },
    absent: fine(remove("machine", "associatePublicIpAddress")),
    unknown: undetermined(unknown("machine", "associatePublicIpAddress")),
  },
  "asg-elb-health": {
    faulty: { EC2: set("fleet", "healthCheckType", "EC2") },
    absent: faulty(remove("fleet", "healthCheckType")),
    unknown: undetermined(unknown("fleet", "healthCheckType")),
    fine: {
      "a group behind nothing": all(remove("fleet", "healthCheckType"), remove("fleet", "targetGroupArns")),
    },
  },
  "asg-multi-az": {
    faulty: { "one subnet": set("fleet", "vpcZoneIdentifiers", ["subnet-1"]) },
    absent: faulty(remove("fleet", "vpcZoneIdentifiers")),
    unknown: undetermined(unknown("fleet", "vpcZoneIdentifiers")),
    fine: {
      zones: all(remove("fleet", "vpcZoneIdentifiers"), set("fleet", "availabilityZones", ["a", "b"])),
    },
  },
  "asg-launch-template": {
    faulty: { "a launch configuration": set("fleet", "launchConfiguration", "lc-1") },
    absent: fine(remove("fleet", "launchTemplate")),
    unknown: { change: unknown("fleet", "launchTemplate"), expect: "fine" },
  },
  "asg-capacity": {
    faulty: {
      "one instance": set("fleet", "minSize", 1),
      "no room to grow": set("fleet", "maxSize", "2"),
    },
    absent: faulty(remove("fleet", "minSize")),
    unknown: undetermined(unknown("fleet", "minSize")),
  },
  "asg-cpu-target": {
    faulty: {
      "too late": set("track-cpu", "targetTrackingConfiguration.targetValue", 90),
      "an alarm too late": set("busy", "threshold", "95"),
      "an alarm the wrong way": set("busy", "comparisonOperator", "LessThanThreshold"),
      "a service of ECS": add({
        type: "aws:appautoscaling/policy:Policy",
        name: "tasks",
        props: {
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
            targetValue: 95,
          },
        },
      }),
    },
    absent: faulty(remove("track-cpu", "targetTrackingConfiguration.targetValue")),
    unknown: undetermined(unknown("track-cpu", "targetTrackingConfiguration.targetValue")),
    fine: {
      "requests, not CPU": set("track-cpu", "targetTrackingConfiguration", {
        predefinedMetricSpecification: { predefinedMetricType: "ALBRequestCountPerTarget" },
        targetValue: 1000,
      }),
      "an alarm that shrinks the group": all(
        set("grow", "scalingAdjustment", -1),
        set("busy", "comparisonOperator", "LessThanThreshold"),
        set("busy", "threshold", 10),
      ),
    },
  },
  "cw-alarm-actions": {
    faulty: {
      "an empty list": set("errors", "alarmActions", []),
      "actions off": set("errors", "actionsEnabled", false),
    },
    absent: faulty(remove("errors", "alarmActions")),
    unknown: unknownIsFine(unknown("errors", "alarmActions")),
    fine: {
      "an alarm that an EventBridge rule tells of": all(
        remove("errors", "alarmActions"),
        add({
          type: "aws:cloudwatch/eventRule:EventRule",
          name: "errors-told",
          props: { eventPattern: UNKNOWN },
          uses: { eventPattern: ["errors"] },
        }),
      ),
    },
  },
  "cw-log-retention": {
    faulty: {
      "for ever": set("build-log", "retentionInDays", 0),
      "for a week": set("build-log", "retentionInDays", 7),
    },
    absent: faulty(remove("build-log", "retentionInDays")),
    unknown: undetermined(unknown("build-log", "retentionInDays")),
    fine: { "a text": set("build-log", "retentionInDays", "90") },
  },
};

export const stackCases: Cases = {
  "tags-required": {
    faulty: { "a resource without": remove("disk", "tags") },
    absent: faulty(remove("pages", "tags")),
    unknown: unknownIsFine(unknown("pages", "tags")),
    fine: {
      "tags of the provider": all(
        remove("pages", "tags"),
        change("pages", (resource) => ({
          ...resource,
          provider: { defaultTags: JSON.stringify({ tags: { app: "example" } }) },
        })),
      ),
    },
  },
  "components-complete": {
    faulty: {
      "a site whose distribution stands elsewhere": change("cdn", (resource) => ({
        ...resource,
        parent: "balanced",
      })),
      "a pipeline without build": without("build"),
    },
    absent: fine(without("ship")),
    unknown: unknownIsFine(unknown("build", "source.location")),
    fine: {
      "a service without a redirect, as behind CloudFront": without("environment-redirect"),
      "a child of a child": all(
        add({ type: "acme:index:Part", name: "part", parent: "site", props: {} }),
        change("cdn", (resource) => ({ ...resource, parent: "part" })),
      ),
    },
  },
  "inside-components": {
    faulty: {
      "a load balancer of its own": change("balancer", orphan),
    },
    absent: fine(
      without("balanced", "balancer", "balancer-firewall", "http", "https", "moved", "api", "probe"),
    ),
    unknown: unknownIsFine(unknown("balancer", "name")),
    fine: {
      "a program without components of this project": (program) =>
        program.filter(({ type }) => !type.startsWith("web-infra:")).map(orphan),
    },
  },
};
