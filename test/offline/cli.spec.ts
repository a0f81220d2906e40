import assert from "node:assert/strict";
import { parseCommandLine } from "../../offline/cli/options";
import { UsageError } from "../../offline/errors";

describe("the command line of the preview", () => {
  it("has defaults for everything", () => {
    assert.deepEqual(parseCommandLine([]), {
      ...{ project: ".", stacks: undefined, packs: [], policies: true, json: false, unknowns: false },
      ...{ strict: false, failOnUnjudged: false, stackOutputs: [], reports: {} },
      ...{ timeoutSeconds: 600, port: 0, help: false, quiet: false },
    });
  });

  it("gives the n-th policy configuration to the n-th pack", () => {
    const args = ["--policy-pack", "a", "--policy-pack", "b", "--policy-pack", "c"];
    const configs = ["--policy-pack-config", "a.json", "--policy-pack-config=b.json"];
    assert.deepEqual(parseCommandLine([...args, ...configs]).packs, [
      { directory: "a", configFile: "a.json" },
      { directory: "b", configFile: "b.json" },
      { directory: "c" },
    ]);
  });

  it("takes --stack as often as it is given", () => {
    assert.deepEqual(parseCommandLine(["--stack", "dev", "-s", "prod"]).stacks, ["dev", "prod"]);
  });

  const faults: readonly (readonly [readonly string[], string])[] = [
    [["--stcak", "dev"], "unknown flag --stcak (--help lists them)"],
    [["dev"], "unexpected argument dev (--help lists the flags; a stack is named with --stack)"],
    [["--stack"], "--stack needs a value"],
    [["--stack", "--json"], "--stack needs a value"],
    [["--json=yes"], "--json takes no value"],
    [["--stack", "dev", "--stack", "dev"], "--stack dev is given twice"],
    [
      ["--stack", "a b"],
      '--stack "a b": a stack name holds letters, digits, hyphens, underscores and periods, at most 100',
    ],
    [
      ["--stack", "team/web/dev"],
      "--stack team/web/dev: a stack is named without organization and project: dev",
    ],
    [
      ["--policy-pack-config", "a.json"],
      "--policy-pack-config a.json has no --policy-pack: the n-th configuration belongs to the n-th pack",
    ],
    [["--no-policies", "--policy-pack", "a"], "--no-policies and --policy-pack exclude each other"],
    [["--timeout", "soon"], "--timeout soon: must be a whole number from 1 to 2147483"],
    [["--timeout", "0"], "--timeout 0: must be a whole number from 1 to 2147483"],
    [
      ["--stack", "dev,prod"],
      '--stack "dev,prod": a stack name holds letters, digits, hyphens, underscores and periods, at most 100',
    ],
    [
      ["--stack="],
      '--stack "": a stack name holds letters, digits, hyphens, underscores and periods, at most 100',
    ],
    [["--stack", "../../dev"], "--stack ../../dev: a stack is named without organization and project: dev"],
    [["--timeout", "5", "--timeout=6"], '--timeout holds one value, got "5" and "6": give it once'],
    [["--project", "a", "--project", "a"], '--project holds one value, got "a" and "a": give it once'],
    [["--sarif", "a", "--sarif", "b"], '--sarif holds one value, got "a" and "b": give it once'],
    [
      ["--stack", "Pulumi.dev.yaml"],
      "--stack Pulumi.dev.yaml: a stack is named without Pulumi. and .yaml: dev",
    ],
    [
      ["--timeout", "10m", "--port", "99999", "--fail-on-severity", "severe", "--config-file", "a.yaml"],
      [
        "--config-file a.yaml belongs to one stack: name it with --stack",
        "--fail-on-severity severe: must be one of critical, high, medium, low",
        "--timeout 10m: must be a whole number from 1 to 2147483",
        "--port 99999: must be a whole number from 0 to 65535",
      ].join("\n"),
    ],
    [["--port", "70000"], "--port 70000: must be a whole number from 0 to 65535"],
  ];
  for (const [args, message] of faults) {
    it(`refuses ${args.join(" ")}`, () => {
      assert.throws(
        () => parseCommandLine(args),
        (error) => {
          assert.ok(error instanceof UsageError);
          assert.equal(error.message, message);
          return true;
        },
      );
    });
  }
});
