/** Edits of a foreign program, by the command itself: the working tree against the last commit, each with its exact answer. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { TestRepository } from "../support/repository";

const ROOT = resolve(__dirname, "..", "..", "..");

interface Said {
  readonly stacks: readonly {
    readonly verdict: string;
    readonly changes: readonly {
      readonly kind: string;
      readonly name: string;
      readonly forcedBy: readonly string[];
      readonly properties: readonly {
        readonly path: string;
        readonly before: unknown;
        readonly after: unknown;
      }[];
      readonly options: readonly string[];
    }[];
    readonly outputs: readonly { readonly path: string }[];
  }[];
}

const HEAD = `
const pulumi = require("@pulumi/pulumi");
const { Provider } = require("@pulumi/aws/provider");
const { Bucket } = require("@pulumi/aws/s3/bucket");
const { Queue } = require("@pulumi/aws/sqs/queue");
const { Topic } = require("@pulumi/aws/sns/topic");
class Site extends pulumi.ComponentResource {
  constructor(name, options) {
    super("shop:index:Site", name, {}, options);
    this.files = new Bucket(name + "-files", {}, { parent: this });
  }
}
class Shop extends pulumi.ComponentResource {
  constructor(name, options) { super("shop:index:Shop", name, {}, options); }
}
`;
const MAIN = `${HEAD}
const site = new Site("www");
const shop = new Shop("shop");
const queues = ["a", "b", "c"].map((each) => new Queue(each, { delaySeconds: 0 }));
const topic = new Topic("news", { displayName: pulumi.secret("pw-4711") });
exports.queue = queues[0].name;
exports.greeting = "hello";
`;

interface Edit {
  readonly title: string;
  readonly before?: readonly (readonly [string, string])[];
  readonly edit: readonly (readonly [string, string])[];
  readonly stackFile?: string;
  readonly changes: readonly string[];
  readonly outputs?: readonly string[];
  readonly verdict?: RegExp;
}

const replaced = (text: string, pairs: Edit["edit"]): string =>
  pairs.reduce((all, [was, is]) => {
    assert.ok(all.includes(was), was);
    return all.replace(was, is);
  }, text);

const SITE = 'new Site("www")';

const EDITS: readonly Edit[] = [
  { title: "a comment", edit: [["const site", "// the site\nconst site"]], changes: [] },
  {
    title: "a property",
    edit: [["delaySeconds: 0", "delaySeconds: 5"]],
    changes: ["updated a", "updated b", "updated c"],
  },
  {
    title: "a count that shrinks",
    edit: [['["a", "b", "c"]', '["a", "b"]']],
    changes: ["deleted c"],
    verdict: /data lost: c$/,
  },
  {
    title: "another order of the program",
    edit: [['["a", "b", "c"]', '["c", "b", "a"]']],
    changes: [],
    outputs: ["queue"],
  },
  {
    title: "a rename without an alias",
    edit: [[SITE, 'new Site("web")']],
    changes: ["created web", "created web-files", "deleted www", "deleted www-files"],
    verdict: /data lost: www-files$/,
  },
  {
    title: "a rename with an alias by its name",
    edit: [[SITE, 'new Site("web", { aliases: [{ name: "www" }] })']],
    changes: ["renamed web", "renamed web-files"],
  },
  {
    title: "a rename with an alias by its URN",
    edit: [[SITE, 'new Site("web", { aliases: ["urn:pulumi:prod::shop::shop:index:Site::www"] })']],
    changes: ["renamed web", "renamed web-files"],
  },
  {
    title: "another type with an alias by its type",
    edit: [[SITE, 'new Shop("www", { aliases: [{ type: "shop:index:Site" }] })']],
    changes: ["renamed www", "deleted www-files"],
  },
  {
    title: "another parent without an alias",
    edit: [
      ['new Topic("news", {', 'new Topic("news", {'],
      ['pulumi.secret("pw-4711") }', 'pulumi.secret("pw-4711") }, { parent: shop }'],
    ],
    changes: ["created news", "deleted news"],
  },
  {
    title: "another parent with an alias",
    edit: [
      [
        'pulumi.secret("pw-4711") }',
        'pulumi.secret("pw-4711") }, { parent: shop, aliases: [{ parent: pulumi.rootStackResource }] }',
      ],
    ],
    changes: ["renamed news"],
  },
  {
    title: "no parent any more, with an alias",
    before: [['pulumi.secret("pw-4711") }', 'pulumi.secret("pw-4711") }, { parent: shop }']],
    edit: [["{ parent: shop }", "{ aliases: [{ parent: shop }] }"]],
    changes: ["renamed news"],
  },
  {
    title: "a resource that is imported",
    edit: [["exports.queue", 'new Bucket("old", { bucket: "old" }, { import: "old" });\nexports.queue']],
    changes: ["imported old"],
  },
  {
    title: "protection",
    edit: [["delaySeconds: 0 }", "delaySeconds: 0 }, { protect: true }"]],
    changes: [
      "updated a protect: false → true",
      "updated b protect: false → true",
      "updated c protect: false → true",
    ],
  },
  {
    title: "an ignored property",
    edit: [["delaySeconds: 0 }", 'delaySeconds: 5 }, { ignoreChanges: ["delaySeconds"] }']],
    changes: [],
  },
  {
    title: "replaceOnChanges",
    edit: [["delaySeconds: 0 }", 'delaySeconds: 5 }, { replaceOnChanges: ["delaySeconds"] }']],
    changes: ["replaced a by delaySeconds", "replaced b by delaySeconds", "replaced c by delaySeconds"],
  },
  { title: "a secret with another value", edit: [["pw-4711", "pw-4712"]], changes: [] },
  {
    title: "a secret that becomes plain",
    edit: [['pulumi.secret("pw-4711")', '"pw-4711"']],
    changes: ["updated news"],
  },
  { title: "an output", edit: [['"hello"', '"good day"']], changes: [], outputs: ["greeting"] },
  {
    title: "an output more",
    edit: [["exports.greeting", "exports.more = 1;\nexports.greeting"]],
    changes: [],
    outputs: ["more"],
  },
  {
    title: "an explicit provider of another region",
    edit: [
      ["const queues", 'const far = new Provider("far", { region: "us-west-2" });\nconst queues'],
      ["delaySeconds: 0 }", "delaySeconds: 0 }, { provider: far }"],
    ],
    changes: [
      "created far",
      "replaced a by region of the provider",
      "replaced b by region of the provider",
      "replaced c by region of the provider",
    ],
    verdict: /^prod: provider's region "eu-west-1" → "us-west-2": 3 resources are made anew there, /,
  },
  {
    title: "another region of an explicit provider",
    before: [
      ["const queues", 'const far = new Provider("far", { region: "us-west-2" });\nconst queues'],
      ["delaySeconds: 0 }", "delaySeconds: 0 }, { provider: far }"],
    ],
    edit: [["us-west-2", "us-east-2"]],
    changes: [
      "updated far",
      "replaced a by region of the provider",
      "replaced b by region of the provider",
      "replaced c by region of the provider",
    ],
  },
  {
    title: "a region in the stack's file",
    edit: [],
    stackFile: "config:\n  aws:region: eu-north-1\n",
    changes: [
      "replaced www-files by region of the provider",
      "replaced a by region of the provider",
      "replaced b by region of the provider",
      "replaced c by region of the provider",
      "replaced news by region of the provider",
    ],
    verdict: /provider's region "eu-west-1" → "eu-north-1": 5 resources are made anew there/,
  },
  {
    title: "default tags in the stack's file",
    edit: [],
    stackFile: "config:\n  aws:region: eu-west-1\n  aws:defaultTags: { tags: { Team: shop } }\n",
    changes: ["updated www-files", "updated a", "updated b", "updated c", "updated news"],
    verdict: /provider's defaultTags changed: other tags of 5 resources/,
  },
];

describe("edits of a program, by npm run review", function () {
  this.timeout(600_000);
  let repository: TestRepository;
  beforeEach(() => {
    repository = new TestRepository();
  });
  afterEach(() => {
    repository.remove();
  });

  /** What the command says, in the words of the table; it never prints what is secret. */
  async function said(args: readonly string[] = ["--base", "HEAD"]) {
    const { code, stdout, stderr } = await repository.review([...args, "--json"]);
    assert.equal(code, 0, stderr);
    assert.ok(!/pw-471/.test(stdout));
    const [stack] = (JSON.parse(stdout) as Said).stacks;
    assert.ok(stack !== undefined);
    return {
      verdict: stack.verdict,
      outputs: stack.outputs.map(({ path }) => path),
      properties: stack.changes.flatMap(({ properties }) =>
        properties.map(({ path, before, after }) => `${path} ${String(before)} → ${String(after)}`),
      ),
      changes: stack.changes
        .map(({ kind, name, forcedBy, options }) =>
          [kind, name, ...(forcedBy.length > 0 ? ["by", ...forcedBy] : []), ...options].join(" "),
        )
        .sort(),
    };
  }

  for (const { title, before = [], edit, stackFile, changes, outputs = [], verdict = /./ } of EDITS) {
    it(title, async () => {
      const base = replaced(MAIN, before);
      repository.write({ "index.js": base });
      repository.commit("base");
      repository.write({
        "index.js": replaced(base, edit),
        ...(stackFile === undefined ? {} : { "Pulumi.prod.yaml": stackFile }),
      });
      const found = await said();
      assert.deepEqual(found.changes, [...changes].sort());
      assert.deepEqual(found.outputs, outputs);
      assert.match(found.verdict, verdict);
    });
  }

  it("a renamed project", async () => {
    repository.write({ "index.js": MAIN });
    repository.commit("base");
    repository.write({ "Pulumi.yaml": "name: store\nruntime: nodejs\n" });
    const found = await said();
    assert.deepEqual(found.changes, []);
    assert.equal(
      found.verdict,
      "prod: project shop → store: without pulumi stack rename all 5 resources are made a second time",
    );
  });

  it("a renamed stack, with a property", async () => {
    repository.write({ "index.js": MAIN });
    repository.commit("base");
    repository.git("mv", "Pulumi.prod.yaml", "Pulumi.live.yaml");
    repository.write({ "index.js": MAIN.replace("delaySeconds: 0", "delaySeconds: 9") });
    const found = await said();
    assert.deepEqual(found.changes, ["updated a", "updated b", "updated c"]);
    assert.match(
      found.verdict,
      /^live: stack prod → live: without pulumi stack rename all 5 resources are made a second time, 3 changed$/,
    );
  });

  it("another version of a dependency: each revision runs with what its lock file names", async () => {
    // Above the worktrees lies the SDK, so that one small package alone is fetched.
    symlinkSync(join(ROOT, "node_modules"), join(repository.temporary, "node_modules"));
    repository.write({
      "index.js": `${HEAD}\nnew Bucket("files", { tags: { ms: require("ms/package.json").version } });\n`,
    });
    for (const ms of ["2.1.1", "2.1.2", "2.1.3"]) {
      const manifest = { name: "shop", private: true, main: "index.js", dependencies: { ms } };
      repository.write({ "package.json": `${JSON.stringify(manifest)}\n` });
      const flags = ["--package-lock-only", "--no-audit", "--no-fund", "--loglevel=error"];
      execFileSync("npm", ["install", ...flags], { cwd: repository.folder });
      repository.commit(ms);
    }
    const found = await said(["--base", "HEAD~2", "--head", "HEAD~1"]);
    assert.deepEqual(found.changes, ["updated files"]);
    assert.deepEqual(found.properties, ["tags.ms 2.1.1 → 2.1.2"]);
  });
});
