import * as pulumi from "@pulumi/pulumi";
import { greet } from "./greet.js";

export const greeting: string = await greet(new pulumi.Config().require("name"));
