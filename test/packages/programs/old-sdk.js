"use strict";
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const bucket = new aws.s3.Bucket("files", { acl: "private" });
const topic = new aws.sns.Topic("alarms", { kmsMasterKeyId: new pulumi.Config().get("key") });
new aws.s3.BucketNotification("files", {
  bucket: bucket.id,
  topics: [{ topicArn: topic.arn, events: ["s3:ObjectCreated:*"] }],
});

exports.arn = topic.arn;
