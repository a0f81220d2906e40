/** Environment variables of what CodeBuild runs: plain ones, and secrets that it fetches itself. */
import { z } from "zod";
import { type Fault, kmsKeyArn, plainTextSecret, type Rule, secretArn, text } from "../../fields";

const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED_VARIABLE = /^CODEBUILD_/i;

const variableName = z
  .string()
  .regex(VARIABLE, "must be a name of letters, digits and _, not starting with a digit")
  .refine(
    (name) => !RESERVED_VARIABLE.test(name),
    "must not start with CODEBUILD_, which CodeBuild keeps for itself",
  );

export const variablesShape = {
  environment: z.record(variableName, text()).default({}),
  secrets: z.record(variableName, secretArn).default({}),
  secretKeyArns: z.array(kmsKeyArn).readonly().default([]),
} as const;

export type Variables = z.output<z.ZodObject<typeof variablesShape>>;

/** @param key what `secrets` is called in messages: with the key that it stands under */
export function variablesRules(key: string): readonly Rule<Variables>[] {
  return [
    { reads: [], entriesOf: ["environment", "secrets"], faults: givenTwice },
    { reads: [], entriesOf: ["environment"], faults: (given) => inPlainText(given, key) },
  ];
}

function givenTwice({ environment, secrets }: Variables): Fault[] {
  return Object.keys(environment)
    .filter((name) => Object.hasOwn(secrets, name))
    .map((name) => ({
      path: ["environment", name],
      message: "must not be under both environment and secrets",
    }));
}

function inPlainText({ environment }: Variables, key: string): Fault[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const reason = plainTextSecret(name, value);
    return reason === undefined
      ? []
      : [
          {
            path: ["environment", name],
            message: `${reason} and must not be in plain text: store it in Secrets Manager or SSM and put its ARN under ${key}`,
            hidden: true,
          },
        ];
  });
}
