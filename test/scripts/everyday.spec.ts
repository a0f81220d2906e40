/** Everyday commands: the calls of the AWS CLI and the Pulumi CLI that they make, by stand-ins on the PATH that note their arguments. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
const REGION = "ap-northeast-2";

const OUTPUTS = {
  sites: {
    www: {
      url: "https://www.example.com",
      distributionId: "E1",
      logBucketName: "www-logs-1",
      pipelineName: "prod-www-web-infra",
    },
  },
  services: {
    app: {
      url: "https://app.example.com",
      environmentName: "app-node24-1a2b3c4",
      autoScalingGroupName: "asg-1",
      pipelineName: "prod-app-web-infra",
    },
  },
  connectionUrl: "https://example.com/connections",
};

const resource = (type: string, name: string, protect = false) => ({
  urn: `urn:pulumi:prod::web-infra::${type}::${name}`,
  type,
  id: `${name}-id`,
  custom: true,
  protect,
});

interface Given {
  /** What `pulumi` prints, and how it ends. */
  readonly pulumi?: unknown;
  readonly status?: number;
  /** What `aws` prints. */
  readonly aws?: string;
  /** Programs that are not there. */
  readonly without?: readonly string[];
}

/** Runs a script with stand-ins; each notes its name and arguments in one line of JSON. */
function run(
  script: string,
  args: readonly string[],
  { pulumi = OUTPUTS, status = 0, aws = "", without = [] }: Given = {},
) {
  const bin = mkdtempSync(join(tmpdir(), "web-infra-everyday-"));
  const calls = join(bin, "calls");
  const standIn = (name: string, body: string) => {
    if (without.includes(name)) return;
    const path = join(bin, name);
    writeFileSync(
      path,
      `#!${process.execPath}\nconst args = process.argv.slice(2);\nrequire("node:fs").appendFileSync(${JSON.stringify(calls)}, JSON.stringify([${JSON.stringify(name)}, ...args]) + "\\n");\n${body}\n`,
    );
    chmodSync(path, 0o755);
  };
  standIn(
    "pulumi",
    `if (args[0] === "destroy") process.exit(5);\nif (${status} !== 0) { console.error("error: no stack named 'prod' found"); process.exit(${status}); }\nconsole.log(${JSON.stringify(JSON.stringify(pulumi))});`,
  );
  standIn(
    "aws",
    `process.stdout.write(${JSON.stringify(aws)}); process.exit(args[0] === "autoscaling" ? 0 : 3);`,
  );
  standIn("session-manager-plugin", "");
  standIn("xdg-open", "");
  try {
    const ended = spawnSync(process.execPath, [join(ROOT, "scripts", `${script}.mjs`), ...args], {
      env: { PATH: `${bin}:${dirname("/usr/bin/env")}:/bin` },
      encoding: "utf8",
    });
    const noted = existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : [];
    return { ...ended, calls: noted.map((line) => JSON.parse(line) as string[]) };
  } finally {
    rmSync(bin, { recursive: true });
  }
}

const READS_OUTPUTS = ["pulumi", "stack", "output", "--json", "--stack", "prod"];

describe("npm run logs", function () {
  this.timeout(30_000);

  it("tails the log of a service", () => {
    const { status, calls } = run("logs", ["prod", "app", "--since", "2h", "--follow"]);
    const group = "/aws/elasticbeanstalk/app-node24-1a2b3c4/var/log/web.stdout.log";
    assert.deepEqual(calls, [
      READS_OUTPUTS,
      ["aws", "logs", "tail", group, "--since", "2h", "--follow", "--region", REGION],
    ]);
    assert.equal(status, 3, "the exit code of the AWS CLI");
  });

  it("tails another file of it", () => {
    const { calls } = run("logs", ["prod", "app", "--file", "nginx/access.log"]);
    assert.equal(calls[1]?.[3], "/aws/elasticbeanstalk/app-node24-1a2b3c4/var/log/nginx/access.log");
  });

  it("lists the access logs of a site, which are in us-east-1", () => {
    const { calls } = run("logs", ["prod", "www"]);
    assert.deepEqual(calls[1], [
      "aws",
      "s3",
      "ls",
      "s3://www-logs-1/",
      "--recursive",
      "--region",
      "us-east-1",
    ]);
  });
});

describe("npm run exec", function () {
  this.timeout(30_000);

  it("opens a shell on the first instance that serves", () => {
    const { calls, status } = run("exec", ["prod"], { aws: "i-0aaa\ti-0bbb\n" });
    assert.deepEqual(calls.slice(1), [
      [
        ...[
          "aws",
          "autoscaling",
          "describe-auto-scaling-groups",
          "--auto-scaling-group-names",
          "asg-1",
          "--query",
        ],
        ...[
          "AutoScalingGroups[0].Instances[?LifecycleState=='InService'].InstanceId",
          "--output",
          "text",
          "--region",
          REGION,
        ],
      ],
      ["aws", "ssm", "start-session", "--target", "i-0aaa", "--region", REGION],
    ]);
    assert.equal(status, 3);
  });

  it("opens one on the instance that is named", () => {
    const { calls } = run("exec", ["prod", "app", "i-0ccc"]);
    assert.deepEqual(calls[1], ["aws", "ssm", "start-session", "--target", "i-0ccc", "--region", REGION]);
  });

  it("says that no instance serves", () => {
    const { status, stderr } = run("exec", ["prod", "app"], { aws: "None\n" });
    assert.deepEqual([status, stderr], [2, "exec: no instance of asg-1 is in service\n"]);
  });
});

describe("npm run open", function () {
  this.timeout(30_000);
  const console = `https://${REGION}.console.aws.amazon.com`;

  for (const [args, url] of [
    [["prod", "www"], "https://www.example.com"],
    [
      ["prod", "app", "dashboard"],
      `${console}/cloudwatch/home?region=${REGION}#dashboards/dashboard/app-node24-1a2b3c4`,
    ],
    [
      ["prod", "www", "pipeline"],
      `${console}/codesuite/codepipeline/pipelines/prod-www-web-infra/view?region=${REGION}`,
    ],
    [
      ["prod", "www", "dashboard"],
      "https://us-east-1.console.aws.amazon.com/cloudfront/v4/home#/distributions/E1",
    ],
    [["prod", "connection"], "https://example.com/connections"],
  ] as const) {
    it(`prints and opens ${args.join(" ")}`, function () {
      if (process.platform !== "linux") this.skip();
      const { status, stdout, calls } = run("open", args);
      assert.equal(status, 0);
      assert.equal(stdout, `${url}\n`);
      assert.deepEqual(calls.at(-1), ["xdg-open", url]);
    });
  }
});

describe("npm run destroy", function () {
  this.timeout(30_000);

  it("says what is lost and what remains, then runs pulumi destroy, which asks", () => {
    const resources = [
      resource("aws:s3/bucket:Bucket", "www-files"),
      resource("aws:iam/role:Role", "www-build"),
    ];
    const { status, stdout, calls } = run("destroy", ["prod", "--refresh"], {
      pulumi: { deployment: { resources } },
    });
    assert.match(
      stdout,
      /^Deleted: 2 resources of stack prod\.\nLost with them:\n {2}aws:s3\/bucket:Bucket www-files \(www-files-id\): objects;/,
    );
    assert.match(stdout, /\nRemains: the hosted zone, secrets in Secrets Manager/);
    // Pulumi's own command deletes the stack's file, which this line says remains, unless the flag is given.
    assert.match(
      stdout,
      /pulumi stack rm prod --preserve-config removes it; without that flag, the file too/,
    );
    assert.deepEqual(calls, [
      ["pulumi", "stack", "export", "--stack", "prod"],
      ["pulumi", "destroy", "--stack", "prod", "--refresh"],
    ]);
    assert.equal(status, 5);
  });

  it("refuses a stack with protected resources, and deletes nothing", () => {
    const resources = [
      resource("aws:s3/bucket:Bucket", "www-files", true),
      resource("aws:iam/role:Role", "www-build"),
    ];
    const { status, stdout, stderr, calls } = run("destroy", ["prod"], {
      pulumi: { deployment: { resources } },
    });
    assert.equal(stdout, "Protected (1):\n  aws:s3/bucket:Bucket www-files (www-files-id)\n");
    assert.equal(
      stderr,
      "destroy: stack prod is protected, and nothing is deleted: set protect: false in its file, run npm run up -- prod, then this again\n",
    );
    assert.equal(status, 2);
    assert.equal(calls.length, 1);
  });
});

describe("everyday commands", function () {
  this.timeout(60_000);

  for (const script of ["logs", "exec", "open", "destroy"]) {
    it(`${script} says how it is used`, () => {
      const { status, stdout } = run(script, ["--help"]);
      assert.equal(status, 0);
      assert.match(stdout, new RegExp(`^Usage: npm run ${script} -- STACK`));
    });

    it(`${script} says in one line that a stack is not named, has no file, or is not there`, () => {
      assert.match(
        run(script, []).stderr,
        new RegExp(`^${script}: name the stack first: npm run ${script} -- STACK .*\\n$`),
      );
      assert.match(
        run(script, ["nope"]).stderr,
        new RegExp(`^${script}: stack nope has no Pulumi\\.nope\\.yaml; there are .*\\bprod\\b.*\\n$`),
      );
      const { status, stderr } = run(script, ["prod"], { status: 255 });
      assert.match(
        stderr,
        new RegExp(`^${script}: the .* of stack prod cannot be read: error: no stack named 'prod' found\\n$`),
      );
      assert.equal(status, 2);
    });

    it(`${script} says in one line that the Pulumi CLI is missing`, () => {
      const { status, stderr } = run(script, ["prod"], { without: ["pulumi"] });
      assert.match(stderr, new RegExp(`^${script}: the Pulumi CLI is not installed \\(https:\\S+\\)\\n$`));
      assert.equal(status, 2);
    });
  }

  it("name what there is where a name is missing or wrong", () => {
    assert.equal(run("logs", ["prod"]).stderr, "logs: name a site or service: www, app\n");
    assert.equal(
      run("exec", ["prod", "www"]).stderr,
      "exec: www is no service of the stack: there are app\n",
    );
    assert.match(
      run("logs", ["prod", "app", "--tail"]).stderr,
      /^logs: (?:unknown flag --\S+ \(--help lists them\)|--\S+ needs a value): npm run logs/,
    );
  });

  it("take a flag of one value once, and no more words than they have a meaning for", () => {
    assert.equal(
      run("logs", ["prod", "app", "--since", "1h", "--since=2h"]).stderr,
      'logs: --since holds one value, got "1h" and "2h": give it once\n',
    );
    for (const [script, args] of [
      ["logs", ["prod", "app", "more"]],
      ["exec", ["prod", "app", "i-0ccc", "more"]],
    ] as const) {
      const { stderr, status } = run(script, args);
      assert.match(
        stderr,
        new RegExp(`^${script}: unexpected argument more: npm run ${script} -- STACK .*\\n$`),
      );
      assert.equal(status, 2);
    }
  });

  it("destroy no other stack than the one whose resources were listed", () => {
    for (const flags of [["--stack=dev"], ["-s", "dev"], ["-sdev"]]) {
      const { stderr, status, calls } = run("destroy", ["prod", "--yes", ...flags]);
      assert.equal(
        stderr,
        `destroy: ${flags[0] ?? ""}: the stack is the first word, and is prod: leave the flag out\n`,
      );
      assert.deepEqual([status, calls], [2, []]);
    }
  });

  it("say that the stack was not brought up yet", () => {
    assert.equal(
      run("open", ["prod"], { pulumi: {} }).stderr,
      "open: stack prod has no outputs yet: npm run up -- prod makes them\n",
    );
  });
});
