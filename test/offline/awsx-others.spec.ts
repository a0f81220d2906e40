import assert from "node:assert/strict";
import { ResourceReference, UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import type { ChildResource, RegisteredResource } from "../../offline/provider/provider";
import { construct } from "./support/simulated";

const expand = (type: string, inputs: PlainProperties, name = "web") =>
  construct(type, inputs, { name, region: "eu-west-1" });

/** How a child stands among the component's outputs. */
const reference = ({ urn, id }: RegisteredResource) => new ResourceReference(urn, id);

const names = (children: readonly ChildResource[]) =>
  children.map(({ type, name }) => `${String(type.split(":").pop())} ${name}`);

describe("awsx.lb.ApplicationLoadBalancer, expanded", () => {
  const alb = (inputs: PlainProperties) => expand("awsx:lb:ApplicationLoadBalancer", inputs);
  const subnetIds = ["subnet-1", "subnet-2"];

  it("is a load balancer with a group open to all, a target group and a listener on port 80", async () => {
    const { children, outputs, of, made } = await alb({ subnetIds });
    assert.deepEqual(names(children), [
      "SecurityGroup web",
      "LoadBalancer web",
      "TargetGroup web",
      "Listener web-0",
    ]);
    assert.deepEqual(of("SecurityGroup").inputs.values["ingress"], [
      { fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
    ]);
    assert.deepEqual(of("LoadBalancer").inputs.values, {
      ...{ subnets: subnetIds, loadBalancerType: "application" },
      securityGroups: [made(of("SecurityGroup")).id],
    });
    const targetGroupArn = made(of("TargetGroup")).outputs.values["arn"];
    assert.deepEqual(of("Listener").inputs.values, {
      ...{ port: 80, protocol: "HTTP", defaultActions: [{ type: "forward", targetGroupArn }] },
      loadBalancerArn: made(of("LoadBalancer")).outputs.values["arn"],
    });
    assert.deepEqual(of("Listener").propertyDependencies, {
      defaultActions: [made(of("TargetGroup")).urn],
      loadBalancerArn: [made(of("LoadBalancer")).urn],
    });
    assert.deepEqual(outputs["loadBalancer"], reference(made(of("LoadBalancer"))));
    assert.deepEqual(outputs["defaultTargetGroup"], reference(made(of("TargetGroup"))));
    assert.deepEqual(outputs["listeners"], [reference(made(of("Listener")))]);
  });

  it("takes the program's groups, or one of its groups, instead of a new one", async () => {
    for (const [inputs, expected] of [
      [{ securityGroups: ["sg-1"] }, ["sg-1"]],
      [{ defaultSecurityGroup: { securityGroupId: "sg-2" } }, ["sg-2"]],
      [{ defaultSecurityGroup: { skip: true } }, undefined],
    ] as const) {
      const { children, of, outputs } = await alb({ subnetIds, ...inputs });
      assert.ok(!names(children).some((name) => name.startsWith("SecurityGroup")));
      assert.deepEqual(of("LoadBalancer").inputs.values["securityGroups"], expected);
      assert.ok(!("defaultSecurityGroup" in outputs));
    }
    const described = await alb({ subnetIds, defaultSecurityGroup: { args: { description: "mine" } } });
    assert.deepEqual(described.of("SecurityGroup").inputs.values, { description: "mine" });
  });

  it("completes a listener: HTTPS on 443, HTTP elsewhere, whichever of the two is given", async () => {
    for (const [listener, port, protocol] of [
      [{ port: 443, certificateArn: "arn" }, 443, "HTTPS"],
      [{ protocol: "HTTPS" }, 443, "HTTPS"],
      [{ port: 8080 }, 8080, "HTTP"],
      [{ port: UNKNOWN }, UNKNOWN, UNKNOWN],
    ] as const) {
      const { of } = await alb({ subnetIds, listener });
      for (const child of [of("Listener"), of("TargetGroup")]) {
        assert.deepEqual([child.inputs.values["port"], child.inputs.values["protocol"]], [port, protocol]);
      }
    }
  });

  it("has as many listeners as the program lists, each with its own actions if it has any", async () => {
    const redirect = [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }];
    const { children, of } = await alb({
      subnetIds,
      listeners: [{ port: 80, defaultActions: redirect }, { port: 443 }],
    });
    assert.deepEqual(names(children).slice(-2), ["Listener web-0", "Listener web-1"]);
    assert.deepEqual(of("Listener").inputs.values["defaultActions"], redirect);
    assert.equal(of("Listener", 1).inputs.values["protocol"], "HTTPS");
  });

  it("refuses alternatives given together", async () => {
    await assert.rejects(
      () => alb({ subnetIds, subnetMappings: [] }),
      /^Error: only one of subnetIds and subnetMappings can be given$/,
    );
    await assert.rejects(
      () => alb({ subnetIds, listener: {}, listeners: [] }),
      /only one of listener and listeners/,
    );
    await assert.rejects(
      () => alb({ subnetIds, defaultTargetGroup: {}, defaultTargetGroupPort: 1 }),
      /only one of defaultTargetGroup and defaultTargetGroupPort/,
    );
  });
});

describe("awsx.ecr.Repository, expanded", () => {
  const repository = (inputs: PlainProperties) => expand("awsx:ecr:Repository", inputs, "Web");
  const rulesOf = (policy: unknown) =>
    (JSON.parse(String(policy)) as { rules: Record<string, unknown>[] }).rules;

  it("is a repository in lower case, whose untagged images expire but for one", async () => {
    const { children, of, outputs, made } = await repository({ forceDelete: true });
    assert.deepEqual(names(children), ["Repository web", "LifecyclePolicy web"]);
    assert.deepEqual(of("Repository").inputs.values, { forceDelete: true });
    assert.deepEqual(rulesOf(of("LifecyclePolicy").inputs.values["policy"]), [
      {
        ...{ rulePriority: 1, description: "remove untagged images", action: { type: "expire" } },
        selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
      },
    ]);
    assert.match(String(outputs["url"]), /^000000000000\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/web-/);
    assert.deepEqual(outputs["repository"], reference(made(of("Repository"))));
  });

  it("has the program's rules, the one for any tag last", async () => {
    const rules = [
      { tagStatus: "any", maximumAgeLimit: 7 },
      { tagStatus: "tagged", tagPrefixList: ["v"], maximumNumberOfImages: 3 },
    ];
    const { of } = await repository({ lifecyclePolicy: { rules } });
    assert.deepEqual(
      rulesOf(of("LifecyclePolicy").inputs.values["policy"]).map(({ rulePriority, selection }) => [
        rulePriority,
        selection,
      ]),
      [
        [1, { tagStatus: "tagged", tagPrefixList: ["v"], countType: "imageCountMoreThan", countNumber: 3 }],
        [2, { tagStatus: "any", countType: "sinceImagePushed", countNumber: 7, countUnit: "days" }],
      ],
    );
  });

  it("has no policy where the program wants none, and an unknown one where its rules are", async () => {
    assert.deepEqual(names((await repository({ lifecyclePolicy: { skip: true } })).children), [
      "Repository web",
    ]);
    const unknown = [{ tagStatus: "any", maximumAgeLimit: UNKNOWN }];
    for (const rules of [unknown, UNKNOWN]) {
      assert.equal(
        (await repository({ lifecyclePolicy: { rules } })).of("LifecyclePolicy").inputs.values["policy"],
        UNKNOWN,
      );
    }
  });

  it("refuses rules that ECR would", async () => {
    for (const [rules, message] of [
      [
        [
          { tagStatus: "any", maximumAgeLimit: 1 },
          { tagStatus: "any", maximumAgeLimit: 2 },
        ],
        /at most one rule/,
      ],
      [[{ tagStatus: "tagged", maximumAgeLimit: 1 }], /needs tagPrefixList/],
      [[{ tagStatus: "any" }], /needs maximumNumberOfImages or maximumAgeLimit/],
    ] as const) {
      await assert.rejects(() => repository({ lifecyclePolicy: { rules } }), message);
    }
  });
});
