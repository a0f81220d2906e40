/** `npm run release` where something around it is missing: one line that says what to set. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const RELEASE = resolve(__dirname, "..", "..", "release", "bin", "release.cjs");
const LIST = ["list", "--pipeline", "prod-www-web-infra"];

describe("the release program", function () {
  this.timeout(60_000);
  let home: string;
  before(() => (home = mkdtempSync(join(tmpdir(), "web-infra-home-"))));
  after(() => rmSync(home, { recursive: true, force: true }));

  const release = (env: Readonly<Record<string, string>>) => {
    const bare = { PATH: process.env["PATH"], HOME: home, AWS_EC2_METADATA_DISABLED: "true" };
    return spawnSync(process.execPath, [RELEASE, ...LIST], { encoding: "utf8", env: { ...bare, ...env } });
  };

  it("F30: says how to set the region where none is set", () => {
    const { status, stdout, stderr } = release({});
    assert.equal(
      stderr,
      "release: codebuild BatchGetProjects prod-www-web-infra-deploy: Error: no AWS region is set: set AWS_REGION to that of the stack " +
        "(aws:region in its file, such as eu-west-1)\n",
    );
    assert.deepEqual([status, stdout], [1, ""]);
  });

  it("F30: goes on to the credentials with either variable of the region", () => {
    for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
      const { status, stderr } = release({ [name]: "eu-west-1" });
      assert.match(stderr, /no AWS credentials were found: sign in \(aws sso login\), or set AWS_PROFILE\n$/);
      assert.equal(status, 1);
    }
  });
});
