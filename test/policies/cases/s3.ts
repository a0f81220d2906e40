import { all, change, remove, set, unknown, uses, without } from "../fixtures/program";
import { allowDistribution, denyPlainHttp, policyDocument } from "../fixtures/static";
import { UNKNOWN } from "../../../policies/testing/messages";
import { spare } from "./s3-access";
import { faulty, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

const PAGES = "arn:aws:s3:::pages";

function sse(sseAlgorithm: string): object {
  return { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm } } };
}

export const s3Cases: Cases = {
  "s3-tls-only": {
    faulty: {
      "no denial": set("pages-policy", "policy", policyDocument([allowDistribution(PAGES)])),
      "denial of reading only": denial({ Action: "s3:GetObject" }),
      "denial for one principal only": denial({ Principal: { AWS: "arn:aws:iam::1:root" } }),
      "denial when the connection is secure": denial({
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      }),
      "denial to all but one": denial({
        Principal: undefined,
        NotPrincipal: { AWS: "arn:aws:iam::1:root" },
      }),
      "denial inside a network only": denial({
        Condition: { Bool: { "aws:SecureTransport": "false" }, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
      }),
      "denial for another bucket": denial({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] }),
      "denial on the bucket but not its objects": denial({ Resource: PAGES }),
      "denial on the objects but not the bucket": denial({ Resource: `${PAGES}/*` }),
      "a bucket without policy": all(spare, without("spare-policy")),
    },
    absent: faulty(all(spare, remove("spare-policy", "policy"))),
    unknown: undetermined(unknown("logs-policy", "policy")),
    fine: {
      BoolIfExists: denial({ Condition: { BoolIfExists: { "aws:SecureTransport": "false" } } }),
      "a bucket whose name is not known yet": unknown("pages-policy", "bucket"),
      "another partition": all(denial({ Resource: ["arn:aws-cn:s3:::pages", "arn:aws-cn:s3:::pages/*"] })),
      "a boolean in the condition": denial({ Condition: { Bool: { "aws:SecureTransport": [false] } } }),
      "one pattern for bucket and objects": denial({ Resource: `${PAGES}*` }),
      "resources that are not known yet": set("pages-policy", "policy", {
        Statement: [{ ...denyPlainHttp(PAGES), Resource: [UNKNOWN] }, allowDistribution(PAGES)],
      }),
      "an inline policy": all(
        spare,
        without("spare-policy"),
        set("spare", "policy", policyDocument([denyPlainHttp("arn:aws:s3:::spare")])),
      ),
    },
  },
  "s3-encryption": {
    faulty: {
      "an unknown algorithm": set(
        "pages-encryption",
        "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm",
        "none",
      ),
      "no rule": set("pages-encryption", "rules", []),
      "an unknown algorithm inline": all(
        spare,
        without("spare-encryption"),
        set("spare", "serverSideEncryptionConfiguration", sse("none")),
      ),
      "a bucket without configuration": all(spare, without("spare-encryption")),
    },
    absent: faulty(remove("pages-encryption", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm")),
    unknown: undetermined(
      unknown("pages-encryption", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm"),
    ),
    fine: {
      KMS: set("pages-encryption", "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm", "aws:kms"),
      "inline on the bucket": all(
        spare,
        without("spare-encryption"),
        set("spare", "serverSideEncryptionConfiguration", sse("AES256")),
      ),
      "inline on a bucket of the former type": all(
        spare,
        without("spare-encryption"),
        change("spare", (resource) => ({
          ...resource,
          type: "aws:s3/bucketV2:BucketV2",
          props: {
            ...resource.props,
            serverSideEncryptionConfigurations: [
              { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] },
            ],
          },
        })),
      ),
    },
  },
  "s3-versioning": {
    faulty: {
      suspended: set("pages-versioning", "versioningConfiguration.status", "Suspended"),
      "an origin without versions": without("pages-versioning"),
      "an artifact store without versions": without("artifacts-versioning"),
    },
    absent: faulty(remove("artifacts-versioning", "versioningConfiguration.status")),
    unknown: undetermined(unknown("pages-versioning", "versioningConfiguration.status")),
    fine: {
      "a bucket for logs without versions": without("logs-versioning"),
      "inline on the bucket": all(without("pages-versioning"), set("pages", "versioning", { enabled: true })),
      "inline on a bucket of the former type": all(
        without("pages-versioning"),
        set("pages", "versionings", [{ enabled: true }]),
      ),
    },
  },
  "s3-lifecycle": {
    faulty: {
      "uploads that never end": set("pages-lifecycle", "rules", [{ id: "old", status: "Enabled" }]),
      "the rule is off": set("pages-lifecycle", "rules.0.status", "Disabled"),
      "a bucket without lifecycle": without("logs-lifecycle"),
    },
    absent: faulty(remove("pages-lifecycle", "rules")),
    unknown: undetermined(unknown("pages-lifecycle", "rules")),
    fine: {
      "inline on the bucket": all(
        without("logs-lifecycle"),
        set("logs", "lifecycleRules", [{ enabled: true }]),
      ),
    },
  },
  "s3-access-logging": {
    faulty: {
      "a bucket whose requests are not logged": without("artifacts-logging"),
    },
    absent: faulty(without("pages-logging")),
    unknown: unknownIsFine(unknown("pages-logging", "targetBucket")),
    fine: {
      "inline on the bucket": all(
        without("artifacts-logging"),
        set("artifacts", "logging", { targetBucket: "logs" }),
      ),
      "a bucket that only Beanstalk's load balancer writes to": without(
        "pages-logging",
        "artifacts-logging",
        "pages",
        "artifacts",
      ),
      "a bucket that takes CloudFront's logs": all(
        without("artifacts-logging"),
        set("cdn", "loggingConfig", { bucket: "artifacts.s3.amazonaws.com" }),
        uses("cdn", "loggingConfig", "artifacts"),
      ),
    },
  },
};

function denial(other: object) {
  return set(
    "pages-policy",
    "policy",
    policyDocument([{ ...denyPlainHttp(PAGES), ...other }, allowDistribution(PAGES)]),
  );
}
