"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

const refuse = new pulumi.Config().getBoolean("refuse") ?? false;
const onDryRun = { onDryRun: true };
const say = (when) => (args) => console.log(`${when} ${args.name}: ${JSON.stringify(args.newInputs.tags)}`);
const hook = (name, run, options = onDryRun) => new pulumi.ResourceHook(name, run, options);

new aws.sns.Topic(
  "topic",
  { tags: { team: "web" } },
  {
    hooks: {
      beforeCreate: [
        hook("says-before", say("before")),
        hook("real-changes-only", say("never"), {}),
        hook("minds-nothing", () => Promise.reject(new Error("no matter")), {
          ...onDryRun,
          ignoreErrors: true,
        }),
        ...(refuse ? [hook("refuses", () => Promise.reject(new Error("not on a Friday")))] : []),
      ],
      afterCreate: [
        hook("says-after", (args) => console.log(`after ${args.newOutputs.arn.split(":")[2]}`)),
        hook("fails-after", () => Promise.reject(new Error("too late"))),
      ],
      beforeDelete: [hook("never-deletes", say("delete"))],
    },
  },
);
