import assert from "node:assert/strict";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { readProject } from "../../offline/project/project";
import { rehearse } from "../../rehearsal/rehearse";
import { report } from "../../rehearsal/report";
import type { StackReport } from "../../rehearsal/steps/step";
import { exampleStack, projectWithExampleStacks } from "../support/example-stacks";
import { pulumi } from "./support/pulumi";

/** How many sites and services the largest stack has: three cost a minute, ten (1,366 resources) need many. */
const ENTRIES = Number(process.env["REHEARSAL_ENTRIES"] ?? 3);

/** Several sites and services, each with its pipeline: the largest stack of the tests. */
function manyOfEach(): string {
  const { config } = parse(exampleStack("prod")) as { config: Record<string, unknown> };
  const many = (entries: unknown, change: (name: string) => object) =>
    Object.fromEntries(
      Object.entries(entries as Record<string, object>).flatMap(([name, entry]) =>
        Array.from({ length: ENTRIES }, (_, index) => [
          `${name}${index}`,
          { ...entry, ...change(`${name}${index}`) },
        ]),
      ),
    );
  return stringify({
    config: {
      ...config,
      "web-infra:sites": many(config["web-infra:sites"], (name) => ({
        domain: `${name}.example.com`,
        redirectFrom: [`from-${name}.example.com`],
      })),
      "web-infra:services": many(config["web-infra:services"], (name) => ({ domain: `${name}.example.com` })),
    },
  });
}

describe("The stacks on the real engine", function () {
  this.timeout(Math.max(600_000, ENTRIES * 200_000));
  const reports: StackReport[] = [];
  let project = "";

  before(() => {
    project = projectWithExampleStacks();
    writeFileSync(join(project, "Pulumi.many.yaml"), manyOfEach());
    for (const pack of ["security", "reliability"]) {
      const folder = join(project, "policies", pack, "config");
      cpSync(join(folder, "prod.json"), join(folder, "many.json"));
    }
  });

  after(() => {
    rmSync(project, { recursive: true, force: true });
    console.log(report(reports));
  });

  for (const stack of ["dev", "prod", "many"]) {
    it(`does with ${stack} what the offline preview says, and ends with an empty account`, async () => {
      const { reports: made } = await rehearse({
        ...{ project: readProject(project), stacks: [stack], pulumi: pulumi(), keep: false },
        onStep: () => undefined,
      });
      reports.push(...made);
      assert.deepEqual(
        made.flatMap(({ steps }) =>
          steps.flatMap(({ step, failure }) => (failure === undefined ? [] : [step, failure])),
        ),
        [],
      );
      assert.deepEqual(
        made.flatMap(({ steps }) => steps.flatMap(({ differences }) => differences)),
        [],
      );
      assert.equal(made[0]?.steps.length, 7, "every step was made");
    });
  }
});
