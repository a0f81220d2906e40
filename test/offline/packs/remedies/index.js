"use strict";
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("remedies", {
  enforcementLevel: "remediate",
  policies: [
    {
      name: "owner",
      description: "Parameters have an owner.",
      remediateResource: (args) => {
        if (args.type !== "aws:ssm/parameter:Parameter") return undefined;
        // As careless as can be: this puts every secret back in plain text.
        return { ...args.props, copy: args.props.value, tags: { ...args.props.tags, owner: "remedied" } };
      },
    },
    {
      name: "sees-the-remedy",
      description: "Tells what later policies see.",
      enforcementLevel: "advisory",
      validateResource: (args, report) => {
        if (args.type === "aws:ssm/parameter:Parameter") report(`owner is ${args.props.tags?.owner}`);
      },
    },
  ],
});
