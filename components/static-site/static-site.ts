import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { DnsRecord } from "../aws/certificate";
import type { StaticSiteTarget } from "../deploy-pipeline/targets/static-site/static-site-target";
import { normalizeArgs } from "../fields";
import { createAccessLogs } from "./access-logs";
import { createAlarms } from "./alarms";
import { siteCertificate } from "./certificate";
import { type Site, siteName, type StaticSiteArgs, staticSiteArgsSchema } from "./config";
import { deployPolicyJson } from "./deploy-policy";
import { createAccessControl, createDistribution } from "./distribution";
import { createAliasRecords, findZone } from "./dns";
import { createEdgeFunction, edgeFunctionOf } from "./edge";
import { createFilesBucket, openToDistribution } from "./files";
import { createHeadersPolicy } from "./headers";
import { hostsOf } from "./hosts";
import { createNotFoundPage } from "./not-found";
import { createReleaseStore } from "./releases";
import { STATIC_SITE_RENAMES } from "./renames";
import { siteWebAclArn } from "./web-acl";

/**
 * A static web front end: Route 53 → CloudFront → a private S3 bucket, with HTTPS, security headers, edge routing,
 * access logs and alarms. A release to it is a pipeline's work (`deployTarget`); no `pulumi up` changes what is live.
 *
 * @example
 * const site = new StaticSite("www", { domain: "www.example.com", redirectFrom: ["example.com"], zoneId });
 */
export class StaticSite extends pulumi.ComponentResource {
  /** Where the site is reached, e.g. `https://www.example.com`. */
  readonly url: pulumi.Output<string>;
  /** Name of the private bucket that holds the releases. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of that bucket. */
  readonly bucketArn: pulumi.Output<string>;
  /** `E…` of the CloudFront distribution. */
  readonly distributionId: pulumi.Output<string>;
  /** ARN of the distribution, e.g. for a web ACL or a bucket policy of another account. */
  readonly distributionArn: pulumi.Output<string>;
  /** CloudFront's own name of the site: what the hosts must lead to (ALIAS or CNAME) where `dns` is false. */
  readonly dnsTarget: pulumi.Output<string>;
  /** What must be entered in DNS for the certificate where `dns` is false; otherwise empty. */
  readonly validationRecords: pulumi.Output<DnsRecord[]>;
  /** The store whose one key names the active release; with `release: atomic`. */
  readonly keyValueStoreArn: pulumi.Output<string> | undefined;
  /** The response headers policy, which sites with the same `headers` can share. */
  readonly responseHeadersPolicyId: pulumi.Output<string>;
  /** Bucket of the access logs, unless they are off. */
  readonly logBucketName: pulumi.Output<string> | undefined;
  /** The alarm on server errors, unless alarms are off. In us-east-1. */
  readonly errorAlarmName: pulumi.Output<string> | undefined;
  /** IAM policy document (JSON): the least that a role needs to release to this site. */
  readonly deployPolicyJson: pulumi.Output<string>;
  /** What a DeployPipeline must know of the site. */
  readonly deployTarget: StaticSiteTarget;

  /**
   * @param name name of the site in the stack, at most 35 letters, digits and hyphens: part of physical names
   * @throws {pulumi.ResourceError} with every fault of `args`, one line each
   */
  constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:StaticSite", name, {}, opts);
    const component = { resource: this, label: `StaticSite "${name}"` };
    normalizeArgs(z.object({ name: siteName }), { name }, component);
    const { alarms = args.alarmTopicArn !== undefined } = args;
    const site = normalizeArgs(staticSiteArgsSchema, { ...args, alarms }, component, STATIC_SITE_RENAMES);
    const children = { parent: this };

    const zoneId = findZone(site, children);
    const certificate = siteCertificate(name, site, zoneId, children);
    const files = createFilesBucket(name, site, children);
    const edge = edgeFunctionOf(withReachableHosts(site, certificate.arn !== undefined));
    const store = createReleaseStore(name, { ...site, entries: edge.entries }, children);
    const edgeFunction = createEdgeFunction(name, edge.source, store, children);
    const accessControl = createAccessControl(name, children);
    const responseHeadersPolicyId =
      site.responseHeadersPolicyId ?? createHeadersPolicy(name, site, children).id;
    const webAclArn = siteWebAclArn(name, site, children);
    const distribution = createDistribution(
      name,
      {
        site,
        certificateArn: certificate.arn,
        bucketDomainName: files.bucket.bucketRegionalDomainName,
        originAccessControlId: accessControl.id,
        functionArn: edgeFunction.arn,
        responds: edge.responds,
        responseHeadersPolicyId,
        webAclArn,
      },
      children,
    );
    openToDistribution(files, distribution);
    createNotFoundPage(name, site, files.bucket, children);
    createAliasRecords(name, { ...site, hosts: hostsOf(site), zoneId, distribution }, children);
    const logBucket = createAccessLogs(name, site, distribution, children);
    const errorAlarm = createAlarms(name, site, distribution, children);

    this.url =
      site.domain === undefined || certificate.arn === undefined
        ? pulumi.interpolate`https://${distribution.domainName}`
        : pulumi.output(`https://${site.domain}`);
    this.bucketName = files.bucket.id;
    this.bucketArn = files.bucket.arn;
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.dnsTarget = distribution.domainName;
    this.validationRecords = zoneId === undefined ? certificate.validationRecords : pulumi.output([]);
    this.keyValueStoreArn = store?.arn;
    this.responseHeadersPolicyId = pulumi.output(responseHeadersPolicyId);
    this.logBucketName = logBucket?.id;
    this.errorAlarmName = errorAlarm?.name;
    this.deployPolicyJson = deployPolicyJson(
      pulumi.output({
        bucketArn: files.bucket.arn,
        distributionArn: distribution.arn,
        keyValueStoreArn: store?.arn,
      }),
    );
    this.deployTarget = this.target(site);
    this.registerOutputs({
      url: this.url,
      bucketName: this.bucketName,
      distributionId: this.distributionId,
      dnsTarget: this.dnsTarget,
      validationRecords: this.validationRecords,
      deployPolicyJson: this.deployPolicyJson,
      keyValueStoreArn: this.keyValueStoreArn,
      logBucketName: this.logBucketName,
      errorAlarmName: this.errorAlarmName,
    });
  }

  private target(site: Site): StaticSiteTarget {
    return {
      kind: "static",
      release: site.release,
      mode: site.mode,
      indexDocument: site.indexDocument,
      ...(site.mode === "static" ? { pages: site.pages, trailingSlash: site.trailingSlash } : {}),
      guarded: site.basicAuth !== undefined && site.basicAuthOn === "site",
      apiRoutes: Object.keys(site.apiRoutes),
      ...(Object.keys(site.notFoundPages).length === 0 ? {} : { notFoundPages: site.notFoundPages }),
      ...(site.previews === undefined ? {} : { previews: site.previews }),
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      distributionId: this.distributionId,
      distributionArn: this.distributionArn,
      ...(this.keyValueStoreArn === undefined ? {} : { keyValueStoreArn: this.keyValueStoreArn }),
      url: this.url,
      ...(this.errorAlarmName === undefined ? {} : { errorAlarmName: this.errorAlarmName }),
    };
  }
}

/** A site without hosts where its certificate is not issued yet: until then nothing may be redirected to them. */
function withReachableHosts(site: Site, certified: boolean): Site {
  return certified ? site : { ...site, domain: undefined };
}
