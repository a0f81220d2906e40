import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  DeployPipeline,
  PipelineFoundation,
  type PipelineFoundationArgs,
} from "../../../components/deploy-pipeline";
import { lifecycleRules } from "../../../components/deploy-pipeline/foundation/artifact-store";
import { connectionName } from "../../../components/deploy-pipeline/foundation/connection";
import {
  artifactFolder,
  artifactPrefix,
  pipelineName,
  pipelineNamePattern,
} from "../../../components/deploy-pipeline/naming";
import { messages, template } from "../../../components/deploy-pipeline/pipeline-events";
import { run, valueOf, type Cloud } from "../../support/mocks";
import { CONFIG, SITE } from "./fixtures";

const CONNECTION = "aws:codeconnections/connection:Connection";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

function pending(status: string): Cloud {
  return {
    call: ({ token }) =>
      token === "aws:codestarconnections/getConnection:getConnection"
        ? { connectionStatus: status }
        : undefined,
  };
}

/** Runs a program and collects what it warns of. */
async function warnings<T>(program: () => T, cloud?: Cloud): Promise<{ warned: string[]; result: T }> {
  const warned: string[] = [];
  const warn = pulumi.log.warn;
  Object.assign(pulumi.log, {
    warn: (message: string) => {
      warned.push(message);
      return Promise.resolve();
    },
  });
  try {
    const { result } = await run(program, cloud);
    return { warned, result };
  } finally {
    Object.assign(pulumi.log, { warn });
  }
}

describe("PipelineFoundation", () => {
  const make = (args?: PipelineFoundationArgs) => () => new PipelineFoundation("releases", args);

  it("makes a connection to Bitbucket, and none where one exists", async () => {
    const { made } = await run(make());
    assert.deepEqual(made.only(CONNECTION).inputs, { name: "web-infra-test", providerType: "Bitbucket" });
    const connectionArn = "arn:aws:codeconnections:ap-northeast-2:123456789012:connection/abc";
    const { made: other, result } = await run(make({ connectionArn }));
    assert.deepEqual(other.ofType(CONNECTION), []);
    assert.equal(await valueOf(result.connectionArn), connectionArn);
  });

  it("warns once while the connection is pending, says where to approve it, and does not fail", async () => {
    const { warned, result } = await warnings(make(), pending("PENDING"));
    assert.equal(warned.length, 1);
    const url =
      "https://ap-northeast-2.console.aws.amazon.com/codesuite/settings/connections?region=ap-northeast-2";
    assert.ok(warned[0]?.includes(`PENDING and releases nothing yet: open ${url}`), warned[0]);
    assert.equal(await valueOf(result.connectionStatus), "PENDING");
    assert.equal(await valueOf(result.connectionConsoleUrl), url);
  });

  it("does not warn once it is available", async () => {
    const available = await warnings(make(), pending("AVAILABLE"));
    assert.deepEqual(available.warned, []);
  });

  it("1.16 warns where the status cannot be read, says what to do, and does not go on with a PENDING of long ago", async () => {
    const recorded: Cloud = {
      outputs: ({ type }) => (type === CONNECTION ? { connectionStatus: "PENDING" } : undefined),
      call: ({ token }) => {
        if (token !== "aws:codestarconnections/getConnection:getConnection") return undefined;
        throw new Error("AccessDeniedException: not authorized\nat line 1");
      },
    };
    const { warned, result } = await warnings(make(), recorded);
    assert.equal(warned.length, 1);
    assert.match(
      warned[0] ?? "",
      /cannot be read \(.+\): .*allow codestar-connections:GetConnection .*edit and save the source action/,
    );
    assert.equal(await valueOf(result.connectionStatus), "UNKNOWN");
  });

  it("keeps artifacts encrypted with a rotating key, versioned, private and without ACLs", async () => {
    const { made } = await run(make());
    const inputs = (type: string) => made.only(`aws:s3/${type}`).inputs;
    assert.equal(made.only("aws:kms/key:Key").inputs["enableKeyRotation"], true);
    assert.deepEqual(inputs("bucketVersioning:BucketVersioning")["versioningConfiguration"], {
      status: "Enabled",
    });
    assert.deepEqual(inputs("bucketOwnershipControls:BucketOwnershipControls")["rule"], {
      objectOwnership: "BucketOwnerEnforced",
    });
    const access = inputs("bucketPublicAccessBlock:BucketPublicAccessBlock");
    for (const key of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
      assert.equal(access[key], true, key);
    }
    const [rule] = inputs("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")[
      "rules"
    ] as { applyServerSideEncryptionByDefault: { sseAlgorithm: string } }[];
    assert.equal(rule?.applyServerSideEncryptionByDefault.sseAlgorithm, "aws:kms");
  });

  it("protects the store where it should, and only there empties it with the stack", async () => {
    const store = async (protect: boolean) =>
      (await run(make({ protect }))).made.only("aws:s3/bucket:Bucket");
    const kept = await store(true);
    assert.deepEqual([kept.protect, kept.inputs["forceDestroy"]], [true, false]);
    const temporary = await store(false);
    assert.deepEqual([temporary.protect, temporary.inputs["forceDestroy"]], [false, true]);
  });

  it("lets artifacts and caches expire, and never manifests, archives or the program", () => {
    const expiring = lifecycleRules("prod", 90).flatMap((rule) =>
      "expiration" in rule ? [rule.filter.prefix] : [],
    );
    assert.deepEqual(expiring, ["prod-", "cache/"]);
    for (const key of [
      "releases/prod-www-web-infra/state.json",
      "scripts/prod-www-web-infra/release-1.cjs",
    ]) {
      assert.ok(!expiring.some((prefix) => key.startsWith(prefix)), key);
    }
    assert.ok(artifactFolder(pipelineName("web-infra", "prod", "www")).startsWith("prod-"));
  });

  it("notifies no one where no one is named: no topic, no rule, no alarm", async () => {
    const { made } = await run(() => new DeployPipeline("www", { ...CONFIG, target: SITE }));
    for (const type of [
      "sns/topic:Topic",
      "cloudwatch/eventRule:EventRule",
      "cloudwatch/metricAlarm:MetricAlarm",
    ]) {
      assert.deepEqual(made.ofType(`aws:${type}`), [], type);
    }
  });

  it("tells by mail and, in its own form and on a topic of its own, in Slack", async () => {
    const { made } = await run(() => {
      const foundation = new PipelineFoundation("releases", {
        notificationEmails: ["ops@example.com"],
        slack: { workspaceId: "T01", channelId: "C01" },
        alarmTopicArn: "arn:aws:sns:ap-northeast-2:123456789012:alarms",
      });
      return new DeployPipeline("www", { ...CONFIG, target: SITE, foundation, approval: true });
    });
    const rules = made.ofType(RULE).map(({ name }) => name);
    assert.deepEqual(rules.sort(), ["releases-history", "www-approval", "www-failed", "www-recovered"]);
    const targets = made.ofType(TARGET).map(({ name }) => name);
    assert.deepEqual(
      targets.filter((name) => name.startsWith("www-failed")),
      ["www-failed-alarms", "www-failed-mail", "www-failed-slack"],
    );
    assert.equal(made.ofType("aws:sns/topic:Topic").length, 2);
    const slack = made.only("aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration").inputs;
    assert.deepEqual([slack["slackTeamId"], slack["slackChannelId"]], ["T01", "C01"]);
    const transformer = (name: string) =>
      made.only(TARGET, name).inputs["inputTransformer"] as { inputTemplate: string };
    assert.equal(
      transformer("www-failed-mail").inputTemplate,
      '"The release <execution> of test-www-web-infra failed in stage <stage>. See https://ap-northeast-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/test-www-web-infra/view?region=ap-northeast-2"',
    );
    assert.match(transformer("www-failed-slack").inputTemplate, /"source":"custom"/);
  });

  it("remembers the last result between executions, so that one message tells of a recovery", async () => {
    const { made } = await run(() => {
      const foundation = new PipelineFoundation("releases", { notificationEmails: ["ops@example.com"] });
      return new DeployPipeline("www", { ...CONFIG, target: SITE, foundation });
    });
    const alarm = made.only("aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
    assert.equal(alarm["treatMissingData"], "ignore");
    assert.deepEqual(alarm["dimensions"], { Pipeline: "test-www-web-infra" });
    const filters = made
      .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
      .map(({ inputs }) => [inputs["pattern"], (inputs["metricTransformation"] as { value: string }).value]);
    assert.deepEqual(filters, [
      ['{ $.detail.state = "FAILED" }', "1"],
      ['{ $.detail.state = "SUCCEEDED" }', "0"],
    ]);
    const recovered = JSON.parse(made.only(RULE, "www-recovered").inputs["eventPattern"] as string) as {
      detail: object;
    };
    assert.deepEqual(recovered.detail, { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } });
  });

  it("reports every fault of its arguments", async () => {
    const wrong = { connectionArn: "abc", notificationEmails: ["none"], artifactRetentionDays: 1 };
    await assert.rejects(run(make(wrong)), (error: Error) => {
      assert.match(error.message, /connectionArn: must be the ARN of a connection/);
      assert.match(
        error.message,
        /notificationEmails\[0\]: must be an e-mail address, such as ops@example\.com, got "none"/,
      );
      assert.match(error.message, /artifactRetentionDays: must be at least 7, got 1/);
      return true;
    });
  });
});

describe("names", () => {
  it("put the stack first and keep to the characters that every service takes", () => {
    assert.equal(pipelineName("web-infra", "prod", "www"), "prod-www-web-infra");
    assert.equal(pipelineName("my.project", "team/dev", "www"), "team-dev-www-my-project");
    assert.equal(pipelineNamePattern("web-infra", "prod"), "prod-*-web-infra");
  });

  it("cut a folder of artifacts where CodePipeline cuts it", () => {
    assert.equal(artifactFolder("prod-www-web-infra"), "prod-www-web-infra/");
    assert.equal(artifactFolder("prod-marketing-web-infra"), "prod-marketing-web-i/");
  });

  it("give one prefix to all artifacts of a stack", () => {
    assert.equal(artifactPrefix("prod"), "prod-");
    assert.equal(artifactPrefix("a-stack-with-a-very-long-name"), "a-stack-with-a-very-");
    for (const stack of ["prod", "a-stack-with-a-very-long-name", "releases"]) {
      assert.ok(artifactFolder(pipelineName("web-infra", stack, "www")).startsWith(artifactPrefix(stack)));
      assert.ok(!"releases/".startsWith(artifactPrefix(stack)));
    }
  });

  it("keep a connection's name within 32 characters", () => {
    assert.equal(connectionName("web-infra", "dev"), "web-infra-dev");
    assert.equal(connectionName("a-project-with-a-rather-long-name", "dev").length, 32);
  });
});

describe("messages", () => {
  it("name only what their event holds", () => {
    const all = messages("p", "us-east-1", "arn:alarm");
    for (const message of [all.failed, all.recovered, all.approval]) {
      const used = [...message.sentence.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      assert.deepEqual(used.sort(), Object.keys(message.paths).sort());
    }
  });

  it("are one JSON text in either form", () => {
    const { failed } = messages("p", "us-east-1", "arn:alarm");
    assert.equal(typeof JSON.parse(template(failed, "text")), "string");
    const custom = JSON.parse(template(failed, "chatbot")) as { version: string; content: { title: string } };
    assert.deepEqual([custom.version, custom.content.title], ["1.0", "p: release failed"]);
  });
});
