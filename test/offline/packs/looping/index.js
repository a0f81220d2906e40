"use strict";
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("looping", {
  policies: [
    {
      name: "looping",
      description: "Keeps its process busy on topics.",
      validateResource: (args) => {
        if (args.type === "aws:sns/topic:Topic") for (;;);
      },
    },
  ],
});
