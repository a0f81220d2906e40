import assert from "node:assert/strict";
import { checkRaw } from "../../config";

/** Warnings of a stack with these sites. */
function warningsOf(sites: Readonly<Record<string, unknown>>): { warnings: string[]; faults: string[] } {
  const { warnings, faults } = checkRaw({
    texts: {
      "aws:region": "ap-northeast-2",
      "web-infra:zone": "example.com",
      "web-infra:alarmEmail": "ops@example.com",
      "web-infra:sites": JSON.stringify(sites),
    },
    project: "web-infra",
  });
  return { warnings: [...warnings], faults: [...faults] };
}

const many = (count: number, keys: (i: number) => object = () => ({})) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`s${i}`, { domain: `s${i}.example.com`, ...keys(i) }]),
  );

const ownHeaders = (i: number) => ({ headers: { custom: { "X-Site": String(i) } } });

describe("quotas of an account, before anything is made", () => {
  it("11 (B9): 21 sites with equal headers share one policy, so nothing is said", () => {
    assert.deepEqual(warningsOf(many(21)).warnings, []);
  });

  it("11 (B9): 21 response headers policies are a warning, 20 are none", () => {
    assert.deepEqual(warningsOf(many(20, ownHeaders)).warnings, []);
    assert.deepEqual(warningsOf(many(21, ownHeaders)).warnings, [
      "web-infra:sites: need 21 response headers policies, of which an account has 20 at first: give sites the same headers, which share one policy, or have the quota raised before pulumi up",
    ]);
  });

  it("11 (B9): more than 50 stores are a warning, and sites in place have none", () => {
    assert.deepEqual(warningsOf(many(50)).warnings, []);
    assert.match(
      warningsOf(many(51)).warnings.join("\n"),
      /^web-infra:sites: need 51 key value stores, .* has 50 at first/,
    );
    assert.deepEqual(
      warningsOf(many(60, (i) => ({ release: i % 2 === 0 ? "atomic" : "inPlace" }))).warnings,
      [],
    );
  });

  it("11 (B9): more than 100 functions, and more than 100 web ACLs of their own, are a warning each", () => {
    const sites = many(101, () => ({ release: "inPlace", waf: true }));
    const { warnings } = warningsOf(sites);
    assert.equal(warnings.length, 2, warnings.join("\n"));
    assert.match(warnings[0] ?? "", /need 101 CloudFront functions and origin access controls/);
    assert.match(warnings[1] ?? "", /need 101 web ACLs of CloudFront/);
    const shared = {
      webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/11111111-2222-3333-4444-555555555555",
    };
    assert.deepEqual(warningsOf(many(100, () => ({ release: "inPlace", waf: shared }))).warnings, []);
  });

  it("11 (B9): more hosts than a certificate holds at first are a warning, more than a distribution takes a fault", () => {
    const hosts = (count: number) => ({
      www: {
        domain: "www.example.com",
        aliases: Array.from({ length: count - 1 }, (_, i) => `h${i}.example.com`),
      },
    });
    assert.deepEqual(warningsOf(hosts(10)), { warnings: [], faults: [] });
    assert.match(
      warningsOf(hosts(11)).warnings.join("\n"),
      /^web-infra:sites\.www: has 11 hosts, of which a certificate holds 10/,
    );
    assert.match(
      warningsOf(hosts(101)).faults.join("\n"),
      /aliases: must not bring the site to more than 100 hosts \(it has 101\)/,
    );
  });

  it("11 (B9): more path prefixes than a distribution has behaviours for are a fault", () => {
    const routes = (count: number) => ({
      www: {
        domain: "www.example.com",
        apiRoutes: Object.fromEntries(
          Array.from({ length: count }, (_, i) => [`/api${i}`, `o${i}.example.org`]),
        ),
      },
    });
    assert.deepEqual(warningsOf(routes(37)).faults, []);
    assert.match(warningsOf(routes(38)).faults.join("\n"), /must have at most 37 path prefixes/);
  });

  it("28 (X7): redirects that the store cannot hold are a fault", () => {
    const long = "x".repeat(800);
    const redirects = Array.from({ length: 4000 }, (_, i) => ({ from: `/old-${i}`, to: `/new/${long}` }));
    const { faults } = warningsOf({ www: { domain: "www.example.com", redirects } });
    assert.match(faults.join("\n"), /redirects: must fit into the key value store: 4000 paths do not fit/);
  });
});
