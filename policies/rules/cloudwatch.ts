import { defineRule } from "../engine/rule";
import type { Stack, StackResource } from "../engine/stack";
import { COMPOSITE_ALARM, EVENT_RULE, EVENT_TARGET, LOG_GROUP, METRIC_ALARM } from "../aws/type-tokens";
import { Value } from "../engine/value";

const ALARM = [...METRIC_ALARM, ...COMPOSITE_ALARM];

export const cwAlarmActions = defineRule({
  id: "cw-alarm-actions",
  pack: "reliability",
  demands: "Every alarm notifies people.",
  why: "An alarm without an action turns red in a console that no one watches.",
  fix: "Set alarmActions to an SNS topic, or name the alarm in an EventBridge rule with a target or in a composite alarm that notifies people; leave actionsEnabled on.",
  severity: "medium",
  controls: ["CKV_AWS_319", "Security Hub CloudWatch.15", "Security Hub CloudWatch.17"],
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-15",
  levels: { dev: "advisory", prod: "mandatory" },
  // Only actionsEnabled shows on the alarm alone: without actions of its own another resource may still report it.
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
          () => tells(stack, alarm, new Set()),
          `alarm "${alarm.name}" has no alarmActions; no EventBridge rule with a target and no composite alarm tells of it.`,
        );
      }
    },
  },
});

/** By itself, by an EventBridge rule that sees its changes of state, or as a part of a composite alarm. */
function tells(stack: Stack, alarm: StackResource, seen: Set<StackResource>): boolean {
  seen.add(alarm);
  return (
    alarm.props
      .at("alarmActions")
      .elements()
      .some((action) => action.present) ||
    stack.of(EVENT_RULE).some((rule) => isWorking(stack, rule) && waitsFor(rule, alarm)) ||
    stack
      .of(COMPOSITE_ALARM)
      .some(
        (composite) => !seen.has(composite) && isPartOf(alarm, composite) && tells(stack, composite, seen),
      )
  );
}

function isWorking(stack: Stack, rule: StackResource): boolean {
  const state = rule.props.at("state");
  const isOff = (!state.unknown && state.isOneOf("DISABLED")) || rule.props.at("isEnabled").bool() === false;
  return !isOff && stack.referrers(EVENT_TARGET, "rule", rule).length > 0;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
function waitsFor(rule: StackResource, alarm: StackResource): boolean {
  const given = rule.props.at("eventPattern");
  if (given.unknown || rule.dependenciesOf("eventPattern").includes(alarm)) {
    return rule.dependenciesOf("eventPattern").includes(alarm);
  }
  const pattern = parsed(given.text() ?? "");
  const isOfAlarms =
    pattern
      .at("source")
      .items()
      .some((each) => each.isOneOf("aws.cloudwatch")) ||
    pattern
      .at("detail-type")
      .items()
      .some((each) => each.isOneOf("CloudWatch Alarm State Change"));
  return (
    isOfAlarms &&
    admits(pattern.at("resources"), alarm.props.at("arn")) &&
    admits(pattern.at("detail", "alarmName"), alarm.props.at(nameKey(alarm)))
  );
}

function parsed(json: string): Value {
  try {
    return Value.of(JSON.parse(json));
  } catch {
    return Value.of(undefined);
  }
}

/** Whether a part of a pattern lets this text through; one that is absent lets everything, a matcher is not looked into. */
function admits(patterns: Value, text: Value): boolean {
  return (
    patterns.absent ||
    patterns.items().some((each) => {
      const plain = each.text();
      return plain === undefined || (!text.unknown && plain === text.text());
    })
  );
}

function nameKey(alarm: StackResource): string {
  return COMPOSITE_ALARM.includes(alarm.type) ? "alarmName" : "name";
}

function isPartOf(alarm: StackResource, composite: StackResource): boolean {
  const rule = composite.props.at("alarmRule");
  const name = alarm.props.at(nameKey(alarm));
  return (
    composite.dependenciesOf("alarmRule").includes(alarm) ||
    (!rule.unknown && !name.unknown && name.present && (rule.text() ?? "").includes(name.text() ?? ""))
  );
}

export const cwLogRetention = defineRule({
  id: "cw-log-retention",
  pack: "reliability",
  demands: "Every log group keeps its logs for a set time, long enough to look into an incident.",
  why: "Without retentionInDays logs are kept, and paid for, for ever.",
  fix: "Set retentionInDays.",
  severity: "low",
  controls: ["CKV_AWS_66"],
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
        // Of the class DELIVERY, AWS keeps two days and takes no retention.
        () => props.at("logGroupClass").isOneOf("DELIVERY") || (days.number() ?? 0) >= minimumDays,
        () => `retentionInDays is ${days.shown()}; set it to ${minimumDays} or more.`,
      );
    },
  },
});
