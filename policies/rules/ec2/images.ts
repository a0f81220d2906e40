import {
  IMAGE_BLOCK,
  IMAGE_DISTRIBUTION,
  IMAGE_SHARE,
  SHARED_SNAPSHOT,
  SNAPSHOT_BLOCK,
} from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Value } from "../../engine/value";

export const ec2PrivateImages = defineRule({
  id: "ec2-private-images",
  pack: "security",
  demands: "No machine image and no snapshot may be shared with everybody.",
  why: "An image holds whatever was on the disk: code, configuration, often keys.",
  fix: "Name the accounts in accountId, userIds or sharedAccounts, or the organization in organizationArn; let the account's state block public sharing.",
  severity: "high",
  controls: ["CKV_AWS_205"],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: [...IMAGE_SHARE, ...SHARED_SNAPSHOT, ...IMAGE_DISTRIBUTION, ...IMAGE_BLOCK, ...SNAPSHOT_BLOCK],
    judge: ({ props }, demand) => {
      for (const receiver of receiversOf(props)) {
        demand(
          () => !receiver.isOneOf("all"),
          () => `${receiver.path} is all; name the accounts instead.`,
        );
      }
      demand(
        () => !props.at("state").isOneOf("unblocked"),
        "state is unblocked: the account may share with everybody; set it to block public sharing.",
      );
    },
  },
});

/** Whom an image, a snapshot, or what an image builder makes is shared with. */
function receiversOf(props: Value): Value[] {
  const built = props
    .at("distributions")
    .items()
    .flatMap((each) => each.at("amiDistributionConfiguration", "launchPermission", "userGroups").items());
  return [props.at("group"), ...props.at("sharedAccounts").items(), ...built];
}
