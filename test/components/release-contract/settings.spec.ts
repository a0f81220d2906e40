import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseSettings } from "../../../components/release-contract";

const GOOD = {
  release: "atomic",
  bucket: "team-www",
  distributionId: "E2EXAMPLE1ABCD",
  keyValueStoreArn: "arn:aws:cloudfront::123456789012:key-value-store/11111111-2222-3333-4444-555555555555",
  url: "https://www.example.com",
  state: "s3://team-releases/www",
  retention: { releases: 5, days: 14 },
  probe: { mode: "spa", timeoutSeconds: 120 },
  externalPaths: ["/config.js"],
  notFoundPages: { "/ko": "ko/404.html" },
};

const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(GOOD).filter(([key]) => !keys.includes(key)));

/** Wrong settings, with every line that they give. */
const WRONG: Record<string, [unknown, string[]]> = {
  "nothing at all": [
    {},
    [
      "the settings' release: must be one of inPlace, atomic, got nothing",
      "the settings' bucket: must be the bucket's name, got nothing",
      "the settings' distributionId: must be the id of the distribution, e.g. E2EXAMPLE1ABCD, got nothing",
      "the settings' url: must be the site's address, e.g. https://www.example.com, got nothing",
      "the settings' state: must be s3://bucket/folder, got nothing",
      "the settings' retention: must be an object, got nothing",
      "the settings' externalPaths: must be a list of paths, got nothing",
    ],
  ],
  "a list": [[], ["the settings: must be an object, got []"]],
  "a misspelt key": [
    { ...without("bucket"), buckt: "team-www" },
    [
      "the settings' bucket: must be the bucket's name, got nothing",
      "the settings: there is no key buckt; did you mean bucket?",
    ],
  ],
  "a misspelt optional key": [
    { ...GOOD, exlude: ["*.map"] },
    ["the settings: there is no key exlude; did you mean exclude?"],
  ],
  "a key that stands too high": [
    { ...GOOD, timeoutSeconds: 60 },
    [
      "the settings: there is no key timeoutSeconds; there are release, bucket, distributionId, keyValueStoreArn, url, mode, indexDocument, state, retention, probe, externalPaths, apiRoutes, notFoundPages, exclude, contentTypes, previews, bake",
    ],
  ],
  "a misspelt key of an object": [
    { ...GOOD, retention: { release: 5, days: 14 } },
    [
      "the settings' retention.releases: must be a whole number of releases, 0 or more, got nothing",
      "the settings' retention: there is no key release; did you mean releases?",
    ],
  ],
  "wrong kinds": [
    { ...GOOD, bucket: 7, retention: { releases: 1.5, days: -1 }, externalPaths: "/a", exclude: [""] },
    [
      "the settings' bucket: must be the bucket's name, got 7",
      "the settings' retention.releases: must be a whole number of releases, 0 or more, got 1.5",
      "the settings' retention.days: must be a number of days, 0 or more, got -1",
      'the settings\' externalPaths: must be a list of paths, got "/a"',
      'the settings\' exclude.0: must be a pattern, got ""',
    ],
  ],
  "words that are none of the choices": [
    { ...GOOD, release: "inplace", probe: { mode: "SPA", timeoutSeconds: 0 } },
    [
      'the settings\' release: must be one of inPlace, atomic, got "inplace"',
      'the settings\' probe.mode: must be one of spa, static, got "SPA"',
      "the settings' probe.timeoutSeconds: must be a number of seconds, more than 0, got 0",
    ],
  ],
  "a prefix and a path without a slash, an empty address": [
    { ...GOOD, url: "", notFoundPages: { ko: "ko/404.html" }, externalPaths: ["config.js"] },
    [
      "the settings' url: must be the site's address, e.g. https://www.example.com, got \"\"",
      'the settings\' externalPaths.0: must be a path that begins with /, got "config.js"',
      'the settings\' notFoundPages.ko: must be a path that begins with /, got "ko"',
    ],
  ],
  "atomic without its store": [
    without("keyValueStoreArn"),
    [
      "the settings' keyValueStoreArn: must be the ARN of the store that names the active release, got nothing",
    ],
  ],
};

describe("settings of the release program", () => {
  it("are taken as they are where they are right", () => {
    assert.deepEqual(parseSettings(JSON.stringify(GOOD)), GOOD);
  });

  for (const [what, [settings, lines]] of Object.entries(WRONG)) {
    it(`${what}: a line for each fault`, () => {
      assert.throws(() => parseSettings(JSON.stringify(settings)), { message: lines.join("\n") });
    });
  }

  it("that are not JSON say where", () => {
    assert.throws(
      () => parseSettings('{"release": atomic}'),
      /^Error: the settings are not JSON: Unexpected token/,
    );
  });
});
