import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ESLint } from "eslint";
import { describe, it } from "mocha";
import ts from "typescript";

const ROOT = path.resolve(__dirname, "../../..");
const FOLDER = path.join(ROOT, "components/edge");

/** What TypeScript finds wrong with a further file of the function. */
function typeFaults(text: string): string[] {
  const file = path.join(FOLDER, "planted.js");
  const { config } = ts.readConfigFile(path.join(FOLDER, "tsconfig.json"), (name) =>
    readFileSync(name, "utf8"),
  ) as {
    config: unknown;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, FOLDER);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2017, true) : read(name, ...rest);
  const program = ts.createProgram([...fileNames, file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}

describe("the edge function's files", function () {
  this.timeout(120_000);

  const LACKING: Readonly<Record<string, string>> = {
    "[1, [2]].flat()": "flat",
    "fetch('https://example.com')": "fetch",
    "structuredClone({})": "structuredClone",
    "new Map()": "Map",
    "new URL('https://example.com')": "URL",
    "process.env": "process",
    "setTimeout(() => 1, 1)": "setTimeout",
    "hostOf('text')": "EdgeRequest",
    "cf.kvs().put('a', 'b')": "put",
  };
  it("fit what CloudFront's runtime 2.0 has, and what it lacks is an error of types", () => {
    const uses = Object.keys(LACKING).map((code, index) => `function planted${index}() { return ${code}; }`);
    const faults = typeFaults(["function planted() { return badPath; }", ...uses].join("\n"));
    assert.equal(faults.length, uses.length, faults.join("\n"));
    for (const name of Object.values(LACKING)) {
      assert.ok(
        faults.some((fault) => fault.includes(name)),
        `${name}: ${faults.join("\n")}`,
      );
    }
  });

  const SYNTAX: Readonly<Record<string, string>> = {
    "class A {}": "classes",
    "function f(a) { const { b } = a; return b; }": "destructuring",
    "function f(a) { return [...a]; }": "spread",
    "function f(a) { for (const b of a) { return b; } return 1; }": "for … of",
    "function* f() { yield 1; }": "generators",
    "function f(a) { return /(?<=x)y/.test(a); }": "Parsing error",
    "function f(a) { return /x/u.test(a); }": "flags",
    "function f(a) { return eval(a); }": "run time",
    "function f(a) { return a?.b; }": "Parsing error",
    "function f(a) { return a ?? 1; }": "Parsing error",
  };
  for (const [code, what] of Object.entries(SYNTAX)) {
    it(`may not hold ${code}, which the lint refuses`, async () => {
      const eslint = new ESLint({ cwd: ROOT });
      const [result] = await eslint.lintText(`${code}\n`, { filePath: path.join(FOLDER, "planted.js") });
      const messages = (result?.messages ?? []).map(({ message }) => message).join("\n");
      assert.ok(messages.includes(what), messages);
    });
  }

  it("are embedded as they are", () => {
    const script = `import("./scripts/edge-source.mjs").then(async ({ edgeSource }) =>
      process.stdout.write(await edgeSource(await import("esbuild"))));`;
    const text = execFileSync(process.execPath, ["-e", script], { cwd: ROOT, encoding: "utf8" });
    assert.equal(readFileSync(path.join(FOLDER, "source.ts"), "utf8"), text, "run npm run build");
    for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".js"))) {
      assert.ok(text.includes(`"${path.basename(file, ".js")}": `), file);
    }
  });
});
