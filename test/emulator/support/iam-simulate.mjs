// A program of its own around an IAM simulator that was installed elsewhere: questions on standard input, answers on
// standard output, both JSON. Usage: node iam-simulate.mjs FOLDER < questions.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder = ""] = process.argv.slice(2);
const simulator = createRequire(join(folder, "package.json")).resolve("@cloud-copilot/iam-simulate");
const { runSimulation } = await import(pathToFileURL(simulator).href);

/** A key's own policy decides first; this one leaves it to the roles, as the default policy of each key does. */
const KEY_POLICY = (accountId) => ({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" },
  ],
});

const answers = [];
for (const { policy, action, resource, accountId, context } of JSON.parse(readFileSync(0, "utf8"))) {
  const { overallResult, errors } = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${accountId}:role/role`,
        action,
        resource: { resource, accountId },
        contextVariables: context,
      },
      identityPolicies: [{ name: "role", policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(action.startsWith("kms:") ? { resourcePolicy: KEY_POLICY(accountId) } : {}),
    },
    {},
  );
  answers.push(
    errors === undefined ? { allowed: overallResult === "Allowed" } : { fault: JSON.stringify(errors) },
  );
}
process.stdout.write(JSON.stringify(answers));
