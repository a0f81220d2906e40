import * as pulumi from "@pulumi/pulumi";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as route53 from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import type { StaticSiteTarget } from "../deploy-pipeline/targets/static-site/static-site-target";
import { ACTIVE_RELEASE_KEY, NO_RELEASE, NOT_FOUND_KEY } from "../release-contract";
import { checkArgs } from "../shared/validation";
import { siteAlarms } from "./alarms";
import type { StaticSiteArgs } from "./args";
import { bucketAccess, privateBucket } from "./bucket";
import { siteBucketPolicy } from "./bucket-policy";
import { siteCertificate, type DnsRecord } from "./certificate";
import { deployPolicy } from "./deploy-policy";
import { distributionArgs, notFoundKey } from "./distribution";
import { aliasRecords } from "./dns";
import { edgeFunctionSource } from "./edge-function";
import { responseHeaders } from "./headers";
import { hostsOf } from "./hosts";
import { accessLogs } from "./logs";
import { notFoundPage } from "./not-found-page";
import { staticSiteArgsSchema, type Site } from "./schema";
import { webAclArn } from "./waf";

/**
 * A static web front end: Route 53 → CloudFront → a private S3 bucket, with HTTPS, security headers, edge routing,
 * access logs and alarms. A release to it is a pipeline's work (`deployTarget`); no `pulumi up` changes what is live.
 *
 * @example
 * const site = new StaticSite("www", { domain: "www.example.com", redirectFrom: ["example.com"], zoneId });
 */
export class StaticSite extends pulumi.ComponentResource {
  /** Where the site is reached, e.g. `https://www.example.com`. */
  public readonly url: pulumi.Output<string>;
  public readonly bucketName: pulumi.Output<string>;
  public readonly bucketArn: pulumi.Output<string>;
  public readonly distributionId: pulumi.Output<string>;
  public readonly distributionArn: pulumi.Output<string>;
  /** CloudFront's own name of the site: what the hosts must lead to (ALIAS or CNAME) where `dns` is false. */
  public readonly dnsTarget: pulumi.Output<string>;
  /** What must be entered in DNS for the certificate where `dns` is false; otherwise empty. */
  public readonly validationRecords: pulumi.Output<DnsRecord[]>;
  /** The store whose one key names the active release; with `release: atomic`. */
  public readonly keyValueStoreArn: pulumi.Output<string> | undefined;
  /** Bucket of the access logs, unless they are off. */
  public readonly logBucketName: pulumi.Output<string> | undefined;
  /** The alarm that says visitors get server errors, unless alarms are off. In us-east-1. */
  public readonly errorAlarmName: pulumi.Output<string> | undefined;
  /** IAM policy document (JSON): the least that a role needs to release to this site. */
  public readonly deployPolicyJson: pulumi.Output<string>;
  /** What a DeployPipeline must know of the site. */
  public readonly deployTarget: StaticSiteTarget;

  /**
   * @param name name of the site in the stack, at most 35 letters, digits and hyphens: part of physical names
   * @throws {pulumi.ResourceError} with every fault of `args`, one line each
   */
  public constructor(name: string, args: StaticSiteArgs, opts?: pulumi.ComponentResourceOptions) {
    super("web-infra:index:StaticSite", name, {}, opts);
    const site = checked(name, args, this);
    const children = { parent: this };

    const zoneId = zoneOf(site, children);
    const hosts = hostsOf(site);
    const certificate = certificateOf(name, site, zoneId, children);
    const bucket = privateBucket(`${name}-files`, site, children);
    const store = release(name, site, children);
    const distribution = new cloudfront.Distribution(
      name,
      distributionArgs(name, site, {
        hosts,
        certificateArn: certificate.arn,
        bucketDomainName: bucket.bucketRegionalDomainName,
        originAccessControlId: accessControl(name, children).id,
        functionArn: edgeFunction(name, site, hosts.length > 0 && certificate.arn !== undefined, store, this)
          .arn,
        responseHeadersPolicyId: headersPolicy(name, site, children).id,
        webAclArn: webAclArn(name, site, children),
      }),
      { ...children, protect: site.protect },
    );
    const policy = pulumi.jsonStringify(
      pulumi.all([bucket.arn, distribution.arn]).apply(([files, reader]) => siteBucketPolicy(files, reader)),
    );
    bucketAccess(`${name}-files`, bucket, policy, children);
    notFoundObject(name, site, bucket, children);
    if (zoneId !== undefined) {
      aliasRecords(name, { hosts, zoneId, distribution, allowOverwrite: site.allowOverwrite }, children);
    }

    this.url =
      site.domain === undefined || certificate.arn === undefined
        ? pulumi.interpolate`https://${distribution.domainName}`
        : pulumi.output(`https://${site.domain}`);
    this.bucketName = bucket.id;
    this.bucketArn = bucket.arn;
    this.distributionId = distribution.id;
    this.distributionArn = distribution.arn;
    this.dnsTarget = distribution.domainName;
    this.validationRecords = zoneId === undefined ? certificate.validationRecords : pulumi.output([]);
    this.keyValueStoreArn = store?.arn;
    this.logBucketName = accessLogs(name, site, distribution, children)?.id;
    this.errorAlarmName = siteAlarms(name, site, distribution, children)?.name;
    this.deployPolicyJson = deployPolicyOf(this.bucketArn, this.distributionArn, store?.arn);
    this.deployTarget = this.target(site);
    this.registerOutputs(this.outputs());
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

  private outputs(): pulumi.Inputs {
    const { url, bucketName, distributionId, dnsTarget, validationRecords } = this;
    const { keyValueStoreArn, logBucketName, errorAlarmName, deployPolicyJson } = this;
    const always = { url, bucketName, distributionId, dnsTarget, validationRecords, deployPolicyJson };
    return { ...always, keyValueStoreArn, logBucketName, errorAlarmName };
  }
}

/**
 * The shortest name that AWS allows is that of a log delivery's destination: 60 characters, of which the role
 * (`-logs-destination`) and Pulumi's random part take 25.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html
 */
const NAME = /^[A-Za-z][A-Za-z0-9-]{0,34}$/;

function checked(name: string, args: StaticSiteArgs, resource: pulumi.Resource): Site {
  const label = `StaticSite "${name}"`;
  if (!NAME.test(name)) {
    const message =
      "the site's name must have at most 35 letters, digits and hyphens and begin with a letter";
    throw new pulumi.ResourceError(`${label}: ${message}`, resource, true);
  }
  return checkArgs(staticSiteArgsSchema, args, resource, label);
}

/** The zone for the site's records: by its id, or looked up by its name; undefined where no record is ours to make. */
function zoneOf(site: Site, opts: pulumi.InvokeOptions): pulumi.Input<string> | undefined {
  if (!site.dns || site.domain === undefined) {
    return undefined;
  }
  return site.zoneId ?? route53.getZoneOutput({ name: site.zone ?? "" }, opts).zoneId;
}

function certificateOf(
  name: string,
  site: Site,
  zoneId: pulumi.Input<string> | undefined,
  opts: pulumi.ResourceOptions,
) {
  const [first, ...others] = hostsOf(site);
  const none = pulumi.output<DnsRecord[]>([]);
  if (first === undefined || site.certificateArn !== undefined) {
    return { arn: site.certificateArn, validationRecords: none };
  }
  const { certificateIssued: issued, protect, tags } = site;
  return siteCertificate(name, { hosts: [first, ...others], zoneId, issued, protect, tags }, opts);
}

function accessControl(name: string, opts: pulumi.ResourceOptions): cloudfront.OriginAccessControl {
  return new cloudfront.OriginAccessControl(
    `${name}-access`,
    { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
    opts,
  );
}

function headersPolicy(
  name: string,
  site: Site,
  opts: pulumi.ResourceOptions,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(`${name}-headers`, responseHeaders(site.headers), opts);
}

/** The store of an atomic site and its one key, whose value belongs to the releases. */
function release(
  name: string,
  site: Site,
  opts: pulumi.ResourceOptions,
): cloudfront.KeyValueStore | undefined {
  if (site.release === "inPlace") {
    return undefined;
  }
  const store = new cloudfront.KeyValueStore(
    `${name}-releases`,
    { comment: `Active release of site ${name}`, tags: { ...site.tags } },
    pulumi.mergeOptions(opts, { protect: site.protect }),
  );
  new cloudfront.KeyvaluestoreKey(
    `${name}-active-release`,
    { keyValueStoreArn: store.arn, key: ACTIVE_RELEASE_KEY, value: NO_RELEASE },
    pulumi.mergeOptions(opts, { ignoreChanges: ["value"] }),
  );
  return store;
}

/** @param named whether the site answers under its hosts: until then nothing may be redirected there */
function edgeFunction(
  name: string,
  site: Site,
  named: boolean,
  store: cloudfront.KeyValueStore | undefined,
  parent: pulumi.Resource,
): cloudfront.Function {
  const { domain, ...rest } = site;
  const code = edgeFunctionSource(named && domain !== undefined ? site : rest);
  return new cloudfront.Function(
    `${name}-edge`,
    {
      runtime: "cloudfront-js-2.0",
      comment: `Routing of site ${name}`,
      code,
      publish: true,
      ...(store === undefined ? {} : { keyValueStoreAssociations: [store.arn] }),
    },
    { parent },
  );
}

/** A plain page for missing files, where the build has none of its own; a release of an atomic site may overwrite it. */
function notFoundObject(name: string, site: Site, bucket: s3.Bucket, opts: pulumi.ResourceOptions): void {
  if (notFoundKey(site) !== NOT_FOUND_KEY || Object.keys(site.apiRoutes).length > 0) {
    return;
  }
  new s3.BucketObjectv2(
    `${name}-not-found`,
    { bucket: bucket.id, key: NOT_FOUND_KEY, ...notFoundPage() },
    pulumi.mergeOptions(opts, { ignoreChanges: ["content", "contentType", "cacheControl"] }),
  );
}

function deployPolicyOf(
  bucketArn: pulumi.Output<string>,
  distributionArn: pulumi.Output<string>,
  keyValueStoreArn: pulumi.Output<string> | undefined,
): pulumi.Output<string> {
  return pulumi.jsonStringify(
    pulumi.all([bucketArn, distributionArn, keyValueStoreArn]).apply(([files, reader, store]) =>
      deployPolicy({
        bucketArn: files,
        distributionArn: reader,
        ...(store === undefined ? {} : { keyValueStoreArn: store }),
      }),
    ),
  );
}
