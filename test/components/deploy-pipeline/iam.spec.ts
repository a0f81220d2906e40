import assert from "node:assert/strict";
import { artifactBucketPolicy } from "../../../components/deploy-pipeline/foundation/artifact-store";
import { type PolicyDocument, policyDocument, serviceTrust } from "../../../components/aws/policy-document";
import { roleTrust } from "../../../components/deploy-pipeline/roles/policies";
import { ACCOUNT, arn, account, artifacts, ROLES, TABLE } from "./iam-cases";
import { isAllowed } from "./policy-simulator";

describe("roles of a pipeline", () => {
  for (const [role, action, resource, allowed, context = {}] of TABLE) {
    const where = Object.keys(context).length === 0 ? "" : ` with ${JSON.stringify(context)}`;
    it(`${role} ${allowed ? "may" : "may not"} ${action} ${resource}${where}`, () => {
      assert.equal(isAllowed(ROLES[role], { action, resource, context }), allowed);
    });
  }

  it("have policies below IAM's limits: 10,240 characters for all inline policies of a role", () => {
    for (const [role, document] of Object.entries(ROLES)) {
      const characters = JSON.stringify(document).replace(/\s/g, "").length;
      assert.ok(characters <= 10_240, `${role}: ${characters}`);
    }
  });

  it("allow every action of the account in none of them", () => {
    for (const document of Object.values<PolicyDocument>(ROLES)) {
      const actions = document.Statement.flatMap(({ Action }) => Action);
      assert.ok(!actions.includes("*") && !actions.includes("s3:*") && !actions.includes("iam:*"));
    }
  });
});

describe("trust of a role", () => {
  const pipeline = arn("codepipeline", "prod-www-web-infra");
  const trust = serviceTrust("codepipeline.amazonaws.com", account, pipeline);
  const assumes = (context: Record<string, string>) =>
    isAllowed(trust, { action: "sts:AssumeRole", resource: "*", context });

  it("is the service on behalf of one resource of one account", () => {
    assert.deepEqual(trust.Statement[0]?.Principal, { Service: "codepipeline.amazonaws.com" });
    assert.ok(assumes({ "aws:SourceAccount": ACCOUNT, "aws:SourceArn": pipeline }));
    assert.ok(!assumes({ "aws:SourceAccount": "999999999999", "aws:SourceArn": pipeline }));
    assert.ok(!assumes({ "aws:SourceAccount": ACCOUNT, "aws:SourceArn": `${pipeline}-other` }));
    assert.ok(!assumes({}));
  });

  it("of an action is the pipeline's role alone", () => {
    assert.deepEqual(
      roleTrust("arn:aws:iam::123456789012:role/p").Statement.map(({ Principal }) => Principal),
      [{ AWS: "arn:aws:iam::123456789012:role/p" }],
    );
  });
});

describe("policy of the artifact bucket", () => {
  const document = artifactBucketPolicy(artifacts.bucketArn, artifacts.keyArn);
  const denied = (action: string, context: Record<string, string>) => {
    const everything = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" } as const;
    const all = policyDocument(...document.Statement, everything);
    return !isAllowed(all, { action, resource: "arn:aws:s3:::artifacts/x", context });
  };
  const tls = { "aws:SecureTransport": "true" };

  it("denies everything without TLS", () => {
    assert.ok(denied("s3:GetObject", { "aws:SecureTransport": "false" }));
    assert.ok(!denied("s3:GetObject", tls));
  });

  it("denies what is encrypted with another key, and takes what names none, since the bucket's default applies", () => {
    const header = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    assert.ok(denied("s3:PutObject", { ...tls, [header]: "arn:aws:kms:us-east-1:999999999999:key/x" }));
    assert.ok(!denied("s3:PutObject", { ...tls, [header]: artifacts.keyArn }));
    assert.ok(!denied("s3:PutObject", tls));
  });
});
