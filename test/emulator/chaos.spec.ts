/** What went wrong under crashes, clocks and people that work at the same time; each case by its name in the log of faults. */
import assert from "node:assert/strict";
import { deploy } from "../../release/commands/deploy";
import { list } from "../../release/commands/list";
import { activateRelease, rollback } from "../../release/commands/rollback";
import { pages, spa } from "./support/builds";
import { ARTIFACTS, SITE, STATE, World, type Files } from "./support/world";

const LOCK = `${STATE}/lock.json`;
const BAKE = { alarmName: "www-5xx", region: "us-east-1", minutes: 1 };

describe("releases under crashes, clocks and people", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function released(files: Files): Promise<string> {
    const folder = world.build(files);
    const run = await world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal(run.code, 0, run.stderr);
    return (await world.state()).active ?? "";
  }

  const shown = async () => (await world.edge.visit("/")).body;
  const index = (version: number) => spa(version)["index.html"];
  const text = async (bucket: string, key: string) =>
    (await world.emulator.object(bucket, key))?.body.toString() ?? "";

  async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; i < 1200 && !(await condition()); i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(await condition());
  }

  for (const release of ["atomic", "inPlace"] as const) {
    it(`C2 ${release}: a late alarm does not undo a rollback`, async () => {
      await world.makeSite(release, "spa", { bake: { ...BAKE, minutes: 0 } });
      await released(spa(1));
      await released(spa(2));
      world.standIn.alarm = "ALARM";
      const run = await world.inProcess(rollback);
      assert.equal(run.code, 0, run.stderr);
      assert.match(run.stdout, /alarm www-5xx is not watched/);
      assert.equal(await shown(), index(1));
    });

    it(`C5 ${release}: a rollback makes a release give way that is still watched, and that is the rollback`, async () => {
      await world.makeSite(release, "spa", { bake: BAKE });
      world.standIn.alarm = "ALARM";
      await released(spa(1));
      world.standIn.alarm = "OK";
      const bad = world.start(["deploy", world.build(spa(2))]);
      await until(async () => (await shown()) === index(2));
      const run = await world.inProcess(rollback);
      const ended = await bad.done;
      assert.equal(ended.code, 1);
      assert.match(
        ended.stderr,
        /a rollback has been started meanwhile: this release gives way; the site shows \S+ as before/,
      );
      assert.equal(run.code, 0, run.stderr);
      assert.equal(await shown(), index(1));
      const { stdout } = await world.inProcess(list);
      assert.match(stdout, /failed/);
    });

    it(`C4 ${release}: a rollback goes to the release before, though another machine's clock was ahead`, async () => {
      await world.makeSite(release, "spa");
      await released(spa(1));
      await released(spa(2));
      // What a machine two minutes ahead would have written.
      await world.changeState((state) =>
        state.replace(/("supersededAt": ")[^"]+/, "$12999-01-01T00:00:00.000Z"),
      );
      await released(spa(3));
      assert.equal((await world.inProcess(rollback)).code, 0);
      assert.equal(await shown(), index(2));
    });

    it(`C8 ${release}: the same build again is nothing new, and a rollback goes to what shows something else`, async () => {
      await world.makeSite(release, "spa");
      await released(spa(1));
      const second = await released(spa(2));
      assert.equal(await released(spa(2)), second);
      // A twin, as a former version of the program made it.
      await world.changeState((state) => {
        const { releases, ...rest } = JSON.parse(state) as { releases: Record<string, unknown>[] };
        const twin = {
          ...releases[1],
          id: "20260101T000000Z",
          liveGeneration: 3,
          supersededAt: "2026-01-01T00:00:00Z",
        };
        return JSON.stringify({ ...rest, releases: [...releases, twin] });
      });
      assert.equal((await world.inProcess(rollback)).code, 0);
      assert.equal(await shown(), index(1));
    });

    it(`C9 ${release}: a lock whose answer was lost is one's own`, async () => {
      await world.makeSite(release, "spa");
      world.attempts = 3;
      world.emulator.failNext({ words: ["PutObject", "lock.json"], kind: "after" });
      const run = await world.deploy(spa(1));
      world.attempts = 1;
      assert.equal(world.emulator.hits(), 1);
      world.emulator.clearFaults();
      assert.equal(run.code, 0, run.stderr);
    });

    it(`C6 ${release}: a holder that stood still changes nothing more once another one has the site`, async () => {
      await world.makeSite(release, "spa");
      await released(spa(1));
      const words = release === "atomic" ? ["PutKey active"] : ["CreateInvalidation"];
      world.emulator.failNext({ words, kind: "slow" });
      const paused = world.start(["deploy", world.build(spa(2))]);
      await world.emulator.firstHit();
      paused.kill("SIGSTOP");
      world.emulator.clearFaults();
      await world.expireLock();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      const third = await released(spa(3));
      await new Promise((resolve) => setTimeout(resolve, 3500));
      paused.kill("SIGCONT");
      const ended = await paused.done;
      assert.equal(ended.code, 1, ended.stdout);
      assert.equal(await shown(), index(3), ended.stderr);
      assert.equal((await world.state()).active, third);
    });

    it(`C11 ${release}: a lock is compared with S3's time, whatever the machine's clock says`, async () => {
      await world.makeSite(release, "spa");
      world.standIn.offsetSeconds = -900;
      const until = new Date(Date.now() - 890_000).toISOString();
      await world.emulator.put(
        ARTIFACTS,
        LOCK,
        JSON.stringify({ owner: "x", what: "the deployment of abc", expiresAt: until }),
      );
      const run = await world.deploy(spa(1), "--lock-wait", "0");
      assert.match(run.stderr, /the deployment of abc \(until \S+\) is under way/);
      world.standIn.offsetSeconds = 0;
      assert.equal((await world.deploy(spa(1), "--lock-wait", "0")).code, 0);
    });

    for (const signal of ["SIGINT", "SIGHUP"] as const) {
      it(`C14 ${release}: ${signal} ends the wait for another deployment at once`, async () => {
        await world.makeSite(release, "spa");
        const held = { owner: "x", what: "the deployment of abc", expiresAt: "2999-01-01T00:00:00.000Z" };
        await world.emulator.put(ARTIFACTS, LOCK, JSON.stringify(held));
        world.emulator.forgetCalls();
        const waiting = world.start(["deploy", world.build(spa(1)), "--lock-wait", "600"]);
        await until(() => world.emulator.calls().length >= 1);
        await new Promise((resolve) => setTimeout(resolve, 500));
        const before = Date.now();
        waiting.kill(signal);
        const ended = await waiting.done;
        assert.ok(Date.now() - before < 4000);
        assert.match(
          ended.stderr,
          /release: interrupted while waiting for another deployment: nothing has been changed/,
        );
      });
    }

    it(`C15 ${release}: damaged or lost records are named and made anew`, async () => {
      for (const broken of ["", "{", "null", '{"version":1}', undefined]) {
        await world.makeSite(release, "spa");
        const first = await released(spa(1));
        const second = await released(spa(2));
        for (const name of ["state.json", "state-backup.json"]) {
          if (broken === undefined) {
            await world.emulator.remove(ARTIFACTS, `${STATE}/${name}`);
          } else {
            await world.emulator.put(ARTIFACTS, `${STATE}/${name}`, broken);
          }
        }
        const listed = await world.inProcess(list);
        assert.match(listed.stdout, new RegExp(`${second} +live`), `${broken ?? "gone"}: ${listed.stderr}`);
        assert.match(
          listed.stderr,
          broken === undefined ? /records of releases are gone/ : /state\.json is damaged/,
        );
        const back = await world.inProcess(rollback);
        assert.equal(back.code, 0, back.stderr);
        assert.equal(await shown(), index(1));
        assert.equal((await world.state()).active, first);
      }
    });

    it(`C15 ${release}: a damaged lock counts until it is ten minutes old`, async () => {
      await world.makeSite(release, "spa");
      await world.emulator.put(ARTIFACTS, LOCK, "");
      const run = await world.deploy(spa(1), "--lock-wait", "0");
      assert.match(run.stderr, /lock\.json is damaged/);
      assert.equal(run.code, 1);
      world.standIn.offsetSeconds = 700;
      const later = await world.deploy(spa(1), "--lock-wait", "0");
      assert.equal(later.code, 0, later.stderr);
    });

    it(`C16 ${release}: what a run has left behind is removed after a day`, async () => {
      await world.makeSite(release, "spa");
      await released(spa(1));
      const left = `${STATE}/20250101T000000Z/manifest.json`;
      await world.emulator.put(ARTIFACTS, left, "{}");
      await released(spa(2));
      assert.equal(await text(ARTIFACTS, left), "{}");
      world.standIn.offsetSeconds = 90_000;
      await released(spa(3));
      assert.equal(await text(ARTIFACTS, left), "");
    });
  }

  it("C7: after a deployment in place that was cut off, activate of the live release brings it back", async () => {
    await world.makeSite("inPlace", "spa");
    const live = await released(spa(1));
    world.emulator.failNext({ words: ["PutObject site-bucket/index.html"], kind: "hang" });
    const cut = world.start(["deploy", world.build(spa(2))]);
    await world.emulator.firstHit();
    cut.kill("SIGKILL");
    await cut.done;
    world.emulator.clearFaults();
    await world.expireLock();
    assert.equal(await text(SITE, "logo.png"), "png of version 2");
    const run = await world.inProcess(async (context) => activateRelease(context, live));
    assert.equal(run.code, 0, run.stderr);
    assert.equal(await text(SITE, "logo.png"), "png of version 1");
    assert.doesNotMatch((await world.inProcess(list)).stdout, /mixture/);
  });

  it("C13: a key of a preview that changes during the switch is no reason to fail", async () => {
    await world.makeSite("atomic", "spa");
    await released(spa(1));
    let changes = 0;
    world.emulator.onCall = (call) => {
      if (call === "PutKey active" && changes < 2) {
        changes += 1;
        world.store.set("preview:pr-1", `x${changes}`);
      }
    };
    await released(spa(2));
    world.emulator.onCall = undefined;
    assert.equal(changes, 2);
    assert.equal(await shown(), index(2));
  });

  it("C13: a switch by hand during a release is left as it is", async () => {
    await world.makeSite("atomic", "spa");
    const first = await released(spa(1));
    await released(spa(2));
    world.emulator.onCall = (call) => {
      if (call === "PutKey active") {
        world.store.set("active", first);
      }
    };
    const run = await world.deploy(spa(3));
    world.emulator.onCall = undefined;
    assert.equal(run.code, 1);
    assert.match(run.stderr, /the key active of the KeyValueStore has been changed by another program/);
    assert.equal(await shown(), index(1));
  });

  it("C10, F7: a preview has its record, touches nothing that is live, and is listed, kept and removed", async () => {
    await world.makeSite("atomic", "static", {
      previews: "preview.example.com",
      retention: { releases: 1, days: 0 },
    });
    await released(pages(1, ["about"]));
    const before = world.store.get("active");
    const made = await world.release(
      "preview",
      "--name",
      "pr-12",
      world.build(pages(7, ["new"])),
      "--commit",
      "abc1234",
    );
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stdout, /preview pr-12 shows \S+ at https:\/\/pr-12\.preview\.example\.com/);
    assert.equal(world.store.get("active"), before);
    const id = world.store.get("preview:pr-12") ?? "";
    assert.match((await world.inProcess(list)).stdout, new RegExp(`${id} +preview pr-12, 0 h old`));
    await released(pages(2, ["about"]));
    await released(pages(3, ["about"]));
    for (const path of Object.keys(pages(7, ["new"]))) {
      const keys = await world.keys();
      assert.ok(keys.includes(`releases/${id}/${path}`) || keys.includes(`shared/${path}`), path);
    }
    const removed = await world.release("preview", "--remove", "pr-12");
    assert.equal(removed.code, 0, removed.stderr);
    assert.equal(world.store.get("preview:pr-12"), undefined);
    assert.ok((await world.keys()).every((key) => !key.startsWith(`releases/${id}/`)));
    assert.equal(await shown(), pages(3, [])["index.html"]);
  });

  it("C10: a preview ends by itself when its lifetime is over", async () => {
    await world.makeSite("atomic", "static", { previews: "preview.example.com" });
    await released(spa(1));
    assert.equal(
      (await world.release("preview", "--name", "pr-1", "--days", "1", world.build(spa(5)))).code,
      0,
    );
    world.standIn.offsetSeconds = 90_000;
    await released(spa(2));
    assert.equal(world.store.get("preview:pr-1"), undefined);
    assert.doesNotMatch((await world.inProcess(list)).stdout, /preview/);
  });
});
