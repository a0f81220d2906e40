const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("simple", {
  policies: [
    {
      name: "bucket-force-destroy",
      description: "Buckets must not be destroyed with their content.",
      enforcementLevel: "mandatory",
      severity: "high",
      remediationSteps: "Remove forceDestroy.",
      configSchema: { properties: { limit: { type: "integer", minimum: 1, default: 3 } } },
      validateResource: (args, report) => {
        if (args.type === "aws:s3/bucket:Bucket" && args.props.forceDestroy !== true) {
          report(`limit ${args.getConfig().limit}`);
        }
      },
    },
    {
      name: "has-parameter",
      description: "A stack has a parameter.",
      enforcementLevel: "advisory",
      validateStack: (args, report) => report(`${args.resources.length} resources`),
    },
  ],
});
