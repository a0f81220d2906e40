import { faulty, remove, set, testPolicy, undetermined, unknown } from "web-infra-policy-kit/testing";
import { queueRetention } from "./policies";

testPolicy(queueRetention, {
  good: [{ type: "aws:sqs/queue:Queue", name: "mail", props: { messageRetentionSeconds: 604_800 } }],
  faulty: {
    "a day": set("mail", "messageRetentionSeconds", 86_400),
    "a second too little": set("mail", "messageRetentionSeconds", 604_799),
  },
  absent: faulty(remove("mail", "messageRetentionSeconds")),
  unknown: undetermined(unknown("mail", "messageRetentionSeconds")),
  fine: {
    "two weeks": set("mail", "messageRetentionSeconds", 1_209_600),
    "a number as text": set("mail", "messageRetentionSeconds", "604800"),
  },
});
