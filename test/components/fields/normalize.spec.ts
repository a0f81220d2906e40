import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { z } from "zod";
import {
  choice,
  faultsOf,
  formatFault,
  hostName,
  input,
  kmsKeyArn,
  normalize,
  normalizeArgs,
  OBJECTS,
  checkRules,
  type Rename,
  rule,
  secretArn,
  text,
  toggle,
} from "../../../components/fields";
import { run, valueOf } from "../../support/mocks";

const scaling = z
  .strictObject({ min: z.int().min(1).default(1), max: z.int().max(100).default(4) })
  .superRefine(
    checkRules([
      rule<{ min: number; max: number }>(
        ["min", "max"],
        ["max"],
        "must be at least min",
        ({ min, max }) => max < min,
      ),
    ]),
    OBJECTS,
  );

const site = z.strictObject({
  domain: input(hostName),
  healthCheckPath: z.string().optional(),
  mode: z.enum(["spa", "static"]).default("spa"),
  scaling: scaling.optional(),
  hosts: z.array(z.string()).max(2).optional(),
  accessLogs: toggle(z.strictObject({ retentionDays: z.int().default(90) })).prefault(true),
  flowLogs: z.union([z.literal(false), z.strictObject({ traffic: z.string().optional() })]).optional(),
  nodeVersion: choice(["22", "24"]).optional(),
  environment: z.record(z.string(), text()).optional(),
  secrets: z.record(z.string(), secretArn).optional(),
  secretKeyArns: z.array(kmsKeyArn).optional(),
});

const stack = z.strictObject({ sites: z.record(z.string(), site) });

const lines = (given: unknown) => faultsOf(stack, given).map((fault) => formatFault(fault, "web-infra:"));
const siteLines = (given: object) =>
  faultsOf(site, { domain: "www.example.com", ...given }).map((fault) => formatFault(fault));

/** What is written → the line that says what is wrong with it. */
const FAULTS: readonly (readonly [given: object, line: string])[] = [
  [{ domain: "ab" }, 'domain: must be a host name in lower case, such as www.example.com, got "ab"'],
  [
    { domain: "https://WWW.example.com/about" },
    "domain: must be a host name in lower case, without scheme, port, path or final dot: write www.example.com, " +
      'got "https://WWW.example.com/about"',
  ],
  [
    { domain: "example.com." },
    "domain: must be a host name in lower case, without scheme, port, path or final dot: write example.com, " +
      'got "example.com."',
  ],
  [{ domain: "müller.de" }, 'domain: must be written as DNS has it, xn--mller-kva.de, got "müller.de"'],
  [{ domain: undefined }, "domain: is required: must be a string"],
  [{ mode: "ssr" }, 'mode: must be one of spa, static, got "ssr"'],
  [{ scaling: { min: "2" } }, 'scaling.min: must be a number, got "2": write 2 without quotes'],
  [{ scaling: { min: 0 } }, "scaling.min: must be at least 1, got 0"],
  [{ scaling: { min: 3, max: 2 } }, "scaling.max: must be at least min, got 2"],
  [{ hosts: ["a", "b", "c"] }, 'hosts: must have at most 2 entries, got ["a","b","c"]'],
  [
    { accessLogs: "true" },
    'accessLogs: must be true, false or { retentionDays }, got "true": write true without quotes',
  ],
  [{ accessLogs: { retentionDays: "x" } }, 'accessLogs.retentionDays: must be a number, got "x"'],
  [{ flowLogs: true }, "flowLogs: must be false or { traffic }, got true"],
  [{ nodeVersion: 20 }, 'nodeVersion: must be one of "22", "24", got 20'],
  [
    { environment: { RATIO: 1.5 } },
    "environment.RATIO: must be a string, got 1.5: write it in quotes, since a number may lose what was written",
  ],
  [{ environment: { A: ["x"] } }, 'environment.A: must be a string, got ["x"]: write x, without brackets'],
  [{ helthCheckPath: "/" }, "helthCheckPath: is not a known key; did you mean healthCheckPath?"],
  [{ health_check_path: "/" }, "health_check_path: is not a known key; did you mean healthCheckPath?"],
  [{ max: 4 }, "max: is not a known key; it is a key of scaling: indent it below that key"],
  [
    { scaling: { nodeVersion: "24" } },
    "scaling.nodeVersion: is not a known key; it belongs further out, as nodeVersion: check its indentation",
  ],
  [{ colour: "red" }, "colour: is not a known key; see docs/configuration.md, or remove it"],
  [{ scaling: null }, "scaling: must be an object with keys, got null: indent its keys below it"],
  [{ secretKeyArns: ["alias/app"] }, 'secretKeyArns[0]: must be the ARN of a KMS key, got "alias/app"'],
];

describe("normalize", () => {
  for (const [given, line] of FAULTS) {
    it(`says "${line.slice(0, 90)}"`, () => {
      assert.deepEqual(siteLines(given), [line]);
    });
  }

  it("says where a key belongs that YAML took for the next entry", () => {
    assert.deepEqual(lines({ sites: { www: null, domain: "www.example.com" } }), [
      "web-infra:sites.www: must be an object with keys, got null: indent its keys below it",
      'web-infra:sites.domain: must be an object with keys, got "www.example.com": domain is a key of an entry, so ' +
        "indent it below the entry's name",
    ]);
  });

  it("reports every fault at once, rules across keys included", () => {
    const paths = faultsOf(site, { domain: 5, scaling: { min: 2, max: 1 }, hosts: "x", colour: "red" });
    assert.deepEqual(
      paths.map(({ path }) => path.join(".")),
      ["domain", "scaling.max", "hosts", "colour"],
    );
  });

  it("hides what stands under the name of a secret, and shows the reference of one", () => {
    assert.match(siteLines({ secrets: { DB: "hunter2" } })[0] ?? "", /, got "\[hidden\]"$/);
    assert.match(siteLines({ secrets: { DB: "arn:aws:x" } })[0] ?? "", /, got "arn:aws:x"$/);
    assert.match(
      siteLines({ hosts: { password: "hunter2" } })[0] ?? "",
      /, got \{"password":"\[hidden\]"\}: begin each entry with a hyphen and a blank$/,
    );
  });

  it("applies every default, takes scalars for strings, and changes nothing the second time", () => {
    const given = { domain: "a.bc", nodeVersion: 24, environment: { PORT: 3000, DEBUG: true }, scaling: {} };
    const { value } = normalize(site, given);
    assert.deepEqual(value, {
      domain: "a.bc",
      mode: "spa",
      scaling: { min: 1, max: 4 },
      accessLogs: { retentionDays: 90 },
      nodeVersion: "24",
      environment: { PORT: "3000", DEBUG: "true" },
    });
    assert.deepEqual(normalize(site, value).value, value);
  });

  it("takes true for every default of what can be turned on, and false for nothing of it", () => {
    const parsed = (accessLogs: unknown) => normalize(site, { domain: "a.bc", accessLogs }).value?.accessLogs;
    assert.deepEqual(parsed(true), { retentionDays: 90 });
    assert.deepEqual(parsed({}), { retentionDays: 90 });
    assert.equal(parsed(false), false);
  });

  it("lets an Output stand for an input", () => {
    assert.deepEqual(siteLines({ domain: pulumi.output("x") }), []);
  });

  it("never throws, whatever is given", () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        normalize(stack, given);
        normalize(stack, { sites: { www: given } });
        normalize(site, {
          domain: "a.bc",
          accessLogs: given,
          scaling: given,
          secrets: given,
          flowLogs: given,
        });
      }),
      { numRuns: 300 },
    );
  });
});

const RENAMES: readonly Rename[] = [
  { from: ["logging", "enabled"], to: ["accessLogs"], convert: (on) => (on === false ? false : undefined) },
  { from: ["logging"], to: ["accessLogs"] },
  { from: ["managedRules"], to: ["waf"], convert: (on) => (on === true ? {} : undefined) },
  { from: ["rateLimit"], to: ["waf", "rateLimit"] },
  {
    from: ["alarms", "latencySeconds"],
    to: ["alarms", "latencyMs"],
    convert: (seconds) => (typeof seconds === "number" ? seconds * 1000 : seconds),
  },
];

describe("former names of keys", () => {
  const renamed = (given: object) => {
    const { value, warnings, faults } = normalize(z.looseObject({}), given, RENAMES);
    return {
      value,
      warnings: warnings.map((each) => formatFault(each)),
      faults: faults.map((f) => formatFault(f)),
    };
  };

  it("are moved to the present ones, with one warning each", () => {
    assert.deepEqual(
      renamed({ managedRules: true, rateLimit: 900, alarms: { latencySeconds: 2, other: 1 } }),
      {
        value: { waf: { rateLimit: 900 }, alarms: { other: 1, latencyMs: 2000 } },
        warnings: [
          "managedRules: is the former name of waf and will be refused by the next version; write waf",
          "rateLimit: is the former name of waf.rateLimit and will be refused by the next version; write waf.rateLimit",
          "alarms.latencySeconds: is the former name of alarms.latencyMs and will be refused by the next version; write alarms.latencyMs",
        ],
        faults: [],
      },
    );
    assert.deepEqual(renamed({ logging: { enabled: false } }).value, { accessLogs: false });
    assert.deepEqual(renamed({ logging: { enabled: true, format: "json" } }).value, {
      accessLogs: { format: "json" },
    });
  });

  it("are refused beside what replaces them", () => {
    assert.deepEqual(renamed({ rateLimit: 900, waf: { rateLimit: 800 } }).faults, [
      "rateLimit: is the former name of waf.rateLimit, which is given as well: remove the former",
    ]);
    assert.deepEqual(renamed({ rateLimit: 900, waf: false }).faults, [
      "rateLimit: is the former name of waf.rateLimit, which is given as well: remove the former",
    ]);
  });

  it("leave what was given as it is", () => {
    const given = { alarms: { latencySeconds: 2 } };
    renamed(given);
    assert.deepEqual(given, { alarms: { latencySeconds: 2 } });
  });
});

describe("normalizeArgs", () => {
  it("throws one ResourceError with every fault, or returns the value with its defaults", async () => {
    const { result } = await run(() => {
      const resource = new pulumi.ComponentResource("test:index:Thing", "www");
      const component = { resource, label: 'Thing "www"' };
      assert.throws(
        () => normalizeArgs(site, { domain: "ab", mode: 1 }, component),
        (error: pulumi.ResourceError) =>
          error.hideStack === true &&
          error.message ===
            'Thing "www": domain: must be a host name in lower case, such as www.example.com, got "ab"\n' +
              'Thing "www": mode: must be one of spa, static, got 1',
      );
      return pulumi.output(normalizeArgs(site, { domain: "a.bc", accessLogs: false }, component));
    });
    assert.deepEqual(await valueOf(result), { domain: "a.bc", mode: "spa", accessLogs: false });
  });
});
