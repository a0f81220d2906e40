import { definePolicy } from "web-infra-policy-kit";

const DAY = 86_400;
/** What SQS does where the program says nothing: four days. */
const DEFAULT = 4 * DAY;

export const queueRetention = definePolicy({
  // With the team's name before it, so that it is none of another pack.
  id: "team-queue-retention",
  demands: "A queue keeps its messages for a week.",
  why: "What waits over a long weekend with a broken consumer is otherwise deleted before the team looks at it.",
  fix: "Set messageRetentionSeconds to at least 604800.",
  severity: "medium",
  level: "mandatory",
  options: {
    days: { type: "number", default: 7, minimum: 1, about: "Days that a message must be kept at least." },
  },
  resource: {
    types: ["aws:sqs/queue:Queue"],
    judge: ({ props }, demand, { days }) => {
      const retention = props.at("messageRetentionSeconds");
      // Where the value is known only after the update, reading it ends this demand: it counts as not judged yet.
      demand(
        () => (retention.number() ?? DEFAULT) >= days * DAY,
        () => `messageRetentionSeconds is ${retention.shown()}: less than ${days} days.`,
      );
    },
  },
});
