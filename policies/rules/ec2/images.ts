import { IMAGE_BLOCK, IMAGE_SHARE, SNAPSHOT_BLOCK } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";

export const ec2PrivateImages = defineRule({
  id: "ec2-private-images",
  pack: "security",
  demands: "No machine image and no snapshot may be shared with everybody.",
  why: "An image holds whatever was on the disk: code, configuration, often keys.",
  fix: "Name the accounts in accountId, or the organization in organizationArn; let the account's state block public sharing.",
  severity: "high",
  controls: ["CKV_AWS_205"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...IMAGE_SHARE, ...IMAGE_BLOCK, ...SNAPSHOT_BLOCK],
    judge: ({ props }, demand) => {
      demand(() => !props.at("group").isOneOf("all"), "group is all; name the accounts instead.");
      demand(
        () => !props.at("state").isOneOf("unblocked"),
        "state is unblocked: the account may share with everybody; set it to block public sharing.",
      );
    },
  },
});
