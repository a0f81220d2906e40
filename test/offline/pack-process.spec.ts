import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { frameworkFields } from "../../policies/frameworks/frameworks";
import { configOf } from "../../policies/engine/config-file";
import { rulesOf } from "../../policies/engine/pack";
import type { PackName, Rule } from "../../policies/engine/rule";
import { RULES } from "../../policies/rules";
import type { Finding, Planted } from "../../policies/testing/messages";
import { PolicyProcess } from "../support/policy-process";
import { PolicyRunner } from "../support/policy-runner";
import { CASES } from "../policies/cases";
import type { RuleCase } from "../../policies/testing/case";
import { COMPLIANT, set, type Program } from "../policies/fixtures/program";

const PACKS = join(__dirname, "..", "..", "policies");
const built = existsSync(join(PACKS, "security", "bin", "index.js"));

/** What the process gets is what the runner in this process gets. */
interface Analyzer {
  analyze(resource: Planted): Promise<Finding[]>;
  analyzeStack(program: Program): Promise<Finding[]>;
}

async function judge(by: Analyzer, program: Program, withStack: boolean): Promise<Finding[]> {
  const before = new Set(COMPLIANT);
  const findings: Finding[] = [];
  for (const resource of program.filter((each) => !before.has(each))) {
    findings.push(...(await by.analyze(resource)));
  }
  return [...findings, ...(withStack ? await by.analyzeStack(program) : [])].map((finding) => ({
    ...finding,
    // The pack's name and version, which differ, are part of the SDK's text for what could not be checked.
    message: finding.message.replace(/from policy pack '[^']*' /, ""),
  }));
}

for (const pack of ["security", "reliability"] as const) {
  describe(`the ${pack} pack in a process of its own`, function () {
    this.timeout(120_000);
    let running: PolicyProcess;
    const rules = rulesOf(pack, RULES);
    const config = configOf(rules, "prod");

    before(async () => {
      assert.ok(built, "the packs are not built: run npm run build");
      running = await PolicyProcess.start(join(PACKS, pack));
      await running.configure(config);
    });
    after(() => running.stop());

    it("says who it is and lists every rule with its severity, fix, controls and options", async () => {
      const info = await running.info();
      assert.equal(info.getName(), `web-infra-${pack}`);
      assert.deepEqual(
        info.getPoliciesList().map((policy) => policy.getName()),
        rules.map(({ id }) => id),
      );
      for (const policy of info.getPoliciesList()) {
        assert.notEqual(policy.getSeverity(), 0, policy.getName());
        assert.notEqual(policy.getRemediationSteps(), "", policy.getName());
        const rule = rules.find(({ id }) => id === policy.getName());
        const tags = rule === undefined ? [] : frameworkFields(rule).tags;
        assert.deepEqual(policy.getTagsList(), tags, policy.getName());
        assert.ok(
          (rule?.controls ?? []).every((control) => tags.includes(control)),
          policy.getName(),
        );
        const schema = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
        assert.ok("exemptions" in schema && "onUnknown" in schema, policy.getName());
      }
    });

    it("says of every case what the rules say in this process", async () => {
      const runner = new PolicyRunner(rules, config);
      for (const rule of rules) {
        for (const [program, withStack] of programsOf(rule, CASES[rule.id])) {
          const [here, there] = [
            await judge(runner, program, withStack),
            await judge(running, program, withStack),
          ];
          assert.deepEqual(there, here, rule.id);
        }
      }
    });

    it("ends the operation with the option's name when a configuration has a misspelt option", async () => {
      const [rule, resource] = misconfigurable(pack);
      await running.configure({ ...config, [rule]: { enforcementLevel: "mandatory", minimun: 3 } });
      await assert.rejects(
        running.analyze(resource),
        new RegExp(`${rule}: has no option "minimun"; it takes minimum`),
      );
      await running.configure(config);
    });
  });
}

/** Every case, resource by resource; the whole stack, which takes longest, for the first fault of a rule. */
function* programsOf(rule: Rule, ruleCase: RuleCase | undefined): Generator<[Program, boolean]> {
  if (ruleCase === undefined) {
    return;
  }
  const { faulty, fine = {}, absent, unknown } = ruleCase;
  for (const [index, change] of Object.values(faulty).entries()) {
    yield [change(COMPLIANT), index === 0 && rule.stack !== undefined];
  }
  for (const change of [absent.change, unknown.change, ...Object.values(fine)]) {
    yield [change(COMPLIANT), false];
  }
}

function misconfigurable(pack: PackName): [rule: string, resource: Planted] {
  const [rule, name] = pack === "security" ? ["cf-min-tls", "cdn"] : ["eb-capacity", "environment"];
  const resource = set(name, "name", name)(COMPLIANT).find((each) => each.name === name);
  assert.ok(resource);
  return [rule, resource];
}
