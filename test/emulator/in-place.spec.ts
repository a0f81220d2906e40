import assert from "node:assert/strict";
import { cacheRuleFor, deployProject } from "../../components/release-contract";
import { contentTypeFor } from "../../components/release-contract/content-types";
import { pages, spa } from "./support/builds";
import { ARTIFACTS, SITE, STATE, World, type Files, type Run } from "./support/world";

const isHashed = (path: string) => cacheRuleFor(path, "inPlace").name === "hashed";
const hashedOf = (files: Files) => Object.keys(files).filter(isHashed);

describe("release in place, against an AWS API", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  /** The site consists of exactly these files and what is kept for open tabs, each with its headers. */
  async function assertShows(files: Files, kept: readonly string[] = []): Promise<void> {
    assert.deepEqual(await world.keys(), [...new Set([...Object.keys(files), ...kept])].sort());
    for (const [path, text] of Object.entries(files)) {
      const object = await world.emulator.object(SITE, path);
      assert.equal(object?.body.toString(), text, path);
      assert.equal(object.headers.get("cache-control"), cacheRuleFor(path, "inPlace").cacheControl, path);
      assert.equal(object.headers.get("content-type"), contentTypeFor(path), path);
    }
  }

  async function deployed(files: Files): Promise<Run> {
    const run = await world.deploy(files);
    assert.equal(run.code, 0, run.stderr);
    return run;
  }

  it("uploads a first release, a second and a rollback; every object has the headers of the one table", async () => {
    await world.makeSite("inPlace", "static");
    const first = pages(1, ["about", "team"]);
    await deployed(first);
    await assertShows(first);
    assert.equal((await world.edge.visit("/team/")).body, first["team/index.html"]);

    const second = pages(2, ["about"]);
    const run = await deployed(second);
    await assertShows(second, hashedOf(first));
    assert.equal((await world.edge.visit("/team/")).status, 404, "the removed page is gone");
    for (const asset of hashedOf(first)) {
      assert.equal((await world.edge.visit(`/${asset}`)).status, 200, "an open tab still finds its chunks");
    }
    assert.match(run.stdout, /unchanged, 1 to remove/);

    const back = await world.release("rollback");
    assert.equal(back.code, 0, back.stderr);
    await assertShows(first, hashedOf(second));
    const { stdout } = await world.release("list");
    const [header, newest, oldest] = stdout.trim().split("\n");
    assert.match(header ?? "", /^release +state +files +size +commit$/);
    assert.match(newest ?? "", /until \d{4}-\d\d-\d\dT/);
    assert.match(oldest ?? "", / live +14 files/);
  });

  it("uploads what pages load before pages, and index.html last", async () => {
    await world.makeSite("inPlace", "static");
    world.emulator.forgetCalls();
    await deployed(pages(1, ["about"]));
    const puts = world.emulator
      .calls()
      .flatMap(
        (call) =>
          new RegExp(`^PutObject ${SITE}/(.*?) [a-z]+/[a-z+.-]+(?:; charset=utf-8)?$`).exec(call)?.[1] ?? [],
      );
    const last = (path: string) => /^(?:sw\.js|manifest\.webmanifest)$/.test(path);
    const order = puts.map((path) =>
      last(path) ? 9 : path === "index.html" ? 8 : cacheRuleFor(path, "inPlace").uploadOrder,
    );
    assert.deepEqual(order, [...order].sort(), puts.join("\n"));
    assert.equal(puts.at(-3), "index.html");
    assert.equal(new Set(puts).size, Object.keys(pages(1, ["about"])).length);
  });

  it("refuses an empty build, one without index.html and one whose script is missing, and touches nothing", async () => {
    await world.makeSite("inPlace", "spa");
    const files = spa(1);
    await deployed(files);
    world.emulator.forgetCalls();
    const [script] = hashedOf(files);
    const broken: [Files, RegExp][] = [
      [{}, /the build is empty: nothing is released/],
      [{ "main.js": "1" }, /the build has no index\.html/],
      [{ "index.html": "" }, /index\.html is empty or no page/],
      [
        Object.fromEntries(Object.entries(files).filter(([path]) => path !== script)),
        /index\.html loads \/assets\/\S+, which the build does not contain/,
      ],
    ];
    for (const [build, message] of broken) {
      const run = await world.deploy(build);
      assert.equal(run.code, 1);
      assert.match(run.stderr, message);
      assert.equal(run.stderr.trim().split("\n").length, 1, "one line says it");
    }
    assert.deepEqual(world.emulator.calls(), []);
  });

  it("repairs the site after a deployment that was killed in the middle", async () => {
    await world.makeSite("inPlace", "static");
    await deployed(pages(1, ["about"]));
    // The image is overwritten, the pages are not yet: the machine dies as the upload of pages begins.
    world.emulator.failNext({ words: ["PutObject site-bucket", "text/html"], kind: "hang" });
    const second = world.start(["deploy", world.build(pages(2, ["about", "news"]))]);
    await world.emulator.firstHit();
    second.kill("SIGKILL");
    await second.done;
    world.emulator.clearFaults();
    world.emulator.forgetCalls();
    // The lock is free; a person need not wait until it has expired.
    await world.emulator.put(ARTIFACTS, `${STATE}/lock.json`, expiredLock());
    // Back to what was there: the image is the same as in the first release, and yet must be uploaded again.
    const first = pages(1, ["about"]);
    const run = await deployed({ ...first, "new.html": "<!doctype html>new" });
    assert.match(run.stderr, /took over the expired lock/);
    await assertShows(
      { ...first, "new.html": "<!doctype html>new" },
      hashedOf(pages(2, [])).filter(isHashed),
    );
  });

  it("lets two deployments at once happen one after the other", async () => {
    await world.makeSite("inPlace", "spa");
    const runs = await Promise.all([world.deploy(spa(1)), world.deploy(spa(2))]);
    assert.deepEqual(
      runs.map(({ code, stderr }) => [code, stderr]),
      [
        [0, ""],
        [0, ""],
      ],
    );
    assert.ok(
      runs.some(({ stdout }) => /waiting for the deployment of/.test(stdout)),
      "one of them has waited",
    );
    const { active, releases } = await world.state();
    assert.equal(releases.length, 2);
    const shown = (await world.edge.visit("/")).body;
    const live = shown === spa(1)["index.html"] ? 1 : 2;
    await assertShows(spa(live), hashedOf(spa(3 - live)));
    assert.equal(releases.filter(({ id }) => id === active).length, 1);
  });

  it("gives up where another deployment does not end", async () => {
    await world.makeSite("inPlace", "spa");
    await world.emulator.put(ARTIFACTS, `${STATE}/lock.json`, heldLock());
    const run = await world.deploy(spa(1), "--lock-wait", "0");
    assert.equal(run.code, 1);
    assert.match(run.stderr, /^release: the deployment of abc \(until .*\) is under way/);
    assert.deepEqual(await world.keys(), []);
  });

  it("removes what only old releases have once their grace time is over, and nothing that it did not upload", async () => {
    await world.makeSite("inPlace", "spa", { retention: { releases: 1, days: 14 } });
    await world.emulator.put(SITE, "uploads/by-hand.pdf", "not ours");
    await deployed(spa(1));
    await deployed(spa(2));
    await assertShows({ ...spa(2) }, [...hashedOf(spa(1)), "uploads/by-hand.pdf"]);
    await world.changeState((text) => text.replace(/"supersededAt": "\d{4}/, '"supersededAt": "2001'));
    const run = await deployed(spa(3));
    assert.match(run.stdout, /removed 1 old release \(3 objects\)/);
    await assertShows({ ...spa(3) }, [...hashedOf(spa(2)), "uploads/by-hand.pdf"]);
    const left = await world.emulator.keys(ARTIFACTS);
    assert.equal(left.filter((key) => key.endsWith("/manifest.json")).length, 2);
    // What the first build has in common with the others lies in its archive, which therefore stays.
    assert.equal(left.filter((key) => key.endsWith("/files.tar.gz")).length, 3);
    assert.ok(!left.includes(`${STATE}/lock.json`));
  });

  it("brings the former release back where the site does not answer as it should", async () => {
    await world.makeSite("inPlace", "spa");
    await deployed(spa(1));
    world.edge.broken.add("/release-probe/deep/link");
    const run = await world.deploy(spa(2));
    assert.equal(run.code, 1);
    assert.match(
      run.stderr,
      /the site does not show the release: deep link \S+ answers 500 instead of 200; the site shows \S+ as before/,
    );
    await assertShows(spa(1), hashedOf(spa(2)));
    const { stdout } = await world.release("list");
    assert.match(stdout, / failed /);
  });

  it("works for people who name the pipeline: its deploy project holds the settings", async () => {
    await world.makeSite("inPlace", "spa");
    await deployed(spa(1));
    await world.makeDeployProject(deployProject("prod-www-web-infra"));
    const run = await world.release("list", "--pipeline", "prod-www-web-infra");
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stdout, / live +12 files/);
  });

  it("says in one line what is wrong with the command", async () => {
    await world.makeSite("inPlace", "spa");
    const cases: [string[], number, RegExp][] = [
      [
        ["activate", "20200101T000000Z"],
        1,
        /^release: there is no release 20200101T000000Z: see "release list"\n$/,
      ],
      [["rollback"], 1, /^release: there is no former release to go back to\n$/],
      [
        ["deploy", "/nowhere/dist"],
        1,
        /^release: there is no folder \/nowhere\/dist: is it the build's output\?\n$/,
      ],
      [
        ["undo"],
        2,
        /^release: there is no command undo; there are list, deploy, activate, rollback, preview \(--help names the commands and options\)\n$/,
      ],
      [
        ["delpoy", "dist"],
        2,
        /^release: there is no command delpoy; did you mean deploy\? \(--help names the commands and options\)\n$/,
      ],
      [
        ["list", "--pipeline", "www", "--settings", "a.json"],
        2,
        /^release: which site\? --pipeline and --settings/,
      ],
      [
        ["deploy"],
        2,
        /^release: deploy takes one argument, the build's folder, got none \(--help names the commands and options\)\n$/,
      ],
      [
        ["list", "--settings", "/nowhere.json"],
        2,
        /^release: there is no file \/nowhere.json with the settings \(--help names the commands and options\)\n$/,
      ],
      [
        ["list", "--lock-wait", "soon"],
        2,
        /^release: --lock-wait must be a number of seconds, got soon \(--help names the commands and options\)\n$/,
      ],
      [
        ["list", "--pipeline", "none"],
        1,
        /^release: there is no pipeline none of a static site in this account and region\n$/,
      ],
    ];
    for (const [args, code, message] of cases) {
      const run = await world.release(...args);
      assert.match(run.stderr, message);
      assert.equal(run.code, code);
    }
  });
});

function heldLock(): string {
  return JSON.stringify({ owner: "x", what: "the deployment of abc", expiresAt: "2999-01-01T00:00:00.000Z" });
}

function expiredLock(): string {
  return JSON.stringify({ owner: "x", what: "the deployment of abc", expiresAt: "2001-01-01T00:00:00.000Z" });
}
