"use strict";
const pulumi = require("@pulumi/pulumi");
const aws = require("@pulumi/aws");

pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "aws:s3/bucket:Bucket"
    ? { props: { ...props, tags: { ...props.tags, byStack: "yes" } }, opts: { ...opts, protect: true } }
    : undefined,
);
pulumi.runtime.registerInvokeTransform(({ token, args, opts }) =>
  token === "aws:iam/getPolicyDocument:getPolicyDocument"
    ? { args: { ...args, policyId: "transformed" }, opts }
    : undefined,
);

class Group extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("test:index:Group", name, {}, opts);
    new aws.s3.Bucket(
      name,
      { tags: { own: "yes" } },
      {
        parent: this,
        transforms: [
          ({ props, opts }) => ({ props: { ...props, tags: { ...props.tags, byItself: "yes" } }, opts }),
        ],
      },
    );
    this.registerOutputs();
  }
}

new Group("group", {
  transforms: [
    ({ type, props, opts }) =>
      type === "aws:s3/bucket:Bucket"
        ? { props: { ...props, tags: { ...props.tags, byParent: "yes" } }, opts }
        : undefined,
  ],
});

exports.policyId = aws.iam
  .getPolicyDocumentOutput({ statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] })
  .json.apply((json) => JSON.parse(json).Id);
