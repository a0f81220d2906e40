"use strict";
// Tags excuse what they stand on, and what takes no tags by its name.
const aws = require("@pulumi/aws");

const page = new aws.s3.Bucket("page", {
  tags: {
    "web-infra:exempt/s3-tls-only": "until 2999-12-31: a page for everybody",
    "web-infra:exempt/s3-no-public-acl@page": "until 2999-12-31: a page for everybody",
  },
});
new aws.s3.BucketAcl("page", { bucket: page.bucket, acl: "public-read" });

const everybody = (name) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: `arn:aws:sqs:*:*:${name}` },
    ],
  });
new aws.sqs.Queue("jobs", {
  policy: everybody("jobs"),
  sqsManagedSseEnabled: false,
  tags: {
    "web-infra:exempt/sqs-encryption": "until 2999-12-31: moving",
    "web-infra:exempt/iam-no-public-resource": "until 2999-12-31: moving",
  },
});
new aws.sqs.Queue("other", {
  sqsManagedSseEnabled: false,
  tags: { "web-infra:exempt/sqs-encription": "until 2999-12-31: moving" },
});
