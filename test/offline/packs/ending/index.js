"use strict";
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("ending", {
  policies: [
    {
      name: "ending",
      description: "Ends its process on topics.",
      validateResource: (args) => {
        if (args.type === "aws:sns/topic:Topic") process.exit(3);
      },
    },
  ],
});
