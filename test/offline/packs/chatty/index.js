"use strict";
const { PolicyPack } = require("@pulumi/policy");

console.log("loading the pack");
new PolicyPack("chatty", { policies: [] });
