import { CLOUDTRAIL_ACCOUNTS } from "../region-tables";
import { moduleTable } from "./entries";
import { serviceAccount } from "./elb";

export const cloudtrail = moduleTable("cloudtrail", {
  getServiceAccount: serviceAccount(
    CLOUDTRAIL_ACCOUNTS,
    "root",
    (region) => `unsupported CloudTrail Service Account Region (${region})`,
  ),
});
