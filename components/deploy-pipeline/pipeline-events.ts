/** What one pipeline tells: a failed release, one that works again, one that waits for somebody. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { Notifications, NotificationTarget } from "./notifications";

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

export function messages(pipeline: string, region: string, alarmArn: string, approves: boolean) {
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
  return { failed, recovered, ...(approves ? { approval } : {}) };
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

interface EventArgs {
  readonly pipeline: string;
  readonly region: pulumi.Output<string>;
  readonly approves: boolean;
  readonly notifications: Notifications;
}

export function makePipelineEvents(
  name: string,
  args: EventArgs,
  opts: { readonly parent: pulumi.Resource },
): void {
  const { metric, targets } = args.notifications;
  if (Object.keys(targets).length === 0) {
    return;
  }
  const alarm = makeFailureAlarm(name, args.pipeline, metric, opts);
  const known = pulumi.all([args.region, alarm.arn]);
  // The keys are known without the outputs, so that a preview shows every rule.
  for (const kind of Object.keys(messages("", "", "", args.approves)) as (
    "failed" | "recovered" | "approval"
  )[]) {
    const message = known.apply(([region, alarmArn]) => {
      const found = messages(args.pipeline, region, alarmArn, args.approves)[kind];
      if (found === undefined) {
        throw new Error(`no message ${kind}`);
      }
      return found;
    });
    const rule = new cloudwatch.EventRule(
      `${name}-${kind}`,
      {
        description: `${args.pipeline}: ${kind}`,
        eventPattern: message.apply(({ pattern }) => JSON.stringify(pattern)),
      },
      opts,
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
        { ...opts, parent: rule },
      );
    }
  }
}

/** Remembers whether the last execution failed; only its change back to OK is of use. */
function makeFailureAlarm(
  name: string,
  pipeline: string,
  metric: Notifications["metric"],
  opts: { readonly parent: pulumi.Resource },
): cloudwatch.MetricAlarm {
  return new cloudwatch.MetricAlarm(
    `${name}-failed`,
    {
      alarmDescription: `The last release of ${pipeline} failed. It tells nobody: EventBridge does.`,
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
