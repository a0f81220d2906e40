import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { allTypes, factsOf } from "../../offline/aws/facts/facts";
import { generateArns, publishedArns } from "../../offline/aws/facts/generate-arns";
import { REGIONS } from "../../offline/aws/regions";
import { entryOf } from "../../offline/aws/resources";
import { INPUTS } from "./support/inputs";
import { make } from "./support/simulated";

/** Resources whose ARN AWS documents elsewhere than in the service reference. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "aws:cloudwatch/queryDefinition:QueryDefinition":
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-querydefinition.html",
};

const published = publishedArns();
const forms = new Map<string, RegExp[]>();

/** The published forms of a service's ARNs: an account may be empty where AWS leaves it out, a region too. */
function formsOf(service: string): readonly RegExp[] {
  const known = forms.get(service);
  if (known) return known;
  const made = (published.get(service) ?? []).map(({ arn }) => {
    const parts = arn.split(/(\$\{\w+\}|\*)/).map((part) => {
      switch (part) {
        case "${Partition}":
          return "aws(?:-cn|-us-gov)?";
        case "${Region}":
          return "[a-z]{2}(?:-[a-z]+)+-\\d";
        case "${Account}":
          return "\\d{12}";
        case "*":
          return ".*";
        default:
          return part.startsWith("${") ? ".+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      }
    });
    return new RegExp(`^${parts.join("")}$`);
  });
  forms.set(service, made);
  return made;
}

const isPublished = (arn: string) => formsOf(arn.split(":")[2] ?? "").some((form) => form.test(arn));

describe("the ARNs that the preview makes up", () => {
  const types = allTypes().filter((type) => factsOf(type)?.arn === true && !(type in ELSEWHERE));

  it("have the forms of the installed service reference", () => {
    assert.equal(readFileSync(join(__dirname, "../../offline/aws/facts/arns.json"), "utf8"), generateArns());
  });

  it("are of a form that AWS publishes, for every type, and known for most", () => {
    const known = types.flatMap((type) => {
      const { arn } = make(type, INPUTS);
      return typeof arn === "string" ? [[type, arn] as const] : [];
    });
    assert.deepEqual(
      known.filter(([, arn]) => !isPublished(arn)),
      [],
    );
    assert.ok(known.length >= 650, `${known.length} of ${types.length}`);
  });

  it("are of that form in every region and whatever the resource is called", () => {
    const own = types.filter((type) => entryOf(type) !== undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...own),
        fc.constantFrom(...Object.keys(REGIONS)),
        fc.stringMatching(/^[a-z][a-z0-9-]{0,15}$/),
        (type, region, name) => {
          const { arn } = make(type, INPUTS, { name, place: { region } });
          if (typeof arn === "string") assert.ok(isPublished(arn), `${type}: ${arn}`);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("are not of a form of another service's", () => {
    for (const wrong of [
      "arn:aws:s3:ap-northeast-2:000000000000:bucket/x",
      "arn:aws:sqs:ap-northeast-2::queue",
      "arn:aws:iam:ap-northeast-2:000000000000:role/x",
      "arn:aws:nothing:ap-northeast-2:000000000000:x",
    ]) {
      assert.ok(!isPublished(wrong), wrong);
    }
  });
});
