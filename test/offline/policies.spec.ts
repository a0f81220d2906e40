import assert from "node:assert/strict";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Batch, copyOutside, pack, program, stackOf, temporaryFolder } from "./support/preview";

/** Writes a policy configuration file. */
function config(value: unknown): string {
  const file = join(temporaryFolder(), "policies.json");
  writeFileSync(file, JSON.stringify(value, null, 2));
  return file;
}

function withComma(): string {
  const file = config({});
  writeFileSync(file, '{\n  "topic-name": "advisory",\n}\n');
  return file;
}

const providersWith = (packName: string, settings?: unknown): string[] => [
  ...["--project", program("providers"), "--policy-pack", pack(packName)],
  ...(settings === undefined ? [] : ["--policy-pack-config", config(settings)]),
];

describe("policy packs under the offline preview", function () {
  this.timeout(180_000);
  const batch = new Batch();
  const simple = batch.json(providersWith("simple"));
  const wholeStack = batch.json([
    ...["--project", program("options"), "--policy-pack", pack("simple")],
    ...["--policy-pack-config", config({ "topic-name": "disabled" })],
  ]);
  const unknown = batch.json([
    ...["--project", program("options"), "--policy-pack", pack("simple")],
    ...["--policy-pack-config", config({ "what-stack-policies-see": "disabled" })],
  ]);
  const configured = batch.json(
    providersWith("simple", {
      "topic-name": { enforcementLevel: "advisory", length: 9, style: "kebab" },
      all: "disabled",
    }),
  );
  const chosen = batch.json([...providersWith("simple"), "--framework", "cis"]);
  const remedied = batch.json([...["--project", program("secrets"), "--policy-pack", pack("remedies")]]);
  const thrown = batch.json([...providersWith("throwing"), "--policy-pack", pack("simple")]);
  const lost = ["hanging", "looping", "ending"].map((name) => ({
    name,
    ended: batch.json([...providersWith(name), "--policy-pack", pack("simple"), "--timeout", "15"]),
  }));
  const elsewhere = copyOutside(program("providers"), "linked");
  const foreignPack = batch.json(
    ["--project", elsewhere, "--policy-pack", copyOutside(pack("simple"), "linked")],
    { cwd: elsewhere },
  );
  const withPacks = copyOutside(program("providers"), "linked");
  before(() => {
    const packs = join(withPacks, "policies");
    mkdirSync(join(packs, "no-pack"), { recursive: true });
    writeFileSync(join(packs, "README.md"), "nor is this");
    cpSync(pack("simple"), join(packs, "own"), { recursive: true });
    mkdirSync(join(packs, "own", "config"));
    writeFileSync(join(packs, "own", "config", "dev.json"), '{ "topic-name": "advisory" }');
    symlinkSync(pack("team"), join(packs, "linked"));
    for (const stack of ["dev", "prod"]) writeFileSync(join(withPacks, `Pulumi.${stack}.yaml`), "");
  });
  const ownPacks = batch.json(["--project", withPacks, "--stack", "dev", "--stack", "prod"]);
  const bare = copyOutside(program("providers"), "none");
  const borrowed = batch.json(["--project", bare, "--policy-pack", copyOutside(pack("simple"), "none")]);

  it("find what violates them, on every resource, in the order of registration", async () => {
    const { code, document } = await simple();
    assert.equal(code, 1);
    const stack = stackOf(document);
    assert.equal(stack.succeeded, false);
    const mandatory = stack.violations.filter(({ enforcement }) => enforcement === "mandatory");
    assert.deepEqual(
      mandatory.map(({ urn }) => urn),
      stack.resources.filter(({ type }) => type === "aws:sns/topic:Topic").map(({ urn }) => urn),
    );
    assert.deepEqual(mandatory[0], {
      ...{ pack: "simple", policy: "topic-name", enforcement: "mandatory", severity: "high" },
      urn: mandatory[0]?.urn,
      message: "Topics have a name of their own.\nat least 3 letters",
      tags: ["team 7", "framework:cis"],
    });
    assert.deepEqual(stack.summary, {
      ...{ create: stack.resources.length, policies: 3, mandatory: mandatory.length },
      advisory: stack.violations.length - mandatory.length,
      notSimulated: 0,
    });
  });

  it("are only those of the framework that --framework names", async () => {
    const { document } = await chosen();
    const stack = stackOf(document);
    assert.equal(stack.summary.policies, 1);
    assert.deepEqual([...new Set(stack.violations.map(({ policy }) => policy))], ["topic-name"]);
  });

  it("see the whole stack: parents, providers and what each input was made from", async () => {
    const { document } = await wholeStack();
    const { violations } = stackOf(document);
    const seen = violations
      .filter(({ policy }) => policy === "what-stack-policies-see")
      .map(({ message }) => message.split("\n")[1]);
    const provider = seen.find((line) => line?.startsWith("default_"));
    assert.match(String(provider), /^default_7_\d+_\d+ - - -$/);
    const name = String(provider).split(" ")[0];
    assert.ok(seen.includes(`bucket options-dev ${String(name)} -`), seen.join("; "));
    assert.ok(seen.includes(`text options-dev ${String(name)} bucket=bucket`), seen.join("; "));
    // What the stack only reads is none of its resources, as with the engine of the CLI.
    assert.ok(seen.includes(`record options-dev ${String(name)} -`), seen.join("; "));
    assert.ok(!seen.some((line) => /^(?:zone|organization)/.test(String(line))), seen.join("; "));
  });

  it("that read an unknown value say so instead of guessing", async () => {
    const { code, document } = await unknown();
    assert.equal(code, 0);
    const { violations } = stackOf(document);
    assert.equal(violations.length, 1);
    assert.equal(violations[0]?.policy, "reads-unknowns");
    assert.equal(violations[0].enforcement, "advisory");
    assert.match(violations[0].message, /value at \.records\.0 can't be known during preview/);
  });

  it('take their level and options from the file; "all" comes first, a policy\'s own entry over it', async () => {
    const { code, document } = await configured();
    assert.equal(code, 0);
    const stack = stackOf(document);
    assert.equal(stack.summary.policies, 1);
    assert.ok(stack.violations.length > 0);
    for (const { enforcement, message } of stack.violations) {
      assert.equal(enforcement, "advisory");
      assert.equal(message, "Topics have a name of their own.\nat least 9 letters, kebab case");
    }
  });

  it("change a resource: a finding shows how, later policies see it, it is reported, and no secret comes out", async () => {
    const { code, document, stdout } = await remedied();
    assert.equal(code, 0);
    const stack = stackOf(document);
    const known = stack.resources.find(({ name }) => name === "known");
    assert.deepEqual(known?.inputs["tags"], { owner: "remedied", note: "[secret]" });
    assert.equal(known.inputs["value"], "[secret]");
    assert.equal(known.inputs["copy"], "[secret]");
    const findings = stack.violations.filter(({ urn }) => urn === known.urn);
    assert.deepEqual(
      findings.map(({ policy, enforcement, message }) => ({ policy, enforcement, message })),
      [
        {
          ...{ policy: "owner", enforcement: "advisory" },
          message:
            'Parameters have an owner.\nremediated: tags.owner: "team" → "remedied"; copy: (none) → "[secret]"',
        },
        {
          policy: "sees-the-remedy",
          enforcement: "advisory",
          message: "Tells what later policies see.\nowner is remedied",
        },
      ],
    );
    assert.ok(!stdout.includes("correct-horse-battery") && !stdout.includes("staple"));
  });

  it("that throw are an error that names pack, policy and message, once; the others run on", async () => {
    const { code, document } = await thrown();
    assert.equal(code, 1);
    const stack = stackOf(document);
    const errors = stack.diagnostics.filter(({ severity }) => severity === "error");
    assert.equal(errors.length, 1);
    assert.match(
      String(errors[0]?.message),
      /^policy pack throwing, policy breaks: TypeError: cannot read this\n/,
    );
    assert.ok(stack.violations.some(({ policy }) => policy === "topic-name"));
  });

  for (const { name, ended } of lost) {
    it(`that do not answer any more (${name}) are an error, once; the others run on`, async () => {
      const { code, document } = await ended();
      assert.equal(code, 1);
      const stack = stackOf(document);
      const reason =
        name === "ending"
          ? "ended with exit code 3 before the preview was over"
          : "gave no answer for 15 s and was stopped: one of its policies does not end";
      assert.deepEqual(
        stack.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
        [`policy pack ${name} ${reason}`],
      );
      assert.ok(stack.violations.some(({ policy }) => policy === "topic-name"));
    });
  }

  it("are the project's own where none is named, linked ones too, each with the stack's configuration", async () => {
    const { code, document } = await ownPacks();
    assert.equal(code, 1);
    const [dev, prod] = document.stacks;
    assert.ok(dev && prod);
    assert.deepEqual(
      [dev.summary.policies, prod.summary.policies],
      [5, 5],
      "three in one pack, two in the other",
    );
    assert.deepEqual([dev.succeeded, prod.succeeded], [true, false]);
    assert.ok(dev.violations.every(({ enforcement }) => enforcement === "advisory"));
    assert.ok(prod.summary.mandatory > 0);
  });

  it("outside this repository judge a project outside it, each with its own packages", async () => {
    const { code, document } = await foreignPack();
    assert.equal(code, 1);
    assert.equal(document.project, "providers");
    assert.ok(stackOf(document).summary.mandatory > 0);
    assert.deepEqual(stackOf(document).diagnostics, []);
  });

  it("and projects without packages of their own borrow ours, with one warning", async () => {
    const { document } = await borrowed();
    const stack = stackOf(document);
    assert.ok(stack.summary.mandatory > 0);
    assert.deepEqual(
      stack.diagnostics.map(({ severity, message }) => ({
        severity,
        message: message.replace(bare, "FOLDER"),
      })),
      [
        {
          severity: "warning",
          message:
            "@pulumi/pulumi is not installed in FOLDER: the preview lends its own packages; run npm install there to use the project's",
        },
      ],
    );
  });

  const faults: readonly (readonly [string, readonly string[], (text: string) => void])[] = [
    [
      "throw while they load",
      providersWith("broken"),
      (text) => {
        assert.equal(
          text,
          "error: policy pack test/offline/packs/broken failed to start: Error: this pack cannot load\n",
        );
      },
    ],
    [
      "print before their port",
      providersWith("chatty"),
      (text) => {
        assert.equal(
          text,
          'error: policy pack test/offline/packs/chatty printed "loading the pack" before its port: a pack must not write to standard output while it loads\n',
        );
      },
    ],
    [
      "make no PolicyPack",
      providersWith("silent"),
      (text) => {
        assert.equal(
          text,
          "error: policy pack test/offline/packs/silent failed to start: it ended without a message, and made no PolicyPack\n",
        );
      },
    ],
    [
      "are not built",
      providersWith("unbuilt"),
      (text) => {
        assert.equal(
          text,
          "error: policy pack test/offline/packs/unbuilt is not built: bin/index.js (main of its package.json) does not exist; run npm run build\n",
        );
      },
    ],
    [
      "are no packs",
      ["--project", program("providers"), "--policy-pack", program("providers")],
      (text) => {
        assert.equal(
          text,
          "error: test/offline/programs/providers is not a policy pack: it has no PulumiPolicy.yaml\n",
        );
      },
    ],
    [
      "do not exist, once for all stacks (F22)",
      ["--project", program("providers"), "--policy-pack", "nowhere"],
      (text) => {
        assert.equal(text, "error: --policy-pack nowhere: no such folder\n");
      },
    ],
    [
      "belong to no framework of that name: nothing would be judged",
      [...providersWith("simple"), "--framework", "cic"],
      (text) => {
        assert.equal(
          text,
          "error: --framework cic: no policy belongs to it; did you mean cis? (known: cis)\n",
        );
      },
    ],
    [
      "are configured by a file that is not there",
      [...providersWith("simple"), "--policy-pack-config", "nowhere.json"],
      (text) => {
        assert.equal(text, "error: --policy-pack-config nowhere.json: no such file\n");
      },
    ],
    [
      "are configured by a file with a comma too many, which the CLI refuses as well (F23)",
      [...providersWith("simple"), "--policy-pack-config", withComma()],
      (text) => {
        assert.match(String(withoutFolder(text)[0]), /^error: policies\.json:\d: is not JSON: /);
      },
    ],
    [
      "are configured with unknown policies, keys, levels and values, all reported at once",
      providersWith("simple", {
        "topic-nmae": "mandatory",
        "topic-name": { enforcementLevel: "advisory", lenght: 9 },
        "reads-unknowns": { hard: true, enforcementLevel: "warn" },
        TOPIC_NAME: "off",
      }),
      (text) => {
        assert.deepEqual(withoutFolder(text), [
          'error: policies.json:9: reads-unknowns.enforcementLevel: must be one of disabled, advisory, mandatory, remediate, got "warn": did you mean advisory?',
          'error: policies.json:11: TOPIC_NAME: must be one of disabled, advisory, mandatory, remediate, got "off": did you mean disabled?',
          "error: policies.json:2: topic-nmae: no such policy in pack simple: did you mean topic-name?",
          "error: policies.json:5: topic-name.lenght: no such option: must be one of enforcementLevel, length, style",
          "error: policies.json:8: reads-unknowns.hard: no such option: must be enforcementLevel",
          "error: policies.json:11: TOPIC_NAME: no such policy in pack simple: did you mean topic-name?",
        ]);
      },
    ],
    [
      "are configured with levels that do not exist",
      providersWith("simple", {
        all: "strict",
        "topic-name": { enforcementLevel: "must" },
        "reads-unknowns": 1,
      }),
      (text) => {
        assert.deepEqual(withoutFolder(text), [
          'error: policies.json:2: all: must be one of disabled, advisory, mandatory, remediate, got "strict"',
          'error: policies.json:4: topic-name.enforcementLevel: must be one of disabled, advisory, mandatory, remediate, got "must"',
          "error: policies.json:6: reads-unknowns: must be a level or an object with enforcementLevel and options, got 1",
        ]);
      },
    ],
    [
      "are configured with values that their schema refuses",
      providersWith("simple", { "topic-name": { length: 99, style: "snake" } }),
      (text) => {
        const lines = withoutFolder(text);
        assert.equal(lines.length, 2);
        assert.match(String(lines[0]), /^error: policies\.json:3: topic-name\.length: .*50.*, got 99$/);
        assert.match(
          String(lines[1]),
          /^error: policies\.json:4: topic-name\.style: .*"kebab"\|"camel", got "snake"$/,
        );
      },
    ],
  ];
  for (const [what, args, check] of faults) {
    const ended = batch.text(args);
    it(`that ${what} end with exit code 2 and say why`, async () => {
      const { code, stdout, stderr } = await ended();
      check(stderr);
      assert.equal(code, 2);
      assert.equal(stdout, "");
    });
  }
});

function withoutFolder(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/ \S*\/policies\.json/, " policies.json"));
}
