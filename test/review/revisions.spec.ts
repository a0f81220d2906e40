/** `npm run review` as a process, on repositories of git. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FILES, TestRepository, type Ended } from "./support/repository";

interface Document {
  readonly base: string;
  readonly head: string;
  readonly stacks: readonly {
    readonly stack: string;
    readonly changes: readonly {
      readonly kind: string;
      readonly name: string;
      readonly forcedBy: readonly string[];
    }[];
  }[];
}

const changesOf = ({ stdout }: Ended): readonly string[] =>
  (JSON.parse(stdout) as Document).stacks
    .flatMap(({ stack, changes }) =>
      changes.map(({ kind, name, forcedBy }) => [stack, kind, name, ...forcedBy].join(" ")),
    )
    .sort();

/** One line for each fault, none of them a stack trace. */
function assertRefused({ code, stdout, stderr }: Ended, line: RegExp): void {
  assert.match(stderr, line);
  assert.equal(stderr.trim().split("\n").length, 1, stderr);
  assert.equal(code, 2);
  assert.equal(stdout, "");
}

describe("npm run review", function () {
  this.timeout(300_000);
  let repository: TestRepository;

  beforeEach(() => {
    repository = new TestRepository();
  });
  afterEach(() => {
    // Nothing is left behind, whatever the end.
    const left = readdirSync(repository.temporary).filter((name) => name.startsWith("web-infra-review-"));
    const worktrees = repository.git("worktree", "list", "--porcelain").match(/^worktree /gm);
    repository.remove();
    assert.deepEqual(left, []);
    assert.equal(worktrees?.length, 1);
  });

  it("compares the working tree with the last commit: what changes in place and what is replaced, and why", async () => {
    repository.write({
      "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  shop:force: true\n  shop:key: cart\n",
    });
    const ended = await repository.review(["--base", "HEAD", "--json"]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(changesOf(ended), ["prod replaced carts hashKey", "prod updated files"]);
  });

  it("of a project in a subfolder: annotations name the file from the root of the repository, on the changed line", async () => {
    const names = Object.keys(FILES).filter((name) => name !== ".gitignore");
    repository.write(Object.fromEntries(names.map((name) => [`infra/${name}`, FILES[name] ?? ""])));
    repository.commit("a subfolder");
    repository.write({ "infra/Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  shop:key: cart\n" });
    symlinkSync(join(repository.folder, "node_modules"), join(repository.folder, "infra", "node_modules"));
    const summary = join(repository.temporary, "summary.md");
    const folder = join(repository.folder, "infra");
    const { code, stdout, stderr } = await repository.review(
      ["--project", folder, "--base", "HEAD", "--github"],
      { GITHUB_STEP_SUMMARY: summary },
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^::error file=infra\/Pulumi\.prod\.yaml,line=3,title=Review%3A replacement::/m);
  });

  it("knows the aliases that a program gives by a former name, not by a URN", async () => {
    const site = (name: string, options: string): string =>
      `const { Bucket } = require("@pulumi/aws/s3/bucket");\nnew Bucket("${name}", {}, ${options});\n`;
    repository.write({ "index.js": site("files", "{}") });
    repository.commit("a bucket");
    repository.write({ "index.js": site("assets", '{ aliases: [{ name: "files" }] }') });
    assert.deepEqual(changesOf(await repository.review(["--base", "HEAD", "--json"])), [
      "prod renamed assets",
    ]);
  });

  it("prints the same bytes for the same revisions", async () => {
    repository.write({ "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  shop:key: cart\n" });
    const [first, second] = await Promise.all([
      repository.review(["--base", "HEAD"]),
      repository.review(["--base", "HEAD"]),
    ]);
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.stdout, second.stdout);
  });

  it("compares two commits, with a stack that is new, and takes the place where a branch left main as base", async () => {
    repository.git("checkout", "-q", "-b", "topic");
    repository.write({ "Pulumi.test.yaml": "config:\n  aws:region: eu-west-1\n" });
    repository.commit("a stack");
    const ended = await repository.review(["--head", "topic", "--json"]);
    assert.deepEqual(changesOf(ended), [
      "test created carts",
      "test created files",
      "test created shop-test",
    ]);
  });

  it("uses the dependencies that a repository holds itself", async () => {
    repository.git("add", "--force", "node_modules");
    repository.commit("dependencies");
    repository.write({
      "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  shop:force: true\n",
    });
    const ended = await repository.review(["--base", "HEAD", "--json"]);
    assert.equal(ended.code, 0, ended.stderr);
    assert.deepEqual(changesOf(ended), ["prod updated files"]);
  });

  it("installs the dependencies of a revision from its own lock file where that differs", async () => {
    repository.write({
      "package.json":
        '{ "name": "shop", "private": true, "main": "index.js", "dependencies": { "none": "file:none" } }\n',
      "package-lock.json": '{ "name": "other" }\n',
    });
    repository.commit("a lock file that does not fit");
    repository.write({ "package-lock.json": '{ "name": "again" }\n' });
    assertRefused(
      await repository.review(["--base", "HEAD"]),
      /^error: HEAD: its dependencies cannot be installed: npm ci: /,
    );
  });

  it("ends with 1 where --fail-on holds, and names it", async () => {
    repository.write({ "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  shop:key: cart\n" });
    const ended = await repository.review(["--base", "HEAD", "--fail-on", "data-loss,finding"]);
    assert.equal(ended.code, 1);
    assert.equal(ended.stderr, "error: --fail-on: data-loss\n");
    assert.match(ended.stdout, /^prod: 1 replaced, down 1 to 10 minutes: carts, data lost: carts$/m);
  });

  it("compares with a state that pulumi stack export wrote", async () => {
    const urn = (type: string, name: string): string => `urn:pulumi:prod::shop::${type}::${name}`;
    const resource = (type: string, name: string, inputs: object): object => ({
      urn: urn(type, name),
      type,
      custom: true,
      inputs,
    });
    const resources = [
      { urn: urn("pulumi:pulumi:Stack", "shop-prod"), type: "pulumi:pulumi:Stack", custom: false },
      resource("aws:s3/bucket:Bucket", "files", {
        __defaults: ["bucket"],
        bucket: "files-9999999",
        forceDestroy: false,
      }),
      resource("aws:dynamodb/table:Table", "carts", {
        __defaults: ["name"],
        ...{ name: "carts-9999999", hashKey: "cart", billingMode: "PAY_PER_REQUEST" },
        attributes: [{ __defaults: [], name: "cart", type: "S" }],
      }),
    ];
    const file = join(repository.temporary, "state.json");
    writeFileSync(file, JSON.stringify({ version: 3, deployment: { resources } }));
    assert.deepEqual(changesOf(await repository.review(["--state", file, "--json"])), [
      "prod replaced carts hashKey",
    ]);
    writeFileSync(file, "{}");
    assertRefused(
      await repository.review(["--state", file]),
      /^error: --state .*: is no state; write one with pulumi stack export/,
    );
  });

  it("refuses a revision that there is not", async () => {
    assertRefused(
      await repository.review(["--base", "nowhere"]),
      /^error: --base nowhere: is no revision of this repository/,
    );
  });

  it("refuses a shallow clone that lacks the base", async () => {
    repository.write({ "a.txt": "a" });
    repository.commit("second");
    const first = repository.git("rev-parse", "HEAD~1").trim();
    const clone = join(repository.temporary, "clone");
    execFileSync("git", ["clone", "-q", "--depth", "1", `file://${repository.folder}`, clone]);
    assertRefused(
      await repository.review(["--project", clone, "--base", first]),
      /this clone is shallow and does not have it; git fetch --unshallow/,
    );
  });

  it("refuses to review the last commit where the files are others", async () => {
    repository.write({ "index.js": "// changed\n" });
    assertRefused(
      await repository.review(["--base", "HEAD", "--head", "HEAD"]),
      /^error: --head HEAD: index.js changed since that commit/,
    );
  });

  it("refuses a base of another layout", async () => {
    repository.git("rm", "-q", "Pulumi.yaml");
    repository.commit("no project");
    repository.write({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n" });
    assertRefused(
      await repository.review(["--base", "HEAD"]),
      /^error: HEAD: has no Pulumi.yaml: its layout is another one/,
    );
  });

  it("refuses a base that does not preview, with the program's own words", async () => {
    repository.write({ "index.js": 'throw new Error("out of order");\n' });
    repository.commit("broken");
    repository.git("checkout", "-q", "HEAD~1", "--", "index.js");
    assertRefused(
      await repository.review(["--base", "HEAD"]),
      /^error: HEAD: stack prod does not preview: .*out of order/,
    );
  });

  it("says every fault of each stack that does not preview, one a line", async () => {
    repository.write({
      "Pulumi.beta.yaml": "config:\n  aws:region: eu-west-1\n",
      "index.js":
        'const { RunError } = require("@pulumi/pulumi");\nthrow new RunError("shop:key: must be one of cart, id\\nshop:force: must be true");\n',
    });
    const { code, stdout, stderr } = await repository.review(["--base", "HEAD"]);
    assert.equal(
      stderr,
      ["beta", "prod"]
        .flatMap((stack) =>
          ["shop:key: must be one of cart, id", "shop:force: must be true"].map(
            (fault) => `error: working tree: stack ${stack} does not preview: ${fault}\n`,
          ),
        )
        .join(""),
    );
    assert.deepEqual([code, stdout], [2, ""]);
  });

  it("reports every fault of the command line, one a line", async () => {
    const { code, stderr } = await repository.review(["--fail-on", "rain", "--state", "x", "--base", "y"]);
    assert.equal(code, 2);
    assert.deepEqual(
      stderr
        .trim()
        .split("\n")
        .map((line) => line.slice(0, 24)),
      ["error: --fail-on rain: m", "error: --state and --bas"],
    );
    assertRefused(await repository.review(["--nope"]), /^error: unknown flag --nope/);
    assertRefused(
      await repository.review(["--stack", "beta"]),
      /^error: --stack beta: neither revision has it; they have prod/,
    );
    assertRefused(
      await repository.review(["--markdown", "none/x.md"]),
      /^error: --markdown none\/x.md: there is no folder none/,
    );
  });

  it("leaves no worktree, folder or process behind when Ctrl-C ends it", async () => {
    repository.write({ "index.js": "setInterval(() => {}, 1000);\n" });
    repository.commit("endless");
    const { child, ended } = repository.start(["--base", "HEAD"]);
    const folder = (): string | undefined =>
      readdirSync(repository.temporary).find((name) => name.startsWith("web-infra-review-"));
    for (let tries = 0; folder() === undefined && tries < 400; tries += 1)
      await new Promise((go) => setTimeout(go, 50));
    const found = folder();
    assert.ok(found !== undefined, "a worktree was made");
    await new Promise((go) => setTimeout(go, 1500));
    child.kill("SIGINT");
    assert.equal((await ended).code, 130);
    assert.ok(!existsSync(join(repository.temporary, found)));
    // What the preview has started ends by itself when that is gone.
    const runs = (): boolean =>
      execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).includes(join(repository.temporary, found));
    for (let tries = 0; runs() && tries < 100; tries += 1) await new Promise((go) => setTimeout(go, 100));
    assert.ok(!runs(), "no process of it runs");
  });

  it("writes Markdown to a file", async () => {
    repository.write({ "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n  shop:key: cart\n" });
    const file = join(repository.temporary, "review.md");
    const { code } = await repository.review(["--base", "HEAD", "--markdown", file]);
    assert.equal(code, 0);
    assert.match(readFileSync(file, "utf8"), /^## Review of `working tree` against `HEAD \([0-9a-f]{8}\)`/);
  });
});
