import assert from "node:assert/strict";
import { join } from "node:path";
import { readProject } from "../../offline/project/project";
import type { OfflineStack } from "../../rehearsal/compare/offline";
import { rehearse } from "../../rehearsal/rehearse";
import { report } from "../../rehearsal/report";
import { offlinePreviewOf, type OfflinePreview } from "../../rehearsal/steps/offline-preview";
import { isClean, type StackReport } from "../../rehearsal/steps/step";
import { pulumi } from "./support/pulumi";

const PROGRAMS = join(__dirname, "programs");

/** Rehearses a program, against the offline preview as `change` leaves it. */
async function rehearsed(
  name: string,
  change: (preview: OfflineStack) => OfflineStack = (preview) => preview,
): Promise<StackReport> {
  const project = readProject(join(PROGRAMS, name));
  const offline = (stack: string): OfflinePreview => {
    const preview = offlinePreviewOf(project.root, stack);
    return async (mode) => change(await preview(mode));
  };
  const { reports } = await rehearse({
    ...{ project, stacks: ["dev"], pulumi: pulumi(), keep: false, offline },
    onStep: () => undefined,
  });
  return reports[0] ?? { stack: "dev", steps: [], notSimulated: [] };
}

const pathsOf = ({ steps }: StackReport) => [
  ...new Set(steps.flatMap(({ differences }) => differences.map(({ path }) => path))),
];

/** The preview with another version of one resource. */
const withResource =
  (type: string, change: (resource: OfflineStack["resources"][number]) => object) =>
  (preview: OfflineStack): OfflineStack => ({
    ...preview,
    resources: preview.resources.map((resource) =>
      resource.type === type ? { ...resource, ...change(resource) } : resource,
    ),
  });

const TOPIC = "aws:sns/topic:Topic";

const WRONG: Readonly<Record<string, { path: string; change: (preview: OfflineStack) => OfflineStack }>> = {
  "a property that the offline engine drops": {
    path: "inputs.kmsMasterKeyId",
    change: withResource(TOPIC, ({ inputs }) => ({
      inputs: Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "kmsMasterKeyId")),
    })),
  },
  "a dependency of a property that it drops": {
    path: "propertyDependencies.kmsMasterKeyId",
    change: withResource(TOPIC, () => ({ propertyDependencies: {} })),
  },
  "an option that it drops": {
    path: "options.ignoreChanges.0",
    change: withResource(TOPIC, ({ options }) => ({ options: { ...options, ignoreChanges: [] } })),
  },
  "a resource that it does not make": {
    path: "resource",
    change: (preview) => ({
      ...preview,
      resources: preview.resources.filter(({ type }) => !type.endsWith(":TopicSubscription")),
    }),
  },
  "an output of the stack that it does not have": {
    path: "outputs.topic",
    change: (preview) => ({ ...preview, outputs: {} }),
  },
  "a finding that the engine does not have": {
    path: "finding pack/policy",
    change: (preview) => ({
      ...preview,
      violations: [{ pack: "pack", policy: "policy", enforcement: "advisory", urn: "u", message: "m" }],
    }),
  },
};

describe("A rehearsal", () => {
  it("finds nothing where engine and offline preview agree, and goes through every step", async () => {
    const made = await rehearsed("small");
    assert.ok(isClean(made), report([made]));
    assert.equal(made.steps.length, 7);
    assert.match(report([made]), /rehearsal: 1 stack, 0 differences, 0 failed steps/);
    assert.match(made.steps.at(-1)?.summary ?? "", /refused while protected/);
  });

  it("replaces what cannot be changed, and a fixed name is free when it is taken again", async () => {
    const made = await rehearsed("replaced");
    assert.ok(isClean(made), report([made]));
    assert.match(
      made.steps.find(({ step }) => step === "a changed key")?.summary ?? "",
      /2 of them replaced/,
    );
  });

  describe("against a preview that is wrong", () => {
    let found: string[] = [];

    before(async () => {
      const changes = Object.values(WRONG).map(({ change }) => change);
      const made = await rehearsed("small", (preview) =>
        changes.reduce((changed, change) => change(changed), preview),
      );
      assert.ok(!isClean(made));
      found = pathsOf(made);
    });

    for (const [what, { path }] of Object.entries(WRONG)) {
      it(`is red for ${what}`, () => {
        assert.ok(found.includes(path), found.join(", "));
      });
    }

    it("is red for nothing else", () => {
      assert.deepEqual(
        found.sort(),
        Object.values(WRONG)
          .map(({ path }) => path)
          .sort(),
      );
    });
  });

  it("is red for a resource that is made inside of an apply", async () => {
    const made = await rehearsed("in-apply");
    assert.ok(!isClean(made));
    assert.deepEqual(pathsOf(made), ["made without having been previewed"]);
  });
});
