import assert from "node:assert/strict";
import { Team } from "./support/team";

const counted = (text: string, what: string) =>
  Number(new RegExp(String.raw`(\d+) ${what}`).exec(text)?.[1] ?? 0);

describe("An update that was interrupted", () => {
  let team: Team;

  beforeEach(async () => {
    team = await Team.start(["web-infra:sites"]);
    assert.equal((await team.pulumi(["stack", "init", "dev"])).code, 0);
  });

  afterEach(() => team.close());

  /**
   * The recipe of docs/updates.md: what was made without an answer and has a name of its own is in the way, and is deleted in the
   * console. Which these are depends on the moment of the kill.
   */
  async function upAndDeleteWhatExists() {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const run = await team.up("dev", ["--skip-preview"]);
      const inTheWay = [...run.stdout.matchAll(/creating (\S+) \((.+?)\): EntityAlreadyExists/g)];
      if (inTheWay.length === 0) return run;
      for (const [, type = "", id = ""] of inTheWay) team.account.deleteByHand(type, id);
    }
    throw new Error("there is still something in the way");
  }

  it("is finished by the next one, where AWS refused to create a resource", async () => {
    let creates = 0;
    team.account.beforeChange = ({ operation }) => {
      creates += operation === "create" ? 1 : 0;
      if (creates === 15) throw new Error("TooManyRequestsException: rate exceeded");
    };
    const failed = await team.up("dev", ["--skip-preview"]);
    assert.notEqual(failed.code, 0);
    assert.match(failed.stdout + failed.stderr, /TooManyRequestsException: rate exceeded/);
    const made = team.account.size;
    assert.ok(made >= 10, `${made} resources were made before the refusal`);

    team.account.beforeChange = () => undefined;
    const repaired = await team.up("dev", ["--skip-preview"]);
    assert.equal(repaired.code, 0, repaired.stdout + repaired.stderr);
    assert.ok(counted(repaired.stdout, "unchanged") >= made, "what was made stays");
    const third = await team.up("dev", ["--skip-preview", "--expect-no-changes"]);
    assert.equal(third.code, 0, third.stdout);
  });

  it("is finished after pulumi cancel, where the CLI was killed", async () => {
    let creates = 0;
    let group = 0;
    team.account.beforeChange = ({ operation }) => {
      creates += operation === "create" ? 1 : 0;
      if (creates === 15) process.kill(group, "SIGKILL");
    };
    const path = team.wrapped((pid) => {
      group = pid;
    });
    const killed = await team.up("dev", ["--skip-preview"], { PATH: path });
    assert.notEqual(killed.code, 0);

    team.account.beforeChange = () => undefined;
    const locked = await team.up("dev", ["--skip-preview"]);
    assert.notEqual(locked.code, 0);
    assert.match(locked.stdout + locked.stderr, /the stack is currently locked by 1 lock\(s\)/);
    assert.equal((await team.pulumi(["cancel", "--stack", "dev", "--yes"])).code, 0);
    const repaired = await upAndDeleteWhatExists();
    assert.equal(repaired.code, 0, repaired.stdout + repaired.stderr);
    const third = await team.up("dev", ["--skip-preview", "--expect-no-changes", "--diff"]);
    assert.equal(third.code, 0, third.stdout + third.stderr);
  });
});
