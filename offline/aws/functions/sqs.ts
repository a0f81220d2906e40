import { list, lookUp, moduleTable } from "./entries";

export const sqs = moduleTable("sqs", {
  getQueue: lookUp(
    "aws:sqs/queue:Queue",
    "https://sqs.{region}.{suffix}/{account}/{name}",
    "arn id tags url",
  ),
  getQueues: list("queueUrls"),
});
