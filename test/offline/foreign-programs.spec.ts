import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isOlder, knownFailure, sdkFault } from "../../offline/processes/known-failures";
import { UNKNOWN_WIRE } from "../../offline/provider/wire";
import { Batch, copyOutside, pack, program, stackOf } from "./support/preview";

describe("K3: a program that awaits the outputs of another stack", function () {
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

describe("K4: what is not simulated", function () {
  this.timeout(120_000);
  const batch = new Batch();
  const args = ["--project", program("remote"), "--policy-pack", pack("seen")];
  const judged = batch.json(args);
  const text = batch.text(["--no-policies", "--project", program("remote")]);
  const strict = batch.text([...args, "--strict"]);
  const unjudged = batch.text([...args, "--fail-on-unjudged"]);
  const read = batch.json(["--project", program("options"), "--policy-pack", pack("seen")]);
  const GAPS = ["unheard:index:Component", "unheard:index:Component/greet"];

  it("is named once, however often it is there, and counted in the last line", async () => {
    const { code, document } = await judged();
    const stack = stackOf(document);
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.equal(stack.resources.filter(({ type }) => type === GAPS[0]).length, 2);
    assert.deepEqual(stack.notSimulated, GAPS);
    const { stdout } = await text();
    const lines = stdout.trimEnd().split("\n");
    assert.ok(lines.includes(`Not simulated: 2 (${GAPS.join(", ")})`), stdout);
    assert.match(String(lines.at(-1)), /^Verdict: dev \w+ \(\d+ to create, 2 not simulated\)$/);
  });

  it("is a failure with --strict and with --fail-on-unjudged, each by its own name", async () => {
    for (const [ended, reason] of [
      [await strict(), "not everything is simulated (--strict)"],
      [await unjudged(), "not everything could be judged (--fail-on-unjudged)"],
    ] as const) {
      assert.equal(ended.code, 1);
      const lines = ended.stdout.trimEnd().split("\n");
      assert.ok(lines.includes(`preview failed: ${reason}`), ended.stdout);
      assert.match(String(lines.at(-1)), /^Verdict: dev FAILED \(.*2 not simulated\)$/);
    }
  });

  it("is not a component of awsx: policies are given what is inside of it", async () => {
    const { document } = await judged();
    const found = stackOf(document).violations.filter(({ message }) =>
      message.endsWith("aws:ec2/vpc:Vpc net"),
    );
    assert.deepEqual(found.map(({ policy }) => policy).sort(), ["seen", "seen-in-the-stack"]);
  });

  it("is nothing that the program only reads: no policy is given that", async () => {
    const { document } = await read();
    const stack = stackOf(document);
    const ofKind = (kind: string) =>
      stack.resources
        .filter(({ operation }) => operation === kind)
        .map(({ type, name }) => `${type} ${name}`);
    const [onlyRead, imported] = [ofKind("read"), ofKind("import")];
    assert.ok(onlyRead.length > 0 && imported.length > 0);
    const seen = new Set(stack.violations.map(({ message }) => message.split("\n").at(-1)));
    for (const each of onlyRead) assert.ok(!seen.has(each), each);
    for (const each of imported) assert.ok(seen.has(each), each);
  });
});

describe("K5: an SDK or compiler that does not fit", function () {
  this.timeout(120_000);
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
      /\(TS5023: Unknown compiler option 'verbatimModuleSyntax'\)/,
    ],
    [
      "a TypeScript that does not know what two options go together with",
      "TSError: ⨯ Unable to compile TypeScript:\nerror TS5110: Option 'module' must be set to 'Node16' when option 'moduleResolution' is set to 'Node16'.\nerror TS5095: Option 'bundler' can only be used when 'module' is set to 'preserve' or to 'es2015' or later.",
      /\(TS5110: Option 'module' must be set [^.;]*; TS5095: Option 'bundler' can only be used[^.;]*\): install a typescript/,
    ],
    [
      "a tsconfig.json that is none",
      "TSError: ⨯ Unable to compile TypeScript:\ntsconfig.json(2,1): error TS1005: '}' expected.",
      /refuses the project's tsconfig\.json \(TS1005: '}' expected\)/,
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
    for (const own of [
      "TypeError: Cannot read properties of undefined (reading 'id')",
      "TypeError: Cannot read properties of undefined (reading 'fileExists')\n    at main (index.js:3:1)",
      "TSError: ⨯ Unable to compile TypeScript:\nindex.ts(1,13): error TS2322: Type 'string' is not assignable to type 'number'.",
    ]) {
      assert.equal(knownFailure(own, here), undefined, own);
    }
  });

  const batch = new Batch();
  const refusedBy = (name: string) => {
    const project = copyOutside(program(name), "linked");
    const compilerOptions = { target: "es2099", lib: ["es2099"], inTenYears: true };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions }));
    return batch.json(["--no-policies", "--project", project]);
  };
  const refused = refusedBy("components");
  const refusedModule = refusedBy("esm-ts");

  it("is the only thing that the preview says: each fault, no list of a hundred values, no stack trace", async () => {
    const { code, document } = await refused();
    assert.equal(code, 1);
    const [fault, ...others] = stackOf(document).diagnostics;
    assert.deepEqual(others, []);
    assert.match(
      String(fault?.message),
      /^TypeScript \S+ refuses the project's tsconfig\.json \(TS6046: Argument for '--target'.*; TS6046: Argument for '--lib'.*; TS5023: Unknown compiler option 'inTenYears'\): install a typescript that knows what it asks for, or change it$/,
    );
    assert.ok(String(fault?.message).length < 600);
  });

  it("says how to see the fault where ts-node loses it, as it does of ES modules", async () => {
    const { code, document } = await refusedModule();
    assert.equal(code, 1);
    const said = stackOf(document).diagnostics.map(({ message }) => message);
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(
      String(said[0]),
      /^TypeScript \S+ refuses the program or its tsconfig\.json.*: npx tsc --noEmit .*$/,
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
