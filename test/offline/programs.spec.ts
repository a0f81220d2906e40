import assert from "node:assert/strict";
import type { StackDocument } from "../../offline/report/document";
import { Batch, program, stackOf } from "./support/preview";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function inputsOf(stack: StackDocument, name: string, type = ""): Readonly<Record<string, unknown>> {
  return resourceOf(stack, name, type).inputs;
}

function resourceOf(stack: StackDocument, name: string, type = "") {
  const found = stack.resources.find((resource) => resource.name === name && resource.type.endsWith(type));
  assert.ok(found, `no resource ${name}`);
  return found;
}

function text(value: unknown): string {
  assert.ok(typeof value === "string");
  return value;
}

function warnings(stack: StackDocument): string[] {
  return stack.diagnostics.filter(({ severity }) => severity === "warning").map(({ message }) => message);
}

describe("programs under the offline preview", function () {
  this.timeout(180_000);
  const batch = new Batch();
  const of = (name: string, ...args: string[]) => {
    const ended = batch.json(["--no-policies", "--project", program(name), ...args]);
    return () => ended().then(({ code, document }) => ({ code, stack: stackOf(document) }));
  };
  const previews = {
    components: of("components"),
    unknowns: of("components", "--unknowns"),
    secrets: of("secrets"),
    providers: of("providers"),
    options: of("options"),
    transforms: of("transforms"),
    remote: of("remote"),
    functions: of("functions"),
    "plain-unknowns": of("plain-unknowns"),
    accounts: of("accounts"),
    many: of("many"),
    hooks: of("hooks", "--stack", "dev"),
    refused: of("hooks", "--stack", "refused"),
    "esm-js": of("esm-js"),
    "esm-ts": of("esm-ts"),
    types: of("types"),
    "main-file": of("main-file"),
  };
  const run = (name: keyof typeof previews) => previews[name]();

  it("nest components: URNs carry the parents' types, children inherit nothing they were not given", async () => {
    const { code, stack } = await run("components");
    assert.equal(code, 0);
    assert.equal(stack.succeeded, true);
    assert.deepEqual(
      stack.resources.map(({ urn, parent, custom, protect }) => ({ urn, parent, custom, protect })),
      [
        {
          urn: "urn:pulumi:dev::components::pulumi:pulumi:Stack::components-dev",
          ...{ parent: "", custom: false, protect: false },
        },
        {
          urn: "urn:pulumi:dev::components::test:index:Outer::outer",
          parent: "urn:pulumi:dev::components::pulumi:pulumi:Stack::components-dev",
          ...{ custom: false, protect: false },
        },
        {
          urn: "urn:pulumi:dev::components::test:index:Outer$test:index:Inner::outer-inner",
          parent: "urn:pulumi:dev::components::test:index:Outer::outer",
          ...{ custom: false, protect: false },
        },
        {
          urn: "urn:pulumi:dev::components::test:index:Outer$test:index:Inner$aws:s3/bucket:Bucket::outer-inner",
          parent: "urn:pulumi:dev::components::test:index:Outer$test:index:Inner::outer-inner",
          ...{ custom: true, protect: true },
        },
        {
          urn: "urn:pulumi:dev::components::aws:ssm/parameter:Parameter::password",
          parent: "urn:pulumi:dev::components::pulumi:pulumi:Stack::components-dev",
          ...{ custom: true, protect: false },
        },
      ],
    );
    assert.equal(stack.summary.create, 5);
    assert.deepEqual(resourceOf(stack, "password").dependencies, [
      "urn:pulumi:dev::components::test:index:Outer$test:index:Inner$aws:s3/bucket:Bucket::outer-inner",
    ]);
  });

  it("get simulated values, and read their configuration", async () => {
    const { stack } = await run("components");
    assert.equal(stack.outputs["greeting"], "hello");
    assert.match(text(stack.outputs["arn"]), /^arn:aws:s3:::outer-inner-[0-9a-f]{7}$/);
    assert.equal(inputsOf(stack, "password")["description"], `of ${text(stack.outputs["arn"])}`);
  });

  it("see computed values as unknown with --unknowns, and do not run apply on them", async () => {
    const { code, stack } = await run("unknowns");
    assert.equal(code, 0);
    assert.deepEqual(stack.outputs, { greeting: "hello", arn: UNKNOWN });
    assert.equal(inputsOf(stack, "password")["description"], UNKNOWN);
  });

  it("never see an encrypted value: it is an unknown secret, of whatever type, nested or composed", async () => {
    const { code, stack } = await run("secrets");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    for (const name of ["encrypted", "typed", "nested", "composed"]) {
      assert.equal(inputsOf(stack, name)["value"], "[secret]", name);
    }
    assert.equal(inputsOf(stack, "nested")["description"], "db.example.com");
    assert.equal(stack.outputs["password"], "[secret]");
    assert.equal(stack.outputs["plain"], "visible");
  });

  it("show no secret: not as an input, a nested one, an output or a message", async () => {
    const { stack } = await run("secrets");
    assert.equal(inputsOf(stack, "known")["value"], "[secret]");
    assert.deepEqual(inputsOf(stack, "known")["tags"], { owner: "team", note: "[secret]" });
    assert.equal(stack.outputs["secret"], "[secret]");
    assert.deepEqual(stack.outputs["object"], { open: "door", shut: "[secret]" });
    assert.deepEqual(
      stack.diagnostics.map(({ message }) => message),
      ["the password is [secret]", "the marked one is [secret]"],
    );
    assert.ok(!JSON.stringify(stack).includes("correct-horse-battery"));
  });

  it("use explicit providers, inherited ones and, without one, the default of the package", async () => {
    const { stack } = await run("providers");
    const east = `urn:pulumi:dev::providers::pulumi:providers:aws::east::${UNKNOWN}`;
    const fallback = /^urn:pulumi:dev::providers::pulumi:providers:aws::default_7_\d+_\d+::04da6b54/;
    assert.equal(resourceOf(stack, "explicit").provider, east);
    assert.equal(resourceOf(stack, "inherited", "Topic").provider, east);
    assert.equal(resourceOf(stack, "mapped", "Topic").provider, east);
    assert.equal(resourceOf(stack, "inherited", "Site").provider, "");
    assert.match(resourceOf(stack, "default").provider, fallback);
    assert.deepEqual(
      stack.resources.filter(({ type }) => type === "pulumi:providers:aws").map(({ name }) => name),
      ["east"],
    );
  });

  it("know the region of the provider, of the resource or of the configuration", async () => {
    const { stack } = await run("providers");
    assert.match(text(stack.outputs["inheritedArn"]), /^arn:aws:sns:us-east-1:000000000000:inherited-/);
    assert.match(text(stack.outputs["mappedArn"]), /^arn:aws:sns:us-east-1:/);
    assert.match(text(stack.outputs["regionalArn"]), /^arn:aws:sns:ap-northeast-2:/);
    assert.equal(stack.outputs["region"], "eu-west-1");
    assert.equal(stack.outputs["east"], "us-east-1");
  });

  it("read other stacks as unknown, with one warning that names the stack", async () => {
    const { code, stack } = await run("options");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.equal(stack.outputs["address"], UNKNOWN);
    assert.equal(stack.outputs["upper"], UNKNOWN);
    assert.deepEqual(inputsOf(stack, "record")["records"], [UNKNOWN]);
    assert.deepEqual(warnings(stack), [
      "the outputs of stack organization/network/prod are unknown: the offline preview reads no other stack's state; --stack-outputs gives them",
    ]);
  });

  it("import, read and look up resources; neither an import nor a read is counted as a creation", async () => {
    const { stack } = await run("options");
    assert.equal(stack.outputs["importedId"], "my-own");
    assert.equal(stack.outputs["seen"], true);
    assert.equal(stack.resources.length - stack.summary.create, 3, "one import, two reads");
    assert.equal(inputsOf(stack, "record")["zoneId"], "Z123");
  });

  it("pass assets, archives and references to resources, and get them back", async () => {
    const { stack } = await run("options");
    const bucket = inputsOf(stack, "bucket")["bucket"];
    assert.deepEqual(inputsOf(stack, "text"), { bucket, key: "text", source: { text: "hello" } });
    assert.deepEqual(inputsOf(stack, "file")["source"], { path: "greeting.txt" });
    assert.deepEqual(inputsOf(stack, "folder")["source"], { path: "." });
    assert.deepEqual(inputsOf(stack, "archive")["source"], {
      assets: { "greeting.txt": { path: "greeting.txt" } },
    });
    const returned = stack.diagnostics
      .map(({ message }) => message)
      .filter((message) => / \w+(?:Asset|Archive)$/.test(message));
    assert.deepEqual(returned.sort(), [
      "archive AssetArchive",
      "file FileAsset",
      "folder FileArchive",
      "text StringAsset",
    ]);
    assert.deepEqual(
      resourceOf(stack, "text")
        .dependencies.map((urn) => urn.split("::").pop())
        .sort(),
      ["bucket", "zone"],
    );
  });

  it("have their transforms run: the resource's own, its parent's, then the stack's, and those of functions", async () => {
    const { code, stack } = await run("transforms");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    const bucket = resourceOf(stack, "group", "Bucket");
    assert.deepEqual(bucket.inputs["tags"], { own: "yes", byItself: "yes", byParent: "yes", byStack: "yes" });
    assert.equal(bucket.protect, true);
    assert.equal(stack.outputs["policyId"], "transformed");
  });

  it("have those of their hooks run that are for previews too", async () => {
    const { code, stack } = await run("hooks");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.deepEqual(stack.diagnostics.map(({ severity, message }) => `${severity} ${message}`).sort(), [
      "info after sns",
      'info before topic: {"team":"web"}',
      "warning after hook fails-after of aws:sns/topic:Topic 'topic' failed: too late",
      "warning before hook minds-nothing of aws:sns/topic:Topic 'topic' failed: no matter",
    ]);
  });

  it("are refused what a hook before its creation refuses", async () => {
    const { code, stack } = await run("refused");
    assert.equal(code, 1);
    assert.deepEqual(
      stack.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
      ["before hook refuses of aws:sns/topic:Topic 'topic' failed: not on a Friday"],
    );
  });

  it("get the children of a remote component that is known", async () => {
    const { code, stack } = await run("remote");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    const vpc = resourceOf(stack, "net", "awsx:ec2:Vpc");
    const inner = resourceOf(stack, "net", "aws:ec2/vpc:Vpc");
    assert.equal(inner.parent, vpc.urn);
    assert.match(inner.provider, /pulumi:providers:aws::default/);
    assert.equal(stack.resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet").length, 4);
    assert.equal(stack.outputs["subnets"], 2);
    assert.equal(stack.outputs["isVpc"], true);
    assert.match(text(stack.outputs["arn"]), /^arn:aws:ec2:us-east-1:000000000000:vpc\/vpc-[0-9a-f]{17}$/);
    assert.deepEqual(stack.outputs["zones"], ["us-east-1a", "us-east-1b"]);
  });

  it("get unknown outputs and one warning for a remote component, or a method, that is not", async () => {
    const { stack } = await run("remote");
    assert.equal(stack.outputs["address"], UNKNOWN);
    assert.equal(stack.outputs["greeting"], UNKNOWN);
    assert.equal(stack.outputs["again"], UNKNOWN);
    assert.equal(inputsOf(stack, "first")["key"], "[secret]");
    assert.deepEqual(warnings(stack).sort(), [
      "the method unheard:index:Component/greet is not simulated: its result is unknown in the offline preview",
      "unheard:index:Component is a remote component that the offline preview does not know: its children are missing, so that no policy has judged them, and its outputs are unknown",
    ]);
  });

  it("get answers from provider functions, secret where an argument is", async () => {
    const { stack } = await run("functions");
    assert.equal(stack.outputs["account"], "000000000000");
    const document = JSON.parse(text(stack.outputs["document"])) as { Statement: { Resource: string }[] };
    assert.match(String(document.Statement[0]?.Resource), /^arn:aws:s3:::bucket-[0-9a-f]{7}$/);
    assert.equal(stack.outputs["secret"], "[secret]");
  });

  it("get a stored secret as unknown: a secret only where the program says so, as with AWS's own provider", async () => {
    const { stack } = await run("functions");
    assert.equal(stack.outputs["stored"], UNKNOWN);
    assert.equal(stack.outputs["storedAsSecret"], "[secret]");
  });

  it("go on with what they make of an unknown result that they await: all of it is unknown", async () => {
    const { code, stack } = await run("plain-unknowns");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.deepEqual(stack.outputs, {
      ...{ seen: 0, parts: UNKNOWN, text: UNKNOWN, applied: UNKNOWN, member: UNKNOWN, isPromise: false },
    });
    assert.deepEqual(inputsOf(stack, "instance"), {
      ...{ ami: "ami-12345678", instanceType: "t3.micro", subnetId: UNKNOWN, vpcSecurityGroupIds: UNKNOWN },
      ...{ userData: UNKNOWN, tags: UNKNOWN },
    });
    assert.deepEqual(warnings(stack), [
      "aws:memorydb/getUser:getUser is not simulated: its result is unknown in the offline preview",
    ]);
  });

  it("are in the account that their provider allows, or whose role it assumes last", async () => {
    const { stack } = await run("accounts");
    const { allowed, assumed } = stack.outputs as Record<string, [string, string]>;
    assert.match(String(allowed?.[0]), /^arn:aws:sns:us-east-1:111111111111:allowed-/);
    assert.equal(allowed?.[1], "111111111111");
    assert.match(String(assumed?.[0]), /^arn:aws:sns:eu-west-1:333333333333:assumed-/);
    assert.equal(assumed?.[1], "333333333333");
  });

  it("get unknown values, and one warning a function, where no answer is simulated", async () => {
    const { code, stack } = await run("functions");
    assert.equal(code, 0);
    for (const name of ["plain", "output", "upper", "again"])
      assert.equal(stack.outputs[name], UNKNOWN, name);
    assert.deepEqual(warnings(stack).sort(), [
      "aws:memorydb/getParameterGroup:getParameterGroup is not simulated: its result is unknown in the offline preview",
      "aws:memorydb/getUser:getUser is not simulated: its result is unknown in the offline preview",
    ]);
  });

  it("may have a thousand resources, and say as much: everything arrives, in order", async () => {
    const { code, stack } = await run("many");
    assert.equal(code, 0);
    const names = Array.from({ length: 1000 }, (_, index) => index);
    assert.deepEqual(
      stack.resources.slice(1).map(({ name }) => name),
      names.map((index) => `thing-${index}`),
    );
    assert.deepEqual(
      stack.diagnostics.map(({ message }) => message),
      names.map((index) => `number ${index}`),
    );
    assert.deepEqual(resourceOf(stack, "thing-999").dependencies, [resourceOf(stack, "thing-998").urn]);
  });

  it("may be ES modules, in JavaScript or TypeScript", async () => {
    for (const name of ["esm-js", "esm-ts"] as const) {
      const { code, stack } = await run(name);
      assert.equal(code, 0, JSON.stringify(stack.diagnostics));
      assert.deepEqual(stack.outputs, { greeting: "hello world" });
    }
  });

  it("are type-checked where their tsconfig says so: a fault ends the preview with its message, once", async () => {
    const { code, stack } = await run("types");
    assert.equal(code, 1);
    const errors = stack.diagnostics.filter(({ severity }) => severity === "error");
    assert.equal(errors.length, 1);
    assert.match(
      String(errors[0]?.message),
      /index\.ts\(1,14\): error TS2322: Type 'string' is not assignable to type 'number'/,
    );
  });

  it("run as Pulumi.yaml says: main, nodeargs, defaults of the configuration, values of other namespaces", async () => {
    const { code, stack } = await run("main-file");
    assert.equal(code, 0, JSON.stringify(stack.diagnostics));
    assert.deepEqual(stack.outputs, {
      ...{ title: "a title", folder: "src", root: "main-file:main-file", organization: "organization" },
      ...{ words: "a+b", count: 6, token: "[secret]", region: "eu-central-1", dryRun: true },
    });
  });
});
