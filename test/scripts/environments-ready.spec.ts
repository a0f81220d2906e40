/** What `npm run up` waits for, by stand-ins of the Pulumi CLI and the AWS CLI that answer one state after the other. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const MODULE = join(__dirname, "..", "..", "scripts", "environments-ready.mjs");
const SERVICES = {
  app: {
    environmentName: "app-node24-1a2b3c4",
    loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/awseb-1/2",
  },
};

/** @param statuses what `aws` answers, one look after the other; a number is its exit code */
function wait(outputs: unknown, statuses: readonly (string | number)[]) {
  const bin = mkdtempSync(join(tmpdir(), "web-infra-ready-"));
  const standIn = (name: string, body: string) => {
    writeFileSync(join(bin, name), `#!${process.execPath}\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  const calls = join(bin, "calls");
  writeFileSync(calls, "");
  standIn("pulumi", `console.log(${JSON.stringify(JSON.stringify(outputs))});`);
  standIn(
    "aws",
    `const fs = require("node:fs");
     const looks = fs.readFileSync(${JSON.stringify(calls)}, "utf8").split("\\n").length - 1;
     fs.appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(" ") + "\\n");
     const answer = ${JSON.stringify(statuses)}[looks];
     if (typeof answer === "number") process.exit(answer);
     console.log(JSON.stringify(answer));`,
  );
  const program = `import(${JSON.stringify(pathToFileURL(MODULE).href)}).then((all) => all.untilEnvironmentsReady("prod", 10))`;
  try {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
      env: { PATH: `${bin}:/usr/bin:/bin` },
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return { stdout, calls: readFileSync(calls, "utf8").trim().split("\n") };
  } finally {
    rmSync(bin, { recursive: true });
  }
}

describe("npm run up, while a deployment is under way", function () {
  this.timeout(60_000);

  it("1.13 waits until the environment is Ready, which Elastic Beanstalk demands of an update", () => {
    const { stdout, calls } = wait({ services: SERVICES }, ["Updating", "Updating", "Ready"]);
    assert.equal(calls.length, 3);
    assert.match(calls[0] ?? "", /describe-environments --environment-names app-node24-1a2b3c4 /);
    assert.match(calls[0] ?? "", /--region eu-west-1/);
    assert.equal(
      stdout.match(/up: app-node24-1a2b3c4 is Updating: a deployment or a managed update/g)?.length,
      2,
    );
  });

  it("1.13 goes on at once where nothing runs, nothing was made yet, or AWS cannot be read", () => {
    for (const [outputs, statuses, looks] of [
      [{ services: SERVICES }, ["Ready"], 1],
      [{ services: SERVICES }, [255], 1],
      [{ services: {} }, [], 0],
      [{}, [], 0],
    ] as const) {
      const { stdout, calls } = wait(outputs, statuses);
      assert.equal(stdout, "");
      assert.equal(calls.filter(Boolean).length, looks);
    }
  });
});
