// What a program must not do: the preview cannot show a resource that is made once a value is known.
const aws = require("@pulumi/aws");

const bucket = new aws.s3.Bucket("site");
bucket.arn.apply((arn) => new aws.ssm.Parameter("where", { type: "String", value: arn }));
