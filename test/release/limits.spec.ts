/** Item by item what a build or a release may not exceed, as the release program says it. */
import assert from "node:assert/strict";
import { warnOfTooLarge } from "../../release/build/reachable";
import { ActiveRelease } from "../../release/publish/active-release";
import type { KeyValueStore } from "../../release/aws/key-value-store";

const GB = 1024 ** 3;

describe("limits of AWS that a release meets", () => {
  it("B14: a file that CloudFront answers only in parts is named, one of just the size is not", () => {
    const warnings: string[] = [];
    const files = [
      { path: "film.mp4", size: 50 * GB },
      { path: "disk.iso", size: 50 * GB + 1 },
    ];
    warnOfTooLarge(files, { warn: (line) => warnings.push(line) });
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? "", /^disk\.iso has 53\.7 GB, and CloudFront answers with at most 53\.7 GB/);
  });

  it("X7: redirects that the store has no room for end the release before it is shown, with what to do", async () => {
    const held = new Map(
      Array.from({ length: 5000 }, (_, i) => [`redirects:0a1b2c3d:${i}`, "x".repeat(1000)]),
    );
    const written: unknown[] = [];
    const store = {
      list: async () => Promise.resolve(held),
      update: async (...args: unknown[]) => Promise.resolve(written.push(args)),
    } as unknown as KeyValueStore;
    const manifest = (count: number) => ({
      id: "20261101T000000Z",
      release: "atomic" as const,
      files: [],
      redirects: Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`redirects:4e5f6a7b:${i}`, "y".repeat(1000)]),
      ),
    });
    await new ActiveRelease(store).describe(manifest(100));
    assert.equal(written.length, 1);
    await assert.rejects(
      async () => new ActiveRelease(store).describe(manifest(400)),
      /the key value store would have 5\d{6} bytes, and may have 5242880: bring fewer redirects, or keep fewer releases/,
    );
    assert.equal(written.length, 1);
  });
});
