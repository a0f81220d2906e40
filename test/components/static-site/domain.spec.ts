import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type StaticSiteArgs } from "../../../components/static-site";
import { valueOf, type Cloud } from "../../support/mocks";
import {
  ZONE,
  CERTIFICATE,
  CLOUD,
  DISTRIBUTION,
  FUNCTION,
  CERT,
  VALIDATION,
  RECORD,
  SITE,
  named,
  make,
} from "./support";

describe("StaticSite's certificate and DNS records", () => {
  it("cover every host, in us-east-1, validated in the zone", async () => {
    const { made } = await make({ ...SITE, redirectFrom: ["example.com"] });
    assert.deepEqual(made.only(CERT).inputs, {
      domainName: "www.example.com",
      subjectAlternativeNames: ["example.com"],
      validationMethod: "DNS",
      region: "us-east-1",
      tags: {},
    });
    assert.deepEqual(made.only(RECORD, "www-example.com-validation").inputs, {
      zoneId: ZONE,
      name: "_1.example.com.",
      type: "CNAME",
      ttl: 300,
      records: ["_2.example.com.acm-validations.aws."],
      allowOverwrite: true,
    });
    assert.deepEqual(made.only(VALIDATION).inputs, {
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/www-certificate",
      region: "us-east-1",
      validationRecordFqdns: ["_1.www.example.com.", "_1.example.com."],
    });
  });

  it("make the record once that a host and the wildcard below it share", async () => {
    const cloud: Cloud = {
      ...CLOUD,
      outputs: (args) =>
        args.type === CERT
          ? {
              arn: CERTIFICATE,
              domainValidationOptions: ["*.next.example.com", "next.example.com"].map((domainName) => ({
                domainName,
                resourceRecordName: "_1.next.example.com.",
                resourceRecordType: "CNAME",
                resourceRecordValue: "_2.acm-validations.aws.",
              })),
            }
          : CLOUD.outputs?.(args),
    };
    const args: StaticSiteArgs = { domain: "next.example.com", previews: "next.example.com" };
    const { made } = await make({ ...args, zoneId: ZONE }, cloud);
    assert.deepEqual(
      named(made, RECORD).filter((name) => name.endsWith("validation")),
      ["www-next.example.com-validation"],
    );
    assert.deepEqual(made.only(VALIDATION).inputs["validationRecordFqdns"], ["_1.next.example.com."]);
    assert.deepEqual(made.only(CERT).inputs["subjectAlternativeNames"], ["*.next.example.com"]);
    const away = await make({ ...args, dns: false }, cloud);
    assert.equal((await valueOf(away.result.validationRecords)).length, 1);
  });

  it("lead every host to the distribution by A, AAAA and HTTPS", async () => {
    const { made } = await make({ ...SITE, redirectFrom: ["example.com"], previews: "preview.example.com" });
    const alias = [
      { name: "d111111abcdef8.cloudfront.net", zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
    ];
    for (const host of ["www.example.com", "example.com", "*.preview.example.com"]) {
      for (const type of ["A", "AAAA", "HTTPS"]) {
        const { inputs } = made.only(RECORD, `www-${host}-${type.toLowerCase()}`);
        assert.deepEqual(inputs, { zoneId: ZONE, name: host, type, aliases: alias, allowOverwrite: false });
      }
    }
  });

  it("take over records that exist only where configured", async () => {
    const { made } = await make({ ...SITE, allowOverwrite: true });
    assert.equal(made.only(RECORD, "www-www.example.com-a").inputs["allowOverwrite"], true);
  });

  it("find a zone by its name", async () => {
    const { made } = await make({ domain: "www.example.com", zone: "example.com" });
    assert.equal(made.only(RECORD, "www-www.example.com-a").inputs["zoneId"], "Z-OF-example.com");
  });

  it("use a certificate that exists, and make none", async () => {
    const { made } = await make({ ...SITE, certificateArn: CERTIFICATE });
    assert.deepEqual([...made.ofType(CERT), ...made.ofType(VALIDATION)], []);
    assert.deepEqual(named(made, RECORD), [
      "www-www.example.com-a",
      "www-www.example.com-aaaa",
      "www-www.example.com-https",
    ]);
    const { viewerCertificate } = made.only(DISTRIBUTION).inputs as {
      viewerCertificate: { acmCertificateArn: string };
    };
    assert.equal(viewerCertificate.acmCertificateArn, CERTIFICATE);
  });
});

describe("StaticSite whose zone is elsewhere", () => {
  const away: StaticSiteArgs = { domain: "www.example.net", aliases: ["example.net"], dns: false };

  it("makes no record, says which ones to enter, and waits for nothing", async () => {
    const { made, result } = await make(away);
    assert.deepEqual([...made.ofType(RECORD), ...made.ofType(VALIDATION)], []);
    const record = (host: string) => ({
      name: `_1.${host}.`,
      type: "CNAME",
      value: `_2.${host}.acm-validations.aws.`,
    });
    assert.deepEqual(await valueOf(result.validationRecords), [
      record("www.example.net"),
      record("example.net"),
    ]);
    assert.equal(await valueOf(result.dnsTarget), "d111111abcdef8.cloudfront.net");
  });

  it("answers under CloudFront's own name until the certificate is issued, without redirecting to a host that is not there", async () => {
    const { made, result } = await make(away);
    const { aliases, viewerCertificate } = made.only(DISTRIBUTION).inputs;
    assert.deepEqual([aliases, viewerCertificate], [[], { cloudfrontDefaultCertificate: true }]);
    assert.doesNotMatch(String(made.only(FUNCTION).inputs["code"]), /example\.net/);
    assert.equal(await valueOf(result.url), "https://d111111abcdef8.cloudfront.net");
  });

  it("answers under its hosts once the certificate is said to be issued, which is checked within five minutes", async () => {
    const { made, result } = await make({ ...away, certificateIssued: true });
    const validation = made.only(VALIDATION);
    assert.equal(validation.inputs["validationRecordFqdns"], undefined);
    assert.equal(validation.customTimeouts.create, "5m");
    assert.deepEqual(made.only(DISTRIBUTION).inputs["aliases"], ["www.example.net", "example.net"]);
    assert.equal(await valueOf(result.url), "https://www.example.net");
    assert.deepEqual(made.ofType(RECORD), []);
  });

  it("has nothing to enter for a certificate that exists", async () => {
    const { result } = await make({ ...away, certificateArn: CERTIFICATE });
    assert.deepEqual(await valueOf(result.validationRecords), []);
  });
});
