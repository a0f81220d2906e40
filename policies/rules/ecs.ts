import { credentialIn, credentialInText } from "../aws/credentials";
import { ECS_TASK } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";
import { Value } from "../engine/value";

export const ecsNoPlainSecrets = defineRule({
  id: "ecs-no-plain-secrets",
  pack: "security",
  demands: "No container of an ECS task has a credential in its environment or its command.",
  why: "A task definition shows to everybody who may describe it, and every former revision stays.",
  fix: "Name the secret in secrets with valueFrom, an ARN of Secrets Manager or Parameter Store.",
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
        for (const command of [...container.at("command").items(), ...container.at("entryPoint").items()]) {
          demand(
            () => credentialInText(command) === undefined,
            () => `${command.path} ${credentialInText(command) ?? ""}.`,
          );
        }
      }
    },
  },
});

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
