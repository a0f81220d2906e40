import { moduleTable, of } from "../../simulation/entries";
import type { Entry, Rule } from "../../simulation/rules";

/** Hosted zone of every distribution. */
export const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

const ETAG = "E{upper:13}";

/** Policies, lists and access controls have a UUID or an id of their own kind. */
function identified(id: Rule, kind: string, outputs: Readonly<Record<string, Rule>> = {}): Entry {
  return of(id, { arn: `arn:{partition}:cloudfront::{account}:${kind}/{id}`, etag: ETAG, ...outputs });
}

export const cloudfront = moduleTable("cloudfront", {
  CachePolicy: identified("{uuid}", "cache-policy", { minTtl: 0 }),
  ConnectionGroup: identified("cg_{mixed:27}", "connection-group", {
    routingEndpoint: "d{lower:13}.cloudfront.net",
    status: "Deployed",
  }),
  ContinuousDeploymentPolicy: identified("{uuid}", "continuous-deployment-policy"),
  Distribution: identified("E{upper:13}", "distribution", {
    callerReference: "terraform-{digits:26}",
    domainName: "d{lower:13}.cloudfront.net",
    hostedZoneId: CLOUDFRONT_ZONE,
    status: "Deployed",
  }),
  FieldLevelEncryptionConfig: identified("C{upper:13}", "field-level-encryption-config"),
  FieldLevelEncryptionProfile: identified("P{upper:13}", "field-level-encryption-profile"),
  Function: of(
    "{name}",
    {
      arn: "arn:{partition}:cloudfront::{account}:function/{name}",
      etag: ETAG,
      liveStageEtag: ETAG,
      status: "UNASSOCIATED",
    },
    { autoName: { max: 64 }, defaults: { publish: true } },
  ),
  KeyGroup: of("{uuid}", { etag: ETAG }),
  KeyValueStore: of("{name}", {
    arn: "arn:{partition}:cloudfront::{account}:key-value-store/{uuid}",
    etag: ETAG,
  }),
  KeyvaluestoreKey: of("{keyValueStoreArn},{key}"),
  KeyvaluestoreKeysExclusive: of("{keyValueStoreArn}"),
  MonitoringSubscription: of("{distributionId}"),
  MultitenantDistribution: identified("E{upper:13}", "distribution", {
    domainName: "d{lower:13}.cloudfront.net",
    status: "Deployed",
  }),
  OriginAccessControl: identified("E{upper:13}", "origin-access-control"),
  OriginAccessIdentity: identified("E{upper:13}", "origin-access-identity", {
    callerReference: "terraform-{digits:26}",
    cloudfrontAccessIdentityPath: "origin-access-identity/cloudfront/{id}",
    iamArn: "arn:{partition}:iam::cloudfront:user/CloudFront Origin Access Identity {id}",
    s3CanonicalUserId: "{hex:96}",
  }),
  OriginRequestPolicy: identified("{uuid}", "origin-request-policy"),
  PublicKey: of("K{upper:13}", { etag: ETAG, callerReference: "terraform-{digits:26}" }),
  RealtimeLogConfig: of("arn:{partition}:cloudfront::{account}:realtime-log-config/{name}", {
    arn: "arn:{partition}:cloudfront::{account}:realtime-log-config/{name}",
  }),
  ResponseHeadersPolicy: identified("{uuid}", "response-headers-policy"),
  TrustStore: identified("ts_{mixed:27}", "trust-store"),
  VpcOrigin: identified("vo_{mixed:22}", "vpcorigin"),
});
