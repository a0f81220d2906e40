"use strict";
const aws = require("@pulumi/aws");

const role = (account) => `arn:aws:iam::${account}:role/deploy`;
const providers = {
  allowed: new aws.Provider("allowed", { region: "us-east-1", allowedAccountIds: ["111111111111"] }),
  assumed: new aws.Provider("assumed", {
    region: "eu-west-1",
    assumeRoles: [{ roleArn: role("222222222222") }, { roleArn: role("333333333333") }],
  }),
};

module.exports = Object.fromEntries(
  Object.entries(providers).map(([name, provider]) => [
    name,
    [new aws.sns.Topic(name, {}, { provider }).arn, aws.getCallerIdentityOutput({}, { provider }).accountId],
  ]),
);
