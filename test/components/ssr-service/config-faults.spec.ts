import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { ssrServiceArgsSchema, ssrServiceConfigSchema } from "../../../components/ssr-service";
import { faultsOf, formatFault } from "../../../components/fields";

const CONFIG = { domain: "app.example.com", healthCheckPath: "/health" };
const AT = "web-infra:services.app";
const SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf";

const COMPLETE_ARN =
  "must be the ARN of a Secrets Manager secret (…:secret:NAME or …:secret:NAME-AbCdEf, then :KEY for one key of a JSON secret) or of a Systems Manager parameter";

const lines = (value: unknown) =>
  faultsOf(ssrServiceConfigSchema, value).map((fault) => formatFault(fault, `${AT}.`));

/** One thing wrong with a good configuration, and the one line that says so. */
const FAULTS: readonly [change: object, line: string][] = [
  [
    { domain: "App.example.com" },
    '.domain: must be a host name in lower case, without scheme, port, path or final dot: write app.example.com, got "App.example.com"',
  ],
  [{ domain: undefined }, ".domain: is required: must be a string"],
  [{ healthCheckPath: undefined }, ".healthCheckPath: is required: must be a string"],
  [
    { healthCheckPath: "health" },
    '.healthCheckPath: must begin with a slash and hold no blank, comma or #, e.g. "/health", got "health"',
  ],
  [{ scaling: { min: 2, max: 1 } }, ".scaling.max: must be at least min (2), got 1"],
  [{ scaling: { max: 1 } }, ".scaling.max: must be at least min (2), got 1"],
  [{ scaling: { cpuLower: 85 } }, ".scaling.cpuLower: must be below cpuUpper (49), got 85"],
  [{ scaling: { cpuUpper: 40, cpuLower: 40 } }, ".scaling.cpuLower: must be below cpuUpper (40), got 40"],
  [
    { processes: "perVcpu", scaling: { cpuLower: 54 } },
    ".scaling.cpuLower: must be at most 53: with 3 instances going back to 2, the load of each would rise above cpuUpper (80) and the group would swing, got 54",
  ],
  [
    { scaling: { period: 60, evaluationPeriods: 11 } },
    ".scaling.evaluationPeriods: must be at most 10: with period (60) it must not exceed 600 minutes, got 11",
  ],
  [{ scaling: { min: 0 } }, ".scaling.min: must be at least 1, got 0"],
  [{ scaling: { min: "2" } }, '.scaling.min: must be a number, got "2": write 2 without quotes'],
  [{ scaling: { minimum: 2 } }, ".scaling.minimum: is not a known key; did you mean min?"],
  [{ healthCheck: { interval: 5 } }, ".healthCheck.interval: must be more than timeout (5), got 5"],
  [
    { healthCheck: { matcher: "500" } },
    '.healthCheck.matcher: must be HTTP codes from 200 to 299, e.g. "200" or "200-299": a redirect or an error is no sign of health, got "500"',
  ],
  [
    { instanceTypes: ["t4g.small", "t3.small"] },
    '.instanceTypes[1]: must be of one processor architecture with t4g.small (arm64), and is x86_64, got "t3.small"',
  ],
  [{ instanceTypes: [] }, ".instanceTypes: must have at least 1 entries, got []"],
  [
    { instanceTypes: ["small"] },
    '.instanceTypes[0]: must be an instance type, e.g. "t4g.small", got "small"',
  ],
  [
    { instanceTypes: ["small.t3"] },
    '.instanceTypes[0]: must be an instance type, e.g. "t4g.small", got "small.t3"',
  ],
  [
    { instanceTypes: ["t4g.small", "t4g.mediun"] },
    '.instanceTypes[1]: must be one of t4g.nano, t4g.micro, t4g.small, t4g.medium, t4g.large, t4g.xlarge, t4g.2xlarge (did you mean t4g.medium?), got "t4g.mediun"',
  ],
  [
    { instanceTypes: ["t3.16xlarge"] },
    '.instanceTypes[0]: must be one of t3.nano, t3.micro, t3.small, t3.medium, t3.large, t3.xlarge, t3.2xlarge (did you mean t3.xlarge?), got "t3.16xlarge"',
  ],
  [{ spot: { onDemandBase: 5 } }, ".spot.onDemandBase: must be at most scaling.max (4), got 5"],
  [{ nodeVersion: "18" }, '.nodeVersion: must be one of "22", "24", got "18"'],
  [{ nodeVersion: 20 }, '.nodeVersion: must be one of "22", "24", got 20'],
  [
    { standbyNodeVersion: "24" },
    '.standbyNodeVersion: must differ from nodeVersion: it is what distinguishes the two environments, got "24"',
  ],
  [
    { solutionStackName: "64bit Amazon Linux 2023 v6.11.7 running Node.js 22" },
    '.solutionStackName: must be a platform of Node.js 24: set nodeVersion to the platform\'s major, got "64bit Amazon Linux 2023 v6.11.7 running Node.js 22"',
  ],
  [
    { solutionStackName: "64bit Amazon Linux 2 v5.8.0 running Node.js 18" },
    '.solutionStackName: must be an Amazon Linux 2023 platform, e.g. "64bit Amazon Linux 2023 v6.11.7 running Node.js 24", got "64bit Amazon Linux 2 v5.8.0 running Node.js 18"',
  ],
  [
    { environment: { logLevel: "info" } },
    '.environment.logLevel: must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL, got "logLevel"',
  ],
  [{ environment: { EMPTY: "" } }, '.environment.EMPTY: must have at least 1 characters, got ""'],
  [
    { environment: { LOG_LEVEL: 1.5 } },
    ".environment.LOG_LEVEL: must be a string, got 1.5: write it in quotes, since a number may lose what was written",
  ],
  [
    { environment: { API_KEY: "hunter2" } },
    '.environment.API_KEY: must not hold a secret in plain text, and has the name of a secret: store it in Secrets Manager and give its ARN under secrets, got "[hidden]"',
  ],
  [
    { environment: { DATABASE_URL: "postgres://app:hunter2@db.internal/app" } },
    '.environment.DATABASE_URL: must not hold a secret in plain text, and holds an address with a password in it: store it in Secrets Manager and give its ARN under secrets, got "[hidden]"',
  ],
  [
    { environment: { A: "x".repeat(3973) } },
    '.environment: must have at most 4096 bytes in all, names and the variables of every service included, and has 4097: move large values into secrets, or into the bundle, got "[hidden]"',
  ],
  [{ secrets: { DATABASE_URL: "hunter2" } }, `.secrets.DATABASE_URL: ${COMPLETE_ARN}, got "[hidden]"`],
  [
    { secrets: { NODE_ENV: SECRET } },
    `.secrets.NODE_ENV: must not be a secret: every service has it in plain text, got "${SECRET}"`,
  ],
  [
    { environment: { PORT: "80" } },
    '.environment.PORT: must be a port from 1024 to 65535: nginx forwards to it, and the application may open no lower one, got "80"',
  ],
  [
    { healthCheckPath: `/${"a".repeat(1024)}` },
    `.healthCheckPath: must have at most 1024 characters, got "/${"a".repeat(78)}…`,
  ],
  [
    { allowedCidrs: ["10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/8"] },
    '.allowedCidrs[2]: must not be named twice, got "10.0.0.0/8"',
  ],
  [
    { instanceTypes: ["t4g.small", "t4g.small"] },
    '.instanceTypes[1]: must not be named twice, got "t4g.small"',
  ],
  [
    { waf: { rateLimit: 500 }, cloudFrontOnly: true },
    ".waf.rateLimit: has no effect: with cloudFrontOnly all requests come from CloudFront's addresses; limit them at the distribution, got 500",
  ],
  [
    { deployment: { newVersionPercent: 20 } },
    ".deployment.newVersionPercent: has no effect: set policy to TrafficSplitting, got 20",
  ],
  [
    { deployment: { policy: "Rolling", evaluationMinutes: 20 } },
    ".deployment.evaluationMinutes: has no effect: set policy to TrafficSplitting, got 20",
  ],
  [
    { deployment: { policy: "TrafficSplitting", batchPercent: 20 } },
    ".deployment.batchPercent: has no effect: TrafficSplitting has no batches, got 20",
  ],
  [
    { managedUpdates: "off", updateWindow: "Sun:03:00" },
    '.updateWindow: has no effect: managedUpdates is off, got "Sun:03:00"',
  ],
  [
    { extraSettings: { "aws:elbv2:listener:80": { ListenerEnabled: "true" } } },
    '.extraSettings.aws:elbv2:listener:80.ListenerEnabled: must not be set: the load balancer listens on port 443, and on port 80 to redirect there; its security group admits no other, got "true"',
  ],
  [
    { extraSettings: { "aws:elbv2:listener:default": { Protocol: "HTTP" } } },
    '.extraSettings.aws:elbv2:listener:default.Protocol: must not be set: the load balancer listens on port 443, and on port 80 to redirect there; its security group admits no other, got "HTTP"',
  ],
  [
    { extraSettings: { "aws:elasticbeanstalk:container:nodejs": { NodeVersion: "18" } } },
    '.extraSettings.aws:elasticbeanstalk:container:nodejs.NodeVersion: must not be set: it is of platforms before Amazon Linux 2; use environment, staticFiles or a Procfile, got "18"',
  ],
  [
    { secrets: { database: SECRET } },
    '.secrets.database: must be a name of capital letters, digits and underscores, e.g. LOG_LEVEL, got "database"',
  ],
  [
    { environment: { A: "1" }, secrets: { A: SECRET } },
    '.environment.A: must not stand under secrets as well, got "1"',
  ],
  [
    { aliases: ["app.example.com"] },
    '.aliases: must not repeat a host name, nor domain, got ["app.example.com"]',
  ],
  [
    { certificateArn: "arn:aws:iam::123456789012:server-certificate/x" },
    '.certificateArn: must be the ARN of an ACM certificate in the stack\'s region, got "arn:aws:iam::123456789012:server-certificate/x"',
  ],
  [
    { cloudFrontOnly: true, allowedCidrs: ["10.0.0.0/8"] },
    '.allowedCidrs: must not stand with cloudFrontOnly: only one of them can say who may connect, got ["10.0.0.0/8"]',
  ],
  [
    { allowedCidrs: ["10.0.0.0/8", "256.0.0.0/8"] },
    '.allowedCidrs[1]: must be an IPv4 range, e.g. "203.0.113.0/24", got "256.0.0.0/8"',
  ],
  [
    { allowedCidrs: ["10.0.0.1"] },
    '.allowedCidrs[0]: must be an IPv4 range, e.g. "203.0.113.0/24", got "10.0.0.1"',
  ],
  [
    { waf: { rateLimit: 100, webAclArn: "arn:aws:wafv2:ap-northeast-2:123456789012:regional/webacl/a/1" } },
    ".waf.rateLimit: has no effect beside webAclArn: a load balancer has one web ACL, got 100",
  ],
  [
    { waf: { webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1" } },
    '.waf.webAclArn: must be the ARN of a regional WAF web ACL, got "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/1"',
  ],
  [{ accessLogs: { retentionDays: 0 } }, ".accessLogs.retentionDays: must be at least 1, got 0"],
  [
    { logRetentionDays: 31 },
    ".logRetentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653, got 31",
  ],
  [
    { updateWindow: "Sunday:03:00" },
    '.updateWindow: must be a weekday and a time in UTC, e.g. "Sun:03:00", got "Sunday:03:00"',
  ],
  [{ idleTimeout: 4000 }, ".idleTimeout: must be at most 3600, got 4000"],
  [
    { staticFiles: { static: "public" } },
    '.staticFiles.static: must be a path that begins with a slash, e.g. "/_next/static", got "static"',
  ],
  [{ alarms: { latencyMs: 0 } }, ".alarms.latencyMs: must be more than 0, got 0"],
  [{ healtCheckPath: "/" }, ".healtCheckPath: is not a known key; did you mean healthCheckPath?"],
  [
    { extraSettings: { "aws:autoscaling:asg": { MinSize: "3" } } },
    '.extraSettings.aws:autoscaling:asg.MinSize: must not be set here: an argument of the service sets it, got "3"',
  ],
  [
    { extraSettings: { "aws:autoscaling:launchconfiguration": { EC2KeyName: "me" } } },
    '.extraSettings.aws:autoscaling:launchconfiguration.EC2KeyName: must not be set: instances have no key pair; open a shell with Session Manager (aws ssm start-session), got "me"',
  ],
  [
    { extraSettings: { "aws:elb:listener": { ListenerEnabled: "true" } } },
    '.extraSettings.aws:elb:listener.ListenerEnabled: must not be set: it is of a classic load balancer, and this environment has an application one, got "true"',
  ],
  [
    { extraSettings: { "aws:elasticbeanstalk:application:environment": { A: "1" } } },
    '.extraSettings.aws:elasticbeanstalk:application:environment.A: must not be set here: use environment, got "1"',
  ],
  [
    { extraSettings: { "aws:autoscaling:launchconfiguration": { RootVolumeThroughput: "5" } } },
    '.extraSettings.aws:autoscaling:launchconfiguration.RootVolumeThroughput: must be a whole number from 125 to 1000 MiB/s, got "5"',
  ],
  [
    { extraSettings: { "aws:ec2:instances": { SpotFleetOnDemandBase: "9" } } },
    '.extraSettings.aws:ec2:instances.SpotFleetOnDemandBase: must be at most MaxSize, got "9"',
  ],
];

describe("faults of a service's configuration", () => {
  it("has none in the smallest configuration", () => {
    assert.deepEqual(lines(CONFIG), []);
  });

  for (const [change, line] of FAULTS) {
    it(`says ${line.slice(1, 90)}`, () => {
      assert.deepEqual(lines({ ...CONFIG, ...change }), [`${AT}${line}`]);
    });
  }

  it("reports faults of single values and of values together in one go", () => {
    const config = {
      domain: "x",
      scaling: { min: 3, max: 2 },
      healthCheck: { interval: "15" },
      colour: "red",
    };
    assert.deepEqual(
      lines(config).map((line) => line.split(": ")[0]),
      [".domain", ".healthCheckPath", ".healthCheck.interval", ".colour", ".scaling.max"].map(
        (key) => AT + key,
      ),
    );
  });

  it("lets a domain have a top level in another script", () => {
    assert.deepEqual(lines({ ...CONFIG, domain: "app.xn--9t4b11yi5a.xn--3e0b707e" }), []);
  });

  it("lets public variables have any name, and a Node.js process its options", () => {
    const environment = {
      NEXT_PUBLIC_MAP_KEY: "abc",
      NEXT_PUBLIC_API_KEY: "abc",
      NODE_OPTIONS: "--max-old-space-size=1500",
    };
    assert.deepEqual(lines({ ...CONFIG, environment }), []);
  });

  it("lets environments of exactly 4,096 bytes through, and counts bytes, not characters", () => {
    const before =
      "NODE_ENV=production,PORT=8080,PUBLIC_URL=https://app.example.com,WEB_CONCURRENCY=1,NODE_OPTIONS=--max-old-space-size=1228,A=";
    const room = 4096 - before.length;
    assert.deepEqual(lines({ ...CONFIG, environment: { A: "x".repeat(room) } }), []);
    assert.equal(lines({ ...CONFIG, environment: { A: "가".repeat(Math.ceil((room + 1) / 3)) } }).length, 1);
  });

  it("lets a group of a fixed size have any lower threshold below the upper", () => {
    assert.deepEqual(lines({ ...CONFIG, scaling: { min: 2, max: 2, cpuUpper: 80, cpuLower: 79 } }), []);
  });

  it("can be extended by what a stack's configuration adds, with all rules kept", () => {
    const extended = ssrServiceConfigSchema.safeExtend({ pipeline: z.strictObject({ branch: z.string() }) });
    assert.deepEqual(faultsOf(extended, { ...CONFIG, pipeline: { branch: "dev" } }), []);
    const faults = faultsOf(extended, { ...CONFIG, pipeline: {}, scaling: { max: 1 } }).map((fault) =>
      formatFault(fault, `${AT}.`),
    );
    assert.deepEqual(faults, [
      `${AT}.pipeline.branch: is required: must be a string`,
      `${AT}.scaling.max: must be at least min (2), got 1`,
    ]);
  });
});

describe("faults of a service's arguments", () => {
  const ARGS = {
    ...CONFIG,
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-1", "subnet-2"],
    privateSubnetIds: ["subnet-3", "subnet-4"],
    zoneId: "Z0123456789",
  };
  const argsLines = (change: object) =>
    faultsOf(ssrServiceArgsSchema, { ...ARGS, ...change }).map((fault) => formatFault(fault));

  it("has none with plain ids, and none with Outputs", () => {
    assert.deepEqual(argsLines({}), []);
    const id = pulumi.output("subnet-1");
    assert.deepEqual(
      argsLines({
        vpcId: id,
        publicSubnetIds: pulumi.output([id]),
        privateSubnetIds: [id, pulumi.output("subnet-2")],
      }),
      [],
    );
  });

  it("asks for two subnets, and for different ones", () => {
    assert.deepEqual(argsLines({ publicSubnetIds: ["subnet-1"] }), [
      'publicSubnetIds: must name at least two subnets, each in an Availability Zone of its own, got ["subnet-1"]',
    ]);
    assert.deepEqual(argsLines({ privateSubnetIds: ["subnet-1", "subnet-1"] }), [
      'privateSubnetIds: must not name a subnet twice, got ["subnet-1","subnet-1"]',
    ]);
  });

  it("gives a variable one value, and counts what other resources supply as far as it is known", () => {
    assert.deepEqual(
      argsLines({
        environment: { A: "1" },
        secrets: { B: SECRET },
        extraEnvironment: { A: "2", B: pulumi.output("3"), C: pulumi.output("4") },
      }),
      [
        'extraEnvironment.A: must not stand under environment or secrets as well, got "[hidden]"',
        'extraEnvironment.B: must not stand under environment or secrets as well, got "[hidden]"',
      ],
    );
    const large = argsLines({
      environment: { A: "x".repeat(3000) },
      extraEnvironment: { B: "x".repeat(1500) },
    });
    assert.match(large.join("\n"), /^environment: must have at most 4096 bytes in all, .* and has 4627: /);
  });

  it("asks for a certificate where there is no zone to validate one", () => {
    assert.deepEqual(argsLines({ zoneId: undefined }), [
      "certificateArn: is required without zoneId or zone: a certificate can be validated only in a hosted zone",
    ]);
    const certificateArn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/1";
    assert.deepEqual(argsLines({ zoneId: undefined, certificateArn }), []);
  });
});

/** Thresholds that a saturated group does not reach, and what there is to do. */
const UNREACHABLE: readonly [config: object, reachable: number | undefined][] = [
  [{ scaling: { cpuUpper: 80 } }, 62],
  [{ scaling: { cpuUpper: 61 } }, undefined],
  [{ scaling: { cpuUpper: 80 }, processes: "perVcpu" }, undefined],
  [{ scaling: { cpuUpper: 80 }, processes: 2 }, undefined],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["c7g.medium"] }, undefined],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["c7g.xlarge"] }, 31],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["c7g.xlarge"], processes: 2 }, 62],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["c7g.xlarge"], processes: "perVcpu" }, undefined],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["c7g.2xlarge"] }, 15],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["t4g.small", "c7g.xlarge"] }, 31],
  [{ scaling: { min: 2, max: 2, cpuUpper: 80 } }, undefined],
  [{ scaling: { metric: "requests", target: 900 } }, undefined],
  [{ instanceTypes: ["c7g.2xlarge"] }, undefined],
  [{ scaling: { cpuUpper: 80 }, instanceTypes: ["q9z.huge"] }, undefined],
];

describe("growth that can happen", () => {
  for (const [config, reachable] of UNREACHABLE) {
    it(`2.2 ${reachable === undefined ? "accepts" : "refuses"} ${JSON.stringify(config)}`, () => {
      const found = lines({ ...CONFIG, ...config });
      if (reachable === undefined) {
        assert.deepEqual(found, []);
        return;
      }
      assert.equal(found.length, 1);
      assert.match(
        found[0] ?? "",
        new RegExp(`scaling\\.cpuUpper: must be below ${reachable}, .*processes: perVcpu`),
      );
    });
  }

  const CONTRADICTIONS: readonly [scaling: object, line: RegExp][] = [
    [{ metric: "requests" }, /^\.scaling\.target: is required with metric requests/],
    [
      { metric: "requests", policy: "trigger", target: 5 },
      /policy: must be targetTracking with metric requests/,
    ],
    [{ metric: "latency", policy: "targetTracking" }, /policy: must be trigger with metric latency/],
    [{ metric: "latency" }, /latencyUpperMs: must be given and above latencyLowerMs \(0\)/],
    [{ metric: "latency", latencyUpperMs: 1500 }, /latencyUpperMs: must be whole seconds/],
    [{ metric: "network", target: 50, cpuUpper: 40 }, /cpuUpper: has no effect: targetTracking/],
    [{ policy: "targetTracking", upperIncrement: 2 }, /upperIncrement: has no effect/],
    [{ policy: "targetTracking", target: 70 }, /target: must be below 62/],
    [{ target: 50 }, /target: has no effect: set policy to targetTracking/],
    [{ latencyUpperMs: 2000 }, /latencyUpperMs: has no effect: set metric to latency/],
    [{ cooldown: 100 }, /cooldown: must be at least 105: /],
    [
      { schedule: { night: { recurrence: "0 20 * *", min: 0, max: 0 } } },
      /night\.recurrence: must be a cron/,
    ],
    [
      { schedule: { night: { recurrence: "0 20 * * *", min: 2, max: 1 } } },
      /night\.max: must be at least min/,
    ],
    [
      { schedule: { night: { recurrence: "0 20 * * *", min: 0, max: 0, timeZone: "Asia/Soul" } } },
      /timeZone: must be a time zone/,
    ],
  ];
  for (const [scaling, line] of CONTRADICTIONS) {
    it(`2.2, 2.15 refuses scaling ${JSON.stringify(scaling)}`, () => {
      const found = lines({ ...CONFIG, scaling }).map((each) => each.slice(AT.length));
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", line);
    });
  }

  it("takes a number of processes for types with different numbers of vCPUs", () => {
    const instanceTypes = ["c7g.large", "c7g.xlarge"];
    assert.deepEqual(lines({ ...CONFIG, instanceTypes, processes: 4 }), []);
    assert.match(
      lines({ ...CONFIG, instanceTypes, processes: "perVcpu" }).join("\n"),
      /processes: must be a number: .*instanceTypes have 2, 4 vCPUs/,
    );
  });

  it("2.5 refuses the id of a release as a variable of all releases", () => {
    for (const name of ["RELEASE_ID", "NEXT_DEPLOYMENT_ID"]) {
      assert.match(
        lines({ ...CONFIG, environment: { [name]: "7" } }).join("\n"),
        new RegExp(`environment\\.${name}: must be left out: .* each release brings its own`),
      );
    }
  });

  it("refuses the root page as health check, and WEB_CONCURRENCY beside processes", () => {
    for (const healthCheckPath of ["/", "/?check"]) {
      assert.match(
        lines({ ...CONFIG, healthCheckPath }).join("\n"),
        /healthCheckPath: must not be the root page/,
      );
    }
    assert.match(
      lines({ ...CONFIG, environment: { WEB_CONCURRENCY: "2" } }).join("\n"),
      /WEB_CONCURRENCY: must not be set here: set processes/,
    );
  });
});
