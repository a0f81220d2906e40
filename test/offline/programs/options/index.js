"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const other = new pulumi.StackReference("organization/network/prod");
const zone = aws.route53.Zone.get("zone", "Z123");
const bucket = new aws.s3.Bucket(
  "bucket",
  {},
  {
    protect: true,
    retainOnDelete: true,
    ignoreChanges: ["tags"],
    aliases: [{ name: "old" }, "urn:pulumi:dev::options::aws:s3/bucket:Bucket::older"],
    customTimeouts: { create: "1h30m" },
    hooks: { beforeCreate: [new pulumi.ResourceHook("hook", () => undefined)] },
  },
);
const files = {
  text: new pulumi.asset.StringAsset("hello"),
  file: new pulumi.asset.FileAsset("greeting.txt"),
  archive: new pulumi.asset.AssetArchive({ "greeting.txt": new pulumi.asset.FileAsset("greeting.txt") }),
  folder: new pulumi.asset.FileArchive("."),
};
for (const [key, source] of Object.entries(files)) {
  const object = new aws.s3.BucketObject(key, { bucket, source }, { dependsOn: [zone], deletedWith: bucket });
  object.source.apply((asset) => console.log(key, asset.constructor.name));
}
const imported = new aws.s3.Bucket("imported", { bucket: "my-own" }, { import: "my-own" });
new aws.route53.Record("record", {
  zoneId: zone.zoneId,
  name: "www",
  type: "A",
  ttl: 60,
  records: [other.getOutput("address")],
});
const seen = bucket.urn.apply((urn) => new aws.s3.Bucket("seen", undefined, { urn }).arn);

module.exports = {
  address: other.requireOutput("address"),
  upper: other.getOutput("address").apply((text) => text.toUpperCase()),
  importedId: imported.id,
  seen: pulumi.all([seen, bucket.arn]).apply(([seenArn, arn]) => seenArn === arn),
  reference: bucket,
  asset: files.text,
};
