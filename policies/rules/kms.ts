import { KMS_KEY } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";

const YEAR = 366;

export const kmsRotation = defineRule({
  id: "kms-rotation",
  pack: "security",
  demands: "A symmetric KMS key of your own is rotated every year.",
  why: "A key that leaked once decrypts everything that it will ever encrypt.",
  fix: "Set enableKeyRotation to true; what was encrypted before stays readable.",
  severity: "medium",
  controls: ["FSBP KMS.4", "CKV_AWS_7", "trivy AWS-0065", "awsguard cmk-backing-key-rotation-enabled"],
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
  levels: { dev: "advisory", prod: "advisory" },
  resource: {
    types: KMS_KEY,
    judge: ({ props }, demand) => {
      const [spec, usage] = [props.at("customerMasterKeySpec"), props.at("keyUsage")];
      // AWS rotates no other kind by itself, nor keys whose material is in a key store of one's own.
      const rotates = () =>
        (spec.absent || spec.isOneOf("SYMMETRIC_DEFAULT")) &&
        (usage.absent || usage.isOneOf("ENCRYPT_DECRYPT")) &&
        props.at("customKeyStoreId").absent;
      demand(
        () => !rotates() || props.at("enableKeyRotation").bool() === true,
        () => `enableKeyRotation is ${props.at("enableKeyRotation").shown()}; set it to true.`,
      );
      const period = props.at("rotationPeriodInDays");
      demand(
        () => !rotates() || (period.number() ?? YEAR) <= YEAR,
        () => `rotationPeriodInDays is ${period.shown()}; set it to ${YEAR - 1} or less.`,
      );
    },
  },
});

export const kmsLockoutCheck = defineRule({
  id: "kms-lockout-check",
  pack: "reliability",
  demands: "AWS's check that a key's policy does not lock out its account stays on.",
  why: "A key that no one may change any more can neither be used by a new service nor be deleted, except through AWS's support.",
  fix: "Remove bypassPolicyLockoutSafetyCheck.",
  severity: "medium",
  controls: ["compliance-policies kms disallowBypassPolicyLockoutSafetyCheck"],
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: KMS_KEY,
    judge: ({ props }, demand) => {
      demand(
        () => props.at("bypassPolicyLockoutSafetyCheck").bool() !== true,
        "bypassPolicyLockoutSafetyCheck is true; remove it.",
      );
    },
  },
});
