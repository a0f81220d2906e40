import assert from "node:assert/strict";
import { exampleStack } from "../support/example-stacks";
import { Team } from "./support/team";

describe("An update that is refused", () => {
  let team: Team;

  before(async () => {
    team = await Team.start();
    assert.equal((await team.pulumi(["stack", "init", "dev"])).code, 0);
  });

  afterEach(() => {
    assert.equal(team.account.size, 0, "nothing was made");
  });

  after(() => team.close());

  it("finds the stack files as pulumi stack init leaves them, but for the line that is to be committed", () => {
    const [salt, ...rest] = team.read("Pulumi.dev.yaml").trimEnd().split("\n").reverse();
    assert.match(salt ?? "", /^encryptionsalt: /);
    assert.equal(`${rest.reverse().join("\n")}\n`, exampleStack("dev"));
  });

  it("is refused by npm run up for a mandatory violation before the CLI starts", async () => {
    const file = "policies/security/config/dev.json";
    const text = team.read(file);
    team.edit(file, (before) =>
      JSON.stringify({ ...(JSON.parse(before) as object), "s3-access-logging": "mandatory" }),
    );
    const { code, stdout, stderr } = await team.up("dev");
    team.edit(file, () => text);
    assert.equal(code, 1);
    assert.match(stdout, /s3-access-logging/);
    assert.match(stderr, /the offline preview failed, so pulumi up was not started/);
    assert.doesNotMatch(stdout, /can't run policy/);
  });

  it("is refused by the CLI alone for a mandatory violation, in its preview: nothing is made", async () => {
    const { code, stdout, stderr } = await upWith(team, "mandatory", []);
    assert.notEqual(code, 0);
    assert.match(stdout + stderr, /\[mandatory\].* cf-waf /);
  });

  it("is one block of faults and no stack trace for a bad configuration, from the CLI alone as well", async () => {
    const text = team.read("Pulumi.dev.yaml");
    team.edit("Pulumi.dev.yaml", (before) =>
      before
        .replace("mode: spa", "mode: spaa")
        .replace("max: 2", "max: 0")
        .replace("zone: example.com", "zone: Example"),
    );
    const alone = await team.pulumi(["up", "--stack", "dev", "--yes", "--skip-preview"]);
    const wrapped = await team.up("dev");
    team.edit("Pulumi.dev.yaml", () => text);
    assert.notEqual(alone.code, 0);
    assert.notEqual(wrapped.code, 0);
    for (const { stdout, stderr } of [alone, wrapped]) {
      const said = stdout + stderr;
      for (const key of ["sites.www.mode", "services.app.scaling", "zone"])
        assert.ok(said.includes(key), `${key} in ${said}`);
      assert.doesNotMatch(said, /^\s+at .*\(.*:\d+:\d+\)/m, "no stack trace");
    }
  });

  for (const [what, env, message] of [
    ["missing", { PULUMI_CONFIG_PASSPHRASE: undefined }, /passphrase must be set/],
    ["wrong", { PULUMI_CONFIG_PASSPHRASE: "another" }, /incorrect passphrase/],
  ] as const) {
    it(`says in a line that the passphrase is ${what}`, async () => {
      const { code, stdout, stderr } = await team.up("dev", [], env);
      assert.notEqual(code, 0);
      assert.match(stdout + stderr, message);
    });
  }

  it("is refused for a policy that no pack has", async () => {
    team.edit("policies/security/config/dev.json", (text) =>
      text.replace("{", '{\n  "cf-waff": "advisory",'),
    );
    const { code, stderr } = await team.up("dev");
    team.edit("policies/security/config/dev.json", (text) => text.replace('\n  "cf-waff": "advisory",', ""));
    assert.equal(code, 2);
    assert.match(stderr, /cf-waff: no such policy/);
  });

  it("is refused for a project under another name that kept the old prefix of its keys", async () => {
    const before = team.read("Pulumi.dev.yaml");
    team.edit("Pulumi.yaml", (text) => text.replace("name: web-infra", "name: shopweb"));
    const made = await team.pulumi(["stack", "init", "dev"]);
    await team.pulumi(["config", "set", "--stack", "dev", "zone", "example.com"]);
    const { code, stdout } = await team.pulumi(["preview", "--stack", "dev"]);
    team.edit("Pulumi.yaml", (text) => text.replace("name: shopweb", "name: web-infra"));
    team.edit("Pulumi.dev.yaml", () => before);
    assert.equal(made.code, 0, made.stderr);
    assert.notEqual(code, 0);
    assert.match(
      stdout,
      /web-infra:sites: is read by nothing: the project's name is shopweb, so write shopweb:sites/,
    );
  });
});

/** `pulumi up` as it is, with the security pack and one of its policies at a level. */
async function upWith(team: Team, level: string, flags: readonly string[]) {
  const file = "policies/security/config/dev.json";
  const text = team.read(file);
  team.edit(file, (before) => JSON.stringify({ ...(JSON.parse(before) as object), "cf-waf": level }));
  try {
    return await team.pulumi([
      ...["up", "--stack", "dev", "--yes", ...flags],
      ...["--policy-pack", "policies/security", "--policy-pack-config", file],
    ]);
  } finally {
    team.edit(file, () => text);
  }
}
