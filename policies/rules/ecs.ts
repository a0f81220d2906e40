import { credentialIn, credentialInText } from "../aws/credentials";
import { ECS_TASK } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";
import { Value } from "../engine/value";

export const ecsNoPlainSecrets = defineRule({
  id: "ecs-no-plain-secrets",
  pack: "security",
  demands:
    "No container of an ECS task has a credential in its environment, its commands or its log driver's options.",
  why: "A task definition shows to everybody who may describe it, and every former revision stays.",
  fix: "Name the secret in secrets, or in secretOptions of logConfiguration, with valueFrom, an ARN of Secrets Manager or Parameter Store.",
  severity: "critical",
  controls: ["FSBP ECS.8"],
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: ECS_TASK,
    judge: ({ props }, demand) => {
      for (const container of containersOf(props.at("containerDefinitions"))) {
        for (const variable of container.at("environment").items()) {
          const name = variable.at("name").text() ?? "";
          demand(
            () => credentialIn(name, variable.at("value")) === undefined,
            () => `variable ${name} ${credentialIn(name, variable.at("value")) ?? ""}.`,
          );
        }
        // What a log driver may not show stands in secretOptions.
        for (const [name, value] of container.at("logConfiguration", "options").entries()) {
          demand(
            () => credentialIn(name, value) === undefined,
            () => `option ${name} of logConfiguration ${credentialIn(name, value) ?? ""}.`,
          );
        }
        for (const command of commandsOf(container)) {
          demand(
            () => credentialInText(command) === undefined,
            () => `${command.path} ${credentialInText(command) ?? ""}.`,
          );
        }
      }
    },
  },
});

function commandsOf(container: Value): Value[] {
  return [
    ...container.at("command").items(),
    ...container.at("entryPoint").items(),
    ...container.at("healthCheck", "command").items(),
  ];
}

/** They are given as JSON text. */
function containersOf(definitions: Value): Value[] {
  const text = definitions.raw();
  if (typeof text !== "string") {
    return definitions.items();
  }
  try {
    return Value.of(JSON.parse(text), definitions.path).items();
  } catch {
    return [];
  }
}
