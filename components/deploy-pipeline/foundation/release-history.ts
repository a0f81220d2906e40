/** What became of the last executions: a log of them, and of it a metric that is 1 after a failure and 0 after a success. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type AccountAndRegion, arnOf } from "../../aws/account";
import { type PolicyDocument, policyDocument } from "../../aws/policy-document";
import { pipelineNamePattern } from "../naming";

/** The metric, by pipeline. */
export const FAILURE_METRIC = {
  namespace: "WebInfra/Pipelines",
  name: "Failed",
  dimension: "Pipeline",
} as const;

/**
 * EventBridge may write what it has seen of the pipelines into their log. As in AWS's own example there is no condition on
 * the account: with one that its requests do not meet, the rule would match and nothing would be written.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function eventLogPolicy(logGroupArn: string): PolicyDocument {
  return policyDocument({
    Sid: "Events",
    Effect: "Allow",
    Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  });
}

/**
 * Every finished execution, in a log: of it a metric is made that is 1 after a failure and 0 after a success. A pipeline's
 * alarm on it remembers whether the last execution failed, which is what a message "works again" needs.
 */
export function createHistory(
  name: string,
  account: pulumi.Output<AccountAndRegion>,
  opts: { readonly parent: pulumi.Resource },
): void {
  const HISTORY_DAYS = 365;
  const groupName = `/aws/events/${pulumi.getProject()}-${pulumi.getStack()}-pipelines`;
  const group = new cloudwatch.LogGroup(
    `${name}-history`,
    { name: groupName, retentionInDays: HISTORY_DAYS },
    opts,
  );
  const child = { ...opts, parent: group };
  const logPolicy = new cloudwatch.LogResourcePolicy(
    `${name}-history`,
    {
      policyName: `${pulumi.getProject()}-${pulumi.getStack()}-pipelines`,
      policyDocument: account.apply((here) =>
        JSON.stringify(eventLogPolicy(arnOf(here, "logs", `log-group:${groupName}`))),
      ),
    },
    child,
  );
  const rule = new cloudwatch.EventRule(
    `${name}-history`,
    {
      description: "Finished executions of the pipelines",
      eventPattern: JSON.stringify({
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: {
          state: ["SUCCEEDED", "FAILED"],
          pipeline: [{ wildcard: pipelineNamePattern(pulumi.getProject(), pulumi.getStack()) }],
        },
      }),
    },
    child,
  );
  new cloudwatch.EventTarget(
    `${name}-history`,
    { rule: rule.name, arn: account.apply((here) => arnOf(here, "logs", `log-group:${groupName}`)) },
    { ...child, dependsOn: [logPolicy] },
  );
  for (const [state, value] of Object.entries({ FAILED: "1", SUCCEEDED: "0" })) {
    new cloudwatch.LogMetricFilter(
      `${name}-${state.toLowerCase()}`,
      {
        logGroupName: group.name,
        pattern: `{ $.detail.state = "${state}" }`,
        metricTransformation: {
          namespace: FAILURE_METRIC.namespace,
          name: FAILURE_METRIC.name,
          value,
          dimensions: { [FAILURE_METRIC.dimension]: "$.detail.pipeline" },
        },
      },
      child,
    );
  }
}
