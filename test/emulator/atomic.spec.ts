import assert from "node:assert/strict";
import { cacheRuleFor, objectKey } from "../../components/release-contract";
import { contentTypeFor } from "../../components/release-contract/content-types";
import { spa } from "./support/builds";
import { SITE, World, type Files } from "./support/world";

describe("atomic release, against an AWS API", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.stop());

  async function assertLies(files: Files, id: string): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const object = await world.emulator.object(SITE, objectKey(path, "atomic", id));
      assert.equal(object?.body.toString(), text, path);
      assert.equal(object.headers.get("cache-control"), cacheRuleFor(path, "atomic").cacheControl, path);
      assert.equal(object.headers.get("content-type"), contentTypeFor(path), path);
    }
  }

  async function deployed(files: Files): Promise<string> {
    const run = await world.deploy(files);
    assert.equal(run.code, 0, run.stderr);
    return world.store.get("active") ?? "";
  }

  it("adds a release with the table's headers, switches to it, and back", async () => {
    await world.makeSite("atomic", "spa");
    const first = await deployed(spa(1));
    await assertLies(spa(1), first);
    assert.equal((await world.edge.visit("/deep/link")).body, spa(1)["index.html"]);
    const errorPage = await world.emulator.object(SITE, "errors/404.html");
    assert.ok(errorPage);
    assert.equal(errorPage.body.toString(), spa(1)["404.html"]);
    assert.equal(errorPage.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(errorPage.headers.get("cache-control"), "public, max-age=0, s-maxage=60, must-revalidate");

    const second = await deployed(spa(2));
    assert.notEqual(second, first);
    await assertLies(spa(2), second);
    await assertLies(spa(1), first);
    assert.equal(
      (await world.edge.visit("/logo.png")).body,
      "png of version 2",
      "the overwritten image shows",
    );

    const back = await world.release("rollback");
    assert.equal(back.code, 0, back.stderr);
    assert.equal(world.store.get("active"), first);
    const again = await world.release("activate", second);
    assert.equal(again.code, 0, again.stderr);
    assert.equal(world.store.get("active"), second);
    const twice = await world.release("activate", second);
    assert.equal(twice.code, 0, twice.stderr);
    assert.match(twice.stdout, /is live already: what differs is brought back/);
    assert.ok(
      !world.emulator.calls().some((call) => call.includes("Invalidation")),
      "nothing needs an invalidation",
    );
  });

  it("switches back where the site does not answer as it should", async () => {
    await world.makeSite("atomic", "spa");
    const first = await deployed(spa(1));
    world.edge.broken.add("/release-probe/deep/link");
    const run = await world.deploy(spa(2));
    assert.equal(run.code, 1);
    assert.match(
      run.stderr,
      new RegExp(`deep link \\S+ answers 500 instead of 200; the site shows ${first} as before`),
    );
    assert.equal(world.store.get("active"), first);
  });

  it("switches back when the alarm rings within the bake time, and does not watch one that rang before", async () => {
    await world.makeSite("atomic", "spa", {
      bake: { alarmName: "www-5xx", region: "us-east-1", minutes: 1 },
    });
    await alarm("OK");
    const second = world.deploy(spa(1));
    while (!/^\d{8}T/.test(world.store.get("active") ?? "")) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await alarm("ALARM");
    const run = await second;
    assert.equal(run.code, 1);
    assert.match(
      run.stderr,
      /alarm www-5xx rings after the release: testing; the site shows no release as before/,
    );
    assert.equal(world.store.get("active"), "none");

    const remedy = await world.deploy(spa(2));
    assert.equal(remedy.code, 0, remedy.stderr);
    assert.match(remedy.stderr, /alarm www-5xx rings already: it is not watched/);
  });

  it("prunes by number and by age, never the live release, that of a preview or a shared file that is still needed", async () => {
    await world.makeSite("atomic", "spa", { retention: { releases: 1, days: 0 } });
    const first = await deployed(spa(1));
    const second = await deployed({ ...spa(2) });
    assert.equal(await exists(`releases/${first}/index.html`), false, "only the newest is kept");
    assert.ok(
      (await world.keys()).every(
        (key) => !key.startsWith("shared/") || Object.keys(spa(2)).some((path) => key.endsWith(path)),
      ),
    );

    const third = await deployed(spa(3));
    assert.equal(await exists(`releases/${second}/index.html`), false);
    // A reviewer looks at the third release in a preview, which lasts until its key is deleted.
    world.store.set("preview:pr-12", third);
    const fourth = await deployed(spa(4));
    await deployed(spa(5));
    assert.equal(await exists(`releases/${third}/index.html`), true, "a preview shows it");
    assert.equal(await exists(`releases/${fourth}/index.html`), false);
    await assertLies(spa(3), third);
    world.store.delete("preview:pr-12");
    await deployed(spa(6));
    assert.equal(await exists(`releases/${third}/index.html`), false);
  });

  it("goes by what visitors get, not by its records, after a person has switched by hand", async () => {
    await world.makeSite("atomic", "spa");
    const first = await deployed(spa(1));
    const second = await deployed(spa(2));
    world.store.set("active", first);
    const { stdout } = await world.release("list");
    assert.match(stdout, new RegExp(`${first} +live`));
    const back = await world.release("rollback");
    assert.equal(back.code, 0, back.stderr);
    assert.equal(world.store.get("active"), second);
  });

  async function exists(key: string): Promise<boolean> {
    return (await world.emulator.object(SITE, key)) !== undefined;
  }

  async function alarm(state: string): Promise<void> {
    const call = (query: Record<string, string>) =>
      world.emulator.direct(
        "POST",
        "/",
        new URLSearchParams({ Version: "2010-08-01", ...query }).toString(),
        {
          "content-type": "application/x-www-form-urlencoded",
          authorization: "AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/monitoring/aws4_request",
        },
      );
    if (state === "OK") {
      await call({
        Action: "PutMetricAlarm",
        AlarmName: "www-5xx",
        MetricName: "5xxErrorRate",
        Namespace: "AWS/CloudFront",
        Statistic: "Average",
        Period: "60",
        EvaluationPeriods: "1",
        Threshold: "5",
        ComparisonOperator: "GreaterThanThreshold",
      });
    }
    await call({ Action: "SetAlarmState", AlarmName: "www-5xx", StateValue: state, StateReason: "testing" });
  }
});
