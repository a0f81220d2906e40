import assert from "node:assert/strict";
import { NotificationTopic } from "../../components/notification-topic";
import { run, valueOf } from "../support/mocks";

describe("NotificationTopic", () => {
  it("makes an encrypted topic that alarms and events may publish to, and a subscription for each address", async () => {
    const { made, result } = await run(
      () => new NotificationTopic("alarms", { emails: ["ops@example.com"] }),
    );
    assert.deepEqual(made.list(), [
      "aws:kms/key:Key alarms",
      "aws:sns/topic:Topic alarms",
      "aws:sns/topicPolicy:TopicPolicy alarms",
      "aws:sns/topicSubscription:TopicSubscription alarms-ops@example.com",
      "web-infra:index:NotificationTopic alarms",
    ]);
    const arn = await valueOf(result.arn);
    assert.equal(made.only("aws:sns/topic:Topic").inputs["kmsMasterKeyId"], arn, "the mocks name both alike");
    assert.equal(made.only("aws:kms/key:Key").inputs["enableKeyRotation"], true);
    assert.deepEqual(made.only("aws:sns/topicSubscription:TopicSubscription").inputs, {
      topic: arn,
      protocol: "email",
      endpoint: "ops@example.com",
    });
  });

  it("lets alarms of this account and EventBridge use key and topic, EventBridge without a condition, which would drop its messages", async () => {
    const { made } = await run(() => new NotificationTopic("alarms", { emails: [] }));
    const statements = (type: string) =>
      (JSON.parse(made.only(type).inputs["policy"] as string) as { Statement: Record<string, unknown>[] })
        .Statement;
    const ofAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    const allowed = (type: string) =>
      statements(type)
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Principal, Condition }) => [Principal, Condition]);
    const publishers = [
      [{ Service: "cloudwatch.amazonaws.com" }, ofAccount],
      [{ Service: "events.amazonaws.com" }, undefined],
    ];
    assert.deepEqual(allowed("aws:kms/key:Key"), [
      [{ AWS: "arn:aws:iam::123456789012:root" }, undefined],
      [
        { AWS: "*" },
        {
          StringEquals: { "kms:CallerAccount": "123456789012" },
          StringLike: { "kms:ViaService": "sns.*.amazonaws.com" },
        },
      ],
      ...publishers.map(([principal]) => [principal, undefined]),
    ]);
    assert.deepEqual(allowed("aws:sns/topicPolicy:TopicPolicy"), publishers);
    assert.deepEqual(
      statements("aws:sns/topicPolicy:TopicPolicy")
        .filter(({ Effect }) => Effect === "Deny")
        .map(({ Principal, Condition }) => [Principal, Condition]),
      [[{ AWS: "*" }, { Bool: { "aws:SecureTransport": "false" } }]],
    );
  });

  it("puts key, topic, policy and subscription in the region that is given, and in none otherwise", async () => {
    const regions = async (region?: string) => {
      const args = { emails: ["ops@example.com"], ...(region === undefined ? {} : { region }) };
      const { made } = await run(() => new NotificationTopic("alarms", args));
      return made.all.filter(({ type }) => type.startsWith("aws:")).map(({ inputs }) => inputs["region"]);
    };
    assert.deepEqual(await regions("us-east-1"), Array(4).fill("us-east-1"));
    assert.deepEqual(await regions(), Array(4).fill(undefined));
  });

  it("refuses arguments with faults, and names them all", async () => {
    const args = { emails: ["ops@example.com", "ops@example.com", "ops"], region: "eu-west-11" };
    await assert.rejects(
      run(() => new NotificationTopic("alarms", args)),
      (error: Error) => {
        assert.deepEqual(error.message.split("\n").sort(), [
          'NotificationTopic "alarms": emails: must not name an address twice, got ["ops@example.com","ops@example.com","ops"]',
          'NotificationTopic "alarms": emails[2]: must be an e-mail address, such as ops@example.com, got "ops"',
          'NotificationTopic "alarms": region: must be a region of AWS (did you mean eu-west-1?), got "eu-west-11"',
        ]);
        return true;
      },
    );
  });
});
