"use strict";
const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("simple", {
  enforcementLevel: "advisory",
  policies: [
    {
      name: "topic-name",
      description: "Topics have a name of their own.",
      enforcementLevel: "mandatory",
      severity: "high",
      remediationSteps: "Set displayName.",
      url: "https://example.com/topic-name",
      tags: ["team 7", "framework:cis"],
      configSchema: {
        properties: {
          length: { type: "integer", minimum: 1, maximum: 50, default: 3 },
          style: { type: "string", enum: ["kebab", "camel"] },
        },
      },
      validateResource: (args, report) => {
        if (args.type !== "aws:sns/topic:Topic") return;
        const { length, style } = args.getConfig();
        if (args.props.displayName === undefined)
          report(`at least ${length} letters${style ? `, ${style} case` : ""}`);
      },
    },
    {
      name: "what-stack-policies-see",
      description: "Tells what it sees.",
      validateStack: (args, report) => {
        for (const resource of args.resources) {
          const { parent, provider, propertyDependencies } = resource;
          const dependencies = Object.entries(propertyDependencies).flatMap(([key, resources]) =>
            resources.map(({ name }) => `${key}=${name}`),
          );
          report(
            [resource.name, parent?.name ?? "-", provider?.name ?? "-", dependencies.join("+") || "-"].join(
              " ",
            ),
            resource.urn,
          );
        }
      },
    },
    {
      name: "reads-unknowns",
      description: "Reads what cannot be known.",
      validateResource: (args) => {
        if (args.type === "aws:route53/record:Record") args.props.records[0].length;
      },
    },
  ],
});
