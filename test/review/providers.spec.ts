/** Changes of a provider and of names, which no resource's own inputs show. */
import assert from "node:assert/strict";
import { verdictLine, verdictOf } from "../../review/report/verdict";
import { changed, reviewed, stack, underName, urn, type Given } from "./support/stacks";

const BUCKET = "aws:s3/bucket:Bucket";
const ROLE = "aws:iam/role:Role";
const TABLE = "aws:dynamodb/table:Table";
const PROVIDER = "pulumi:providers:aws";

const RESOURCES: readonly Given[] = [
  { type: BUCKET, name: "files", inputs: { bucket: "files-0123abc" } },
  { type: TABLE, name: "carts", inputs: { hashKey: "id", tags: { Team: "shop" } } },
  { type: BUCKET, name: "edge-logs", inputs: { region: "us-east-1" } },
  { type: ROLE, name: "app", inputs: { name: "app-0123abc" } },
];
const between = (before: object, after: object) =>
  reviewed(stack(RESOURCES, [], { provider: before }), stack(RESOURCES, [], { provider: after }));

describe("what a review says of a provider", () => {
  it("another region: what is regional is replaced, what is global or has a region of its own stays", () => {
    const review = between({ region: "eu-west-1" }, { region: "eu-central-1" });
    assert.deepEqual([...changed(review)].sort(), ["replaced carts", "replaced files"]);
    assert.equal(
      verdictLine(review),
      `prod: provider's region "eu-west-1" → "eu-central-1": 2 resources are made anew there, 2 replaced, down 1 to 10 minutes: carts, data lost: carts, files`,
    );
    assert.equal(verdictOf(review).risk, "high");
  });

  it("a region that was the provider's and is now written at the resource is no change", () => {
    const own = RESOURCES.map((each) =>
      each.name === "files" ? { ...each, inputs: { ...each.inputs, region: "eu-west-1" } } : each,
    );
    const provider = { provider: { region: "eu-west-1" } };
    assert.deepEqual(changed(reviewed(stack(RESOURCES, [], provider), stack(own, [], provider))), []);
  });

  it("other default tags: updated in place, where the resource can have tags and does not set them itself", () => {
    const tags = (team: string) => ({ defaultTags: JSON.stringify({ tags: { Team: team, Stack: "prod" } }) });
    const review = between(tags("a"), tags("b"));
    assert.deepEqual([...changed(review)].sort(), ["updated app", "updated edge-logs", "updated files"]);
    assert.match(
      verdictLine(review),
      /^prod: provider's defaultTags changed: other tags of 3 resources, 3 changed$/,
    );
    assert.deepEqual(
      review.comparison.changes[0]?.properties.map(({ path, before, after }) => [path, before, after]),
      [["defaultTags.Team", "a", "b"]],
    );
  });

  for (const [setting, before, after] of [
    ["profile", "shop", "other"],
    [
      "assumeRoles",
      '[{"roleArn":"arn:aws:iam::111111111111:role/a"}]',
      '[{"roleArn":"arn:aws:iam::222222222222:role/a"}]',
    ],
    ["accessKey", "AKIA1", "AKIA2"],
  ] as const) {
    it(`another ${setting}: perhaps another account, at high risk, and no key is shown`, () => {
      const review = between(
        { region: "eu-west-1", [setting]: before },
        { region: "eu-west-1", [setting]: after },
      );
      const isKey = setting === "accessKey";
      assert.deepEqual(
        review.providers.map(({ effect, resources }) => [effect, resources]),
        isKey ? [] : [["account", 4]],
      );
      assert.equal(verdictOf(review).risk, isKey ? "none" : "high");
      assert.ok(!verdictLine(review).includes("AKIA"));
    });
  }

  it("another version of the provider: said, and nothing else", () => {
    const review = between(
      { region: "eu-west-1", version: "7.47.0" },
      { region: "eu-west-1", version: "7.48.0" },
    );
    assert.deepEqual(changed(review), []);
    assert.deepEqual(
      review.providers.map(({ effect, setting }) => [effect, setting]),
      [["other", "version"]],
    );
  });

  const explicit = (region: string): readonly Given[] => [
    { type: PROVIDER, name: "far", inputs: { region }, provider: "" },
    { type: BUCKET, name: "copies", provider: `${urn(PROVIDER, "far")}::id` },
  ];
  it("another region of an explicit provider: it is changed, its resources are replaced", () => {
    const review = reviewed(stack(explicit("us-west-1")), stack(explicit("us-west-2")));
    assert.deepEqual([...changed(review)].sort(), ["replaced copies", "updated far"]);
  });

  it("a resource that goes from the default provider to one of another region", () => {
    const [far, copies] = explicit("us-west-2");
    const at = { provider: { region: "eu-west-1" } };
    const before = stack([far as Given, { type: BUCKET, name: "copies" }], [], at);
    assert.deepEqual(changed(reviewed(before, stack([far, copies] as Given[], [], at))), ["replaced copies"]);
  });
});

describe("what a review says of names", () => {
  for (const [title, name, what] of [
    ["project", { project: "store" }, "project shop → store"],
    ["stack", { stack: "live" }, "stack prod → live"],
    ["project and stack", { project: "store", stack: "live" }, "stack prod → live, project shop → store"],
  ] as const) {
    it(`a renamed ${title}: everything would be made a second time; what changes besides is compared`, () => {
      const other = RESOURCES.map((each) =>
        each.name === "carts" ? { ...each, inputs: { hashKey: "cart" } } : each,
      );
      const review = reviewed(stack(RESOURCES), underName(stack(other), name), name);
      assert.deepEqual(
        review.comparison.changes.map(({ kind, name: of }) => `${kind} ${of}`),
        ["replaced carts"],
      );
      assert.ok(
        verdictLine(review).includes(
          `${what}: without pulumi stack rename all 4 resources are made a second time`,
        ),
        verdictLine(review),
      );
      assert.equal(verdictOf(review).risk, "high");
    });
  }

  it("a new stack of other resources, and one that is gone, are two", () => {
    const review = reviewed(
      stack(RESOURCES),
      underName(stack([{ type: BUCKET, name: "else" }]), { stack: "live" }),
      { stack: "live" },
    );
    assert.equal(review.renamed, undefined);
    assert.deepEqual(changed(review), ["created else"]);
  });
});
