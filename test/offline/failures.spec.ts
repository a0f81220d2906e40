import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { StackDocument } from "../../offline/report/document";
import { Batch, copyOutside, pack, preview, program, stackOf, temporaryFolder } from "./support/preview";

describe("programs that fail, under the offline preview", function () {
  this.timeout(180_000);
  const batch = new Batch();
  // Without --stack: every stack of the project, each of which fails in a way of its own.
  const all = batch.json(["--project", program("failing"), "--no-policies"]);
  const human = batch.text(["--project", program("failing"), "--no-policies", "--stack", "resource-error"]);
  const judged = batch.text([
    ...["--project", program("failing"), "--policy-pack", pack("simple"), "--stack", "throws"],
  ]);
  const types = copyOutside(program("types"), "linked");
  const unchecked = batch.json(["--project", types, "--no-policies"]);
  before(() => {
    const text = "name: types\nruntime: { name: nodejs, options: { tsconfig: tsconfig.unchecked.json } }\n";
    writeFileSync(join(types, "Pulumi.yaml"), text);
  });

  it("do not have policies said to have passed that saw a part of the program", async () => {
    const { stdout } = await judged();
    assert.doesNotMatch(stdout, /^Policies/m);
    assert.match(stdout, /\nVerdict: throws FAILED \(1 error\)\n$/);
  });

  const failures: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>> = {
    throws: [
      [
        /^Running program '.*' failed with an unhandled exception:\nError: the cause\n {4}at .*index\.js:\d+:\d+\)/,
        "",
      ],
    ],
    "resource-error": [["failing:sites.www.domain: must be a domain name", "test:index:Part::part"]],
    rejects: [["rejected", ""]],
    duplicate: [
      [
        "Duplicate resource URN 'urn:pulumi:duplicate::failing::test:index:Part::twin'; try giving it a unique name",
        "test:index:Part::twin",
      ],
    ],
    "no-parent": [
      [
        "could not find parent resource urn:pulumi:other::failing::test:index:Part::gone",
        "pulumi:pulumi:Stack::failing-no-parent",
      ],
    ],
    "no-provider": [
      [
        "unknown provider 'urn:pulumi:other::failing::pulumi:providers:aws::gone::id' for aws:s3/bucket:Bucket 'bucket'",
        "",
      ],
    ],
    "log-error": [["this part is broken", "test:index:Part::part"]],
    exits: [["the program ended with exit code 3:\ngoing down", ""]],
    "same-error": [
      ["broken", "test:index:Part::a"],
      ["broken", "test:index:Part::b"],
    ],
    "throws-object": [[/failed with an unhandled exception:\n\{ code: 42, detail: 'not an error' \}$/, ""]],
    "missing-files": [
      [
        [
          "test:index:Files resource 'files' has a problem: code: file or folder FOLDER/dist does not exist",
          "folder: FOLDER is a folder: a folder needs a FileArchive",
          'nested[0]["a.js"]: file FOLDER/a.js does not exist',
          "page: file FOLDER/nowhere.html does not exist",
        ]
          .join("; ")
          .replaceAll("FOLDER", program("failing")),
        "test:index:Files::files",
      ],
    ],
    "missing-module": [[/Cannot find module '\.\/nowhere'/, ""]],
    leaks: [[/promises were still active/, ""]],
  };

  for (const [name, expected] of Object.entries(failures)) {
    it(`say what is wrong, once, and on which resource: ${name}`, async () => {
      const { document } = await all();
      const stack = stackOf(document, name);
      assert.equal(stack.succeeded, false);
      const errors = stack.diagnostics.filter(({ severity }) => severity === "error");
      assert.equal(errors.length, expected.length, JSON.stringify(errors, null, 2));
      expected.forEach(([message, urn], index) => {
        const error = errors[index];
        if (typeof message === "string") assert.equal(error?.message, message);
        else assert.match(String(error?.message), message);
        assert.equal(error?.urn.split("::").slice(2).join("::"), urn);
      });
    });
  }

  it("do not keep the other stacks from being previewed, all in one document, with exit code 1", async () => {
    const { code, document } = await all();
    assert.equal(code, 1);
    assert.deepEqual(
      document.stacks.map(({ stack }) => stack),
      ["clean", ...Object.keys(failures)].sort(),
    );
    assert.equal(stackOf(document, "clean").succeeded, true);
  });

  it("have their messages shown by severity; debug messages are the SDK's own", async () => {
    const { document } = await all();
    assert.deepEqual(messages(stackOf(document, "log-error")), [
      "error this part is broken",
      "warning and this one is odd",
      "info for your information",
    ]);
    assert.deepEqual(messages(stackOf(document, "clean")), ["info one", "info two"]);
  });

  it("show a ResourceError without a stack", async () => {
    const { code, stdout } = await human();
    assert.equal(code, 1);
    assert.equal(stdout.split("must be a domain name").length, 2, "once");
    assert.match(
      stdout,
      / {2}test:index:Part \(part\):\n {4}error: failing:sites\.www\.domain: must be a domain name\n\n/,
    );
    assert.doesNotMatch(stdout, /^\s+at /m);
    assert.match(stdout, /preview failed\n\nVerdict: resource-error FAILED \(1 error, 2 to create\)\n$/);
  });

  it("run in spite of a type error where their tsconfig leaves types to others", async () => {
    const { code, document } = await unchecked();
    assert.equal(code, 0);
    assert.deepEqual(stackOf(document).outputs, { answer: "forty-two" });
  });
});

function messages(stack: StackDocument): string[] {
  return stack.diagnostics.map(({ severity, message }) => `${severity} ${message}`);
}

describe("wrong usage of the offline preview", function () {
  this.timeout(60_000);
  const none = temporaryFolder();
  const python = temporaryFolder();
  const malformed = copyOutside(program("components"), "linked");
  const empty = temporaryFolder();
  before(() => {
    writeFileSync(join(python, "Pulumi.yaml"), "name: a\nruntime: python\n");
    writeFileSync(
      join(malformed, "Pulumi.dev.yaml"),
      "config:\n  aws:region: eu-west-1\n  components:a: [1\n",
    );
    writeFileSync(join(empty, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  });
  const batch = new Batch();
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ["an unknown flag", ["--stcak", "dev"], "error: unknown flag --stcak (--help lists them)\n"],
    ["a stack named twice", ["--stack", "a", "--stack", "a"], "error: --stack a is given twice\n"],
    ["no Pulumi.yaml", ["--project", none], `error: no Pulumi.yaml in ${none} or in a folder above it\n`],
    [
      "another runtime",
      ["--project", python],
      `error: ${python}/Pulumi.yaml:2: runtime python is not supported: the offline preview runs nodejs programs\n`,
    ],
    [
      "a malformed stack file",
      ["--project", malformed],
      `error: ${malformed}/Pulumi.dev.yaml:3: Flow sequence in block collection must be sufficiently indented and end with a ]: each { ends with a }, and each [ with a ], which stands no further left than the keys inside\n`,
    ],
    [
      "no stack at all",
      ["--project", empty],
      "error: empty has no Pulumi.<stack>.yaml: name a stack with --stack\n",
    ],
  ];
  for (const [what, args, message] of cases) {
    const ended = batch.text([...args, "--json"]);
    it(`ends with exit code 2 and one line: ${what}`, async () => {
      assert.deepEqual(await ended(), { code: 2, stdout: "", stderr: message });
    });
  }

  it("ends with exit code 2 and one line: a port that is taken", async () => {
    const server = createServer();
    await new Promise<void>((open) => server.listen(0, "127.0.0.1", open));
    const { port } = server.address() as { port: number };
    const ended = await preview([
      "--project",
      program("components"),
      "--no-policies",
      "--port",
      String(port),
    ]);
    server.close();
    assert.deepEqual(ended, {
      code: 2,
      stdout: "",
      stderr: `error: port ${port} of 127.0.0.1 is already in use\n`,
    });
  });

  it("is avoided by --help, which names every flag", async () => {
    const { code, stdout } = await preview(["--help"]);
    assert.equal(code, 0);
    for (const flag of [
      "stack",
      "project",
      "policy-pack",
      "policy-pack-config",
      "no-policies",
      "json",
      "unknowns",
      "timeout",
      "port",
    ]) {
      assert.ok(stdout.includes(`--${flag} `), flag);
    }
  });
});
