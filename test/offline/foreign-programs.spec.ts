import assert from "node:assert/strict";
import { join } from "node:path";
import { isOlder, knownFailure, sdkFault } from "../../offline/processes/known-failures";
import { UNKNOWN_WIRE } from "../../offline/provider/wire";
import { Batch, program, stackOf } from "./support/preview";

describe("a program that awaits the outputs of another stack", function () {
  this.timeout(120_000);
  const batch = new Batch();
  const args = ["--no-policies", "--project", program("other-stacks")];
  const alone = batch.json(args);
  const strict = batch.json([...args, "--strict"]);
  const text = batch.text([...args, "--strict"]);
  const given = batch.json([
    ...args,
    "--strict",
    "--stack-outputs",
    join(program("other-stacks"), "outputs.yaml"),
  ]);

  it("goes on with unknown values where the outputs are not known", async () => {
    const { code, document } = await alone();
    const stack = stackOf(document);
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.deepEqual(new Set(Object.values(stack.outputs)), new Set([UNKNOWN_WIRE]));
    assert.deepEqual(stack.notSimulated, ["StackReference organization/network/prod"]);
    assert.equal(stack.summary.notSimulated, 1);
  });

  it("fails with --strict, names what is not simulated, and counts it in the last line", async () => {
    assert.equal((await strict()).code, 1);
    const { code, stdout } = await text();
    assert.equal(code, 1);
    const lines = stdout.trimEnd().split("\n");
    assert.ok(lines.includes("Not simulated: 1 (StackReference organization/network/prod)"), stdout);
    assert.equal(lines.at(-1), "Verdict: dev FAILED (1 to create, 1 not simulated)");
    assert.ok(lines.includes("preview failed: not everything is simulated (--strict)"), stdout);
  });

  it("gets the values that --stack-outputs gives, by the end of the stack's name", async () => {
    const { code, document } = await given();
    const stack = stackOf(document);
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.deepEqual(stack.outputs, {
      vpcId: "vpc-1",
      name: "net-vpc-1",
      firstZone: "eu-west-1a",
      applied: "vpc-1",
      password: "[secret]",
    });
    assert.deepEqual([stack.notSimulated, stack.diagnostics], [[], []]);
  });
});

describe("an SDK or compiler that does not fit", () => {
  const here = __dirname;
  const cases: readonly (readonly [what: string, said: string, line: RegExp])[] = [
    [
      "TypeScript 7 under ts-node",
      "TypeError: Cannot read properties of undefined (reading 'fileExists')\n    at ts-node/dist/configuration.js:90",
      /^TypeScript 6\.\S+ does not work with the ts-node .*: install typescript 5 or 6 in the project$/,
    ],
    [
      "a TypeScript too old for the tsconfig's module",
      "error TS6046: Argument for '--module' option must be: 'none', 'commonjs', 'amd'.",
      /^TypeScript \S+ refuses the project's tsconfig\.json \(TS6046: Argument for '--module'.*\): install a typescript/,
    ],
    [
      "a TypeScript that does not know an option",
      "error TS5023: Unknown compiler option 'verbatimModuleSyntax'.",
      /\(TS5023: Unknown compiler option 'verbatimModuleSyntax'\.\)/,
    ],
    [
      "an old SDK loaded out of order",
      "TypeError: runtime.getProject is not a function",
      /update @pulumi\/pulumi to 3\.37\.0/,
    ],
    [
      "a native gRPC module of another Node.js",
      "Error: Failed to load gRPC binary module because it was not installed for the current system",
      /not built for this Node\.js: update @pulumi\/pulumi to 3\.0\.0 or later$/,
    ],
  ];
  for (const [what, said, line] of cases) {
    it(`is one line that says what to do: ${what}`, () => {
      const found = knownFailure(`prefix\n${said}\n    at somewhere`, here);
      assert.match(String(found), line);
      assert.ok(!String(found).includes("\n"));
    });
  }

  it("is not seen in a program's own errors", () => {
    assert.equal(
      knownFailure("TypeError: Cannot read properties of undefined (reading 'id')", here),
      undefined,
    );
  });

  it("counts versions as npm does, a prerelease as its release", () => {
    const older: readonly (readonly [string, string, boolean])[] = [
      ["3.36.9", "3.37.0", true],
      ["3.37.0", "3.37.0", false],
      ["3.37.0-alpha.1", "3.37.0", false],
      ["3.100.0", "3.37.0", false],
      ["2.99.0", "3.0.0", true],
      ["10.0.0", "3.37.0", false],
    ];
    for (const [version, than, expected] of older) assert.equal(isOlder(version, than), expected, version);
  });

  it("leaves the SDK of this project alone", () => {
    assert.equal(sdkFault(join(__dirname, "..", "..", "node_modules", "@pulumi", "pulumi")), undefined);
  });
});
