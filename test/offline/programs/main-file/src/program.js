"use strict";
const pulumi = require("@pulumi/pulumi");

const config = new pulumi.Config();
module.exports = {
  title: process.title,
  folder: process.cwd().split("/").pop(),
  root: pulumi.runtime.getProject() + ":" + pulumi.getRootDirectory().split("/").pop(),
  organization: pulumi.getOrganization(),
  words: config.requireObject("words").join("+"),
  count: config.requireNumber("count") + 1,
  token: config.requireSecret("token"),
  region: new pulumi.Config("aws").require("region"),
  dryRun: pulumi.runtime.isDryRun(),
};
