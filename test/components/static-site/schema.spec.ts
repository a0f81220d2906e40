import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import {
  hostsOf,
  isInZone,
  staticSiteArgsSchema,
  staticSiteConfigSchema,
  zoneFaults,
} from "../../../components/static-site";
import { faultsOf, formatFault, within } from "../../../components/fields";
import { FAULTS } from "./faults";
import { ROUTING_FAULTS } from "./faults-routing";
import { CERTIFICATE } from "./support";

const lines = (value: unknown): string[] =>
  within(["sites", "www"], faultsOf(staticSiteConfigSchema, value)).map((fault) =>
    formatFault(fault, "web-infra:"),
  );

describe("StaticSite's configuration", () => {
  for (const [config, ...expected] of [...FAULTS, ...ROUTING_FAULTS]) {
    const first = String(expected[0]);
    it(`says ${first.length > 90 ? `${first.slice(0, 90)}…` : first}`, () => {
      const found = lines({ domain: "www.example.com", ...config });
      assert.equal(found.length, expected.length, found.join("\n"));
      for (const [index, line] of found.entries()) {
        const text = line.replace(/^web-infra:sites\.www\./, "");
        const wanted = expected[index];
        if (wanted instanceof RegExp) {
          assert.match(text, wanted);
        } else {
          assert.equal(text, wanted);
        }
        assert.ok(line.startsWith("web-infra:sites.www.") && !line.includes("\n"));
      }
    });
  }

  for (const [what, config] of Object.entries({
    "redirects that meet at the same end": {
      redirects: [
        { from: "/a", to: "/c" },
        { from: "/b", to: "/c" },
        { from: "/c", to: "/d" },
      ],
    },
    "twenty redirects": {
      redirects: Array.from({ length: 20 }, (_, i) => ({ from: `/old/${i}`, to: `/new/${i}` })),
    },
    "a redirect to a page of the same name elsewhere": {
      redirects: [{ from: "/a", to: "https://archive.example.com/a" }],
    },
    "a page below one that is redirected": { redirects: [{ from: "/a", to: "/a/b" }] },
    "a clean address where there is none": { redirects: [{ from: "/a", to: "/a.html" }] },
    "previews beside the site's own hosts": { aliases: ["example.com"], previews: "preview.example.com" },
    "every country once": { geo: { allow: ["KR", "GB"] } },
  })) {
    it(`takes ${what}`, () => {
      assert.deepEqual(lines({ domain: "www.example.com", ...config }), []);
    });
  }

  for (const [key, value] of Object.entries({
    aliases: ["a.example.com"],
    redirectFrom: ["example.com"],
    certificateArn: CERTIFICATE,
    previews: "preview.example.com",
    zone: "example.com",
  })) {
    it(`does not take ${key} without domain`, () => {
      assert.deepEqual(lines({ [key]: value }), [
        `web-infra:sites.www.${key}: must not be given without domain, got ${
          key === "certificateArn" ? `"${CERTIFICATE.slice(0, 79)}…` : JSON.stringify(value)
        }`,
      ]);
    });
  }

  it("does not take what only a site with domain can do", () => {
    assert.deepEqual(lines({ minimumTls: "TLSv1.3_2025", defaultDomain: "block" }), [
      'web-infra:sites.www.defaultDomain: must not be block without domain: the site would have no address, got "block"',
      `web-infra:sites.www.minimumTls: must not be changed without domain: CloudFront's own certificate allows TLS 1.0, whatever is set, got "TLSv1.3_2025"`,
    ]);
    assert.deepEqual(lines({ minimumTls: "TLSv1.2_2025", defaultDomain: "serve" }), []);
  });

  it("shows every fault at once, those of single keys and those between keys", () => {
    const config = {
      mode: "ssr",
      redirectFrom: ["example.com"],
      geo: {},
      headers: { hstsDays: "long" },
      extra: 1,
    };
    assert.deepEqual(lines(config).sort(), [
      "web-infra:sites.www.extra: is not a known key; see docs/configuration.md, or remove it",
      "web-infra:sites.www.geo: must have exactly one of allow and deny, got {}",
      'web-infra:sites.www.headers.hstsDays: must be a number, got "long"',
      'web-infra:sites.www.mode: must be one of spa, static, got "ssr"',
      'web-infra:sites.www.redirectFrom: must not be given without domain, got ["example.com"]',
    ]);
  });

  for (const value of [null, 5, "www", []]) {
    it(`takes ${JSON.stringify(value)} for no configuration`, () => {
      assert.equal(lines(value).length, 1);
    });
  }

  it("takes no more routes and headers than CloudFront does", () => {
    const many = (count: number, entry: (i: number) => [string, string]) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => entry(i)));
    const apiRoutes = (count: number) => ({
      apiRoutes: many(count, (i) => [`/api-${i}`, "app.example.org"]),
    });
    const custom = (count: number) => ({ headers: { custom: many(count, (i) => [`X-${i}`, "1"]) } });
    assert.deepEqual([...lines(apiRoutes(37)), ...lines(custom(8))], []);
    assert.match(
      lines(apiRoutes(38)).join(),
      /^web-infra:sites.www.apiRoutes: must have at most 37 path prefixes, got /,
    );
    assert.match(
      lines(custom(9)).join(),
      /^web-infra:sites.www.headers.custom: must have at most 8 headers: a policy/,
    );
  });

  it("may be empty", () => {
    assert.deepEqual(lines({}), []);
  });

  it("applies the documented defaults, and documents each key", () => {
    const documented = documentedDefaults();
    const defaults = staticSiteConfigSchema.parse({ redirects: [{ from: "/a", to: "/b" }] });
    const { headers, accessLogs, alarms, redirects, waf, ...top } = defaults;
    assert.deepEqual(
      [documented.get("redirects"), documented.get("accessLogs"), documented.get("waf"), waf],
      ["[]", "true", "false", false],
    );
    assert.match(documented.get("alarms") ?? "", /^- made where they have a receiver/);
    const all = { ...top, ...headers, ...accessLogs, ...alarms, ...redirects[0] };
    for (const [key, value] of Object.entries(all)) {
      if (key !== "from" && key !== "to") {
        const text = JSON.stringify(value);
        assert.equal(documented.get(key), typeof value === "object" ? text.replaceAll(",", ", ") : text, key);
      }
    }
    const keys = Object.keys(staticSiteConfigSchema.shape);
    assert.deepEqual(
      keys.filter((key) => !documented.has(key)),
      [],
    );
  });
});

/** The default of each key of the interfaces, as their doc comments say it. */
function documentedDefaults(): Map<string, string> {
  const documented = new Map<string, string>();
  const folder = path.join(__dirname, "../../../components/static-site");
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const [, comment = "", key = ""] of text.matchAll(
      /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*readonly (\w+)\?:/g,
    )) {
      documented.set(key, /@default ((?:.|\n \*(?! @))*)/.exec(comment)?.[1]?.trim() ?? "");
    }
  }
  return documented;
}

describe("StaticSite's arguments", () => {
  const faults = (args: unknown) => faultsOf(staticSiteArgsSchema, args).map((fault) => formatFault(fault));

  it("need to know the zone of a domain", () => {
    const line = "zone: is required: give zone or zoneId, or set dns: false and enter the records yourself";
    assert.deepEqual(faults({ domain: "www.example.com" }), [line]);
    assert.deepEqual(faults({ domain: "www.example.com", dns: false }), []);
    assert.deepEqual(faults({ domain: "www.example.com", zone: "example.com" }), []);
    assert.deepEqual(faults({ domain: "www.example.com", zoneId: "Z0123456789ABCDEFGHIJ" }), []);
    assert.deepEqual(faults({}), []);
  });

  it("take an SNS topic in us-east-1 only, where the alarms are", () => {
    assert.deepEqual(faults({ alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alarms" }), []);
    assert.deepEqual(faults({ alarmTopicArn: "arn:aws:sns:ap-northeast-2:123456789012:alarms" }), [
      'alarmTopicArn: must be the ARN of an SNS topic in us-east-1, where CloudFront\'s alarms are, got "arn:aws:sns:ap-northeast-2:123456789012:alarms"',
    ]);
  });
});

describe("hosts of sites", () => {
  it("are listed with the certificate's own name first", () => {
    const config = {
      domain: "www.a.com",
      aliases: ["m.a.com"],
      redirectFrom: ["a.com"],
      previews: "p.a.com",
    };
    assert.deepEqual(hostsOf(config), ["www.a.com", "m.a.com", "a.com", "*.p.a.com"]);
    assert.deepEqual(hostsOf({}), []);
  });

  for (const [host, zone, expected] of [
    ["example.com", "example.com", true],
    ["www.example.com", "example.com", true],
    ["www.example.com", "Example.com.", true],
    ["badexample.com", "example.com", false],
    ["example.com", "www.example.com", false],
  ] as const) {
    it(`${host} is ${expected ? "" : "not "}in ${zone}`, () => {
      assert.equal(isInZone(host, zone), expected);
    });
  }

  it("outside the stack's zone are faults, unless the site has a zone of its own or makes no records", () => {
    const site = { domain: "www.other.org", redirectFrom: ["other.org"] };
    assert.deepEqual(
      zoneFaults(site, "example.com").map((fault) => formatFault(fault)),
      [
        'domain: must be in the hosted zone example.com, or set dns: false and enter its records yourself, got "www.other.org"',
        'redirectFrom[0]: must be in the hosted zone example.com, or set dns: false and enter its records yourself, got "other.org"',
      ],
    );
    assert.deepEqual(zoneFaults({ ...site, zone: "other.org" }, "example.com"), []);
    assert.deepEqual(zoneFaults({ ...site, dns: false }, "example.com"), []);
    assert.deepEqual(zoneFaults({ ...site, zoneId: "Z0123456789ABCDEFGHIJ" }, "example.com"), []);
    assert.deepEqual(zoneFaults(site, undefined), []);
  });
});
