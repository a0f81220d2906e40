/** What the README shows is what the preview prints. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { preview } from "../offline/support/preview";
import { exampleStack, projectWithExampleStacks } from "../support/example-stacks";

const ROOT = resolve(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The lines of the first block of code after a sentence; those left out are marked by ⋮. */
function shown(sentence: RegExp): string[] {
  const at = README.search(sentence);
  assert.ok(at >= 0, `README.md says ${sentence.source}`);
  const block = /```\n([\s\S]*?)\n```/.exec(README.slice(at));
  return (block?.[1] ?? "").split("\n").filter((line) => line.trim() !== "⋮");
}

/** Every line stands in the output, in this order. */
function assertPrinted(lines: readonly string[], output: string): void {
  const printed = output.split("\n");
  let from = 0;
  for (const line of lines) {
    const found = printed.indexOf(line, from);
    assert.ok(found >= 0, `the preview prints ${JSON.stringify(line)}`);
    from = found + 1;
  }
}

describe("README.md", function () {
  this.timeout(120_000);
  let copy: string;

  before(() => {
    copy = projectWithExampleStacks();
  });
  after(() => rmSync(copy, { recursive: true, force: true }));

  /** Previews prod with its file changed. */
  async function previewWith(...changes: readonly (readonly [from: string, to: string])[]) {
    const changed = changes.reduce((text, [from, to]) => {
      assert.ok(text.includes(from), `Pulumi.prod.yaml has ${from}`);
      return text.replace(from, to);
    }, exampleStack("prod"));
    writeFileSync(join(copy, "Pulumi.prod.yaml"), changed);
    return preview(["--stack", "prod", "--project", copy]);
  }

  it("shows what the preview of prod prints", async () => {
    const { code, stdout } = await previewWith();
    assert.equal(code, 0);
    assertPrinted(shown(/Of what it prints for prod/), stdout);
  });

  it("shows what a broken rule prints", async () => {
    const { code, stdout, stderr } = await previewWith(["cpuUpper: 80", "cpuUpper: 95"]);
    assert.equal(code, 1);
    assertPrinted(shown(/Break a rule/), stdout + stderr);
  });

  it("shows what a faulty configuration prints", async () => {
    const { code, stdout, stderr } = await previewWith(
      ["mode: spa", "mode: ssr\n      colour: red"],
      ["domain: www.example.com", "domain: www.example.org"],
      ["max: 4", "max: 1"],
    );
    assert.equal(code, 1);
    const output = (stdout + stderr).replace(/^ +(?:error: )?/gm, "");
    assertPrinted(shown(/A fault is one line/), output);
  });
});
