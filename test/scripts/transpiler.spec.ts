import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { previewJson, stackOf, temporaryFolder } from "../offline/support/preview";

const ROOT = resolve(__dirname, "..", "..");

/** A program that Pulumi's runner loads as it loads ours: the same options, tsconfig and transpiler. */
async function run(program: string, env: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "scripts"));
  for (const file of ["tsconfig.pulumi.json", "scripts/transpiler.cjs"])
    cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const [, runtime] = /^(runtime:\n(?: .*\n)+)/m.exec(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) ?? [];
  assert.match(String(runtime), /tsconfig: tsconfig\.pulumi\.json/);
  writeFileSync(join(folder, "Pulumi.yaml"), `name: transpiled\n${String(runtime)}`);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "transpiled", main: "index.ts" }));
  writeFileSync(join(folder, "index.ts"), program);
  const { document } = await previewJson(["--project", folder, "--no-policies", "--stack", "dev"], { env });
  const { outputs, diagnostics } = stackOf(document);
  return { outputs, messages: diagnostics.map(({ message }) => message.replaceAll(folder, "")) };
}

describe("the transpiler of the program", function () {
  this.timeout(120_000);

  it("leaves the lines of TypeScript in an error's stack", async () => {
    const { messages } = await run(`interface Gone {
  readonly types: "take lines";
}

const thrower = (gone?: Gone): never => {
  throw new Error(\`the cause: \${typeof gone}\`);
};
thrower();
`);
    const [message] = messages;
    assert.equal(messages.length, 1);
    assert.match(String(message), /Error: the cause: undefined\n/);
    assert.match(String(message), /at thrower \(.*index\.ts:6:9\)\n/);
    assert.match(String(message), /at .*index\.ts:8:1\)?\n/);
  });

  it("says where each fault of the syntax is, without a stack", async () => {
    const { messages } = await run(`const one = 1;\nconst one = 2;\nexport const two = await\n`);
    assert.deepEqual(messages, [
      `Running program '/index.ts' failed with an unhandled exception:
SyntaxError: /index.ts:2:7: The symbol "one" has already been declared
/index.ts:4:1: Unexpected end of file`,
    ]);
  });

  it("keeps what the runtime sees: enums, class fields, parameter properties, lazy imports, text", async () => {
    const { outputs } = await run(`import * as aws from "@pulumi/aws/route53";
import type { Stack } from "./nowhere";
enum Colour { Red = "red" }
const enum Size { Large = 3 }
class Base { kind?: string; constructor(readonly name: string) {} }
class Derived extends Base { override kind?: string; later = this.name; }
const made: Base = new Derived("café");
export const seen = { ...made, colour: Colour.Red, size: Size.Large, type: aws.RecordType.A, own: "kind" in made };
export const stack: Stack | undefined = undefined;
`);
    assert.deepEqual(outputs["seen"], {
      name: "café",
      later: "café",
      colour: "red",
      size: 3,
      type: "A",
      own: true,
    });
  });

  describe("has the SDK's stack trace of each promise", () => {
    const program = `import { debuggablePromise } from "@pulumi/pulumi/runtime/debuggable";
const promise = Promise.resolve(1);
void debuggablePromise(promise, "a test");
export const trace = (promise as unknown as { _debugStackTrace: string })._debugStackTrace;
`;
    // The preview would leave them out by itself; here the runner is as Pulumi's CLI starts it.
    const preload = join(ROOT, "scripts", "bench", "process.cjs");
    const plain = { NODE_OPTIONS: `--require ${preload}`, BENCH_PLAIN: "1" };

    it("left out, since it is not read", async () => {
      assert.equal((await run(program, plain)).outputs["trace"], "");
    });

    it("with the lines of TypeScript for PULUMI_DEBUG_PROMISE_LEAKS", async () => {
      const { outputs } = await run(program, { ...plain, PULUMI_DEBUG_PROMISE_LEAKS: "true" });
      assert.match(JSON.stringify(outputs["trace"]), /index\.ts:3:6/);
    });
  });
});
