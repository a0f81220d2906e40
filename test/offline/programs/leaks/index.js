"use strict";
const pulumi = require("@pulumi/pulumi");

class Part extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Part", name, {}, opts);
  }
}

class Pet extends pulumi.CustomResource {
  constructor(name, prefix, opts) {
    super("random:index/randomPet:RandomPet", name, { prefix }, opts);
  }
}

const never = () => new Promise(() => undefined);

/** Each leaves promises behind in a way of its own. */
const ways = {
  "one-dependency": () => new Part("a", { dependsOn: pulumi.output(never()) }),
  "two-inputs": () => ["a", "b"].map((name) => new Pet(name, never())),
  "five-dependencies": () =>
    ["a", "b", "c", "d", "e"].map((name) => new Part(name, { dependsOn: pulumi.output(never()) })),
  "in-a-component": () => {
    const parent = new Part("parent");
    new Pet("a", never(), { parent });
    parent.registerOutputs({ pet: never() });
  },
  "in-an-apply": () => new Pet("a", "x").urn.apply(() => void new Pet("b", never())),
  "in-a-function": () =>
    void pulumi.runtime.invokeOutput("aws:index/getRegion:getRegion", { region: never() }),
  "in-a-circle": () => {
    let found;
    const a = new Pet("a", new Promise((resolve) => (found = resolve)));
    new Pet("b", a.id).id.apply(found);
  },
  "in-a-message": () => {
    void pulumi.log.info("made", new Pet("a", never()));
    new Pet("b", new Pet("c", "x").id);
  },
  exits: () => {
    new Pet("a", "x");
    process.exit(0);
  },
  none: () => new Pet("a", "x"),
};

const how = pulumi.getStack();
ways[how]();
