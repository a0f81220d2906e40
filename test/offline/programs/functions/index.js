"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

module.exports = async () => {
  const bucket = new aws.s3.Bucket("bucket");
  // Neither is simulated; the second is called twice and must be named once.
  const plain = await aws.memorydb.getUser({ userName: "app" });
  const output = aws.memorydb.getParameterGroupOutput({ name: "a" });
  const again = aws.memorydb.getParameterGroupOutput({ name: "b" });
  return {
    account: (await aws.getCallerIdentity()).accountId,
    plain: plain.arn,
    output: output.arn,
    upper: output.family.apply((family) => family.toUpperCase()),
    again: again.apply((group) => `${group.name} has ${group.parameters.length}`),
    document: aws.iam.getPolicyDocumentOutput({
      statements: [{ actions: ["s3:GetObject"], resources: [bucket.arn] }],
    }).json,
    stored: aws.secretsmanager.getSecretVersionOutput({ secretId: "database" }).secretString,
    storedAsSecret: pulumi.secret(
      aws.secretsmanager.getSecretVersionOutput({ secretId: "database" }).secretString,
    ),
    secret: aws.iam.getPolicyDocumentOutput({
      statements: [{ actions: ["s3:GetObject"], resources: [pulumi.secret("arn:aws:s3:::hidden")] }],
    }).json,
  };
};
