import * as aws from "@pulumi/aws";

new aws.s3.BucketAcl("open", { bucket: "pages", acl: "public-read" });

new aws.sqs.Queue("plain", {
  sqsManagedSseEnabled: false,
  tags: { owner: "team <web> & \"co\" | 'all'" },
});
