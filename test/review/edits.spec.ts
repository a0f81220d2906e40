/** Edits of a program, each with exactly what a review must say of it. */
import assert from "node:assert/strict";
import { changed, finding, reviewed, stack, urn, type Given } from "./support/stacks";

const BUCKET = "aws:s3/bucket:Bucket";
const QUEUE = "aws:sqs/queue:Queue";
const TABLE = "aws:dynamodb/table:Table";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const trust = (principal: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
  });
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string | readonly string[], resource: string): object => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
});
const setting = (namespace: string, name: string, value: string): object => ({ namespace, name, value });

const BASE: readonly Given[] = [
  { type: BUCKET, name: "files", inputs: { bucket: "files-0123abc", forceDestroy: false } },
  { type: QUEUE, name: "orders", inputs: { name: "orders-0123abc", delaySeconds: 0, fifoQueue: false } },
  {
    type: TABLE,
    name: "carts",
    inputs: {
      name: "carts-0123abc",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      billingMode: "PAY_PER_REQUEST",
    },
  },
  { type: VPC, name: "net", inputs: { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true } },
  {
    type: SUBNET,
    name: "net-1",
    inputs: { vpcId: "vpc-1", cidrBlock: "10.0.1.0/24" },
    from: { vpcId: [`${VPC}::net`] },
  },
  {
    type: GROUP,
    name: "web",
    inputs: { vpcId: "vpc-1", description: "web", name: "web-0123abc" },
    from: { vpcId: [`${VPC}::net`] },
  },
  {
    type: RULE,
    name: "web-https",
    inputs: {
      securityGroupId: "sg-1",
      cidrIpv4: "10.0.0.0/8",
      fromPort: 443,
      toPort: 443,
      ipProtocol: "tcp",
    },
    from: { securityGroupId: [`${GROUP}::web`] },
  },
  {
    type: ROLE,
    name: "app",
    inputs: { name: "app-0123abc", assumeRolePolicy: trust({ Service: "ec2.amazonaws.com" }) },
  },
  {
    type: ROLE_POLICY,
    name: "app",
    inputs: { role: "app-0123abc", policy: policy(allow("s3:GetObject", "arn:aws:s3:::files-0123abc/*")) },
    from: { role: [`${ROLE}::app`] },
  },
  {
    type: ENVIRONMENT,
    name: "shop",
    inputs: {
      name: "shop-0123abc",
      application: "shop",
      settings: [
        setting("aws:autoscaling:asg", "MinSize", "2"),
        setting("aws:autoscaling:asg", "MaxSize", "4"),
      ],
    },
  },
];

const named = (name: string, type?: string) => (each: Given) =>
  each.name === name && (type === undefined || each.type === type);

/** The program with one resource's inputs changed. */
function withInputs(
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  type?: string,
): readonly Given[] {
  return BASE.map((each) =>
    named(name, type)(each) ? { ...each, inputs: { ...each.inputs, ...inputs } } : each,
  );
}

const withResource = (name: string, part: Partial<Given>, type?: string): readonly Given[] =>
  BASE.map((each) => (named(name, type)(each) ? { ...each, ...part } : each));

const without = (...names: readonly string[]): readonly Given[] =>
  BASE.filter(({ name }) => !names.includes(name));

const sorted = (all: readonly string[]): readonly string[] => [...all].sort();

interface Edit {
  readonly title: string;
  readonly after: readonly Given[];
  readonly changes: readonly string[];
  readonly lost?: readonly string[];
  readonly gained?: readonly string[];
  readonly revoked?: readonly string[];
}

const EDITS: readonly Edit[] = [
  { title: "nothing", after: BASE, changes: [] },
  { title: "another order of the program", after: [...BASE].reverse(), changes: [] },
  {
    title: "a property that changes in place",
    after: withInputs("files", { forceDestroy: true }),
    changes: ["updated files"],
  },
  {
    title: "a new property",
    after: withInputs("files", { tags: { team: "a" } }),
    changes: ["updated files"],
  },
  {
    title: "a bucket's own name",
    after: withInputs("files", { bucket: "other" }),
    changes: ["replaced files"],
    lost: ["files"],
  },
  { title: "a queue's delay", after: withInputs("orders", { delaySeconds: 5 }), changes: ["updated orders"] },
  {
    title: "a queue that becomes FIFO",
    after: withInputs("orders", { fifoQueue: true }),
    changes: ["replaced orders"],
    lost: ["orders"],
  },
  {
    title: "a table's key",
    after: withInputs("carts", { hashKey: "cart" }),
    changes: ["replaced carts"],
    lost: ["carts"],
  },
  {
    title: "a table's sort key",
    after: withInputs("carts", { rangeKey: "at" }),
    changes: ["replaced carts"],
    lost: ["carts"],
  },
  {
    title: "a table's billing",
    after: withInputs("carts", { billingMode: "PROVISIONED" }),
    changes: ["updated carts"],
  },
  {
    title: "a table's region",
    after: withInputs("carts", { region: "eu-west-1" }),
    changes: ["replaced carts"],
    lost: ["carts"],
  },
  {
    title: "the range of a VPC, on which a subnet and a group hang, and a rule on the group",
    after: withInputs("net", { cidrBlock: "10.1.0.0/16" }),
    changes: ["replaced net", "replaced net-1", "replaced web", "replaced web-https"],
  },
  {
    title: "a VPC's host names",
    after: withInputs("net", { enableDnsHostnames: false }),
    changes: ["updated net"],
  },
  {
    title: "a subnet's range",
    after: withInputs("net-1", { cidrBlock: "10.0.2.0/24" }),
    changes: ["replaced net-1"],
  },
  {
    title: "a group's description",
    after: withInputs("web", { description: "public" }),
    changes: ["replaced web", "replaced web-https"],
  },
  {
    title: "a rule opened to the Internet",
    after: withInputs("web-https", { cidrIpv4: "0.0.0.0/0" }),
    changes: ["updated web-https"],
    gained: ["0.0.0.0/0 tcp 443 web: from 0.0.0.0/0"],
    revoked: ["10.0.0.0/8 tcp 443 web: "],
  },
  {
    title: "a role that another account may assume",
    after: withInputs("app", { assumeRolePolicy: trust({ AWS: "arn:aws:iam::123456789012:root" }) }, ROLE),
    changes: ["updated app"],
    gained: ["arn:aws:iam::123456789012:root sts:AssumeRole app: account 123456789012"],
    revoked: ["ec2.amazonaws.com sts:AssumeRole app: "],
  },
  {
    title: "one more action",
    after: withInputs(
      "app",
      { policy: policy(allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::files-0123abc/*")) },
      ROLE_POLICY,
    ),
    changes: ["updated app"],
    gained: ["app s3:PutObject arn:aws:s3:::files-0123abc/*: "],
  },
  {
    title: "every resource in the place of one bucket",
    after: withInputs("app", { policy: policy(allow("s3:GetObject", "*")) }, ROLE_POLICY),
    changes: ["updated app"],
    gained: ["app s3:GetObject *: every resource of the account"],
    revoked: ["app s3:GetObject arn:aws:s3:::files-0123abc/*: "],
  },
  {
    title: "the same statement, written as lists",
    after: withInputs(
      "app",
      {
        policy: policy({
          ...allow("s3:GetObject", ""),
          Action: ["s3:GetObject"],
          Resource: ["arn:aws:s3:::files-0123abc/*"],
        }),
      },
      ROLE_POLICY,
    ),
    changes: [],
  },
  {
    title: "a role's name",
    after: withInputs("app", { name: "app-fixed" }, ROLE),
    changes: ["replaced app", "replaced app"],
  },
  { title: "a resource more", after: [...BASE, { type: BUCKET, name: "logs" }], changes: ["created logs"] },
  { title: "a resource less", after: without("orders"), changes: ["deleted orders"], lost: ["orders"] },
  {
    title: "a group less, with its rule",
    after: without("web", "web-https"),
    changes: ["deleted web", "deleted web-https"],
    revoked: ["10.0.0.0/8 tcp 443 web: "],
  },
  {
    title: "a rename without an alias",
    after: withResource("files", {
      name: "assets",
      inputs: { bucket: "assets-0123abc", forceDestroy: false },
    }),
    changes: ["created assets", "deleted files"],
    lost: ["files"],
  },
  {
    title: "a rename with an alias",
    after: withResource("files", {
      name: "assets",
      inputs: { bucket: "assets-4567def", forceDestroy: false },
      options: { aliases: [urn(BUCKET, "files")] },
    }),
    changes: ["renamed assets"],
  },
  {
    title: "a rename with an alias and another property",
    after: withResource("files", {
      name: "assets",
      inputs: { bucket: "assets-4567def", forceDestroy: true },
      options: { aliases: [urn(BUCKET, "files")] },
    }),
    changes: ["updated assets"],
  },
  {
    title: "a rename with an alias that names nothing",
    after: withResource("files", { name: "assets", options: { aliases: [urn(BUCKET, "other")] } }),
    changes: ["created assets", "deleted files"],
    lost: ["files"],
  },
  {
    title: "protection taken away",
    after: withResource("files", { protect: true }),
    changes: ["updated files"],
  },
  {
    title: "an ignored property",
    after: withResource("files", {
      inputs: { bucket: "other", forceDestroy: false },
      options: { ignoreChanges: ["bucket"] },
    }),
    changes: [],
  },
  {
    title: "a property that the program wants replaced",
    after: withResource("files", {
      inputs: { bucket: "files-0123abc", forceDestroy: true },
      options: { replaceOnChanges: ["forceDestroy"] },
    }),
    changes: ["replaced files"],
    lost: ["files"],
  },
  {
    title: "one option of an environment",
    after: withInputs("shop", {
      settings: [
        setting("aws:autoscaling:asg", "MinSize", "2"),
        setting("aws:autoscaling:asg", "MaxSize", "6"),
      ],
    }),
    changes: ["updated shop"],
  },
  {
    title: "the order of an environment's options",
    after: withInputs("shop", {
      settings: [
        setting("aws:autoscaling:asg", "MaxSize", "4"),
        setting("aws:autoscaling:asg", "MinSize", "2"),
      ],
    }),
    changes: [],
  },
  {
    title: "an environment's name",
    after: withInputs("shop", { name: "shop-blue" }),
    changes: ["replaced shop"],
  },
  {
    title: "an environment's application",
    after: withInputs("shop", { application: "other" }),
    changes: ["updated shop"],
  },
  {
    title: "a secret's place",
    after: withInputs("orders", { policy: "[secret]" }),
    changes: ["updated orders"],
  },
  {
    title: "two things at once",
    after: withInputs("files", { forceDestroy: true }).filter(({ name }) => name !== "orders"),
    changes: ["updated files", "deleted orders"],
    lost: ["orders"],
  },
  {
    title: "everything gone",
    after: [],
    changes: BASE.map(({ name }) => `deleted ${name}`),
    lost: ["files", "orders", "carts"],
    revoked: [
      "10.0.0.0/8 tcp 443 web: ",
      "app s3:GetObject arn:aws:s3:::files-0123abc/*: ",
      "ec2.amazonaws.com sts:AssumeRole app: ",
    ],
  },
];

describe("what a review says of an edit", () => {
  for (const { title, after, changes, lost = [], gained = [], revoked = [] } of EDITS) {
    it(`${title}: exactly what changes, what is lost, and who may do what`, () => {
      const review = reviewed(stack(BASE), stack(after));
      assert.deepEqual(sorted(changed(review)), sorted(changes));
      const names = review.comparison.changes
        .filter((change) => review.consequences.get(change.urn)?.dataLost)
        .map(({ name }) => name);
      assert.deepEqual(sorted(names), sorted(lost));
      const grants = (what: "gained" | "lost"): readonly string[] =>
        review.permissions
          .filter(({ change }) => change === what)
          .map(
            ({ principal, action, resource, crosses }) => `${principal} ${action} ${resource}: ${crosses}`,
          );
      assert.deepEqual(grants("gained"), gained);
      assert.deepEqual(sorted(grants("lost")), sorted(revoked));
    });
  }

  it("a record that proves a name to ACM: replaced, and no visitor notices", () => {
    const record = (name: string): readonly Given[] => [
      { type: "aws:route53/record:Record", name: "proof", inputs: { name, zoneId: "Z1", type: "CNAME" } },
    ];
    const down = (before: string, after: string): readonly number[] =>
      [...reviewed(stack(record(before)), stack(record(after))).consequences.values()].map(
        ({ downMinutes }) => downMinutes[1],
      );
    assert.deepEqual([down("_a.shop.com", "_b.shop.com"), down("a.shop.com", "b.shop.com")], [[0], [5]]);
  });

  it("a file under another key: replaced, and no data is lost", () => {
    const file = (key: string): readonly Given[] => [
      { type: "aws:s3/bucketObjectv2:BucketObjectv2", name: "program", inputs: { bucket: "b", key } },
    ];
    const review = reviewed(stack(file("a.js")), stack(file("b.js")));
    assert.deepEqual(changed(review), ["replaced program"]);
    assert.deepEqual(
      [...review.consequences.values()].map(({ dataLost }) => dataLost),
      [""],
    );
  });

  it("a stack that is new: everything is created, and nothing is lost", () => {
    const review = reviewed(undefined, stack(BASE));
    assert.deepEqual(sorted(changed(review)), sorted(BASE.map(({ name }) => `created ${name}`)));
    assert.equal(review.consequences.size, 0);
  });

  it("a stack whose file is gone: nothing deletes its resources", () => {
    assert.deepEqual(changed(reviewed(stack(BASE), undefined)), []);
  });

  it("one option of an environment is one property by its name, not by its place", () => {
    const after = withInputs("shop", {
      settings: [
        setting("aws:autoscaling:asg", "Cooldown", "60"),
        setting("aws:autoscaling:asg", "MinSize", "2"),
        setting("aws:autoscaling:asg", "MaxSize", "6"),
      ],
    });
    const [change] = reviewed(stack(BASE), stack(after)).comparison.changes;
    assert.deepEqual(
      change?.properties.map(({ path }) => path),
      ["settings[aws:autoscaling:asg Cooldown]", "settings[aws:autoscaling:asg MaxSize].value"],
    );
  });

  it("a protected resource: Pulumi refuses its replacement", () => {
    const before = withResource("carts", { protect: true });
    const after = before.map((each) =>
      each.name === "carts" ? { ...each, inputs: { ...each.inputs, hashKey: "cart" } } : each,
    );
    const review = reviewed(stack(before), stack(after));
    assert.deepEqual(
      [...review.consequences.values()].map(({ refused }) => refused),
      [true],
    );
  });

  it("a child of a component that was renamed with an alias stays the same resource", () => {
    const COMPONENT = "shop:index:Site";
    const child = `${COMPONENT}$${BUCKET}`;
    const site = (name: string, options = {}): readonly Given[] => [
      { type: COMPONENT, name, custom: false, options },
      {
        type: child,
        name: `${name}-files`,
        parent: urn(COMPONENT, name),
        inputs: { bucket: `${name}-files-0123abc` },
      },
    ];
    const review = reviewed(stack(site("www")), stack(site("web", { aliases: [urn(COMPONENT, "www")] })));
    assert.deepEqual(sorted(changed(review)), ["renamed web", "renamed web-files"]);
  });
});

describe("what a review says of findings", () => {
  const of = urn(BUCKET, "files");
  const findings = (before: readonly object[], after: readonly object[], resources = BASE) => {
    const review = reviewed(stack(BASE, before), stack(resources, after));
    const { introduced, fixed, unchanged, regraded } = review.findings;
    return {
      introduced: introduced.map(({ policy: name }) => name),
      fixed: fixed.map(({ policy: name }) => name),
      unchanged: unchanged.map(({ policy: name }) => name),
      regraded: regraded.map(({ after: { enforcement } }) => enforcement),
    };
  };

  it("a policy broken, one mended and one that stays have a list each", () => {
    assert.deepEqual(
      findings(
        [finding("a", of, "x"), finding("b", of, "y")],
        [finding("b", of, "y"), finding("c", of, "z")],
      ),
      {
        ...{ introduced: ["c"], fixed: ["a"], unchanged: ["b"], regraded: [] },
      },
    );
  });

  it("a second fault of the same policy on the same resource is not hidden by the first", () => {
    const first = finding("a", of, "statement Read is open");
    const second = finding("a", of, "statement Write is open");
    assert.deepEqual(findings([first], [first, second]).introduced, ["a"]);
    assert.deepEqual(findings([first], [second]), {
      introduced: ["a"],
      fixed: ["a"],
      unchanged: [],
      regraded: [],
    });
  });

  it("another number in the same fault is the same fault", () => {
    assert.deepEqual(
      findings([finding("a", of, "is 90, at most 80")], [finding("a", of, "is 95, at most 80")]).unchanged,
      ["a"],
    );
  });

  it("another advice on the same fault is the same fault", () => {
    const advised = finding("a", of, "is open\nTo do: set web-infra:sites.www.waf: true");
    assert.deepEqual(findings([finding("a", of, "is open")], [advised]).unchanged, ["a"]);
  });

  it("an advisory finding that becomes mandatory is graded otherwise", () => {
    assert.deepEqual(findings([finding("a", of, "x")], [finding("a", of, "x", "mandatory")]).regraded, [
      "mandatory",
    ]);
  });

  it("a finding goes with its resource through a rename", () => {
    const renamed = withResource("files", { name: "assets", options: { aliases: [of] } });
    assert.deepEqual(
      findings([finding("a", of, "x")], [finding("a", urn(BUCKET, "assets"), "x")], renamed).unchanged,
      ["a"],
    );
  });

  it("the same resource in another stack's words: a finding of a new resource is new", () => {
    const more = [...BASE, { type: BUCKET, name: "logs" }];
    assert.deepEqual(
      findings([finding("a", of, "x")], [finding("a", of, "x"), finding("a", urn(BUCKET, "logs"), "x")], more)
        .introduced,
      ["a"],
    );
  });
});
