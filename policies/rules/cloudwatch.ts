import { defineRule } from "../engine/rule";
import { COMPOSITE_ALARM, EVENT_RULE, LOG_GROUP, METRIC_ALARM } from "../engine/tokens";

const ALARM = [...METRIC_ALARM, ...COMPOSITE_ALARM];

export const cwAlarmActions = defineRule({
  id: "cw-alarm-actions",
  pack: "reliability",
  demands: "Every alarm tells somebody.",
  why: "An alarm without an action turns red in a console that nobody looks at.",
  fix: "Set alarmActions to an SNS topic, or name the alarm in an EventBridge rule; leave actionsEnabled on.",
  severity: "medium",
  controls: ["CKV_AWS_319", "Security Hub CloudWatch.15", "Security Hub CloudWatch.17"],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: ALARM,
    judge: ({ props }, demand) => {
      demand(() => props.at("actionsEnabled").bool() !== false, "actionsEnabled is false.");
    },
  },
  stack: {
    types: ALARM,
    judge: (stack, demand) => {
      for (const alarm of stack.of(ALARM)) {
        demand(
          alarm,
          () =>
            alarm.props.at("alarmActions").present ||
            // EventBridge sees every change of state; a rule that waits for this alarm's tells of it in its own words.
            stack.referrers(EVENT_RULE, "eventPattern", alarm).length > 0,
          `alarm "${alarm.name}" has no alarmActions, and no aws.cloudwatch.EventRule names it.`,
        );
      }
    },
  },
});

export const cwLogRetention = defineRule({
  id: "cw-log-retention",
  pack: "reliability",
  demands: "Every log group keeps its logs for a set time, long enough to look into an incident.",
  why: "Without retentionInDays logs are kept, and paid for, for ever.",
  fix: "Set retentionInDays.",
  severity: "low",
  controls: ["CKV_AWS_66", "CKV_AWS_338", "Security Hub CloudWatch.16"],
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    minimumDays: { type: "number", default: 30, minimum: 1, about: "The shortest retentionInDays." },
  },
  environments: { dev: { minimumDays: 1 } },
  resource: {
    types: LOG_GROUP,
    judge: ({ props }, demand, { minimumDays }) => {
      const days = props.at("retentionInDays");
      demand(
        () => (days.number() ?? 0) >= minimumDays,
        () => `retentionInDays is ${days.shown()}; set it to ${minimumDays} or more.`,
      );
    },
  },
});
