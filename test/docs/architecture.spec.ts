/** docs/architecture.md: its map names what is there, and its worked examples are true of the code as it is. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const page = readFileSync(join(ROOT, "docs", "architecture.md"), "utf8");

/** The diff below a heading of the page. */
function example(heading: string): string {
  const section = page.split(`\n## ${heading}\n`)[1] ?? "";
  const diff = /```diff\n([\s\S]*?)\n```/.exec(section)?.[1];
  assert.ok(diff, `${heading} has a diff`);
  return `${diff}\n`;
}

const filesOf = (diff: string) => [...diff.matchAll(/^\+\+\+ b\/(.+)$/gm)].map(([, file]) => file);

const EXAMPLES = [
  { heading: "A new key of a site", atMost: 3 },
  { heading: "A new policy", atMost: 1 },
  { heading: "A new simulated resource type", atMost: 1 },
  { heading: "A new deployment target", atMost: 2 },
];

const QUEUE_AND_TARGET = `
import * as aws from "@pulumi/aws";
import { DeployPipeline } from "../components";

new aws.sqs.Queue("orders", { messageRetentionSeconds: 60 });
export const serialNumber = new aws.iam.VirtualMfaDevice("root", { virtualMfaDeviceName: "root" }).serialNumber;
const target = { kind: "bucketFolder", bucketName: "handbook", prefix: "handbook/", url: "https://www.example.com" } as const;
new DeployPipeline("handbook", { repository: "team/handbook", branch: "main", approval: true, target });
`;

interface Stack {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
  }[];
  readonly violations: readonly { readonly policy: string; readonly enforcement: string }[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

describe("docs/architecture.md", () => {
  it("names only files and folders that exist", () => {
    const rooms = [
      ...page.matchAll(
        /`((?:config|components|release|policies|offline|growth|rehearsal|review|scripts|packages|test)\/[^`<>*… ]*)`/g,
      ),
    ];
    assert.ok(rooms.length > 40, `${rooms.length} places`);
    const missing = rooms
      .map(([, path = ""]) => path)
      .filter((path) => !existsSync(join(ROOT, path)) && !existsSync(join(ROOT, `${path}.ts`)));
    assert.deepEqual(missing, []);
  });

  describe("worked examples, applied to a copy", function () {
    this.timeout(300_000);
    const copy = mkdtempSync(join(tmpdir(), "web-infra-architecture-"));

    before(() => {
      const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
      for (const file of execFileSync("git", list, { cwd: ROOT, encoding: "utf8" }).split("\0")) {
        if (file === "" || !existsSync(join(ROOT, file))) continue;
        mkdirSync(dirname(join(copy, file)), { recursive: true });
        cpSync(join(ROOT, file), join(copy, file));
      }
      symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
      for (const { heading } of EXAMPLES) {
        const { status, stderr } = spawnSync("git", ["apply", "-C2", "--recount", "-"], {
          cwd: copy,
          input: example(heading),
          encoding: "utf8",
          // The copy is no part of a repository that lies around it.
          env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy) },
        });
        assert.equal(status, 0, `${heading}: ${stderr}`);
      }
    });

    after(() => rmSync(copy, { recursive: true, force: true }));

    for (const { heading, atMost } of EXAMPLES) {
      it(`${heading} touches at most ${atMost} source files`, () => {
        const files = filesOf(example(heading));
        assert.ok(files.length > 0 && files.length <= atMost, files.join(", "));
      });
    }

    it("have types that fit", () => {
      const { stdout } = spawnSync(
        process.execPath,
        [join(ROOT, "node_modules/typescript/bin/tsc"), "--noEmit", "--incremental", "false"],
        {
          cwd: copy,
          encoding: "utf8",
        },
      );
      assert.equal(stdout, "");
    });

    it("the key reaches the distribution, and another value is a fault with its path", () => {
      const file = (value: string) => {
        const site = `    www: { domain: www.example.com, mode: spa, dns: false, alarms: false, httpVersion: ${value} }`;
        writeFileSync(
          join(copy, "Pulumi.http.yaml"),
          `config:\n  aws:region: eu-central-1\n  web-infra:sites:\n${site}\n`,
        );
      };
      file("http2");
      const { resources } = preview(["--stack", "http", "--no-policies", "--json"]).stack;
      assert.equal(
        resources.find(({ type }) => type.endsWith(":Distribution"))?.inputs["httpVersion"],
        "http2",
      );
      file("http1");
      const wrong = preview(["--stack", "http", "--no-policies"]);
      assert.notEqual(wrong.code, 0);
      assert.match(wrong.stdout, /sites\.www\.httpVersion: must be one of http2, http2and3, got "http1"/);
    });

    it("the policy finds its fault, the type is simulated, and the target has a pipeline", () => {
      const project = join(copy, "handbook");
      mkdirSync(project);
      writeFileSync(join(project, "Pulumi.yaml"), "name: handbook\nruntime: nodejs\n");
      writeFileSync(join(project, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-central-1\n");
      writeFileSync(join(project, "package.json"), '{ "main": "index.ts" }');
      writeFileSync(
        join(project, "tsconfig.json"),
        readFileSync(join(copy, "tsconfig.pulumi.json"), "utf8").replace("./scripts", "../scripts"),
      );
      writeFileSync(join(project, "index.ts"), QUEUE_AND_TARGET);
      const pack = join(copy, "policies", "reliability");
      const { stack, stdout } = preview(["--project", project, "--policy-pack", pack, "--json"]);
      const { resources, violations, outputs } = stack;
      assert.ok(
        violations.some(
          ({ policy, enforcement }) => policy === "sqs-retention" && enforcement === "mandatory",
        ),
        stdout.slice(0, 3000),
      );
      assert.match(String(outputs["serialNumber"]), /^arn:aws:iam::\d{12}:mfa\/root$/);
      const pipeline = resources.find(({ type }) => type === "aws:codepipeline/pipeline:Pipeline");
      assert.match(JSON.stringify(pipeline?.inputs), /"provider":"S3"/);
    });

    function preview(args: readonly string[]): { code: number | null; stdout: string; stack: Stack } {
      const { status, stdout } = spawnSync(
        process.execPath,
        [join(copy, "scripts", "preview.mjs"), ...args],
        {
          cwd: copy,
          encoding: "utf8",
          maxBuffer: 1 << 26,
        },
      );
      const stacks = args.includes("--json") ? (JSON.parse(stdout) as { stacks: Stack[] }).stacks : [];
      return { code: status, stdout, stack: stacks[0] ?? { resources: [], violations: [], outputs: {} } };
    }
  });
});
