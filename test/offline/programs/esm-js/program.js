import * as pulumi from "@pulumi/pulumi";

await Promise.resolve();
export const greeting = `hello ${new pulumi.Config().require("name")}`;
