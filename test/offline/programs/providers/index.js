"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

class Site extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Site", name, {}, opts);
    this.topic = new aws.sns.Topic(name, {}, { parent: this });
    this.registerOutputs();
  }
}

const east = new aws.Provider("east", { region: "us-east-1" });
new aws.sns.Topic("default");
new aws.sns.Topic("explicit", {}, { provider: east });
const inherited = new Site("inherited", { provider: east });
const mapped = new Site("mapped", { providers: { aws: east } });
const regional = new aws.sns.Topic("regional", { region: "ap-northeast-2" });

module.exports = {
  inheritedArn: inherited.topic.arn,
  mappedArn: mapped.topic.arn,
  regionalArn: regional.arn,
  region: aws.getRegionOutput().region,
  east: aws.getRegionOutput({}, { provider: east }).region,
};
