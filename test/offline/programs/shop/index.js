"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const config = new pulumi.Config();
const uploads = new aws.s3.Bucket("uploads");
const orders = new aws.sqs.Queue("orders", {
  messageRetentionSeconds: config.requireNumber("retentionDays") * 24 * 60 * 60,
});
const mayNotify = aws.iam.getPolicyDocumentOutput({
  statements: [
    {
      actions: ["sqs:SendMessage"],
      principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
      resources: [orders.arn],
      conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [uploads.arn] }],
    },
  ],
});
new aws.sqs.QueuePolicy("orders", { queueUrl: orders.url, policy: mayNotify.json });
new aws.s3.BucketNotification("uploads", {
  bucket: uploads.id,
  queues: [{ queueArn: orders.arn, events: ["s3:ObjectCreated:*"] }],
});

module.exports = { uploads: uploads.bucket, queue: orders.url, token: config.requireSecret("token") };
