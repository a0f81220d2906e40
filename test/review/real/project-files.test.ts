/** Edits of what is no stack file: the levels of the packs, the program, a component; as real previews of two commits. */
import assert from "node:assert/strict";
import { verdictLine } from "../../../review/report/verdict";
import { ProjectRepository, type Files } from "../support/project";
import { said } from "./said";
import { SITE } from "./site-edits";

const LEVELS = "policies/security/config/prod.json";
const level = (policy: string, before: string, after: string): Files => ({
  [LEVELS]: (text) => {
    assert.ok(text.includes(`"${policy}": "${before}"`));
    return text.replace(`"${policy}": "${before}"`, `"${policy}": "${after}"`);
  },
});

describe("edits of a project's other files, as real previews of two commits", function () {
  this.timeout(600_000);
  let repository: ProjectRepository;
  before(() => {
    repository = new ProjectRepository({ "Pulumi.site.yaml": SITE });
  });
  after(() => {
    repository.remove();
  });

  const NOTHING = { changes: [], introduced: [], fixed: [], lost: [], gained: [] };

  async function reviewed(files: Files) {
    const [review] = await repository.review(repository.base, repository.edit(files), ["site"]);
    assert.ok(review !== undefined);
    return { ...said(review), verdict: verdictLine(review) };
  }

  it("a policy that notes is to refuse: what it finds already is what stops the next update", async () => {
    assert.deepEqual(await reviewed(level("cf-geo", "advisory", "mandatory")), {
      ...NOTHING,
      verdict: "site: 1 finding now mandatory",
    });
  });

  it("a policy that notes is switched off: its finding is not fixed", async () => {
    assert.deepEqual(await reviewed(level("cf-geo", "advisory", "disabled")), {
      ...NOTHING,
      verdict: "site: policy weakened: cf-geo",
    });
  });

  it("a policy that refuses is switched off, though it has found nothing", async () => {
    assert.deepEqual(await reviewed(level("cf-oac", "mandatory", "disabled")), {
      ...NOTHING,
      verdict: "site: policy weakened: cf-oac",
    });
  });

  it("a queue in the program, which is not encrypted", async () => {
    const queue = `
import { Queue } from "@pulumi/aws/sqs";
new Queue("orders", { sqsManagedSseEnabled: false });
`;
    assert.deepEqual(await reviewed({ "index.ts": (text) => `${text}${queue}` }), {
      ...NOTHING,
      changes: ["created aws:sqs:Queue orders"],
      introduced: ["sqs-encryption orders"],
      verdict: "site: 1 created, 1 mandatory finding introduced",
    });
  });

  it("a component's setting: HTTP/2 alone", async () => {
    const file = "components/static-site/distribution.ts";
    const edited = await reviewed({
      [file]: (text) => {
        assert.ok(text.includes('httpVersion: "http2and3"'));
        return text.replace('httpVersion: "http2and3"', 'httpVersion: "http2"');
      },
    });
    assert.deepEqual(edited, {
      ...NOTHING,
      changes: ["updated aws:cloudfront:Distribution www"],
      verdict: "site: 1 changed",
    });
  });
});
