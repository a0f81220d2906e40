import { credentialIn, credentialInBuildspec, credentialInText } from "../../aws/credentials";
import { PIPELINE } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import { Value } from "../../engine/value";
import { actions, label } from "./actions";

/** Configuration keys of source actions that hold tokens by definition. */
const TOKEN_KEYS = ["OAuthToken", "SecretToken"];
/** Keys that hold scripts, or parameters in JSON. */
const TEXT_KEYS = ["Commands", "BuildSpec", "UserParameters", "ParameterOverrides", "Input"];

export const cpNoCreds = defineRule({
  id: "cp-no-creds",
  pack: "security",
  demands: "No action of a pipeline holds a credential in its configuration.",
  why: "The configuration shows in the console and to everybody who may read the pipeline.",
  fix: "Use a connection for the source, and variables of type SECRETS_MANAGER or PARAMETER_STORE for builds.",
  severity: "critical",
  controls: [],
  url: "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: PIPELINE,
    judge: ({ props }, demand) => {
      for (const variable of props.at("variables").items()) {
        const name = variable.at("name").text() ?? "";
        demand(
          () => credentialIn(name, variable.at("defaultValue")) === undefined,
          () => `the default of variable ${name} ${credentialIn(name, variable.at("defaultValue")) ?? ""}.`,
        );
      }
      for (const action of actions(props)) {
        for (const command of action.value.at("commands").items()) {
          demand(
            () => credentialInText(command) === undefined,
            () => `${label(action)}: ${command.path} ${credentialInText(command) ?? ""}.`,
          );
        }
        for (const [key, value] of action.value.at("configuration").entries()) {
          if (TEXT_KEYS.includes(key)) {
            demand(
              () => credentialInBuildspec(value) === undefined,
              () => `${label(action)}: ${key} ${credentialInBuildspec(value) ?? ""}.`,
            );
          }
          demand(
            () => !TOKEN_KEYS.includes(key),
            `${label(action)} has ${key} in its configuration; use a connection.`,
          );
          demand(
            () =>
              key === "EnvironmentVariables"
                ? variables(value).every((each) => each === undefined)
                : credentialIn(key, value) === undefined,
            () =>
              key === "EnvironmentVariables"
                ? `${label(action)}: ${variables(value).find((each) => each !== undefined) ?? ""}.`
                : `${label(action)}: ${key} ${credentialIn(key, value) ?? ""}.`,
          );
        }
      }
    },
  },
});

/** For each variable in the JSON text of a build action, what makes it look like a credential. */
function variables(json: Value): (string | undefined)[] {
  return list(json.text() ?? "").map((variable) => {
    const name = variable.at("name").text() ?? "";
    const plain = !variable.at("type").isOneOf("SECRETS_MANAGER", "PARAMETER_STORE");
    const credential = plain ? credentialIn(name, variable.at("value")) : undefined;
    return credential === undefined ? undefined : `variable ${name} ${credential}`;
  });
}

function list(json: string): Value[] {
  try {
    return Value.of(JSON.parse(json)).items();
  } catch {
    return [];
  }
}
