import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { projectWithExampleStacks } from "../support/example-stacks";

const ROOT = resolve(__dirname, "../..");
const COMMAND = join(ROOT, "growth/bin/main.cjs");

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8" });
}

const option = (namespace: string, name: string, value: string) => ({ namespace, name, value });

/** A preview's document with one Beanstalk environment. */
function environment(...settings: readonly ReturnType<typeof option>[]): object {
  return resource("aws:elasticbeanstalk/environment:Environment", "web", { settings });
}

function resource(type: string, name: string, inputs: object, dependencies: readonly string[] = []): object {
  return { urn: `urn:${name}`, type, name, parent: "urn:stack", inputs, dependencies };
}

const GROUP = [
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", {
    instanceType: "c7g.large",
    monitoring: { enabled: true },
  }),
  resource("aws:autoscaling/group:Group", "web", { minSize: 2, maxSize: 10, defaultInstanceWarmup: 420 }, [
    "urn:template",
  ]),
  resource(
    "aws:autoscaling/policy:Policy",
    "cpu",
    {
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: 50,
      },
    },
    ["urn:web"],
  ),
];

describe("npm run growth", function () {
  this.timeout(120_000);
  const directory = mkdtempSync(join(tmpdir(), "growth-command-"));
  after(() => rmSync(directory, { recursive: true, force: true }));

  function file(name: string, content: string | Buffer): string {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  }

  function document(...resources: readonly object[]): string {
    return file("preview.json", JSON.stringify({ stacks: [{ stack: "prod", resources }] }));
  }

  function answer(...args: string[]) {
    const { status, stdout, stderr } = run(...args, "--json");
    assert.equal(stderr, "");
    return {
      status,
      document: JSON.parse(stdout) as {
        settings: { minimum: number; policies: { kind: string }[] };
        verdict: { peakInstances: number; holds: boolean };
        minutes: { requests: number; inService: number }[];
        cost: { usd: number | null };
      },
    };
  }

  it("reads a Beanstalk environment with Beanstalk's own defaults", () => {
    const { document: result } = answer("--preview", document(environment()), "--curve", "step:2@5m/5m");
    assert.equal(result.settings.minimum, 1);
    assert.equal(result.minutes.length, 70);
  });

  it("grows a group by target tracking to what the traffic needs, and prices it", () => {
    const { document: result } = answer(
      "--preview",
      document(...GROUP),
      "--processes",
      "2",
      "--base-cpu",
      "45",
      "--curve",
      "step:2@10m",
    );
    assert.deepEqual(
      result.settings.policies.map(({ kind }) => kind),
      ["target-tracking"],
    );
    // Twice 45 % on two instances are 180 % of one: at 50 % that is four.
    assert.equal(result.verdict.peakInstances, 4);
    assert.ok((result.cost.usd ?? 0) > 0);
  });

  it("reads replicas of a Cluster environment, which follow CPU at 80 % where no trigger is set", () => {
    const replicas = "aws:elasticbeanstalk:eks:environment:autoscaling";
    const cluster = environment(option(replicas, "min-replica", "2"), option(replicas, "max-replica", "8"));
    const { document: result } = answer(
      "--preview",
      document(cluster),
      "--boot",
      "1",
      "--curve",
      "step:2@10m",
    );
    assert.deepEqual(
      result.settings.policies.map(({ kind }) => kind),
      ["replicas"],
    );
    assert.ok(result.verdict.peakInstances > 2);
  });

  it("ends with 1 where a given objective is missed, and with 0 where it is reached", () => {
    const preview = document(...GROUP);
    assert.equal(run("--preview", preview, "--curve", "step:20@5m", "--objective", "lost=0.1%").status, 1);
    assert.equal(
      run("--preview", preview, "--curve", "step:1.1@5m", "--objective", "lost=0.1%,p95=5s").status,
      0,
    );
  });

  for (const [what, args, line] of [
    [
      "a share without its unit, which may be one or percent",
      ["--objective", "lost=0.1"],
      'error: --objective lost=0.1: "lost=0.1" must be lost=PERCENT% or p95=TIME, such as lost=0.1%,p95=1s',
    ],
    ["two forms of what is printed", ["--json", "--table"], "error: --json and --table exclude each other"],
    [
      "a document that is no preview's",
      ["--preview", __filename],
      `error: --preview ${__filename}: is no JSON document; npm run preview -- --json prints one`,
    ],
    [
      "a folder for a document",
      ["--preview", __dirname],
      `error: --preview ${__dirname}: is a folder; name a file`,
    ],
  ] as const) {
    it(`refuses in one line ${what}`, () => {
      const { status, stdout, stderr } = run(...args);
      assert.deepEqual([status, stdout, stderr], [2, "", `${line}\n`]);
    });
  }

  it("refuses in one line a curve that is no text", () => {
    const file = join(mkdtempSync(join(tmpdir(), "growth-")), "curve.bin");
    writeFileSync(file, Buffer.from([1, 0, 44, 10, 2, 0, 44, 10]));
    const { status, stderr } = run("--preview", document(...GROUP), "--curve", file);
    rmSync(dirname(file), { recursive: true });
    assert.equal(status, 2);
    assert.equal(
      stderr,
      "error: curve.bin: is no text: it must be a CSV with minute,requests, or an access log of a load balancer or nginx, gzip or not\n",
    );
  });

  it("counts the requests of access logs of a load balancer and of nginx, gzip or not, in any order", () => {
    const alb = [2, 0, 0, 1].map(
      (minute) =>
        `https 2026-03-01T10:0${minute}:15.123456Z app/x/1 203.0.113.9:1 10.0.0.1:80 0 0 0 200 200 1 1 "GET https://a/ HTTP/2.0" "-" - -`,
    );
    const nginx = [0, 1, 1, 2].map(
      (minute) => `203.0.113.9 - - [01/Mar/2026:10:0${minute}:59 +0900] "GET / HTTP/1.1" 200 1 "-" "-"`,
    );
    for (const [name, content, counts] of [
      ["alb.log", alb.join("\n"), [2, 1, 1]],
      ["alb.log.gz", gzipSync(alb.join("\n")), [2, 1, 1]],
      ["nginx.log", nginx.join("\n"), [1, 2, 1]],
      ["counts.csv", "minute,requests\n5,10\n7,30\n", [10, 0, 30]],
      ["stamped.csv", "timestamp,requests\n2026-03-01T10:00:00Z,7\n2026-03-01T10:01:00Z,8\n", [7, 8]],
    ] as const) {
      const { document: result } = answer("--preview", document(...GROUP), "--curve", file(name, content));
      assert.deepEqual(
        result.minutes.map(({ requests }) => Math.round(requests)),
        counts,
        name,
      );
    }
  });

  it("says of a site what its origin sees, and that nothing has to grow", () => {
    const site = resource("aws:cloudfront/distribution:Distribution", "www", {
      origins: [{ domainName: "files.s3.eu-west-1.amazonaws.com" }],
      defaultCacheBehavior: { cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
    });
    const { status, stdout } = run("--preview", document(site), "--service", "www", "--rate", "60000");
    assert.equal(status, 0);
    assert.match(stdout, /the edge answers 99\.\d+ % of .* nothing has to grow/);
  });

  const BAD: readonly (readonly [string, () => string[], RegExp])[] = [
    ["no service", () => ["--preview", document()], /^error: stack prod has no service: .*\n$/],
    [
      "an environment that cannot scale",
      () => [
        "--preview",
        document(
          environment(option("aws:elasticbeanstalk:environment", "EnvironmentType", "SingleInstance")),
        ),
      ],
      /^error: web: has no scaling: .*\n$/,
    ],
    [
      "a group without a policy",
      () => ["--preview", document(...GROUP.slice(0, 2))],
      /^error: web: has no scaling: .*\n$/,
    ],
    [
      "a metric that is not modelled",
      () => [
        "--preview",
        document(environment(option("aws:autoscaling:trigger", "MeasureName", "DiskReadOps"))),
      ],
      /^error: web: scales by DiskReadOps, .*\n$/,
    ],
    [
      "a service that is not there",
      () => ["--preview", document(...GROUP), "--service", "api"],
      /^error: --service api: stack prod has web\n$/,
    ],
    [
      "an empty file",
      () => ["--preview", document(...GROUP), "--curve", file("empty.csv", "")],
      /^error: empty\.csv: is empty\n$/,
    ],
    [
      "an unsorted CSV",
      () => ["--preview", document(...GROUP), "--curve", file("unsorted.csv", "minute,requests\n3,1\n2,1\n")],
      /^error: unsorted\.csv line 3: minutes must rise, .*\n$/,
    ],
    [
      "a negative rate",
      () => ["--preview", document(...GROUP), "--curve", file("negative.csv", "0,5\n1,-5\n")],
      /^error: negative\.csv line 2: requests must not be negative, got -5\n$/,
    ],
    [
      "a log in another format",
      () => [
        "--preview",
        document(...GROUP),
        "--curve",
        file("other.log", "Mar 1 10:00:00 host app: hello\n"),
      ],
      /^error: other\.log: is neither a CSV .*\n$/,
    ],
    [
      "a shape that is none",
      () => ["--preview", document(...GROUP), "--curve", "step:x"],
      /^error: --curve step:x: must be one of .*\n$/,
    ],
    [
      "a file that is not there",
      () => ["--preview", document(...GROUP), "--curve", "nowhere.csv"],
      /^error: --curve nowhere\.csv: no such shape and no such file\n$/,
    ],
    [
      "two wrong flags at once",
      () => ["--boot", "0", "--objective", "speed=1"],
      /^error: --boot 0: .*\nerror: --objective speed=1: .*\n$/,
    ],
    ["an unknown flag", () => ["--curv", "day"], /^error: unknown flag --curv \(--help lists them\)\n$/],
    [
      "load on another machine",
      () => ["measure", "--url", "http://example.com/"],
      /^error: --url http:\/\/example\.com\/: must be on this machine .*\n$/,
    ],
  ];
  for (const [what, args, expected] of BAD) {
    it(`ends with 2 and one line a fault for ${what}`, () => {
      const { status, stderr } = run(...args());
      assert.match(stderr, expected);
      assert.equal(status, 2);
    });
  }

  it("previews the project and prints what README.md and docs/ssr-service.md show of prod", () => {
    const copy = projectWithExampleStacks();
    try {
      const printed = run("--project", copy, "--stack", "prod");
      assert.equal(printed.stderr, "");
      const lines = printed.stdout.split("\n");
      const readme = readFileSync(join(ROOT, "README.md"), "utf8");
      const block = /of what `npm run growth` prints[\s\S]*?```\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
      const shown = block.split("\n").filter((line) => line !== "⋮");
      assert.ok(shown.length > 4);
      for (const line of shown) assert.ok(lines.includes(line), `growth prints ${line}`);
      const table = run("--project", copy, "--stack", "prod", "--curve", "step:2@10m/40m", "--table").stdout;
      const page = readFileSync(join(ROOT, "docs/ssr-service.md"), "utf8");
      const held = /<!-- growth: step:2@10m\/40m -->\n\n([\s\S]*?)\n\n<!-- \/growth -->/.exec(page)?.[1];
      assert.equal(held, table.trimEnd());
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
