/** What a review says where options, unknown values, secrets and the order of lists change: no miss, and no noise. */
import assert from "node:assert/strict";
import { UNKNOWN } from "../../review/preview-document";
import { textReport } from "../../review/report/text";
import { changed, reportOf, reviewed, stack, urn, type Given } from "./support/stacks";

const BUCKET = "aws:s3/bucket:Bucket";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const SERVICE = "aws:ecs/service:Service";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const TOPIC = "aws:sns/topic:Topic";

const one = (type: string, inputs: Readonly<Record<string, unknown>>, more: Partial<Given> = {}): Given => ({
  ...{ type, name: "it", inputs },
  ...more,
});
const between = (before: Given | readonly Given[], after: Given | readonly Given[]) =>
  reviewed(stack([before].flat()), stack([after].flat()));
const properties = (before: Given, after: Given): readonly string[] =>
  between(before, after).comparison.changes.flatMap(({ properties: all }) => all.map(({ path }) => path));

const statement = (sid: string, action: string | readonly string[], more: object = {}): object => ({
  ...{ Sid: sid, Effect: "Allow", Action: action, Resource: "arn:aws:s3:::files/*" },
  ...more,
});
const policy = (statements: readonly object[], space?: number): Given =>
  one(POLICY, { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, space) });

describe("a review of what only looks different", () => {
  const [read, write] = [
    statement("Read", "s3:GetObject"),
    statement("Write", ["s3:PutObject", "s3:DeleteObject"]),
  ];
  for (const [title, before, after] of [
    ["the order of a policy's statements", policy([read, write]), policy([write, read])],
    [
      "statements without names in another order",
      policy([
        { ...read, Sid: undefined },
        { ...write, Sid: "" },
      ]),
      policy([
        { ...write, Sid: undefined },
        { ...read, Sid: undefined },
      ]),
    ],
    [
      "the order of a statement's actions",
      policy([write]),
      policy([statement("Write", ["s3:DeleteObject", "s3:PutObject"])]),
    ],
    ["a list of one action", policy([read]), policy([statement("Read", ["s3:GetObject"])])],
    [
      "everybody, written in two ways",
      policy([statement("Read", "s3:GetObject", { Principal: "*" })]),
      policy([statement("Read", "s3:GetObject", { Principal: { AWS: "*" } })]),
    ],
    [
      "a condition's list of one",
      policy([statement("Read", "s3:GetObject", { Condition: { Bool: { "aws:SecureTransport": "true" } } })]),
      policy([
        statement("Read", "s3:GetObject", { Condition: { Bool: { "aws:SecureTransport": ["true"] } } }),
      ]),
    ],
    ["the white space of JSON", policy([read, write]), policy([read, write], 2)],
    [
      "the order of a set",
      one(DISTRIBUTION, { aliases: ["a.com", "b.com"] }),
      one(DISTRIBUTION, { aliases: ["b.com", "a.com"] }),
    ],
    [
      "the order of a set of objects",
      one("aws:ec2/securityGroup:SecurityGroup", { ingress: [{ fromPort: 80 }, { fromPort: 443 }] }),
      one("aws:ec2/securityGroup:SecurityGroup", { ingress: [{ fromPort: 443 }, { fromPort: 80 }] }),
    ],
    [
      "the order of tags",
      one(BUCKET, { tags: { a: "1", b: "2" } }),
      one(BUCKET, { tags: { b: "2", a: "1" } }),
    ],
    ["a look-up", [] as readonly Given[], one(BUCKET, {}, { operation: "read" })],
    [
      "an import option that stays after the import",
      one(BUCKET, {}),
      one(BUCKET, {}, { operation: "import" }),
    ],
    [
      "a property that is ignored by its key",
      one(BUCKET, { tags: { team: "a" } }),
      one(BUCKET, { tags: { team: "b" } }, { options: { ignoreChanges: ['tags["team"]'] } }),
    ],
    [
      "every property ignored",
      one(BUCKET, { bucket: "a" }),
      one(BUCKET, { bucket: "b" }, { options: { ignoreChanges: ["*"] } }),
    ],
    [
      "an element that is ignored by its place",
      one(SERVICE, { loadBalancers: [{ containerName: "a", containerPort: 1 }] }),
      one(
        SERVICE,
        { loadBalancers: [{ containerName: "b", containerPort: 1 }] },
        { options: { ignoreChanges: ["loadBalancers[0].containerName"] } },
      ),
    ],
    [
      "a value that is not known, of the same resource",
      one(TOPIC, { kmsMasterKeyId: UNKNOWN }, { from: { kmsMasterKeyId: ["x:y:Z::key"] } }),
      one(TOPIC, { kmsMasterKeyId: UNKNOWN }, { from: { kmsMasterKeyId: ["x:y:Z::key"] } }),
    ],
  ] as readonly (readonly [string, Given | readonly Given[], Given | readonly Given[]])[]) {
    it(`${title}: nothing changes`, () => {
      assert.deepEqual(changed(between(before, after)), []);
    });
  }
});

describe("a review of what looks the same", () => {
  it("the order of cache behaviours, of which the first that fits decides", () => {
    const rules = (...paths: readonly string[]): Given =>
      one(DISTRIBUTION, { orderedCacheBehaviors: paths.map((pathPattern) => ({ pathPattern })) });
    assert.deepEqual(properties(rules("/a/*", "/*"), rules("/*", "/a/*")), [
      "orderedCacheBehaviors in this order",
    ]);
  });

  it("the order of a pipeline's stages", () => {
    const stages = (...names: readonly string[]): Given =>
      one(PIPELINE, { stages: names.map((name) => ({ name })) });
    assert.deepEqual(properties(stages("Approve", "Deploy"), stages("Deploy", "Approve")), [
      "stages in this order",
    ]);
  });

  it("the order of a list that AWS keeps", () => {
    const command = (...words: readonly string[]): Given =>
      one("aws:lambda/function:Function", { layers: words });
    assert.deepEqual(properties(command("a", "b"), command("b", "a")), ["layers"]);
  });

  it("a value that is not known and comes from another resource", () => {
    const from = (name: string): Given =>
      one(SERVICE, { cluster: UNKNOWN }, { from: { cluster: [`x:y:Z::${name}`] } });
    const [change] = between(from("a"), from("b")).comparison.changes;
    assert.deepEqual(change?.properties, [
      { path: "cluster", before: "a value of a", after: "a value of b" },
    ]);
    assert.equal(change.kind, "replaced");
  });

  it("a value that is known now", () => {
    const [change] = between(one(BUCKET, { forceDestroy: UNKNOWN }), one(BUCKET, { forceDestroy: true }))
      .comparison.changes;
    assert.equal(change?.kind, "updated");
  });
});

describe("a review of options", () => {
  const child = (parent: string, options: object = {}): readonly Given[] => [
    { type: "shop:index:A", name: "a", custom: false },
    { type: "shop:index:B", name: "b", custom: false },
    {
      type: `shop:index:${parent}$${BUCKET}`,
      name: "files",
      parent: urn(`shop:index:${parent}`, parent.toLowerCase()),
      inputs: { bucket: `files-${parent === "A" ? "0123abc" : "4567def"}` },
      options,
    },
  ];
  it("another parent without an alias: a second one is made, and the first one goes", () => {
    assert.deepEqual(changed(between(child("A"), child("B"))), ["created files", "deleted files"]);
  });
  it("another parent with an alias: the same resource", () => {
    const options = { aliases: [urn(`shop:index:A$${BUCKET}`, "files")] };
    assert.deepEqual(changed(between(child("A"), child("B", options))), ["renamed files"]);
  });
  it("a child renamed by an alias inside of a component renamed by an alias", () => {
    const site = (
      name: string,
      file: string,
      aliases: readonly string[],
      own: readonly string[],
    ): readonly Given[] => [
      { type: "shop:index:Site", name, custom: false, options: { aliases } },
      {
        type: `shop:index:Site$${BUCKET}`,
        name: `${name}-${file}`,
        parent: urn("shop:index:Site", name),
        options: { aliases: own },
      },
    ];
    const after = site(
      "web",
      "store",
      [urn("shop:index:Site", "www")],
      [urn(`shop:index:Site$${BUCKET}`, "web-files")],
    );
    assert.deepEqual([...changed(between(site("www", "files", [], []), after))].sort(), [
      "renamed web",
      "renamed web-store",
    ]);
  });
  it("the same name with another type: one goes, one is made", () => {
    assert.deepEqual(changed(between(one(BUCKET, {}), one(TOPIC, {}))), ["created it", "deleted it"]);
  });
  it("a smaller count: the last ones go, with what they hold", () => {
    const many = (count: number): readonly Given[] =>
      Array.from({ length: count }, (_, at) => ({ type: BUCKET, name: `files-${at}` }));
    const review = between(many(4), many(2));
    assert.deepEqual(changed(review), ["deleted files-2", "deleted files-3"]);
    assert.equal([...review.consequences.values()].filter(({ dataLost }) => dataLost !== "").length, 2);
  });
  it("an import: nothing is created", () => {
    assert.deepEqual(changed(between([], one(BUCKET, {}, { operation: "import" }))), ["imported it"]);
  });
  it("a resource that the program only looks up from now on goes", () => {
    assert.deepEqual(changed(between(one(BUCKET, {}), one(BUCKET, {}, { operation: "read" }))), [
      "deleted it",
    ]);
  });
  it("deleteBeforeReplace: the present one goes first", () => {
    const review = between(
      one(BUCKET, { bucket: "a" }),
      one(BUCKET, { bucket: "b" }, { options: { deleteBeforeReplace: true } }),
    );
    assert.match(
      [...review.consequences.values()][0]?.text ?? "",
      /goes before the new one is made \(deleteBeforeReplace\)/,
    );
  });
  it("replaceOnChanges of a part, and of everything", () => {
    const after = (path: string): Given =>
      one(BUCKET, { tags: { a: "2" } }, { options: { replaceOnChanges: [path] } });
    const kinds = ["tags.a", "tags", "*", "tags.b", 'tags["a"]'].map((path) =>
      changed(between(one(BUCKET, { tags: { a: "1" } }), after(path))),
    );
    assert.deepEqual(kinds.flat(), [
      "replaced it",
      "replaced it",
      "replaced it",
      "updated it",
      "replaced it",
    ]);
  });
  it("retainOnDelete: what goes from the stack stays in the account", () => {
    const review = between(one(BUCKET, {}, { options: { retainOnDelete: true } }), []);
    assert.deepEqual(
      [...review.consequences.values()].map(({ dataLost, text }) => [dataLost, text]),
      [["", "is deleted; the present one stays in the account (retainOnDelete)"]],
    );
  });
});

describe("a review of secrets", () => {
  for (const [title, before, after] of [
    ["a secret that becomes plain text", "[secret]", "pw-4711"],
    ["plain text that becomes a secret", "pw-4711", "[secret]"],
  ] as const) {
    it(`${title}: it says so, and shows neither`, () => {
      const report = reportOf(
        stack([one(TOPIC, { displayName: before })]),
        stack([one(TOPIC, { displayName: after })]),
      );
      const text = textReport(report);
      assert.match(text, /displayName: "\[(?:secret|plain text)\]" → "\[(?:secret|plain text)\]"/);
      assert.ok(!text.includes("pw-4711"));
    });
  }
});

describe("a review of outputs", () => {
  it("names those that are new, gone or others, and none whose physical name alone is another", () => {
    const review = reviewed(
      stack([], [], { outputs: { url: "https://a.com", bucket: "files-0123abc", old: 1 } }),
      stack([], [], { outputs: { url: "https://b.com", bucket: "files-4567def", next: 2 } }),
    );
    assert.deepEqual(
      review.outputs.map(({ path }) => path),
      ["next", "old", "url"],
    );
  });
});
