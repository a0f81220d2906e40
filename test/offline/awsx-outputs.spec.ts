/** K4: what each component of @pulumi/awsx gives its program, held against the classes of the installed package. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { COMPONENTS } from "../../offline/awsx/provider";
import { ResourceReference, UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { construct } from "./support/simulated";

const AWSX = dirname(createRequire(__filename).resolve("@pulumi/awsx/package.json"));
const container = { name: "web", image: "nginx", memory: 512, portMappings: [{ containerPort: 80 }] };
const repositoryUrl = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/web";
const targetGroupArn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/web/0123456789abcdef";

/** As little as each takes, but for what it makes only where it is wanted. */
const INPUTS: Readonly<Record<string, PlainProperties>> = {
  "awsx:cloudtrail:Trail": { cloudWatchLogsGroup: { enable: true } },
  "awsx:ec2:DefaultVpc": {},
  "awsx:ec2:Vpc": { vpcEndpointSpecs: [{ serviceName: "com.amazonaws.eu-west-1.s3" }] },
  "awsx:ecr:Image": { repositoryUrl },
  "awsx:ecr:RegistryImage": { repositoryUrl, sourceImage: "nginx:1.27" },
  "awsx:ecr:Repository": {},
  "awsx:ecs:EC2Service": { cluster: "c", taskDefinitionArgs: { container } },
  "awsx:ecs:EC2TaskDefinition": { container },
  "awsx:ecs:FargateService": { cluster: "c", taskDefinitionArgs: { container } },
  "awsx:ecs:FargateTaskDefinition": { container },
  "awsx:lb:ApplicationLoadBalancer": {},
  "awsx:lb:NetworkLoadBalancer": {},
  "awsx:lb:TargetGroupAttachment": { targetGroupArn, instanceId: "i-0123456789abcdef0" },
};

/** Made for a Lambda function alone. */
const ABSENT: ReadonlySet<string> = new Set(["awsx:lb:TargetGroupAttachment lambdaPermission"]);

interface Output {
  readonly name: string;
  readonly type: string;
}

describe("K4: the outputs of the components of @pulumi/awsx", () => {
  it("are held for every component", () => {
    assert.deepEqual(Object.keys(INPUTS).sort(), Object.keys(COMPONENTS).sort());
  });

  for (const [type, inputs] of Object.entries(INPUTS)) {
    it(`K4: ${type} gives what its class has, each of the kind that it has there, and nothing else`, async () => {
      const declared = outputsOf(type);
      assert.ok(declared.length > 0);
      const { outputs, children } = await construct(type, inputs);
      const types = new Map(children.map((child) => [child.urn, child.type]));
      const names = declared.map(({ name }) => name);
      assert.deepEqual(
        Object.keys(outputs).filter((key) => !names.includes(key)),
        [],
      );
      for (const { name, type: kind } of declared) {
        if (outputs[name] === undefined && ABSENT.has(`${type} ${name}`)) continue;
        assert.ok(isOf(kind.replace(" | undefined", ""), outputs[name], types), `${name}: ${kind}`);
      }
    });
  }
});

describe("K4: what the tests of pulumi/pulumi-awsx expect of its components", () => {
  const values = async (type: string, inputs: PlainProperties, child: string) =>
    (await construct(type, inputs)).of(child).inputs.values;

  it("awsx/ecr/repository.test.ts: the region goes on to the lifecycle policy, none where there is none, no policy where it is skipped", async () => {
    const repository = "awsx:ecr:Repository";
    for (const lifecyclePolicy of [undefined, {}]) {
      const inputs = { region: "us-west-2", ...(lifecyclePolicy && { lifecyclePolicy }) };
      for (const child of ["Repository", "LifecyclePolicy"]) {
        assert.equal((await values(repository, inputs, child))["region"], "us-west-2", child);
      }
    }
    assert.ok(!("region" in (await values(repository, {}, "LifecyclePolicy"))));
    const { children, outputs } = await construct(repository, { lifecyclePolicy: { skip: true } });
    assert.deepEqual([children.length, outputs["lifecyclePolicy"]], [1, undefined]);
  });

  it("awsx/ecr/registryImage.test.ts: the tag is that of the source, latest where it has none or a digest", async () => {
    for (const [sourceImage, tag] of [
      [`sha256:${"0123456789abcdef".repeat(4)}`, "latest"],
      ["repository/image", "latest"],
      ["repository/image:tag", "tag"],
    ] as const) {
      const made = await values("awsx:ecr:RegistryImage", { repositoryUrl, sourceImage }, "Tag");
      assert.equal(made["targetImage"], `${repositoryUrl}:${tag}`);
    }
  });

  it("awsx/ecs/fargateMemoryAndCpu.test.ts: sizes are exact where there are such, else the next", async () => {
    for (const [cpu, memory, expected] of [
      [8192, 20480, ["8192", "20480"]],
      [8000, 21000, ["8192", "21504"]],
    ] as const) {
      const one = { container: { ...container, cpu, memory } };
      const made = await values("awsx:ecs:FargateTaskDefinition", one, "TaskDefinition");
      assert.deepEqual([made["cpu"], made["memory"]], expected);
    }
  });

  it("awsx/ecs/*TaskDefinition.test.ts: a single container without a name is called container", async () => {
    for (const type of ["awsx:ecs:FargateTaskDefinition", "awsx:ecs:EC2TaskDefinition"]) {
      for (const [name, expected] of [
        [undefined, "container"],
        ["myTestName", "myTestName"],
      ] as const) {
        const one = { container: { image: "nginx", cpu: 16, ...(name && { name }) } };
        const made = await values(type, one, "TaskDefinition");
        const [first] = JSON.parse(String(made["containerDefinitions"])) as PlainProperties[];
        assert.equal(first?.["name"], expected, type);
      }
    }
  });

  for (const [launchType, file, type, capacityProvider] of [
    ["FARGATE", "fargateService", "awsx:ecs:FargateService", "FARGATE_SPOT"],
    ["EC2", "ec2Service", "awsx:ecs:EC2Service", "asg-capacity-provider"],
  ] as const) {
    it(`awsx/ecs/${file}.test.ts: no launch type beside a capacity provider, of the service or the cluster, and not both`, async () => {
      const networkConfiguration = { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: false };
      const service = async (more: PlainProperties) => {
        const network = launchType === "FARGATE" ? { networkConfiguration } : {};
        const given = { cluster: "cluster-arn", taskDefinition: "task-definition-arn", ...network, ...more };
        const made = await values(type, given, "Service");
        return [made["launchType"], made["capacityProviderStrategies"]];
      };
      const capacityProviderStrategies = [{ capacityProvider, weight: 1 }];
      const ofCluster = { useClusterDefaultCapacityProviderStrategy: true };
      assert.deepEqual(await service({}), [launchType, undefined]);
      assert.deepEqual(await service({ capacityProviderStrategies }), [
        undefined,
        capacityProviderStrategies,
      ]);
      assert.deepEqual(await service(ofCluster), [undefined, undefined]);
      await assert.rejects(
        service({ ...ofCluster, capacityProviderStrategies }),
        /Only one of .*capacityProviderStrategies.* or .*useClusterDefaultCapacityProviderStrategy/,
      );
    });
  }
});

/** The outputs that the declarations of a component's class have. */
function outputsOf(type: string): Output[] {
  const [, module = "", name = ""] = type.split(":");
  const folder = join(AWSX, module);
  const file = readdirSync(folder).find(
    (each) => each.endsWith(".d.ts") && each.slice(0, -5).toLowerCase() === name.toLowerCase(),
  );
  assert.ok(file, type);
  const [properties = ""] = readFileSync(join(folder, file), "utf8").split("export interface");
  return [...properties.matchAll(/^ {4}readonly (\w+): pulumi\.Output<(.*)>;$/gm)].map(
    ([, output = "", kind = ""]) => ({ name: output, type: kind }),
  );
}

/** Whether a value is of a kind as declarations write it: a resource's class, a text, or a list of one. */
function isOf(kind: string, value: unknown, types: ReadonlyMap<string, string>): boolean {
  if (value === UNKNOWN) return kind.startsWith("string");
  if (kind.endsWith("[]")) {
    return Array.isArray(value) && value.every((item) => isOf(kind.slice(0, -2), item, types));
  }
  const resource = /^pulumi(?:Aws|Docker)\.(?:(\w+)\.)?(\w+)$/.exec(kind);
  if (resource === null) return kind === "string" ? typeof value === "string" : typeof value === "object";
  const [, module = "index", name = ""] = resource;
  const [, path = "", short = ""] =
    (value instanceof ResourceReference ? types.get(value.urn) : undefined)?.split(":") ?? [];
  return path.startsWith(`${module}/`) && short === name;
}
