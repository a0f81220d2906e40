"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const config = new pulumi.Config();
const password = config.requireSecret("password");

new aws.ssm.Parameter("encrypted", {
  type: "SecureString",
  value: password.apply((text) => {
    throw new Error(`an encrypted value was made up: ${text}`);
  }),
});
new aws.ssm.Parameter("typed", {
  type: "String",
  value: pulumi
    .all([
      config.requireSecretNumber("port"),
      config.getSecretBoolean("enabled"),
      config.requireSecretObject("whole"),
    ])
    .apply(() => {
      throw new Error("an encrypted value was made up");
    }),
});
new aws.ssm.Parameter("nested", {
  type: "String",
  value: config.requireSecretObject("nested").apply((nested) => nested.credentials[0].password),
  description: config.requireObject("nested").host,
});
new aws.ssm.Parameter("composed", {
  type: "String",
  value: `postgres://app:${config.requireObject("nested").credentials[0].password}@db.example.com`,
});
new aws.ssm.Parameter("known", {
  type: "String",
  value: pulumi.secret("correct-horse-battery"),
  tags: { owner: "team", note: pulumi.secret("staple") },
});
new aws.ssm.Parameter(
  "marked",
  { type: "String", value: "marked-by-option" },
  { additionalSecretOutputs: ["value"] },
).value.apply((text) => console.log(`the marked one is ${text}`));
console.log("the password is correct-horse-battery");

module.exports = {
  plain: config.require("plain"),
  password,
  secret: pulumi.secret({ key: "correct-horse-battery" }),
  object: { open: "door", shut: pulumi.secret("correct-horse-battery") },
};
