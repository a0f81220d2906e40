import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Inner extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Inner", name, {}, opts);
    this.bucket = new aws.s3.Bucket(name, { forceDestroy: false }, { parent: this, protect: true });
    this.registerOutputs({ bucket: this.bucket.bucket });
  }
}

class Outer extends pulumi.ComponentResource {
  readonly inner: Inner;
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Outer", name, {}, opts);
    this.inner = new Inner(`${name}-inner`, { parent: this });
    this.registerOutputs({});
  }
}

const config = new pulumi.Config();
const outer = new Outer("outer");
new aws.ssm.Parameter("password", {
  type: "SecureString",
  value: config.requireSecret("password").apply((text) => text.toUpperCase()),
  description: pulumi.interpolate`of ${outer.inner.bucket.arn}`,
});
export const greeting = config.require("greeting");
export const arn = outer.inner.bucket.arn;
