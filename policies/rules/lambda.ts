import { credentialIn } from "../aws/credentials";
import { FUNCTION } from "../aws/type-tokens";
import { defineRule } from "../engine/rule";

export const lambdaNoPlainSecrets = defineRule({
  id: "lambda-no-plain-secrets",
  pack: "security",
  demands: "No environment variable of a Lambda function holds a credential in plain text.",
  why: "Variables show in the console and to everybody who may read the function's configuration.",
  fix: "Name the secret's ARN in the variable and read it from Secrets Manager or Parameter Store when the function starts.",
  severity: "critical",
  controls: ["CKV_AWS_45"],
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  resource: {
    types: FUNCTION,
    judge: ({ props }, demand) => {
      for (const [name, value] of props.at("environment", "variables").entries()) {
        demand(
          () => credentialIn(name, value) === undefined,
          () => `variable ${name} ${credentialIn(name, value) ?? ""}.`,
        );
      }
    },
  },
});
