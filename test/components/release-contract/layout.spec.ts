import assert from "node:assert/strict";
import { describe, it } from "mocha";
import fc from "fast-check";
import {
  formatActive,
  isReleaseId,
  objectKey,
  parseActive,
  releaseId,
} from "../../../components/release-contract";

const ID = "20261122T093005Z-1a2b3c4";
const time = fc.date({ min: new Date("2020-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

describe("release layout", () => {
  it("makes an id of time and commit", () => {
    const at = new Date("2026-11-22T09:30:05.123Z");
    assert.equal(releaseId(at), "20261122T093005Z");
    assert.equal(releaseId(at, "1A2B3C4D5E6F7A8B9C0D"), "20261122T093005Z-1a2b3c4d5e6f");
    assert.equal(releaseId(at, "../"), "20261122T093005Z");
  });

  it("makes ids that are valid and sort by age as text", () => {
    fc.assert(
      fc.property(time, time, fc.string(), (a, b, commit) => {
        const [first, second] = [releaseId(a, commit), releaseId(b, commit)];
        assert.ok(isReleaseId(first));
        const seconds = Math.trunc(a.getTime() / 1000) - Math.trunc(b.getTime() / 1000);
        assert.equal(first < second ? -1 : first > second ? 1 : 0, Math.sign(seconds));
      }),
    );
  });

  for (const text of [
    "",
    "none",
    "latest",
    "20261122T093005Z-",
    "20261122T093005Z-../x",
    "20261122T093005Z ",
    `${ID}/`,
  ]) {
    it(`takes ${JSON.stringify(text)} for no id`, () => {
      assert.equal(isReleaseId(text), false);
    });
  }

  it("leaves files in place under their own path", () => {
    assert.equal(objectKey("index.html", "inPlace"), "index.html");
    assert.equal(objectKey("assets/index-DiwrgTda.js", "inPlace"), "assets/index-DiwrgTda.js");
  });

  it("puts files of an atomic release below its id, and hashed ones where all releases find them", () => {
    assert.equal(objectKey("a/index.html", "atomic", ID), `releases/${ID}/a/index.html`);
    assert.equal(objectKey("assets/index-DiwrgTda.js", "atomic", ID), "shared/assets/index-DiwrgTda.js");
    assert.throws(() => objectKey("index.html", "atomic"), /needs its id/);
  });

  it("reads back what it writes into the key", () => {
    const id = time.map((at) => releaseId(at, "abc"));
    const canary = fc.record({ id, percent: fc.integer({ min: 1, max: 99 }) }, { noNullPrototype: true });
    fc.assert(
      fc.property(id, fc.option(canary, { nil: undefined }), (active, share) => {
        const value = { id: active, ...(share === undefined ? {} : { canary: share }) };
        assert.deepEqual(parseActive(formatActive(value)), value);
      }),
    );
    assert.deepEqual(parseActive(formatActive({ id: undefined })), { id: undefined });
  });

  for (const value of [
    "",
    "latest",
    `${ID} ${ID}`,
    `${ID} ${ID} 0`,
    `${ID} ${ID} 100`,
    `${ID} ${ID} 5 x`,
    `${ID} x 5`,
  ]) {
    it(`refuses ${JSON.stringify(value)} in the key`, () => {
      assert.throws(() => parseActive(value), /the key active must hold a release id/);
    });
  }
});
