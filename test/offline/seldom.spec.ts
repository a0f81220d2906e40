import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Batch, copyOutside, previewJson, program, stackOf } from "./support/preview";

describe("packages that the SDK loads at every start and a preview seldom needs", function () {
  this.timeout(120_000);
  const batch = new Batch();
  const outputs = async (preview: ReturnType<Batch["json"]>) => stackOf((await preview()).document).outputs;
  const preview = (stack: string) =>
    batch.json(["--project", program("seldom"), "--no-policies", "--stack", stack]);
  const nothing = preview("nothing");
  const typescript = preview("typescript");
  const serialized = preview("function");

  it("are not loaded by a JavaScript program without use for them", async () => {
    assert.deepEqual(await outputs(nothing), { loaded: [] });
  });

  it("are there for a JavaScript program that requires a TypeScript file", async () => {
    assert.deepEqual(await outputs(typescript), { greeting: "hello", loaded: ["typescript", "ts-node"] });
  });

  it("are there for a program whose function becomes a Lambda function", async () => {
    const { text, packages, loaded } = await outputs(serialized);
    assert.match(JSON.stringify(text), /from afar/);
    assert.deepEqual(packages, []);
    assert.deepEqual(loaded, ["typescript", "@npmcli/arborist"]);
  });

  it("are loaded as ever where a tsconfig.json may have JavaScript compiled", async () => {
    const copy = copyOutside(program("seldom"), "linked");
    rmSync(join(copy, "greeting.ts"));
    const compilerOptions = { allowJs: true, module: "node16", moduleResolution: "node16" };
    writeFileSync(join(copy, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    // An ES module in a folder of CommonJS: only a compiler makes it loadable.
    writeFileSync(join(copy, "greeting.js"), 'export const greeting = "compiled";\n');
    const { document } = await previewJson(["--project", copy, "--no-policies", "--stack", "typescript"]);
    assert.deepEqual(stackOf(document).outputs, { greeting: "compiled", loaded: ["typescript", "ts-node"] });
  });
});
