import assert from "node:assert/strict";
import type { PlainProperties, RegisteredChild, RemoteChild } from "../../offline/contract";
import { expandRemote } from "../../offline/remote";
import { simulate } from "../../offline/simulate";
import { UNKNOWN } from "../../offline/values";

const CONTEXT = {
  ...{ account: "000000000000", region: "eu-west-1", partition: "aws", stack: "dev", project: "test" },
};

/** Expands a component as the engine would, with simulated values. */
function expand(type: string, inputs: PlainProperties, name = "web") {
  const children: RemoteChild[] = [];
  const byType = new Map<string, RegisteredChild>();
  const register = (child: RemoteChild): RegisteredChild => {
    const urn = `urn:pulumi:dev::test::${child.type}::${child.name}`;
    children.push(child);
    const simulated = simulate(child.type, child.name, child.inputs, { ...CONTEXT, urn });
    assert.ok(simulated);
    const made: RegisteredChild = {
      ...{ urn, outputs: { ...child.inputs, ...simulated.outputs } },
      id: simulated.id,
    };
    byType.set(child.type, made);
    return made;
  };
  const expanded = expandRemote(type, name, inputs, CONTEXT, register);
  assert.ok(expanded);
  const of = (short: string, nth = 0) => {
    const found = children.filter((child) => child.type.endsWith(`:${short}`))[nth];
    assert.ok(found, `there is no ${short} ${nth}`);
    return found;
  };
  return { children, outputs: expanded.outputs, of, made: (child: RemoteChild) => byType.get(child.type) };
}

const names = (children: readonly RemoteChild[]) =>
  children.map(({ type, name }) => `${String(type.split(":").pop())} ${name}`);

describe("awsx.lb.ApplicationLoadBalancer, expanded", () => {
  const alb = (inputs: PlainProperties) => expand("awsx:lb:ApplicationLoadBalancer", inputs);
  const subnetIds = ["subnet-1", "subnet-2"];

  it("is a load balancer with a group open to all, a target group and a listener on port 80", () => {
    const { children, outputs, of, made } = alb({ subnetIds });
    assert.deepEqual(names(children), [
      "SecurityGroup web",
      "LoadBalancer web",
      "TargetGroup web",
      "Listener web-0",
    ]);
    assert.deepEqual(of("SecurityGroup").inputs["ingress"], [
      { fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
    ]);
    assert.deepEqual(of("LoadBalancer").inputs, {
      ...{ subnets: subnetIds, loadBalancerType: "application" },
      securityGroups: [made(of("SecurityGroup"))?.id],
    });
    const targetGroupArn = made(of("TargetGroup"))?.outputs["arn"];
    assert.deepEqual(of("Listener").inputs, {
      ...{ port: 80, protocol: "HTTP", defaultActions: [{ type: "forward", targetGroupArn }] },
      loadBalancerArn: made(of("LoadBalancer"))?.outputs["arn"],
    });
    assert.deepEqual(of("Listener").propertyDependencies, {
      defaultActions: [made(of("TargetGroup"))?.urn],
      loadBalancerArn: [made(of("LoadBalancer"))?.urn],
    });
    assert.equal(outputs["loadBalancer"], made(of("LoadBalancer")));
    assert.equal(outputs["defaultTargetGroup"], made(of("TargetGroup")));
    assert.deepEqual(outputs["listeners"], [made(of("Listener"))]);
  });

  it("takes the program's groups, or one of its groups, instead of a new one", () => {
    for (const [inputs, expected] of [
      [{ securityGroups: ["sg-1"] }, ["sg-1"]],
      [{ defaultSecurityGroup: { securityGroupId: "sg-2" } }, ["sg-2"]],
      [{ defaultSecurityGroup: { skip: true } }, undefined],
    ] as const) {
      const { children, of, outputs } = alb({ subnetIds, ...inputs });
      assert.ok(!names(children).some((name) => name.startsWith("SecurityGroup")));
      assert.deepEqual(of("LoadBalancer").inputs["securityGroups"], expected);
      assert.ok(!("defaultSecurityGroup" in outputs));
    }
    const described = alb({ subnetIds, defaultSecurityGroup: { args: { description: "mine" } } });
    assert.deepEqual(described.of("SecurityGroup").inputs, { description: "mine" });
  });

  it("completes a listener: HTTPS on 443, HTTP elsewhere, whichever of the two is given", () => {
    for (const [listener, port, protocol] of [
      [{ port: 443, certificateArn: "arn" }, 443, "HTTPS"],
      [{ protocol: "HTTPS" }, 443, "HTTPS"],
      [{ port: 8080 }, 8080, "HTTP"],
      [{ port: UNKNOWN }, UNKNOWN, UNKNOWN],
    ] as const) {
      const { of } = alb({ subnetIds, listener });
      for (const child of [of("Listener"), of("TargetGroup")]) {
        assert.deepEqual([child.inputs["port"], child.inputs["protocol"]], [port, protocol]);
      }
    }
  });

  it("has as many listeners as the program lists, each with its own actions if it has any", () => {
    const redirect = [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }];
    const { children, of } = alb({
      subnetIds,
      listeners: [{ port: 80, defaultActions: redirect }, { port: 443 }],
    });
    assert.deepEqual(names(children).slice(-2), ["Listener web-0", "Listener web-1"]);
    assert.deepEqual(of("Listener").inputs["defaultActions"], redirect);
    assert.equal(of("Listener", 1).inputs["protocol"], "HTTPS");
  });

  it("refuses alternatives given together", () => {
    assert.throws(
      () => alb({ subnetIds, subnetMappings: [] }),
      /^Error: only one of subnetIds and subnetMappings can be given$/,
    );
    assert.throws(
      () => alb({ subnetIds, listener: {}, listeners: [] }),
      /only one of listener and listeners/,
    );
    assert.throws(
      () => alb({ subnetIds, defaultTargetGroup: {}, defaultTargetGroupPort: 1 }),
      /only one of defaultTargetGroup and defaultTargetGroupPort/,
    );
  });
});

describe("awsx.ecr.Repository, expanded", () => {
  const repository = (inputs: PlainProperties) => expand("awsx:ecr:Repository", inputs, "Web");
  const rulesOf = (policy: unknown) =>
    (JSON.parse(String(policy)) as { rules: Record<string, unknown>[] }).rules;

  it("is a repository in lower case, whose untagged images expire but for one", () => {
    const { children, of, outputs, made } = repository({ forceDelete: true });
    assert.deepEqual(names(children), ["Repository web", "LifecyclePolicy web"]);
    assert.deepEqual(of("Repository").inputs, { forceDelete: true });
    assert.deepEqual(rulesOf(of("LifecyclePolicy").inputs["policy"]), [
      {
        ...{ rulePriority: 1, description: "remove untagged images", action: { type: "expire" } },
        selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1 },
      },
    ]);
    assert.match(String(outputs["url"]), /^000000000000\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/web-/);
    assert.equal(outputs["repository"], made(of("Repository")));
  });

  it("has the program's rules, the one for any tag last", () => {
    const rules = [
      { tagStatus: "any", maximumAgeLimit: 7 },
      { tagStatus: "tagged", tagPrefixList: ["v"], maximumNumberOfImages: 3 },
    ];
    const { of } = repository({ lifecyclePolicy: { rules } });
    assert.deepEqual(
      rulesOf(of("LifecyclePolicy").inputs["policy"]).map(({ rulePriority, selection }) => [
        rulePriority,
        selection,
      ]),
      [
        [1, { tagStatus: "tagged", tagPrefixList: ["v"], countType: "imageCountMoreThan", countNumber: 3 }],
        [2, { tagStatus: "any", countType: "sinceImagePushed", countNumber: 7, countUnit: "days" }],
      ],
    );
  });

  it("has no policy where the program wants none, and an unknown one where its rules are", () => {
    assert.deepEqual(names(repository({ lifecyclePolicy: { skip: true } }).children), ["Repository web"]);
    const unknown = [{ tagStatus: "any", maximumAgeLimit: UNKNOWN }];
    for (const rules of [unknown, UNKNOWN]) {
      assert.equal(
        repository({ lifecyclePolicy: { rules } }).of("LifecyclePolicy").inputs["policy"],
        UNKNOWN,
      );
    }
  });

  it("refuses rules that ECR would", () => {
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
      assert.throws(() => repository({ lifecyclePolicy: { rules } }), message);
    }
  });
});
