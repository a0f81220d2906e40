import { lookUp, moduleTable } from "./entries";

export const sns = moduleTable("sns", {
  getTopic: lookUp("aws:sns/topic:Topic", "arn:{partition}:sns:{region}:{account}:{name}", "arn id tags"),
});
