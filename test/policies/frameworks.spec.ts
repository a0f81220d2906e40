/** What the tables of published frameworks say of our rules, and what the packs make of it. */
import assert from "node:assert/strict";
import checks from "../../policies/frameworks/checks.json";
import { answersOf, FRAMEWORKS, frameworkFields } from "../../policies/frameworks/frameworks";
import requirements from "../../policies/frameworks/requirements.json";
import { toPolicy } from "../../policies/engine/policy";
import { RULES } from "../../policies/rules";

const IDS = new Set(RULES.map(({ id }) => id));

/** How the numbers of each framework are written by those who publish it. */
const FORMS: Readonly<Record<string, RegExp>> = {
  cis: /^\d(\.\d+){1,2}$/,
  "nist-800-53": /^[A-Z]{2}-\d+(\(\d+\))?$/,
  "pci-dss": /^A?\d+(\.\d+)+$/,
  soc2: /^(CC|A|C|PI|P)\d\.\d$/,
};

function ruleNamed(id: string) {
  const rule = RULES.find((each) => each.id === id);
  assert.ok(rule !== undefined, id);
  return rule;
}

describe("frameworks", () => {
  it("the tables name rules that there are, and requirements of rules with a check only", () => {
    assert.deepEqual(
      Object.keys(checks).filter((id) => !IDS.has(id)),
      [],
    );
    assert.deepEqual(
      Object.keys(requirements).filter((id) => !(id in checks)),
      [],
    );
  });

  it("every requirement is written as its framework writes it", () => {
    const wrong = Object.entries(requirements).flatMap(([id, byFramework]) =>
      Object.entries(byFramework as Record<string, readonly string[]>).flatMap(([framework, numbers]) =>
        numbers
          .filter((each) => FORMS[framework]?.test(each) !== true)
          .map((each) => `${id} ${framework} ${each}`),
      ),
    );
    assert.deepEqual(wrong, []);
  });

  it("each framework has its source with a date, and policies", () => {
    for (const { id, source } of FRAMEWORKS) {
      assert.match(source, /20\d\d-\d\d-\d\d/);
      assert.ok(RULES.some((rule) => answersOf(rule).some(({ framework }) => framework.id === id)));
    }
  });

  it("a policy carries the SDK's field and a tag for each framework and requirement", () => {
    const { framework, tags } = toPolicy(ruleNamed("s3-tls-only"));
    assert.deepEqual(framework, {
      name: "AWS Foundational Security Best Practices",
      version: "1.0.0",
      reference: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
      specification: "S3.5",
    });
    for (const tag of [
      "FSBP S3.5",
      "CKV_AWS_379",
      "framework:cis",
      "framework:fsbp",
      "cis 2.1.1",
      "pci-dss 4.2.1",
    ]) {
      assert.ok(tags?.includes(tag), tag);
    }
  });

  it("a policy that no table maps claims none", () => {
    assert.deepEqual(frameworkFields(ruleNamed("components-complete")), { tags: [] });
  });
});
