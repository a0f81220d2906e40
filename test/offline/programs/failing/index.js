"use strict";
const pulumi = require("@pulumi/pulumi");

class Part extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Part", name, {}, opts);
  }
}

const ways = {
  clean: () => console.log("one\ntwo"),
  throws: () => {
    throw new Error("the cause");
  },
  "resource-error": () => {
    const part = new Part("part");
    throw new pulumi.ResourceError("failing:sites.www.domain: must be a domain name", part, true);
  },
  rejects: async () => {
    await Promise.resolve();
    throw new pulumi.RunError("rejected");
  },
  duplicate: () => {
    new Part("twin");
    new Part("twin");
    new Part("later");
  },
  "no-parent": () => {
    const stranger = new pulumi.DependencyResource("urn:pulumi:other::failing::test:index:Part::gone");
    new Part("orphan", { parent: stranger });
  },
  "no-provider": () => {
    const stranger = new pulumi.DependencyProviderResource(
      "urn:pulumi:other::failing::pulumi:providers:aws::gone::id",
    );
    new pulumi.CustomResource("aws:s3/bucket:Bucket", "bucket", {}, { provider: stranger });
  },
  "log-error": () => {
    const part = new Part("part");
    void pulumi.log.error("this part is broken", part);
    void pulumi.log.warn("and this one is odd");
    void pulumi.log.info("for your information");
    void pulumi.log.debug("not for you");
  },
  exits: () => {
    console.error("going down");
    process.exit(3);
  },
  "same-error": () => {
    const [a, b] = [new Part("a"), new Part("b")];
    void pulumi.log.error("broken", a);
    void pulumi.log.error("broken", b);
    void pulumi.log.error("broken");
  },
  "throws-object": () => {
    throw { code: 42, detail: "not an error" };
  },
  "missing-files": () => {
    const { FileAsset, FileArchive, AssetArchive } = pulumi.asset;
    new pulumi.CustomResource("test:index:Files", "files", {
      there: new FileAsset("package.json"),
      page: new FileAsset("nowhere.html"),
      folder: new FileAsset("."),
      nested: [pulumi.secret(new AssetArchive({ "a.js": new FileAsset("a.js"), b: new FileArchive(".") }))],
      code: new FileArchive("dist"),
      far: new pulumi.asset.RemoteAsset("https://example.com/x"),
      unknown: new FileAsset(new pulumi.Config().require("encrypted")),
    });
  },
  "missing-module": () => require("./nowhere"),
  leaks: () => {
    pulumi.output(new Promise(() => undefined));
    new Part("never", { dependsOn: pulumi.output(new Promise(() => undefined)) });
  },
};

module.exports = ways[new pulumi.Config().require("how")];
