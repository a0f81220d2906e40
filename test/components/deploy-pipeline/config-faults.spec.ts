import assert from "node:assert/strict";
import { ConfigError, parseConfig } from "../../../config";

/** The lines with which a stack is refused; its sections are given as in the stack's file. */
function faults(sections: Record<string, unknown>): string[] {
  const raw = Object.entries({ zone: "example.com", ...sections }).map(([key, value]) => [
    `web-infra:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  try {
    parseConfig(Object.fromEntries(raw) as Record<string, string>, "web-infra");
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.message.split("\n");
  }
}

const site = (pipeline: object, more: object = {}) => ({
  sites: { www: { domain: "www.example.com", ...more, pipeline: { repository: "team/www", ...pipeline } } },
});
const service = (pipeline: object, more: object = {}) => ({
  services: {
    app: {
      domain: "app.example.com",
      healthCheckPath: "/health",
      ...more,
      pipeline: { repository: "team/app", ...pipeline },
    },
  },
});
const build = (more: object) => site({ build: more });

const SITE = "web-infra:sites.www.pipeline";
const SERVICE = "web-infra:services.app.pipeline";
const ARN = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:npm-AbCdEf";
const PLAIN =
  'and must not be in plain text: store it in Secrets Manager or SSM and put its ARN under build.secrets, got "[hidden]"';
const PATH = 'must be a path inside the repository without spaces, e.g. "dist" or "apps/web"';

const TABLE: [string, Record<string, unknown>, string[]][] = [
  ["nothing", site({}), []],
  [
    "a repository by its address",
    site({ repository: "https://bitbucket.org/team/www" }),
    [
      `${SITE}.repository: must be "workspace/repository" as in the address of the Bitbucket repository: write team/www, got "https://bitbucket.org/team/www"`,
    ],
  ],
  [
    "a pattern of branches",
    site({ branch: "release/*" }),
    [`${SITE}.branch: must be the name of one branch; for patterns of paths see filePaths, got "release/*"`],
  ],
  [
    "nine patterns of paths, of which AWS takes eight",
    site({ filePaths: { includes: Array.from({ length: 9 }, (_, index) => `apps/${index}/**`) } }),
    [
      `${SITE}.filePaths.includes: must have at most 8 entries, got ["apps/0/**","apps/1/**","apps/2/**","apps/3/**","apps/4/**","apps/5/**","apps/6…`,
    ],
  ],
  [
    "a filter that filters nothing",
    site({ filePaths: {} }),
    [`${SITE}.filePaths: must have includes, excludes or both, got {}`],
  ],
  [
    "a version that CodeBuild does not have",
    build({ nodeVersion: 18 }),
    [`${SITE}.build.nodeVersion: must be one of "20", "22", "24", got 18`],
  ],
  [
    "numbers and switches without quotes",
    build({ nodeVersion: 24, environment: { PORT: 3000, CI: true } }),
    [],
  ],
  [
    "1.3 a build on the processor of the service's instances",
    service({}, { instanceTypes: ["t3.small"] }),
    [],
  ],
  [
    "1.3, 2.9 a build on another processor than the service's instances",
    service({ build: { architecture: "arm64" } }, { instanceTypes: ["t3.small"] }),
    [
      `${SERVICE}.build.architecture: must be x86_64, on which the service's instanceTypes run: native modules of another do not load`,
    ],
  ],
  [
    "the repository as the build's output",
    build({ outputDirectory: "." }),
    [
      `${SITE}.build.outputDirectory: must be a folder that the build writes, e.g. "dist": not the repository itself, got "."`,
    ],
  ],
  [
    "a folder outside the repository, and one with a command in it",
    build({ workingDirectory: "../other", outputDirectory: "dist;id" }),
    [
      `${SITE}.build.workingDirectory: ${PATH}, got "../other"`,
      `${SITE}.build.outputDirectory: ${PATH}, got "dist;id"`,
    ],
  ],
  [
    "commands beside a buildspec that has its own",
    build({ buildspec: "buildspec.yml", commands: ["make"], testReports: { files: "*.xml" } }),
    [
      `${SITE}.build.commands: must be left out with buildspec (buildspec.yml decides it), or leave out buildspec, got ["make"]`,
      `${SITE}.build.testReports: must be left out with buildspec (buildspec.yml decides it), or leave out buildspec, got {"files":"*.xml"}`,
    ],
  ],
  [
    "secrets in plain text, by name and by look, together with another fault; the value is never shown",
    build({ timeoutMinutes: 1, environment: { NPM_TOKEN: "abc", DB: "postgres://u:p@h/d" } }),
    [
      `${SITE}.build.timeoutMinutes: must be at least 5, got 1`,
      `${SITE}.build.environment.NPM_TOKEN: has the name of a secret ${PLAIN}`,
      `${SITE}.build.environment.DB: holds an address with a password in it ${PLAIN}`,
    ],
  ],
  [
    "a secret itself where its ARN belongs; it is not shown either",
    build({ secrets: { NPM_TOKEN: "npm_abcdef" } }),
    [
      `${SITE}.build.secrets.NPM_TOKEN: must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON secret) or of a Systems Manager parameter, got "[hidden]"`,
    ],
  ],
  [
    "one name twice",
    build({ environment: { X: "1" }, secrets: { X: ARN } }),
    [`${SITE}.build.environment.X: must not be under both environment and secrets, got "1"`],
  ],
  [
    "what is for services, in a site",
    build({ bundle: ["config"] }),
    [`${SITE}.build.bundle: must be left out: it is for services`],
  ],
  [
    "what is for sites, in a service",
    service({ retention: { releases: 1 }, probe: false, externalPaths: ["/x"] }),
    ["retention", "probe", "externalPaths"].map(
      (key) => `${SERVICE}.${key}: must be left out: it is for static sites`,
    ),
  ],
  [
    "probes of a site that asks for a password",
    site({ probe: true }, { basicAuth: { reviewer: "a".repeat(64) } }),
    [`${SITE}.probe: must be left out or false: the site asks for a password (basicAuth)`],
  ],
  [
    "an alarm to watch where there are none",
    site({ bakeAlarm: true }, { alarms: { enabled: false } }),
    [
      `${SITE}.bakeAlarm: needs an alarm, and the target has none: give the stack an alarmEmail or the target alarms: true, or name one under bakeAlarm.alarmName`,
    ],
  ],
  [
    "an alarm to watch where the service has none",
    service({ bakeAlarm: true }, { alarms: { enabled: false } }),
    [
      `${SERVICE}.bakeAlarm: needs an alarm, and the target has none: give the stack an alarmEmail or the target alarms: true, or name one under bakeAlarm.alarmName`,
    ],
  ],
  [
    "an alarm by name where there are none",
    site({ bakeAlarm: { alarmName: "x" } }, { alarms: { enabled: false } }),
    [],
  ],
  [
    "times out of their range",
    site({ approval: { timeoutMinutes: 1 }, bakeAlarm: { minutes: 90 } }),
    [
      `${SITE}.approval.timeoutMinutes: must be at least 5, got 1`,
      `${SITE}.bakeAlarm.minutes: must be at most 60, got 90`,
    ],
  ],
  [
    "ARNs of the wrong kind, half a Slack channel and an unknown key",
    {
      pipelines: {
        connectionArn: "arn:aws:iam::123456789012:role/x",
        permissionsBoundaryArn: "arn:aws:s3:::bucket",
        slack: { workspaceId: "T0123ABCD" },
        color: "red",
      },
    },
    [
      'web-infra:pipelines.connectionArn: must be the ARN of a connection, e.g. arn:aws:codeconnections:ap-northeast-2:123456789012:connection/…, got "arn:aws:iam::123456789012:role/x"',
      "web-infra:pipelines.slack.channelId: is required: must be a string",
      'web-infra:pipelines.permissionsBoundaryArn: must be the ARN of a managed IAM policy, got "arn:aws:s3:::bucket"',
      "web-infra:pipelines.color: is not a known key; there are connectionArn, notificationEmails, slack, artifactRetentionDays, permissionsBoundaryArn: see docs/configuration.md, or remove it",
    ],
  ],
  ...["codeconnections", "codestar-connections"].map(
    (service): [string, Record<string, unknown>, string[]] => [
      `an existing connection of ${service}`,
      { pipelines: { connectionArn: `arn:aws:${service}:eu-west-1:123456789012:connection/0a1b-2c` } },
      [],
    ],
  ),
];

describe("a pipeline's configuration with", () => {
  for (const [what, sections, lines] of TABLE) {
    it(`${what}: ${lines.length === 0 ? "is taken" : "says so, a line for each fault"}`, () => {
      assert.deepEqual(faults(sections), lines);
    });
  }
});
