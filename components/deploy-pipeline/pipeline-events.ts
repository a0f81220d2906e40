/** The messages of one pipeline: a failed release, one that works again, one that waits for an approval. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Notifications, NotificationTarget } from "./foundation/notifications";
import type { PipelineContext } from "./pipeline-context";

/** One kind of message: which events it is sent for, and what it says. */
export interface PipelineMessage {
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Names that the sentence may use in angle brackets, and where they stand in the event. */
  readonly paths: Readonly<Record<string, string>>;
  readonly title: string;
  readonly sentence: string;
}

/** Where a pipeline's executions are seen. */
export function pipelineConsoleUrl(region: string, pipeline: string): string {
  return `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline}/view?region=${region}`;
}

/** The kinds of messages. */
const MESSAGES = ["failed", "recovered", "approval"] as const;

export type Messages = Readonly<Record<(typeof MESSAGES)[number], PipelineMessage>>;

/** What a pipeline reports: a failed release, one that works again, one that waits for an approval. */
export function messages(pipeline: string, region: string, alarmArn: string): Messages {
  const url = pipelineConsoleUrl(region, pipeline);
  const execution = { execution: "$.detail.execution-id" };
  const failed: PipelineMessage = {
    pattern: {
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Stage Execution State Change"],
      detail: { pipeline: [pipeline], state: ["FAILED"] },
    },
    paths: { ...execution, stage: "$.detail.stage" },
    title: `${pipeline}: release failed`,
    sentence: `The release <execution> of ${pipeline} failed in stage <stage>. See ${url}`,
  };
  const recovered: PipelineMessage = {
    pattern: {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      resources: [alarmArn],
      // From ALARM alone: the very first success comes from INSUFFICIENT_DATA and is no recovery.
      detail: { state: { value: ["OK"] }, previousState: { value: ["ALARM"] } },
    },
    paths: {},
    title: `${pipeline}: succeeded after a failure`,
    // A rollback is an execution as well, and CodePipeline's event does not promise to tell it from a release.
    sentence: `An execution of ${pipeline} has succeeded after a failed one: a new release, or a rollback to the former. See ${url}`,
  };
  const approval: PipelineMessage = {
    pattern: {
      source: ["aws.codepipeline"],
      "detail-type": ["CodePipeline Action Execution State Change"],
      detail: { pipeline: [pipeline], state: ["STARTED"], type: { category: ["Approval"] } },
    },
    paths: execution,
    title: `${pipeline}: approval needed`,
    sentence: `The release <execution> of ${pipeline} waits for approval. Approve or reject it at ${url}`,
  };
  return { failed, recovered, approval };
}

/** The message as EventBridge's input template: a sentence for people, or what Chatbot takes for a custom notification. */
export function template({ title, sentence }: PipelineMessage, format: NotificationTarget["format"]): string {
  return format === "text"
    ? JSON.stringify(sentence)
    : JSON.stringify({
        version: "1.0",
        source: "custom",
        content: { textType: "client-markdown", title, description: sentence },
      });
}

/** Sends the messages of a pipeline to every topic of its foundation; without a topic nothing is made. */
export function createPipelineEvents(context: PipelineContext): void {
  const { name, pipelineName, config, foundation, account, child } = context;
  const { metric, targets } = foundation.notifications;
  if (Object.keys(targets).length === 0) {
    return;
  }
  const alarm = createFailureAlarm(name, pipelineName, metric, child);
  const kinds = MESSAGES.filter((kind) => kind !== "approval" || config.approval !== false);
  for (const kind of kinds) {
    const message = pulumi
      .all([account, alarm.arn])
      .apply(([{ region }, alarmArn]) => messages(pipelineName, region, alarmArn)[kind]);
    const rule = new cloudwatch.EventRule(
      `${name}-${kind}`,
      {
        description: `${pipelineName}: ${kind}`,
        eventPattern: message.apply(({ pattern }) => JSON.stringify(pattern)),
      },
      child,
    );
    for (const [key, target] of Object.entries(targets)) {
      new cloudwatch.EventTarget(
        `${name}-${kind}-${key}`,
        {
          rule: rule.name,
          arn: target.topicArn,
          inputTransformer: {
            inputPaths: message.apply(({ paths }) => paths),
            inputTemplate: message.apply((each) => template(each, target.format)),
          },
        },
        { ...child, parent: rule },
      );
    }
  }
}

/** Remembers whether the last execution failed; only its change back to OK is of use. */
function createFailureAlarm(
  name: string,
  pipeline: string,
  metric: Notifications["metric"],
  opts: { readonly parent: pulumi.Resource },
): cloudwatch.MetricAlarm {
  return new cloudwatch.MetricAlarm(
    `${name}-failed`,
    {
      alarmDescription: `The last release of ${pipeline} failed. It notifies no one: EventBridge does.`,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { [metric.dimension]: pipeline },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      // Between two executions there is nothing to measure: the state stays that of the last one.
      treatMissingData: "ignore",
    },
    opts,
  );
}
