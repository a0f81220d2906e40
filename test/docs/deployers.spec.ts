/** The policy that docs/deployers.md prints covers every service of which the example stacks make resources. */
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { previewJson } from "../offline/support/preview";
import { projectWithExampleStacks } from "../support/example-stacks";

const page = readFileSync(resolve(__dirname, "..", "..", "docs", "deployers.md"), "utf8");
const policy = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "") as {
  Statement: { Action: string | string[]; Resource: string | string[]; Condition?: unknown }[];
};
const allowed = new Set(
  policy.Statement.flatMap(({ Action }) => Action).map((action) => action.split(":")[0]),
);

/** IAM's prefixes, where they are not the provider's name of the service. */
function prefixOf(type: string): string {
  const [, module = ""] = type.split(":");
  const [service = "", member = ""] = module.split("/");
  if (service === "cloudwatch")
    return /^log/.test(member) ? "logs" : /^event/.test(member) ? "events" : "cloudwatch";
  return { lb: "elasticloadbalancing", vpc: "ec2" }[service] ?? service;
}

describe("docs/deployers.md", function () {
  this.timeout(120_000);

  it("allows every service that the example stacks have resources of", async () => {
    const project = projectWithExampleStacks();
    const { document } = await previewJson(["--project", project, "--no-policies"]);
    rmSync(project, { recursive: true, force: true });
    const types = document.stacks
      .flatMap(({ resources }) => resources)
      .filter(({ custom, type }) => custom && type.startsWith("aws:"));
    const prefixes = [...new Set(types.map(({ type }) => prefixOf(type)))].sort();
    assert.ok(prefixes.length > 15, String(prefixes));
    assert.deepEqual(
      prefixes.filter((prefix) => !allowed.has(prefix)),
      [],
    );
  });

  it("lets roles be passed to named services alone", () => {
    const passing = policy.Statement.filter(({ Action }) => Action === "iam:PassRole");
    assert.equal(passing.length, 1);
    assert.match(JSON.stringify(passing[0]?.Condition), /iam:PassedToService/);
    assert.equal(
      policy.Statement.some(({ Action }) => [Action].flat().includes("iam:*")),
      false,
    );
  });
});
