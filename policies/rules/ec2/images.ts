import { IMAGE_SHARE } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";

export const ec2PrivateImages = defineRule({
  id: "ec2-private-images",
  pack: "security",
  demands: "No machine image is shared with everybody.",
  why: "An image holds whatever was on the disk: code, configuration, often keys.",
  fix: "Name the accounts in accountId, or the organization in organizationArn.",
  severity: "high",
  controls: ["CKV_AWS_205"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: IMAGE_SHARE,
    judge: ({ props }, demand) =>
      demand(() => !props.at("group").isOneOf("all"), "group is all; name the accounts instead."),
  },
});
