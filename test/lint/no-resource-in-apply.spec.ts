import assert from "node:assert/strict";
import { join } from "node:path";
import { ESLint } from "eslint";

const root = join(__dirname, "..", "..");

/** The rules that a piece of the program breaks under the repository's own configuration. */
async function broken(code: string): Promise<(string | null)[]> {
  const eslint = new ESLint({ cwd: root });
  // Every import is used, so that only the piece itself can break a rule.
  const source = `import * as s3 from "@pulumi/aws/s3";\nimport * as pulumi from "@pulumi/pulumi";\nexport const used = [s3.Bucket, pulumi.output];\n${code}\n`;
  // The text is judged as if it stood in a file of the program, so that it gets the program's types.
  const [result] = await eslint.lintText(source, { filePath: join(root, "index.ts") });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe("lint", function () {
  this.timeout(240_000);

  it("forbids a resource made inside apply()", async () => {
    const rules = await broken(
      `export const made = pulumi.output("x").apply((name) => new s3.Bucket(name, {}, { protect: true }));`,
    );
    assert.deepEqual(rules, ["web-infra/no-resource-in-apply"]);
  });

  it("forbids a component made inside a nested function of apply()", async () => {
    const rules = await broken(
      `export const made = pulumi.all(["x"]).apply((names) => names.map((name) => new pulumi.ComponentResource("a:b:C", name)));`,
    );
    assert.deepEqual(rules, ["web-infra/no-resource-in-apply"]);
  });

  it("allows other objects inside apply(), and a resource whose name is an Output's subject", async () => {
    const rules = await broken(
      `export const url = pulumi.output("https://x").apply((text) => new URL(text).host);\n` +
        `export const id = new s3.Bucket("b", { bucket: url }).id.apply((text) => text.length);`,
    );
    assert.deepEqual(rules, []);
  });

  it("forbids a floating promise", async () => {
    const rules = await broken(
      `const later = async (): Promise<void> => { await Promise.resolve(); };\nlater();`,
    );
    assert.deepEqual(rules, ["@typescript-eslint/no-floating-promises"]);
  });
});
