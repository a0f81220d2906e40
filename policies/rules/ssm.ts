import { credentialIn } from "../aws/credentials";
import { PARAMETER, SSM_DOCUMENT } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";
import { Value } from "../engine/value";

export const ssmSecureParameters = defineRule({
  id: "ssm-secure-parameters",
  pack: "security",
  demands: "A parameter that holds a credential is a SecureString.",
  why: "A String is stored and shown in plain text, to everybody who may read parameters.",
  fix: "Set type to SecureString and give the value as a Pulumi secret.",
  severity: "high",
  controls: ["CKV2_AWS_34"],
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: PARAMETER,
    judge: (resource, demand) => {
      const { props } = resource;
      // /shop/prod/db-password: what it is stands in the last part of the path.
      const name = props.at("name").unknown ? "" : (props.at("name").text() ?? resource.name);
      const last = name.split("/").at(-1) ?? "";
      for (const value of [props.at("value"), props.at("insecureValue")]) {
        demand(
          () =>
            props.at("type").isOneOf("SecureString") ||
            value.absent ||
            credentialIn(last, value) === undefined,
          () => `the parameter ${credentialIn(last, value) ?? ""}; set type to SecureString.`,
        );
      }
    },
  },
});

export const ssmPrivateDocuments = defineRule({
  id: "ssm-private-documents",
  pack: "security",
  demands: "No Systems Manager document is shared with everybody.",
  why: "A public document shows every AWS account how the servers are run, with what stands in it.",
  fix: "Remove permissions, or name the accounts in accountIds.",
  severity: "high",
  controls: ["FSBP SSM.4", "CKV_AWS_303"],
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: SSM_DOCUMENT,
    judge: ({ props }, demand) => {
      const accounts = () => {
        const given = props.at("permissions", "accountIds");
        return (
          given.text() ??
          given
            .items()
            .map((each) => each.text() ?? "")
            .join()
        )
          .split(",")
          .map((each) => each.trim().toLowerCase());
      };
      demand(
        () => !accounts().includes("all"),
        () => `permissions.accountIds is ${Value.of(accounts().join()).shown()}; name the accounts.`,
      );
    },
  },
});
