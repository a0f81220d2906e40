"use strict";
const pulumi = require("@pulumi/pulumi");

let before;
for (let index = 0; index < 1000; index++) {
  void pulumi.log.info(`number ${index}`);
  before = new pulumi.CustomResource(
    "test:index:Thing",
    `thing-${index}`,
    { before: before?.id, text: "x".repeat(100) },
    { dependsOn: before ? [before] : [] },
  );
}
