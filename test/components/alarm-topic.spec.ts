import assert from "node:assert/strict";
import { AlarmTopic } from "../../components/alarm-topic";
import { run, valueOf } from "../support/mocks";

describe("AlarmTopic", () => {
  it("makes an encrypted topic that alarms may publish to, and a subscription for each address", async () => {
    const { made, result } = await run(() => new AlarmTopic("alarms", { emails: ["ops@example.com"] }));
    assert.deepEqual(made.list(), [
      "aws:kms/key:Key alarms",
      "aws:sns/topic:Topic alarms",
      "aws:sns/topicPolicy:TopicPolicy alarms",
      "aws:sns/topicSubscription:TopicSubscription alarms-ops@example.com",
      "web-infra:index:AlarmTopic alarms",
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

  it("lets only CloudWatch use the key, and publish for this account only", async () => {
    const { made } = await run(() => new AlarmTopic("alarms", { emails: [] }));
    const statements = (type: string) =>
      (JSON.parse(made.only(type).inputs["policy"] as string) as { Statement: Record<string, unknown>[] })
        .Statement;
    const ofAccount = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    const cloudwatch = { Service: "cloudwatch.amazonaws.com" };
    const [administration, ownRoles, alarms, ...more] = statements("aws:kms/key:Key");
    assert.deepEqual(administration?.["Principal"], { AWS: "arn:aws:iam::123456789012:root" });
    assert.deepEqual(ownRoles?.["Condition"], {
      StringEquals: { "kms:CallerAccount": "123456789012" },
      StringLike: { "kms:ViaService": "sns.*.amazonaws.com" },
    });
    assert.deepEqual(alarms?.["Principal"], cloudwatch);
    assert.deepEqual(more, []);
    const [publish, tls] = statements("aws:sns/topicPolicy:TopicPolicy");
    assert.deepEqual([publish?.["Principal"], publish?.["Condition"]], [cloudwatch, ofAccount]);
    assert.deepEqual(
      [tls?.["Effect"], tls?.["Condition"]],
      ["Deny", { Bool: { "aws:SecureTransport": "false" } }],
    );
  });

  it("puts key, topic, policy and subscription in the region asked for, and in none otherwise", async () => {
    const regions = async (region?: string) => {
      const args = { emails: ["ops@example.com"], ...(region === undefined ? {} : { region }) };
      const { made } = await run(() => new AlarmTopic("alarms", args));
      return made.all.filter(({ type }) => type.startsWith("aws:")).map(({ inputs }) => inputs["region"]);
    };
    assert.deepEqual(await regions("us-east-1"), Array(4).fill("us-east-1"));
    assert.deepEqual(await regions(), Array(4).fill(undefined));
  });
});
