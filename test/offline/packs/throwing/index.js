"use strict";
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("throwing", {
  enforcementLevel: "mandatory",
  policies: [
    {
      name: "breaks",
      description: "Breaks on topics.",
      validateResource: (args) => {
        if (args.type === "aws:sns/topic:Topic") throw new TypeError("cannot read this");
      },
    },
  ],
});
