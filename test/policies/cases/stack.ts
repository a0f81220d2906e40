import { add, all, change, orphan, remove, set, unknown, without } from "../fixtures/program";
import { UNKNOWN } from "../../support/policy-messages";
import { faulty, fine, undetermined, unknownIsFine, type Cases } from "./case";

export const alarmCases: Cases = {
  "cw-alarm-actions": {
    faulty: {
      "an empty list": set("errors", "alarmActions", []),
      "actions off": set("errors", "actionsEnabled", false),
    },
    absent: faulty(remove("errors", "alarmActions")),
    unknown: unknownIsFine(unknown("errors", "alarmActions")),
    fine: {
      "an alarm that an EventBridge rule tells of": all(
        remove("errors", "alarmActions"),
        add({
          type: "aws:cloudwatch/eventRule:EventRule",
          name: "errors-told",
          props: { eventPattern: UNKNOWN },
          uses: { eventPattern: ["errors"] },
        }),
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
