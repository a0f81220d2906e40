import { credentialIn, credentialInText } from "../aws/credentials";
import { MAINTENANCE_TASK, PARAMETER, SSM_ASSOCIATION, SSM_DOCUMENT, SSM_SETTING } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";
import { Value } from "../engine/value";

export const ssmSecureParameters = defineRule({
  id: "ssm-secure-parameters",
  pack: "security",
  demands: "A parameter that holds a credential is a SecureString, and no document or command holds one.",
  why: "A String, a document and a command are stored and shown in plain text, to everybody who may read them.",
  fix: "Set type to SecureString and give the value as a Pulumi secret; let a script read it when it runs.",
  severity: "high",
  controls: ["CKV2_AWS_34"],
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: PARAMETER,
    seldom: [...SSM_DOCUMENT, ...SSM_ASSOCIATION, ...MAINTENANCE_TASK],
    judge: (resource, demand) => {
      const { props } = resource;
      for (const text of scriptsOf(props)) {
        demand(
          () => credentialInText(text) === undefined,
          () => `${text.path} ${credentialInText(text) ?? ""}; let the script read it when it runs.`,
        );
      }
      if (!PARAMETER.includes(resource.type)) {
        return;
      }
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

/** What a document, an association or a task of a maintenance window runs. */
function scriptsOf(props: Value): Value[] {
  const runs = props.at("taskInvocationParameters", "runCommandParameters", "parameters").items();
  return [
    props.at("content"),
    ...props
      .at("parameters")
      .entries()
      .map(([, value]) => value),
    ...runs.flatMap((each) => each.at("values").elements()),
  ].filter((each) => each.unknown || each.present);
}

const SHARING = /(?:^|servicesetting)\/ssm\/documents\/console\/public-sharing-permission$/;

export const ssmPrivateDocuments = defineRule({
  id: "ssm-private-documents",
  pack: "security",
  demands: "No Systems Manager document is shared with everybody.",
  why: "A public document shows every AWS account how the servers are run, with what stands in it.",
  fix: "Remove permissions, or name the accounts in accountIds; leave the account's block of public sharing on.",
  severity: "high",
  controls: ["FSBP SSM.4", "CKV_AWS_303"],
  url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: SSM_DOCUMENT,
    seldom: SSM_SETTING,
    judge: ({ type, props }, demand) => {
      if (SSM_SETTING.includes(type)) {
        demand(
          () =>
            !SHARING.test(props.at("settingId").text() ?? "") || !props.at("settingValue").isOneOf("Enable"),
          "settingValue is Enable: any document may be shared with everybody; set it to Disable.",
        );
        return;
      }
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
