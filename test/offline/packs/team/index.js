"use strict";
const aws = require("@pulumi/aws");
const { PolicyPack, validateResourceOfType } = require("@pulumi/policy");

new PolicyPack("team-policies", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "queue-dead-letters",
      description: "A queue keeps the messages that could not be handled.",
      remediationSteps: "Set redrivePolicy to a second queue and a number of attempts.",
      severity: "high",
      validateResource: validateResourceOfType(aws.sqs.Queue, (queue, args, report) => {
        if (queue.redrivePolicy === undefined) report(`${queue.name} has no redrivePolicy.`);
      }),
    },
    {
      name: "bucket-owner",
      description: "A bucket says whose it is.",
      enforcementLevel: "advisory",
      validateResource: validateResourceOfType(aws.s3.Bucket, (bucket, args, report) => {
        if (bucket.tags?.owner === undefined) report("Tag it with owner.");
      }),
    },
  ],
});
