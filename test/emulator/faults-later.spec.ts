import assert from "node:assert/strict";
import { RELEASES_PREFIX } from "../../components/release-contract";
import { spa } from "./support/builds";
import type { Fault } from "./support/emulator";
import { World } from "./support/world";

/** Calls of what happens after a release is live, or when people take one back. */
const PRUNING: Record<string, Fault> = {
  "asking which releases are shown": { words: ["ListKeys"] },
  "reading what a release consists of": { words: ["GetObject", "manifest.json"], skip: 1 },
  "deleting its files": { words: ["DeleteObjects site-bucket"] },
  "deleting its records": { words: ["DeleteObjects artifact-bucket"] },
  "recording that it is gone": { words: ["PutObject", "state.json"], skip: 2 },
};

const ROLLBACK: Record<"inPlace" | "atomic", Record<string, Fault>> = {
  inPlace: {
    "fetching the kept files": { words: ["GetObject", "files.tar.gz"] },
    "recording the beginning": { words: ["PutObject", "state.json"] },
    "uploading pages": { words: ["PutObject site-bucket", "text/html"] },
    "the invalidation": { words: ["CreateInvalidation"] },
    "recording the end": { words: ["PutObject", "state.json"], skip: 1 },
  },
  atomic: {
    "reading what the release consists of": { words: ["GetObject", "manifest.json"] },
    "looking whether its files are there": { words: ["ListObjectsV2 site-bucket"] },
    "switching, whose answer is lost": { words: ["PutKey active"], kind: "after" },
    "recording the end": { words: ["PutObject", "state.json"], skip: 1 },
  },
};

describe("a call that fails later", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  const shown = async () => (await world.edge.visit("/")).body;
  const index = (version: number) => spa(version)["index.html"];

  describe("while old releases are removed", () => {
    let version = 1;
    before(async () => {
      await world.makeSite("atomic", "spa", { retention: { releases: 1, days: 0 } });
      assert.equal((await world.deploy(spa(version))).code, 0);
    });

    for (const [step, fault] of Object.entries(PRUNING)) {
      it(`${step}: the release is live all the same, and the next one makes up for it`, async () => {
        world.emulator.failNext(fault);
        const run = await world.deploy(spa(version + 1));
        assert.equal(world.emulator.hits(), 1, "the fault has happened");
        world.emulator.clearFaults();
        assert.equal(run.code, 0, run.stderr);
        assert.match(run.stderr, /warning: old releases were not removed: .*injected/);
        assert.equal(await shown(), index(version + 1));

        const again = await world.deploy(spa(version + 2));
        assert.equal(again.code, 0, again.stderr);
        assert.equal(again.stderr, "");
        version += 2;
        assert.equal(await shown(), index(version));
        const { active, releases } = await world.state();
        assert.deepEqual(
          releases.map(({ id }) => id),
          [active],
        );
        const kept = (await world.keys()).filter((key) => key.startsWith(RELEASES_PREFIX));
        assert.deepEqual([...new Set(kept.map((key) => key.split("/")[1]))], [active]);
      });
    }
  });

  for (const [release, faults] of Object.entries(ROLLBACK) as [
    "inPlace" | "atomic",
    Record<string, Fault>,
  ][]) {
    describe(`in a rollback ${release}`, () => {
      beforeEach(async () => {
        await world.makeSite(release, "spa");
        for (const version of [1, 2]) {
          assert.equal((await world.deploy(spa(version))).code, 0);
        }
      });

      for (const [step, fault] of Object.entries(faults)) {
        it(`${step}: leaves the live site as it was, and the next attempt succeeds`, async () => {
          world.emulator.failNext(fault);
          const run = await world.release("rollback");
          assert.equal(world.emulator.hits(), 1, "the fault has happened");
          world.emulator.clearFaults();
          assert.equal(run.code, 1);
          assert.match(run.stderr, /injected/);
          assert.equal(await shown(), index(2));
          assert.equal((await world.edge.visit("/logo.png")).body, spa(2)["logo.png"]);
          const again = await world.release("rollback");
          assert.equal(again.code, 0, again.stderr);
          assert.equal(await shown(), index(1));
          assert.equal((await world.edge.visit("/logo.png")).body, spa(1)["logo.png"]);
        });
      }
    });
  }
});
