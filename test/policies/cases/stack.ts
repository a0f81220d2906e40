import { add, all, change, orphan, remove, set, unknown, without } from "../fixtures/program";
import { UNKNOWN } from "../../../policies/testing/messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "../../../policies/testing/case";

function pattern(other: object): string {
  return JSON.stringify({ source: ["aws.cloudwatch"], ...other });
}

/** The alarm without actions of its own, and an EventBridge rule beside it. */
function reported(props: object, { named = true, target = true } = {}) {
  return all(
    remove("errors", "alarmActions"),
    set("errors", "name", "site-errors"),
    add({
      type: "aws:cloudwatch/eventRule:EventRule",
      name: "errors-reported",
      props: { ...props },
      uses: { eventPattern: named ? ["errors"] : [] },
    }),
    add({
      type: "aws:cloudwatch/eventTarget:EventTarget",
      name: "errors-reported-to",
      props: { arn: "arn:topic" },
      uses: { rule: target ? ["errors-reported"] : [] },
    }),
  );
}

function composite(props: object) {
  return add({
    type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    name: "anything",
    props: { alarmRule: UNKNOWN, ...props },
    uses: { alarmRule: ["errors"] },
  });
}

function exempt(policy: string, value: string) {
  return set("cdn", "tags", { [`web-infra:exempt/${policy}`]: value });
}

export const alarmCases: Cases = {
  "cw-alarm-actions": {
    faulty: {
      "an empty list": set("errors", "alarmActions", []),
      "a rule without a target": reported({ eventPattern: UNKNOWN }, { target: false }),
      "a rule that is off": reported({ eventPattern: UNKNOWN, state: "DISABLED" }),
      "a rule for another alarm": reported(
        { eventPattern: pattern({ detail: { alarmName: ["other"] } }) },
        { named: false },
      ),
      "a rule for something else": reported(
        { eventPattern: JSON.stringify({ source: ["aws.codepipeline"] }) },
        { named: false },
      ),
      "a part of a composite alarm that notifies no one": all(
        remove("errors", "alarmActions"),
        composite({ alarmActions: [] }),
      ),
      "actions off": set("errors", "actionsEnabled", false),
    },
    absent: faulty(remove("errors", "alarmActions")),
    unknown: unknownIsFine(unknown("errors", "alarmActions")),
    fine: {
      "an alarm that an EventBridge rule tells of": reported({ eventPattern: UNKNOWN }),
      "an alarm that a rule names by text": reported(
        { eventPattern: pattern({ detail: { alarmName: ["other", "site-errors"] } }) },
        { named: false },
      ),
      "an alarm that a rule for all alarms tells of": reported(
        { eventPattern: pattern({}) },
        { named: false },
      ),
      "an alarm that a rule names by a part of its name": reported(
        { eventPattern: pattern({ detail: { alarmName: [{ prefix: "site-" }] } }) },
        { named: false },
      ),
      "a part of a composite alarm that notifies people": all(
        remove("errors", "alarmActions"),
        composite({ alarmActions: ["arn:topic"] }),
      ),
    },
  },
  "cw-log-retention": {
    faulty: {
      "for ever": set("build-log", "retentionInDays", 0),
      "for a week": set("build-log", "retentionInDays", 7),
    },
    absent: faulty(remove("build-log", "retentionInDays")),
    unknown: undetermined(unknown("build-log", "retentionInDays")),
    fine: { "a text": set("build-log", "retentionInDays", "90") },
  },
};

export const stackCases: Cases = {
  "exempt-tags": {
    faulty: {
      "a policy that there is not": exempt("cf-wav", "until 2999-12-31: the company has one"),
      "no end": exempt("cf-waf", "the company has one"),
      "a day that is none": exempt("cf-waf", "until 2999-02-31: the company has one"),
      "no reason": exempt("cf-waf", "until 2999-12-31: "),
      "a character that AWS refuses": exempt("cf-waf", "until 2999-12-31: one; and another"),
      "longer than AWS takes": exempt("cf-waf", `until 2999-12-31: ${"x".repeat(250)}`),
      "a resource that there is not": exempt("cf-waf@cdm", "until 2999-12-31: the company has one"),
      "of an Auto Scaling group, whose tags are a list": add({
        type: "aws:autoscaling/group:Group",
        name: "exempt",
        props: { tags: [{ key: "web-infra:exempt/asg-multi-az", value: "", propagateAtLaunch: false }] },
      }),
    },
    also: ["asg-capacity", "asg-multi-az"],
    absent: fine(remove("cdn", "tags")),
    unknown: unknownIsFine(unknown("cdn", "tags")),
    fine: {
      "well-formed": exempt("cf-waf", "until 2999-12-31: the company has one"),
      "of another resource": exempt("cf-geo@environment", "until 2999-12-31: moving"),
    },
  },
  "types-judged": {
    faulty: {
      "a type that no policy knows": add({
        type: "aws-native:rds:DbInstance",
        name: "database",
        props: { tags: { app: "example" } },
      }),
    },
    absent: fine(
      add({
        type: "aws:cloudformation/stack:Stack",
        name: "empty",
        props: { templateBody: '{"Resources":{}}' },
      }),
    ),
    unknown: {
      change: add({ type: "aws:cloudformation/stack:Stack", name: "late", props: { templateBody: UNKNOWN } }),
      expect: "undetermined",
    },
  },
  "tags-required": {
    faulty: { "a resource without": remove("disk", "tags") },
    absent: faulty(remove("pages", "tags")),
    unknown: unknownIsFine(unknown("pages", "tags")),
    fine: {
      "tags of the provider": all(
        remove("pages", "tags"),
        change("pages", (resource) => ({
          ...resource,
          provider: { defaultTags: JSON.stringify({ tags: { app: "example" } }) },
        })),
      ),
    },
  },
  "components-complete": {
    faulty: {
      "a site whose distribution stands elsewhere": change("cdn", (resource) => ({
        ...resource,
        parent: "balanced",
      })),
      "a pipeline without build": without("build"),
    },
    absent: fine(without("ship")),
    unknown: unknownIsFine(unknown("build", "source.location")),
    fine: {
      "a service without a redirect, as behind CloudFront": without("environment-redirect"),
      "a child of a child": all(
        add({ type: "acme:index:Part", name: "part", parent: "site", props: {} }),
        change("cdn", (resource) => ({ ...resource, parent: "part" })),
      ),
    },
  },
  "inside-components": {
    faulty: {
      "a load balancer of its own": change("balancer", orphan),
    },
    absent: fine(
      without("balanced", "balancer", "balancer-firewall", "http", "https", "moved", "api", "probe"),
    ),
    unknown: unknownIsFine(unknown("balancer", "name")),
    fine: {
      "a program without components of this project": (program) =>
        program.filter(({ type }) => !type.startsWith("web-infra:")).map(orphan),
    },
  },
};
