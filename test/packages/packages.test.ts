/** What `npm run pack` makes, installed in an empty folder elsewhere: nothing of this repository is in reach there. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Previewed {
  readonly resources: readonly { readonly type: string; readonly name: string }[];
  readonly violations: readonly { readonly policy: string; readonly enforcement: string }[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

describe("packages of npm run pack", () => {
  const folder = mkdtempSync(join(tmpdir(), "web-infra-packages-"));
  const user = join(folder, "user");

  before(async () => {
    const packed = await run("npm", ["run", "--silent", "pack", "--", "--out", folder], ROOT);
    assert.equal(packed.code, 0, packed.stderr);
    mkdirSync(user);
    write("package.json", JSON.stringify({ name: "shop", private: true }));
    const tarballs = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    assert.deepEqual(tarballs.sort(), [
      "web-infra-components-0.1.0.tgz",
      "web-infra-policy-kit-0.1.0.tgz",
      "web-infra-preview-0.1.0.tgz",
      "web-infra-reliability-0.1.0.tgz",
      "web-infra-security-0.1.0.tgz",
    ]);
    const installed = await run("npm", [
      ...["install", "--no-audit", "--no-fund", "--prefer-offline"],
      ...tarballs.map((name) => join(folder, name)),
      ...["typescript@6.0.3", "ts-node@10.9.2", "@types/node@20"],
    ]);
    assert.equal(installed.code, 0, installed.stderr);
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    write("Pulumi.dev.yaml", "config:\n  aws:region: eu-central-1\n");
    write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          strict: true,
          target: "ES2020",
          module: "node16",
          moduleResolution: "node16",
          noEmit: true,
        },
        files: ["index.ts"],
      }),
    );
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has types that a strict program with target ES2020 compiles with", async () => {
    cpSync(join(__dirname, "programs", "shop.ts"), join(user, "index.ts"));
    assert.deepEqual(await run("npx", ["tsc"]), { code: 0, stdout: "", stderr: "" });
    write(
      "index.ts",
      'import { StaticSite } from "web-infra-components";\nnew StaticSite("www", { domian: "x" });\n',
    );
    const wrong = await run("npx", ["tsc"]);
    assert.match(wrong.stdout, /^index\.ts\(2,\d+\): error TS\d+: .*'domian'/s);
  });

  it("F5: previews a site, a service and a pipeline, and judges them by both packs of node_modules", async () => {
    cpSync(join(__dirname, "programs", "shop.ts"), join(user, "index.ts"));
    const { resources, violations, outputs } = await preview(0, ...packs("security", "reliability"));
    const made = (type: string) => resources.filter((each) => each.type === type).map(({ name }) => name);
    assert.deepEqual(made("web-infra:index:StaticSite"), ["www"]);
    assert.deepEqual(made("web-infra:index:SsrService"), ["app"]);
    assert.deepEqual(made("web-infra:index:DeployPipeline"), ["www"]);
    assert.equal(made("aws:cloudfront/distribution:Distribution").length, 1);
    assert.equal(made("aws:elasticbeanstalk/environment:Environment").length, 1);
    assert.equal(made("aws:codepipeline/pipeline:Pipeline").length, 1);
    assert.deepEqual(
      resources.filter(({ name }) => name.endsWith("-program")).map(({ type }) => type),
      ["aws:s3/bucketObjectv2:BucketObjectv2"],
      "the release program came along",
    );
    assert.deepEqual(
      violations.filter(({ enforcement }) => enforcement === "mandatory"),
      [],
    );
    assert.equal(outputs["url"], "https://www.example.com");
  });

  it("reports every fault of a component's arguments in one block", async () => {
    write(
      "index.ts",
      'import { StaticSite } from "web-infra-components";\nnew StaticSite("www", { domain: "-", mode: "sap" } as never);\n',
    );
    const { code, stdout } = await run("npx", ["web-infra-preview", "--stack", "dev", "--no-policies"]);
    assert.equal(code, 1, stdout);
    assert.match(stdout, /StaticSite "www"/);
    assert.match(stdout, /domain: /);
    assert.match(stdout, /mode: .*spa/);
    assert.doesNotMatch(stdout, /\n\s+at /, "no stack trace");
  });

  it("judges a program of the user's own by a pack", async () => {
    cpSync(join(__dirname, "programs", "open-bucket.ts"), join(user, "index.ts"));
    const { violations } = await preview(1, ...packs("security"));
    const mandatory = violations.filter(({ enforcement }) => enforcement === "mandatory");
    assert.deepEqual(mandatory.map(({ policy }) => policy).sort(), ["s3-no-public-acl", "s3-tls-only"]);
  });

  it("own-policies.md, followed to the letter in an empty folder: the test of the template passes, the preview finds the fault", async () => {
    const own = join(folder, "own");
    mkdirSync(own);
    symlinkSync(folder, join(folder, "tarballs"));
    writeFileSync(join(own, "package.json"), JSON.stringify({ name: "shop", private: true }));
    const page = readFileSync(join(ROOT, "docs", "own-policies.md"), "utf8");
    const steps = page.split("## Ten minutes")[1]?.split("\n## ")[0] ?? "";
    const ended: Ended[] = [];
    for (const [, language, text = ""] of steps.matchAll(/^```(sh|yaml|ts)\n([\s\S]*?)^```$/gm)) {
      if (language === "sh") {
        ended.push(await run("bash", ["-ec", text], own, { npm_config_prefer_offline: "true" }));
      } else {
        const [, name = ""] = /^(?:#|\/\/) (\S+)\n/.exec(text) ?? [];
        writeFileSync(join(own, name), text);
      }
    }
    const [installed, tested, previewed] = ended;
    assert.ok(installed && tested && previewed && ended.length === 3);
    assert.equal(installed.code, 0, installed.stderr);
    assert.equal(tested.code, 0, tested.stdout + tested.stderr);
    assert.match(tested.stdout, /pass 10\n/);
    assert.equal(previewed.code, 1, previewed.stdout + previewed.stderr);
    const printed = /```\n( {2}\[mandatory\][\s\S]*?)```/.exec(steps)?.[1] ?? "none";
    assert.ok(previewed.stdout.includes(printed.trimEnd()), previewed.stdout);
  });

  it("the test of the template fails for a policy that is broken, and a type that no resource has is refused", async () => {
    const own = join(folder, "own");
    const file = join(own, "policies", "policies.ts");
    const policy = readFileSync(file, "utf8");
    for (const [from, to, said] of [
      ["?? DEFAULT", "?? Infinity", /✖ finds what is not there/],
      [">= days", "> days", /✖ accepts the good program/],
      ["aws:sqs/queue:Queue", "aws:sqs:Queue", /none of the AWS provider; write aws:sqs\/queue:Queue/],
    ] as const) {
      writeFileSync(file, policy.replace(from, to));
      const { code, stdout, stderr } = await run("npm", ["test", "--prefix", "policies"], own, {
        TS_NODE_TRANSPILE_ONLY: "true",
      });
      assert.equal(code, 1, `${to}: ${stdout}`);
      assert.match(stdout + stderr, said);
    }
  });

  it("has the release program as a command", async () => {
    const { code, stdout } = await run("npx", ["web-infra-release", "--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /deploy/);
  });

  for (const [how, args, more] of [
    ["npm ci --omit=dev", ["--omit=dev"], {}],
    ["NODE_ENV=production npm ci", [], { NODE_ENV: "production" }],
  ] as const) {
    it(`leaves a checkout that previews after ${how}`, async () => {
      const checkout = mkdtempSync(join(folder, "checkout-"));
      await run("git", ["clone", "--quiet", ROOT, "."], checkout);
      const installed = await run(
        "npm",
        ["ci", "--no-audit", "--no-fund", "--prefer-offline", ...args],
        checkout,
        more,
      );
      assert.equal(installed.code, 0, installed.stderr);
      assert.equal(
        existsSync(join(checkout, "node_modules", "mocha")),
        false,
        "without development packages",
      );
      const { code, stdout } = await run("npm", ["run", "preview", "--", "--stack", "dev"], checkout, more);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /, 0 mandatory and /);
    });
  }

  function packs(...names: readonly string[]): string[] {
    return names.flatMap((name) => ["--policy-pack", join("node_modules", `web-infra-${name}`)]);
  }

  async function preview(expected: number, ...args: readonly string[]): Promise<Previewed> {
    const { code, stdout, stderr } = await run("npx", [
      "web-infra-preview",
      "--stack",
      "dev",
      "--json",
      ...args,
    ]);
    assert.equal(code, expected, stderr + stdout.slice(0, 2000));
    const [stack] = (JSON.parse(stdout) as { stacks: Previewed[] }).stacks;
    assert.ok(stack);
    return stack;
  }

  function write(name: string, text: string): void {
    writeFileSync(join(user, name), text);
  }

  async function run(
    command: string,
    args: readonly string[],
    cwd = user,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    // Variables of the npm that runs this test would point at this repository.
    const { PATH, HOME } = process.env;
    const env = { PATH: PATH?.replaceAll(/[^:]*node_modules[^:]*:?/g, ""), HOME, NO_COLOR: "1", ...more };
    return new Promise((resolve) => {
      execFile(command, args, { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }
});
