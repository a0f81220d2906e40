import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { WITH_RESOURCE_POLICY } from "../../policies/aws/type-tokens";

const AWS = dirname(require.resolve("@pulumi/aws/package.json"));

/** The declaration of a resource in @pulumi/aws, by its token `aws:module/file:Class`; undefined where it has none. */
function declarationOf(token: string): string | undefined {
  const [, module = "", file = ""] = /^aws:([^/]+)\/([^:]+):/.exec(token) ?? [];
  const path = join(AWS, module, `${file}.d.ts`);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

describe("the types with a policy of their own", () => {
  for (const [property, types] of Object.entries(WITH_RESOURCE_POLICY)) {
    for (const type of types) {
      it(`${type} has it in the property ${property}, as @pulumi/aws declares it`, () => {
        assert.ok(new RegExp(`^    ${property}\\??:`, "m").test(declarationOf(type) ?? ""));
      });
    }
  }
});
