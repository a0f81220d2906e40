import assert from "node:assert/strict";
import { mkdirSync, readFileSync, cpSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { HELP } from "../../offline/cli/options";
import { previewDocument } from "./support/document";
import { Batch, pack, program, temporaryFolder } from "./support/preview";

const ROOT = resolve(__dirname, "..", "..");
const PAGE = readFileSync(join(ROOT, "docs", "offline-preview.md"), "utf8");

/** Code blocks of the page, in order. */
const blocks = [...PAGE.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language, text]) => ({
  language,
  text: text ?? "",
}));

/** What changes from run to run. */
const steady = (output: string) => output.replace(/\d+\.\d s/g, "N s");

describe("docs/offline-preview.md", function () {
  this.timeout(120_000);
  const batch = new Batch();
  // Beside each other, as the page has them, and outside this repository.
  const folder = temporaryFolder();
  const args = ["--project", join(folder, "shop"), "--policy-pack", join(folder, "team-policies")];
  const text = batch.text(args);
  const json = batch.json(args);
  before(() => {
    mkdirSync(folder, { recursive: true });
    cpSync(program("shop"), join(folder, "shop"), { recursive: true });
    cpSync(pack("team"), join(folder, "team-policies"), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  });

  it("lists the options that the command has, and no others", () => {
    const inHelp = [...HELP.matchAll(/^ {2}(--[a-z-]+(?: [A-Z]+)?) /gm)].map(([, option]) => option);
    const rows = [...PAGE.matchAll(/^\| `(--[^`]+)`/gm)].map(([, option]) => option);
    assert.ok(inHelp.length >= 10);
    assert.deepEqual(rows, inHelp);
  });

  it("shows what the preview of another project prints", async () => {
    const { code, stdout } = await text();
    assert.equal(code, 1);
    const shown = blocks.find((block) => block.text.startsWith("Previewing update"));
    assert.equal(steady(stdout), steady(String(shown?.text)));
  });

  it("shows a part of the document that --json prints, with every one of its fields", async () => {
    const { document } = await json();
    const shown = previewDocument.parse(
      JSON.parse(String(blocks.find(({ language }) => language === "json")?.text)),
    );
    const [real, part] = [document.stacks[0], shown.stacks[0]];
    assert.ok(real && part);
    for (const resource of part.resources) {
      assert.deepEqual(
        resource,
        real.resources.find(({ urn }) => urn === resource.urn),
      );
    }
    for (const violation of part.violations) {
      assert.deepEqual(
        violation,
        real.violations.find(({ policy }) => policy === violation.policy),
      );
    }
    for (const [name, value] of Object.entries(part.outputs))
      assert.deepEqual(value, real.outputs[name], name);
    assert.deepEqual(part.summary, real.summary);
    assert.deepEqual(part.policyLevels, real.policyLevels);
    assert.deepEqual(part.diagnostics, real.diagnostics);
    assert.deepEqual(Object.keys(part.timings), Object.keys(real.timings));
  });

  it("teaches the tables by entries that are in them", () => {
    const sources = ["aws/resources/sqs.ts", "aws/functions/sfn.ts"].map((file) =>
      readFileSync(join(ROOT, "offline", file), "utf8").replaceAll(/\s+/g, " "),
    );
    const examples = blocks.filter(({ language }) => language === "ts");
    assert.equal(examples.length, 2);
    for (const { text: example } of examples) {
      for (const template of example.match(/"[^"\n]*\{\w[^"\n]*"/g) ?? []) {
        assert.ok(
          sources.some((source) => source.includes(template)),
          template,
        );
      }
    }
  });
});
