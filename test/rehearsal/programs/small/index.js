// A few resources that need each other, with an option of each kind that a state keeps.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const days = new pulumi.Config().requireNumber("days");
const key = new aws.kms.Key("key", { deletionWindowInDays: days + 7 }, { protect: true });
const topic = new aws.sns.Topic(
  "topic",
  { kmsMasterKeyId: key.id, tags: { Team: "web" } },
  { ignoreChanges: ["tags"], customTimeouts: { create: "20m" }, replaceOnChanges: ["fifoTopic"] },
);
new aws.sns.TopicSubscription(
  "mail",
  { topic: topic.arn, protocol: "email", endpoint: "ops@example.com" },
  { deletedWith: topic, retainOnDelete: false, additionalSecretOutputs: ["arn"] },
);

exports.topic = topic.arn;
