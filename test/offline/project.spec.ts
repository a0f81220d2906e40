import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../offline/errors";
import { readProject, shellWords, stacksOf } from "../../offline/project/project";
import { readStackConfig, type StackConfig } from "../../offline/project/stack-config";
import { temporaryFolder } from "./support/preview";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A project folder made of these files. */
function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function configOf(stackFile: string, projectConfig = ""): StackConfig {
  const folder = folderOf({
    "Pulumi.yaml": `name: shop\nruntime: nodejs\n${projectConfig}`,
    "Pulumi.dev.yaml": stackFile,
  });
  return readStackConfig(readProject(folder), "dev");
}

/** The usage error of a call, its temporary folder written as FOLDER. */
function fault(folder: string, call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof UsageError, String(error));
    return error.message.replaceAll(folder, "FOLDER");
  }
  return assert.fail("no error");
}

describe("Pulumi.yaml, as the preview reads it", () => {
  it("is found in a folder above, like the CLI does", () => {
    const folder = folderOf({ "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "deep/er/file": "" });
    assert.equal(readProject(join(folder, "deep", "er")).root, folder);
  });

  it("may end in .yml or be JSON", () => {
    assert.equal(readProject(folderOf({ "Pulumi.yml": "name: a\nruntime: nodejs" })).name, "a");
    assert.equal(
      readProject(folderOf({ "Pulumi.json": '{ "name": "b", "runtime": { "name": "nodejs" } }' })).name,
      "b",
    );
  });

  it("names the program, the TypeScript options and the folder of the stack files", () => {
    const folder = folderOf({
      "Pulumi.yaml":
        "name: a\nmain: src/\nstackConfigDir: stacks\nruntime: { name: nodejs, options: { typescript: false, tsconfig: t.json, nodeargs: '--a \"b c\"' } }",
      "src/index.js": "",
      "stacks/Pulumi.dev.yaml": "",
      "stacks/Pulumi.prod.eu.yml": "",
    });
    const project = readProject(folder);
    assert.equal(project.programDirectory, join(folder, "src"));
    assert.equal(project.entryPoint, ".");
    assert.deepEqual(project.runtime, { typescript: false, tsconfig: "t.json", nodeargs: ["--a", "b c"] });
    assert.deepEqual(stacksOf(project), ["dev", "prod.eu"]);
  });

  it("splits nodeargs as a shell does", () => {
    assert.deepEqual(shellWords(`--a=1 --b="two words" '--c d'  e`), [
      "--a=1",
      "--b=two words",
      "--c d",
      "e",
    ]);
    assert.deepEqual(shellWords(""), []);
  });

  const faults: readonly (readonly [string, string, string])[] = [
    ["an empty file", "", "FOLDER/Pulumi.yaml: must hold keys such as name and runtime"],
    ["no name", "runtime: nodejs", "FOLDER/Pulumi.yaml: the project needs a name"],
    ["no runtime", "name: a", "FOLDER/Pulumi.yaml: the project needs a runtime"],
    [
      "another language",
      "name: a\ndescription: b\nruntime: python",
      "FOLDER/Pulumi.yaml:3: runtime python is not supported: the offline preview runs nodejs programs",
    ],
    [
      "another language with options",
      "name: a\nruntime:\n  name: go\n  options: {}",
      "FOLDER/Pulumi.yaml:2: runtime go is not supported: the offline preview runs nodejs programs",
    ],
    [
      "a program that is not there",
      "name: a\nruntime: nodejs\nmain: gone.js",
      "FOLDER/Pulumi.yaml:3: main: gone.js does not exist",
    ],
    [
      "an option of the wrong kind",
      "name: a\nruntime:\n  name: nodejs\n  options:\n    typescript: maybe",
      'FOLDER/Pulumi.yaml:5: typescript must be true or false, got "maybe"',
    ],
    [
      "a list for config",
      "name: a\nruntime: nodejs\nconfig: [a]",
      "FOLDER/Pulumi.yaml:3: config must hold keys, got a list",
    ],
    [
      "broken YAML",
      "name: a\nruntime: [nodejs",
      "FOLDER/Pulumi.yaml:2: Flow sequence in block collection must be sufficiently indented and end with a ]: each { ends with a }, and each [ with a ], which stands no further left than the keys inside",
    ],
    [
      "a key given twice",
      "name: a\nname: b\nruntime: nodejs",
      "FOLDER/Pulumi.yaml:2: Map keys must be unique: name stands here a second time; keep one of the two",
    ],
  ];
  for (const [what, text, message] of faults) {
    it(`with ${what} is refused`, () => {
      const folder = folderOf({ "Pulumi.yaml": text });
      assert.equal(
        fault(folder, () => readProject(folder)),
        message,
      );
    });
  }

  it("is missed where there is none", () => {
    const folder = temporaryFolder();
    assert.equal(
      fault(folder, () => readProject(folder)),
      "no Pulumi.yaml in FOLDER or in a folder above it",
    );
    assert.equal(
      fault(folder, () => readProject(join(folder, "nowhere"))),
      "--project FOLDER/nowhere: no such folder",
    );
    writeFileSync(join(folder, "file"), "");
    assert.equal(
      fault(folder, () => readProject(join(folder, "file"))),
      "--project FOLDER/file: not a folder",
    );
  });
});

describe("the configuration of a stack, as the program receives it", () => {
  it("is text: scalars as they are, objects as JSON with sorted keys", () => {
    const { values, secretKeys } = configOf(
      "config:\n  shop:text: hello\n  shop:number: 1.50\n  shop:flag: true\n  shop:zero: 0\n  shop:object: { b: 1, a: [true, x] }\n  aws:region: eu-west-1\n",
    );
    assert.deepEqual(values, {
      "aws:region": "eu-west-1",
      "shop:flag": "true",
      "shop:number": "1.5",
      "shop:object": '{"a":[true,"x"],"b":1}',
      "shop:text": "hello",
      "shop:zero": "0",
    });
    assert.deepEqual(secretKeys, []);
  });

  it("takes a key without namespace, and the old form with :config:, for the project's and the namespace's own", () => {
    assert.deepEqual(configOf("config:\n  bare: 1\n  aws:config:region: x\n").values, {
      "aws:region": "x",
      "shop:bare": "1",
    });
  });

  it("puts the unknown value in the place of every secure value, at any depth, and marks the key as a secret", () => {
    const config = configOf(
      "config:\n  shop:a: { secure: v1:abc }\n  shop:b: { c: [{ d: { secure: v1:abc } }], e: f }\n  shop:g: h\n",
    );
    assert.equal(config.values["shop:a"], UNKNOWN);
    assert.equal(config.values["shop:b"], `{"c":[{"d":"${UNKNOWN}"}],"e":"f"}`);
    assert.deepEqual(config.secretKeys, ["shop:a", "shop:b"]);
    assert.deepEqual(config.encryptedKeys, ["shop:a", "shop:b"]);
    assert.ok(!JSON.stringify(config).includes("v1:abc"));
  });

  it("is completed by Pulumi.yaml: defaults, values of other namespaces, secrets by declaration", () => {
    const { values, secretKeys } = configOf(
      "config:\n  shop:given: 7\n",
      "config:\n  given: { type: integer, default: 1 }\n  absent: { type: array, items: { type: string }, default: [a] }\n  hidden: { type: string, secret: true, default: s }\n  short: plain\n  aws:region: { value: eu-west-1 }\n  unset: { description: nothing is said of its type }\n",
    );
    assert.deepEqual(values, {
      ...{ "aws:region": "eu-west-1", "shop:absent": '["a"]', "shop:given": "7" },
      ...{ "shop:hidden": "s", "shop:short": "plain" },
    });
    assert.deepEqual(secretKeys, ["shop:hidden"]);
  });

  it("lacks what Pulumi ESC environments would add, and says which", () => {
    const imports = (block: string) => configOf(`${block}\nconfig:\n  shop:a: 1\n`).environments;
    assert.deepEqual(imports("environment: [team/dev, { keys: { merge: false } }]"), ["team/dev", "keys"]);
    assert.deepEqual(imports("environment:\n  imports: [team/dev]\n  values: { a: 1 }"), ["team/dev"]);
    assert.deepEqual(imports("encryptionsalt: x"), []);
  });

  it("is empty for a stack without a file, and for an empty file", () => {
    const folder = folderOf({ "Pulumi.yaml": "name: shop\nruntime: nodejs", "Pulumi.empty.yaml": "" });
    const project = readProject(folder);
    assert.deepEqual(readStackConfig(project, "none").values, {});
    assert.deepEqual(readStackConfig(project, "empty").values, {});
  });

  const stackFaults: readonly (readonly [string, string | Buffer, string])[] = [
    [
      "broken YAML",
      "config:\n  shop:a: [1\n",
      "FOLDER/Pulumi.dev.yaml:2: Flow sequence in block collection must be sufficiently indented and end with a ]: each { ends with a }, and each [ with a ], which stands no further left than the keys inside",
    ],
    ["a list", "- a\n", "FOLDER/Pulumi.dev.yaml:1: must hold keys such as config, got a list"],
    [
      "a text for config",
      "encryptionsalt: x\nconfig: text\n",
      'FOLDER/Pulumi.dev.yaml:2: config must hold keys, got "text"',
    ],
    [
      "a key that is none",
      "config:\n  ok: 1\n  a:b:c: 1\n",
      'FOLDER/Pulumi.dev.yaml:3: "a:b:c" is not a configuration key: it must be <namespace>:<name>',
    ],
    [
      "several faults, all reported",
      'config:\n  a:b:c: 1\n  ok: 1\n  "d:": 1\n',
      'FOLDER/Pulumi.dev.yaml:2: "a:b:c" is not a configuration key: it must be <namespace>:<name>\nFOLDER/Pulumi.dev.yaml:4: "d:" is not a configuration key: it must be <namespace>:<name>',
    ],
    [
      "a secure value that is none",
      "config:\n  a: { secure: [1] }\n",
      "FOLDER/Pulumi.dev.yaml:2: secure must hold an encrypted text, got a list",
    ],
    [
      "tabs",
      "config:\n\tshop:a: 1\n",
      "FOLDER/Pulumi.dev.yaml:2: Tabs are not allowed as indentation: indent with blanks",
    ],
    [
      "a colon without a blank",
      "config:\n  a: 1\n  b:2\n",
      "FOLDER/Pulumi.dev.yaml:3: Implicit map keys need to be followed by map values: a colon and a blank stand between a key and its value (mode: spa)",
    ],
    [
      "a comma too few",
      "config:\n  a: { min: 2 max: 4 }\n",
      "FOLDER/Pulumi.dev.yaml:2: Block collections are not allowed within flow collections: commas stand between the entries of { } and [ ]",
    ],
    [
      "quotes within quotes",
      'config:\n  a: "say "hi""\n',
      "FOLDER/Pulumi.dev.yaml:2: Unexpected scalar at node end: a text ends at its second quotation mark; one inside is written \\\" in double quotes, and '' in single ones",
    ],
    [
      "an apostrophe within single quotes",
      "config:\n  a: 'it's'\n",
      "FOLDER/Pulumi.dev.yaml:2: Unexpected scalar at node end: a text ends at its second quotation mark; one inside is written \\\" in double quotes, and '' in single ones",
    ],
    [
      "two keys given twice",
      "config:\n  a: 1\n  'b': { c: 1, c: 2 }\n  \"a\": 2\n",
      'FOLDER/Pulumi.dev.yaml:3: Map keys must be unique: c stands here a second time; keep one of the two\nFOLDER/Pulumi.dev.yaml:4: Map keys must be unique: "a" stands here a second time; keep one of the two',
    ],
    [
      "a full-width colon",
      "config:\n  a\uff1a 1\n  b: 2\n",
      "FOLDER/Pulumi.dev.yaml:2: \uff1a is no colon to YAML, but a letter: type : and a blank",
    ],
    [
      "no-break spaces before a key",
      "config:\n  a:\n\u00a0\u00a0\u00a0\u00a0b: 1\n",
      "FOLDER/Pulumi.dev.yaml:3: a no-break space (U+00A0) stands before b, which YAML takes for a letter of the key: indent with blanks",
    ],
    [
      "a quotation mark that is not closed before a line that has others",
      'config:\n  a: "x\n  b: "y"\n',
      'FOLDER/Pulumi.dev.yaml:2: Missing closing quotation mark ": a text that begins with a quotation mark ends with the same one',
    ],
    [
      "a list of keys",
      "config:\n  - a: 1\n  - b: 1\n",
      "FOLDER/Pulumi.dev.yaml:1: config must hold keys, got a list: write its keys without hyphens before them",
    ],
    [
      "another tool's sections",
      "stage: prod\nprovider: { name: aws }\n",
      "FOLDER/Pulumi.dev.yaml:1: stage is read by nothing where it stands: indent it below config:, under the name that it has there, or remove it\nFOLDER/Pulumi.dev.yaml:2: provider is read by nothing where it stands: indent it below config:, under the name that it has there, or remove it",
    ],
    [
      "two documents",
      "config:\n  a: 1\n---\nconfig: {}\n",
      "FOLDER/Pulumi.dev.yaml:3: Source contains multiple documents: remove the line --- and what follows it",
    ],
    [
      "a brace that is not closed",
      "config:\n  a: { b: { c: 1 }\n  d: 1\n",
      "FOLDER/Pulumi.dev.yaml:3: Flow map in block collection must be sufficiently indented and end with a }: each { ends with a }, and each [ with a ], which stands no further left than the keys inside",
    ],
    [
      "a colon without a blank in the first key",
      "config:\n  a:1\n  b: 2\n",
      "FOLDER/Pulumi.dev.yaml:2: Implicit keys need to be on a single line: a colon and a blank stand between a key and its value (mode: spa)",
    ],
    [
      "a key too far right",
      "config:\n  a: 1\n   b: 2\n",
      "FOLDER/Pulumi.dev.yaml:2: Nested mappings are not allowed in compact mappings: a key begins a line of its own, as far right as the keys beside it; a text with a colon and a blank stands in quotes",
    ],
    [
      "a key too far left",
      "config:\n  a: 1\n b: 2\n",
      "FOLDER/Pulumi.dev.yaml:3: All mapping items must start at the same column: indent it as far as what stands beside it",
    ],
    [
      "a text that begins with a sign of YAML's",
      "config:\n  a: @team/www\n",
      "FOLDER/Pulumi.dev.yaml:2: Plain value cannot start with reserved character @: write the text in quotes",
    ],
    [
      "a quotation mark that is not closed",
      'config:\n  a: "x\n  b: 1\n',
      'FOLDER/Pulumi.dev.yaml:2: Missing closing quotation mark ": a text that begins with a quotation mark ends with the same one',
    ],
    [
      "a list on the line of its key",
      "config:\n  a: - b\n",
      "FOLDER/Pulumi.dev.yaml:2: Unexpected block-seq-ind on same line with key: a list begins on the line below its key, or stands in [ ]",
    ],
    [
      "a host with a wildcard, which is an alias to YAML",
      "config:\n  a: [*.example.com]\n  b: *base\n",
      'FOLDER/Pulumi.dev.yaml:2: *.example.com stands for what &.example.com names, and nothing does: write it in quotes ("*.example.com") if it is a text\nFOLDER/Pulumi.dev.yaml:3: *base stands for what &base names, and nothing does: write it in quotes ("*base") if it is a text',
    ],
    [
      "a place to fill in",
      "config:\n  a: {{ zone }}\n",
      "FOLDER/Pulumi.dev.yaml:2: a key must be a text, and { } and {{ }} are objects: write what is meant here, in quotes if it is a text",
    ],
    [
      "a conflict in Git",
      "config:\n<<<<<<< HEAD\n  a: 1\n=======\n  a: 2\n>>>>>>> other\n",
      "FOLDER/Pulumi.dev.yaml:2: <<<<<<< is a mark of a conflict in Git: keep one of the two versions",
    ],
    [
      "config in capitals",
      "Config:\n  a: 1\n",
      "FOLDER/Pulumi.dev.yaml:1: Config is read by nothing where it stands: did you mean config?",
    ],
    [
      "another name for config",
      "configuration:\n  shop:a: 1\n",
      "FOLDER/Pulumi.dev.yaml:1: configuration is read by nothing where it stands: did you mean config?",
    ],
    [
      "keys on the level of config",
      "config:\n  a: 1\nshop:sites: {}\n",
      "FOLDER/Pulumi.dev.yaml:3: shop:sites is read by nothing where it stands: indent it below config:",
    ],
    [
      "the letters of another encoding",
      Buffer.from("config:\n  a: caf\xe9\n", "latin1"),
      "FOLDER/Pulumi.dev.yaml: cannot be read: it is not UTF-8: save it in that encoding",
    ],
  ];
  for (const [what, text, message] of stackFaults) {
    it(`with ${what} is refused, by file and line`, () => {
      const folder = folderOf({ "Pulumi.yaml": "name: shop\nruntime: nodejs", "Pulumi.dev.yaml": text });
      assert.equal(
        fault(folder, () => readStackConfig(readProject(folder), "dev")),
        message,
      );
    });
  }

  const typeFaults: readonly (readonly [string, string, string, string])[] = [
    ["an integer", "integer", "1.5", "FOLDER/Pulumi.dev.yaml:2: shop:key: must be of type integer, got 1.5"],
    [
      "a boolean",
      "boolean",
      "perhaps",
      "FOLDER/Pulumi.dev.yaml:2: shop:key: must be of type boolean, got perhaps",
    ],
    [
      "an array",
      "array",
      "{ a: 1 }",
      'FOLDER/Pulumi.dev.yaml:2: shop:key: must be of type array, got {"a":1}',
    ],
    ["an object", "object", "[1]", "FOLDER/Pulumi.dev.yaml:2: shop:key: must be of type object, got [1]"],
    [
      "a known type",
      "text",
      "x",
      'FOLDER/Pulumi.dev.yaml:2: shop:key: unknown type "text": must be one of string, boolean, integer, number, array, object',
    ],
  ];
  for (const [what, type, value, message] of typeFaults) {
    it(`is held to Pulumi.yaml where that asks for ${what}`, () => {
      const folder = folderOf({
        "Pulumi.yaml": `name: shop\nruntime: nodejs\nconfig:\n  key: { type: ${type} }\n`,
        "Pulumi.dev.yaml": `config:\n  shop:key: ${value}\n`,
      });
      assert.equal(
        fault(folder, () => readStackConfig(readProject(folder), "dev")),
        message,
      );
    });
  }

  it("needs every declared value that has no default", () => {
    const folder = folderOf({
      "Pulumi.yaml":
        "name: shop\nruntime: nodejs\nconfig:\n  zone: { type: string, description: hosted zone }\n",
    });
    assert.equal(
      fault(folder, () => readStackConfig(readProject(folder), "new")),
      "stack new has no value for shop:zone: FOLDER/Pulumi.yaml:4 declares it (string: hosted zone) without a default",
    );
  });
});
