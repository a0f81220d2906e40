import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { describe, it } from "mocha";
import { StaticSite } from "../../../components/static-site";
import { run } from "../../support/mocks";
import {
  CLOUD,
  DISTRIBUTION,
  FUNCTION,
  HEADERS,
  SITE,
  BARE,
  make,
  inputsOf,
  distributionOf,
  mockArn,
} from "./support";

describe("StaticSite's distribution", () => {
  it("answers by HTTPS only, over HTTP/2 and HTTP/3, IPv4 and IPv6, compressed, from the edge", async () => {
    const { defaultCacheBehavior, ...rest } = await distributionOf(SITE);
    assert.deepEqual(defaultCacheBehavior, {
      targetOriginId: "bucket",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
      responseHeadersPolicyId: "www-headers-id",
      functionAssociations: [{ eventType: "viewer-request", functionArn: mockArn("www-edge") }],
    });
    assert.deepEqual(
      [
        rest["enabled"],
        rest["isIpv6Enabled"],
        rest["httpVersion"],
        rest["defaultRootObject"],
        rest["waitForDeployment"],
      ],
      [true, true, "http2and3", "index.html", true],
    );
    assert.deepEqual(rest.orderedCacheBehaviors, []);
    assert.deepEqual(rest["restrictions"], { geoRestriction: { restrictionType: "none" } });
    assert.equal(rest["webAclId"], undefined);
    assert.equal(rest["loggingConfig"], undefined);
  });

  it("reads the bucket with signed requests, never as a website", async () => {
    const { made } = await make(SITE);
    const { origins } = made.only(DISTRIBUTION).inputs as { origins: unknown };
    assert.deepEqual(origins, [
      {
        originId: "bucket",
        domainName: "www-files.s3.ap-northeast-2.amazonaws.com",
        originAccessControlId: "www-access-id",
      },
    ]);
    assert.deepEqual(made.only("aws:cloudfront/originAccessControl:OriginAccessControl").inputs, {
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    assert.deepEqual(made.ofType("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration"), []);
  });

  it("carries every host and its certificate", async () => {
    const { aliases, viewerCertificate } = await distributionOf({
      ...SITE,
      aliases: ["m.example.com"],
      redirectFrom: ["example.com"],
      previews: "preview.example.com",
    });
    assert.deepEqual(aliases, ["www.example.com", "m.example.com", "example.com", "*.preview.example.com"]);
    assert.deepEqual(viewerCertificate, {
      acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/www-certificate",
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2025",
    });
  });

  it("uses CloudFront's own certificate without a domain", async () => {
    const { aliases, viewerCertificate } = await distributionOf(BARE);
    assert.deepEqual([aliases, viewerCertificate], [[], { cloudfrontDefaultCertificate: true }]);
  });

  it("takes minimumTls, priceClass, indexDocument and tags", async () => {
    const args = {
      minimumTls: "TLSv1.3_2025",
      priceClass: "PriceClass_All",
      indexDocument: "app.html",
    } as const;
    const { viewerCertificate, ...rest } = await distributionOf({ ...SITE, ...args, tags: { team: "web" } });
    assert.equal(viewerCertificate["minimumProtocolVersion"], "TLSv1.3_2025");
    assert.deepEqual([rest["priceClass"], rest["defaultRootObject"]], ["PriceClass_All", "app.html"]);
    assert.deepEqual(rest["tags"], { team: "web" });
    assert.equal((await distributionOf(SITE))["priceClass"], "PriceClass_200");
  });

  it("2.18 sends an origin's secret to that origin alone, read from the store, encrypted in the state", async () => {
    const value = "a-value-of-the-store-0123456789";
    const { made } = await run(
      () =>
        new StaticSite("www", {
          ...SITE,
          apiRoutes: { "/api": "app.example.org", "/other": "other.example.org" },
          originSecrets: {
            "app.example.org": { secret: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/origin" },
          },
        }),
      {
        ...CLOUD,
        call: (call) => {
          if (call.token !== "aws:ssm/getParameter:getParameter") return CLOUD.call?.(call);
          assert.deepEqual(call.inputs, { name: "/app/origin", withDecryption: true });
          return { value };
        },
      },
    );
    const { origins } = made.only(DISTRIBUTION).inputs as {
      origins: { domainName: string; customHeaders?: unknown }[];
    };
    assert.deepEqual(
      origins.map(({ domainName, customHeaders }) => [domainName.split(".")[0], customHeaders]),
      [
        ["www-files", undefined],
        [
          "app",
          [
            {
              name: "X-Origin-Verify",
              value: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value },
            },
          ],
        ],
        ["other", undefined],
      ],
    );
  });

  it("sends apiRoutes to their origins: uncached, all methods, by TLS, the longest prefix first", async () => {
    const apiRoutes = {
      "/api": "app.example.org",
      "/api/admin": "admin.example.org",
      "/auth": "app.example.org",
    };
    const { origins, orderedCacheBehaviors } = await distributionOf({ ...SITE, apiRoutes });
    assert.deepEqual(origins.slice(1), [apiOrigin("app.example.org"), apiOrigin("admin.example.org")]);
    assert.deepEqual(
      orderedCacheBehaviors.map(
        ({ pathPattern, targetOriginId }) => `${String(pathPattern)} ${String(targetOriginId)}`,
      ),
      [
        "/api/admin admin.example.org",
        "/api/admin/* admin.example.org",
        "/auth app.example.org",
        "/auth/* app.example.org",
        "/api app.example.org",
        "/api/* app.example.org",
      ],
    );
    assert.deepEqual(orderedCacheBehaviors[0], {
      pathPattern: "/api/admin",
      targetOriginId: "admin.example.org",
      viewerProtocolPolicy: "https-only",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachedMethods: ["GET", "HEAD"],
      compress: false,
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    });
  });

  it("shows a page of its own for missing files, but none that would cover an API's answers", async () => {
    const page = "aws:s3/bucketObjectv2:BucketObjectv2";
    const plain = await make(SITE);
    assert.equal(plain.made.only(page).inputs["key"], "errors/404.html");
    assert.equal(plain.made.only(page).inputs["contentType"], "text/html; charset=utf-8");
    assert.deepEqual(plain.made.only(page).ignoreChanges, ["content", "contentType", "cacheControl"]);
    const own = await make({ ...BARE, mode: "static" });
    assert.deepEqual(own.made.ofType(page), []);
    const api = await make({ ...SITE, apiRoutes: { "/api": "app.example.org" } });
    assert.deepEqual(api.made.ofType(page), []);
  });

  it("keeps countries in or out", async () => {
    const allow = await distributionOf({ ...BARE, geo: { allow: ["KR", "JP"] } });
    assert.deepEqual(allow["restrictions"], {
      geoRestriction: { restrictionType: "whitelist", locations: ["KR", "JP"] },
    });
    const deny = await distributionOf({ ...BARE, geo: { deny: ["KP"] } });
    assert.deepEqual(deny["restrictions"], {
      geoRestriction: { restrictionType: "blacklist", locations: ["KP"] },
    });
  });
});

describe("StaticSite's edge function", () => {
  it("runs on runtime 2.0, is published, and reads the store of an atomic site", async () => {
    const { code, ...atomic } = await inputsOf(FUNCTION, SITE);
    assert.deepEqual(atomic, {
      runtime: "cloudfront-js-2.0",
      comment: "Routing of site www",
      publish: true,
      keyValueStoreAssociations: [mockArn("www-releases")],
    });
    assert.match(String(code), /^import cf from 'cloudfront';/);
    const inPlace = await inputsOf(FUNCTION, BARE);
    assert.equal(inPlace["keyValueStoreAssociations"], undefined);
    assert.doesNotMatch(String(inPlace["code"]), /import/);
  });

  it("has no physical name of its own, so that a new one can be made before the old one goes", async () => {
    assert.equal((await inputsOf(FUNCTION, SITE))["name"], undefined);
  });
});

describe("StaticSite's response headers", () => {
  it("are safe by default", async () => {
    assert.deepEqual(await inputsOf(HEADERS, BARE), {
      securityHeadersConfig: {
        strictTransportSecurity: {
          accessControlMaxAgeSec: 31536000,
          includeSubdomains: false,
          preload: false,
          override: true,
        },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: true },
        frameOptions: { frameOption: "DENY", override: true },
      },
      customHeadersConfig: {
        items: [
          {
            header: "Content-Security-Policy-Report-Only",
            value: "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
            override: true,
          },
          {
            header: "Permissions-Policy",
            value: "camera=(), geolocation=(), microphone=(), payment=()",
            override: true,
          },
        ],
      },
      removeHeadersConfig: {
        items: [
          { header: "Server" },
          { header: "x-amz-server-side-encryption" },
          { header: "x-amz-version-id" },
        ],
      },
    });
  });

  it("are what `headers` asks for", async () => {
    const { securityHeadersConfig, customHeadersConfig } = await inputsOf(HEADERS, {
      ...BARE,
      headers: {
        csp: "default-src https:",
        cspMode: "enforce",
        hstsDays: 730,
        hstsSubdomains: true,
        hstsPreload: true,
        frame: "SAMEORIGIN",
        referrer: "no-referrer",
        permissions: "camera=(self)",
        custom: { "X-Team": "web" },
      },
    });
    assert.deepEqual(securityHeadersConfig, {
      strictTransportSecurity: {
        accessControlMaxAgeSec: 63072000,
        includeSubdomains: true,
        preload: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: "no-referrer", override: true },
      frameOptions: { frameOption: "SAMEORIGIN", override: true },
      contentSecurityPolicy: { contentSecurityPolicy: "default-src https:", override: true },
    });
    assert.deepEqual(customHeadersConfig, {
      items: [
        { header: "Permissions-Policy", value: "camera=(self)", override: true },
        { header: "X-Team", value: "web", override: true },
      ],
    });
  });

  it("let other origins read files, but not with cookies, where corsOrigins names them", async () => {
    const headers = { corsOrigins: ["https://app.example.com"] };
    assert.deepEqual((await inputsOf(HEADERS, { ...BARE, headers }))["corsConfig"], {
      accessControlAllowCredentials: false,
      accessControlAllowHeaders: { items: ["*"] },
      accessControlAllowMethods: { items: ["GET", "HEAD"] },
      accessControlAllowOrigins: { items: ["https://app.example.com"] },
      originOverride: true,
    });
    assert.equal((await inputsOf(HEADERS, BARE))["corsConfig"], undefined);
  });

  it("leave out what is switched off", async () => {
    const headers = { cspMode: "off", frame: "off", permissions: "" } as const;
    const { securityHeadersConfig, customHeadersConfig } = await inputsOf(HEADERS, { ...BARE, headers });
    assert.equal(customHeadersConfig, undefined);
    assert.deepEqual(Object.keys(securityHeadersConfig as object).sort(), [
      "contentTypeOptions",
      "referrerPolicy",
      "strictTransportSecurity",
    ]);
  });
});

function apiOrigin(host: string) {
  return {
    originId: host,
    domainName: host,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
    },
  };
}
