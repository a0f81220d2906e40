"use strict";
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("seen", {
  policies: [
    {
      name: "seen",
      description: "Tells which resources it is given.",
      enforcementLevel: "advisory",
      validateResource: ({ type, name }, report) => report(`${type} ${name}`),
    },
    {
      name: "seen-in-the-stack",
      description: "Tells which resources it is given, in the stack as a whole.",
      enforcementLevel: "advisory",
      validateStack: ({ resources }, report) =>
        resources.forEach(({ type, name }) => report(`${type} ${name}`)),
    },
  ],
});
