import assert from "node:assert/strict";
import { Team } from "./support/team";

describe("A stack that lives", () => {
  let team: Team;

  before(async () => {
    team = await Team.start();
    assert.equal((await team.pulumi(["stack", "init", "dev"])).code, 0);
    const { code, stdout, stderr } = await team.up("dev", ["--skip-preview"]);
    assert.equal(code, 0, stdout + stderr);
  });

  after(() => team.close());

  it("gets another domain: no name is taken, nothing is left over, and the next update changes nothing", async () => {
    const size = team.account.size;
    const domain = await team.pulumi([
      "config",
      "set",
      "--stack",
      "dev",
      "--path",
      "sites.www.domain",
      "web.dev.example.com",
    ]);
    assert.equal(domain.code, 0, domain.stderr);
    const { code, stdout, stderr } = await team.up("dev", ["--skip-preview"]);
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /https:\/\/web\.dev\.example\.com/);
    assert.equal(team.account.size, size, "as many resources as before");
    assert.equal((await team.up("dev", ["--skip-preview", "--expect-no-changes"])).code, 0);
  });

  it("gets other names for site and service, with their former ones: what was made stays, and the next update changes nothing", async () => {
    const outputs = async () =>
      JSON.parse((await team.pulumi(["stack", "output", "--stack", "dev", "--json"])).stdout) as Record<
        "sites" | "services",
        Record<string, Record<string, string>>
      >;
    const before = await outputs();
    const size = team.account.size;
    team.edit("Pulumi.dev.yaml", (text) =>
      text
        .replace(/^( +)www:$/m, "$1web:\n$1  formerName: www")
        .replace(/^( +)app:$/m, "$1shop:\n$1  formerName: app"),
    );
    const { code, stdout, stderr } = await team.up("dev", ["--skip-preview"]);
    assert.equal(code, 0, stdout + stderr);
    const after = await outputs();
    const kept = ["bucketName", "distributionId", "keyValueStoreArn", "logBucketName"];
    for (const key of kept) assert.equal(after.sites["web"]?.[key], before.sites["www"]?.[key], key);
    for (const key of ["applicationName", "environmentName", "loadBalancerArn", "instanceSecurityGroupId"])
      assert.equal(after.services["shop"]?.[key], before.services["app"]?.[key], key);
    assert.equal(team.account.size, size, "nothing was made a second time, nothing is left over");
    team.edit("Pulumi.dev.yaml", (text) => text.replace(/^ +formerName: .*\n/gm, ""));
    assert.equal((await team.up("dev", ["--skip-preview", "--expect-no-changes"])).code, 0);
  });

  it("is destroyed by the documented recipe, and not before", async () => {
    assert.equal((await team.pulumi(["config", "set", "--stack", "dev", "protect", "true"])).code, 0);
    const guarded = await team.up("dev", ["--skip-preview"]);
    assert.equal(guarded.code, 0, guarded.stdout + guarded.stderr);
    const size = team.account.size;

    const refused = await team.pulumi(["destroy", "--stack", "dev", "--yes"]);
    assert.notEqual(refused.code, 0);
    assert.match(refused.stdout + refused.stderr, /protected/);
    assert.equal(team.account.size, size, "nothing was deleted");

    assert.equal((await team.pulumi(["config", "set", "--stack", "dev", "protect", "false"])).code, 0);
    assert.equal((await team.up("dev", ["--skip-preview"])).code, 0);
    const destroyed = await team.pulumi(["destroy", "--stack", "dev", "--yes", "--skip-preview"]);
    assert.equal(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
    assert.equal(team.account.size, 0);
  });
});
