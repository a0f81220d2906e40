import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { COMPONENTS } from "../../offline/awsx/provider";
import { fargateSize } from "../../offline/awsx/ecs/fargate-size";
import { ResourceReference, UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { construct, type Constructed, type ConstructOptions } from "./support/simulated";

const AWSX = dirname(createRequire(__filename).resolve("@pulumi/awsx/package.json"));
const REPOSITORY_URL = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/web";

const list = ({ children }: Constructed) =>
  children.map(({ type, name }) => `${String(type.split(":").pop())} ${name}`);

const container = {
  name: "web",
  image: "nginx",
  cpu: 128,
  memory: 512,
  portMappings: [{ containerPort: 80 }],
};

describe("K4: the components of @pulumi/awsx", () => {
  it("are all simulated", () => {
    const tokens = readdirSync(AWSX, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !["classic", "types", "node_modules"].includes(entry.name))
      .flatMap(({ name }) =>
        readdirSync(join(AWSX, name))
          .filter((file) => file.endsWith(".js"))
          .flatMap(
            (file) =>
              /__pulumiType = '(awsx:[^']+)'/.exec(readFileSync(join(AWSX, name, file), "utf8"))?.[1] ?? [],
          ),
      );
    assert.equal(tokens.length, 13);
    assert.deepEqual(Object.keys(COMPONENTS).sort(), tokens.sort());
  });
});

for (const [type, launchType] of [
  ["awsx:ecs:FargateTaskDefinition", "FARGATE"],
  ["awsx:ecs:EC2TaskDefinition", "EC2"],
] as const) {
  describe(`${type}, expanded`, () => {
    const expand = (inputs: PlainProperties, options?: ConstructOptions) => construct(type, inputs, options);
    const definitions = (made: Constructed) =>
      JSON.parse(
        String(made.of("TaskDefinition").inputs.values["containerDefinitions"]),
      ) as PlainProperties[];

    it("is a task definition, its log group and the roles that its tasks and its agent have", async () => {
      const made = await expand({ container });
      assert.deepEqual(list(made), [
        "LogGroup web",
        "Role web-task",
        "Role web-execution",
        "RolePolicyAttachment web-execution-9a42f520",
        "TaskDefinition web",
      ]);
      const { values } = made.of("TaskDefinition").inputs;
      assert.deepEqual(
        [values["requiresCompatibilities"], values["networkMode"], values["cpu"], values["memory"]],
        [[launchType], "awsvpc", ...(launchType === "FARGATE" ? ["256", "512"] : [undefined, undefined])],
      );
      assert.equal(values["taskRoleArn"], made.made(made.of("Role")).outputs.values["arn"]);
      assert.equal(values["executionRoleArn"], made.made(made.of("Role", 1)).outputs.values["arn"]);
      assert.match(String(values["family"]), /^web-[0-9a-f]{8}$/);
      assert.deepEqual(made.of("TaskDefinition").propertyDependencies["executionRoleArn"], [
        made.of("Role", 1).urn,
      ]);
      assert.ok(!("container" in values || "logGroup" in values));
    });

    it("has its containers' logs go to its group, and completes their ports", async () => {
      const made = await expand({
        containers: {
          a: { ...container, portMappings: [{ containerPort: 80 }, { hostPort: 81, protocol: "udp" }] },
          b: { ...container, logConfiguration: { logDriver: "none" } },
        },
      });
      const [a, b] = definitions(made);
      assert.deepEqual(a?.["portMappings"], [
        { containerPort: 80, hostPort: 80 },
        { containerPort: 81, hostPort: 81, protocol: "udp" },
      ]);
      const { name } = made.made(made.of("LogGroup")).outputs.values;
      assert.deepEqual(a["logConfiguration"], {
        logDriver: "awslogs",
        options: { "awslogs-group": name, "awslogs-region": "ap-northeast-2", "awslogs-stream-prefix": "a" },
      });
      assert.deepEqual([b?.["name"], b?.["logConfiguration"]], ["b", { logDriver: "none" }]);
    });

    it("makes neither group nor roles where the program has its own or wants none", async () => {
      const roleArn = "arn:aws:iam::000000000000:role/x";
      const made = await expand({
        container,
        logGroup: { existing: { name: "mine" } },
        taskRole: { skip: true },
        executionRole: { roleArn },
      });
      assert.deepEqual(list(made), ["TaskDefinition web"]);
      const { values } = made.of("TaskDefinition").inputs;
      assert.deepEqual([values["taskRoleArn"], values["executionRoleArn"]], [undefined, roleArn]);
    });

    it("hides the whole document where a container has a secret, and knows none where something is unknown", async () => {
      const environment = [{ name: "KEY", value: "hidden" }];
      const secret = await expand(
        { container: { ...container, environment } },
        { secrets: [["container", "environment", 0, "value"]] },
      );
      assert.deepEqual(
        secret
          .of("TaskDefinition")
          .inputs.secrets.map(([key]) => key)
          .sort(),
        ["containerDefinitions", "family"],
      );
      const unknown = await expand({ container: { ...container, image: UNKNOWN } });
      assert.equal(unknown.of("TaskDefinition").inputs.values["containerDefinitions"], UNKNOWN);
    });

    it("refuses none or both of container and containers", async () => {
      for (const inputs of [{}, { container, containers: { a: container } }]) {
        await assert.rejects(
          expand(inputs),
          /^Error: Exactly one of \[container\] or \[containers\] must be provided$/,
        );
      }
    });
  });
}

describe("the size of a Fargate task", () => {
  it("is the cheapest that holds its containers", () => {
    const sizes: readonly (readonly [PlainProperties[], string, string])[] = [
      [[{}], "256", "512"],
      [
        [
          { cpu: 128, memory: 512 },
          { cpu: 128, memory: 512 },
        ],
        "256",
        "1024",
      ],
      [[{ cpu: 512, memory: 1024 }], "512", "1024"],
      [[{ memory: 4096, memoryReservation: 1024 }], "256", "1024"],
      [[{ cpu: 256, memory: 3000 }], "512", "3072"],
      [[{ cpu: 9999, memory: 99_999 }], "16384", "100352"],
      [[{ cpu: 16_384, memory: 122_880 }], "16384", "122880"],
    ];
    for (const [containers, cpu, memory] of sizes) {
      assert.deepEqual(fargateSize(containers), { cpu, memory }, JSON.stringify(containers));
    }
  });

  it("is refused where no task is that large", () => {
    assert.throws(
      () => fargateSize([{ cpu: 9000 }, { cpu: 9000 }]),
      /want 17\.\d+ vCPU and 0 GB, .* at most 16 vCPU/,
    );
    assert.throws(() => fargateSize([{ memory: 131_072 }]), /want 0 vCPU and 128 GB, .* and 120 GB/);
  });
});

describe("awsx.ecs.FargateService and awsx.ecs.EC2Service, expanded", () => {
  const fargate = (inputs: PlainProperties) =>
    construct("awsx:ecs:FargateService", { cluster: "c", ...inputs });
  const ec2 = (inputs: PlainProperties) => construct("awsx:ecs:EC2Service", { cluster: "c", ...inputs });
  const taskDefinitionArgs = { container };

  it("are a service, a task definition as a component of its own, and an open group in the default VPC", async () => {
    const made = await fargate({ taskDefinitionArgs });
    assert.deepEqual(list(made), [
      "FargateTaskDefinition web",
      "LogGroup web",
      "Role web-task",
      "Role web-execution",
      "RolePolicyAttachment web-execution-9a42f520",
      "TaskDefinition web",
      "SecurityGroup web-sg",
      "Service web",
    ]);
    const definition = made.of("TaskDefinition");
    assert.equal(definition.parent, made.of("FargateTaskDefinition").urn);
    const { values } = made.of("Service").inputs;
    assert.deepEqual(
      [values["launchType"], values["desiredCount"], values["waitForSteadyState"], values["loadBalancers"]],
      ["FARGATE", 1, true, []],
    );
    assert.equal(values["taskDefinition"], made.made(definition).outputs.values["arn"]);
    assert.deepEqual(values["networkConfiguration"], {
      subnets: UNKNOWN,
      assignPublicIp: false,
      securityGroups: [made.made(made.of("SecurityGroup")).id],
    });
    assert.ok(!("taskDefinitionArgs" in values));
    assert.deepEqual(
      made.outputs["taskDefinition"],
      new ResourceReference(definition.urn, made.made(definition).id),
    );
  });

  it("have no network of their own on EC2, and neither waits there", async () => {
    const made = await ec2({ taskDefinitionArgs });
    assert.ok(!list(made).some((line) => line.startsWith("SecurityGroup")));
    const { values } = made.of("Service").inputs;
    assert.deepEqual([values["launchType"], values["waitForSteadyState"]], ["EC2", false]);
    assert.ok(!("desiredCount" in values || "networkConfiguration" in values));
  });

  it("take the program's task definition, network and capacity", async () => {
    const made = await fargate({
      taskDefinition: "family:1",
      networkConfiguration: { subnets: ["subnet-1"] },
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
      continueBeforeSteadyState: true,
    });
    assert.deepEqual(list(made), ["Service web"]);
    const { values } = made.of("Service").inputs;
    assert.deepEqual(
      [values["taskDefinition"], values["launchType"], values["waitForSteadyState"]],
      ["family:1", undefined, false],
    );
  });

  it("refuse arguments that exclude each other, and a service without a task definition", async () => {
    const refused: readonly (readonly [PlainProperties, RegExp])[] = [
      [{}, /Either `taskDefinition` or `taskDefinitionArgs` must be provided/],
      [{ taskDefinition: "a", taskDefinitionArgs }, /Only one of `taskDefinition` or `taskDefinitionArgs`/],
      [
        { taskDefinition: "a", networkConfiguration: {}, assignPublicIp: true },
        /Only one of `networkConfiguration`/,
      ],
      [
        {
          ...{ taskDefinition: "a", networkConfiguration: {}, capacityProviderStrategies: [] },
          useClusterDefaultCapacityProviderStrategy: true,
        },
        /Only one of `capacityProviderStrategies`/,
      ],
    ];
    for (const [inputs, message] of refused) await assert.rejects(fargate(inputs), message);
  });
});

describe("awsx.lb.NetworkLoadBalancer and awsx.lb.TargetGroupAttachment, expanded", () => {
  const nlb = (inputs: PlainProperties) => construct("awsx:lb:NetworkLoadBalancer", inputs);

  it("are a load balancer, a target group and a TCP listener on port 80", async () => {
    const made = await nlb({ subnetIds: ["subnet-1"] });
    assert.deepEqual(list(made), ["LoadBalancer web", "TargetGroup web", "Listener web-0"]);
    assert.deepEqual(made.of("LoadBalancer").inputs.values, {
      ...{ subnets: ["subnet-1"], loadBalancerType: "network", enableHttp2: false, idleTimeout: 0 },
    });
    const { port, protocol } = made.of("Listener").inputs.values;
    assert.deepEqual([port, protocol, made.of("TargetGroup").inputs.values["port"]], [80, "TCP", 80]);
    assert.equal(made.outputs["vpcId"], UNKNOWN);
    const inDefault = await nlb({});
    assert.match(String(inDefault.outputs["vpcId"]), /^vpc-[0-9a-f]{17}$/);
    assert.equal(inDefault.of("LoadBalancer").inputs.values["subnets"], UNKNOWN);
  });

  it("have as many listeners as the program lists, and refuse alternatives given together", async () => {
    const made = await nlb({ subnetIds: ["a"], listeners: [{ port: 1 }, { port: 2, protocol: "UDP" }] });
    assert.deepEqual(list(made).slice(-2), ["Listener web-0", "Listener web-1"]);
    assert.equal(made.of("Listener", 1).inputs.values["protocol"], "UDP");
    for (const inputs of [
      { subnetIds: ["a"], subnetMappings: [] },
      { listener: {}, listeners: [] },
      { defaultTargetGroup: {}, defaultTargetGroupPort: 1 },
    ]) {
      await assert.rejects(nlb(inputs), /^Error: only one of \w+ and \w+ can be given$/);
    }
  });

  it("let the load balancer call a function before it is attached", async () => {
    const lambdaArn = "arn:aws:lambda:ap-northeast-2:000000000000:function:f";
    const targetGroupArn =
      "arn:aws:elasticloadbalancing:ap-northeast-2:000000000000:targetgroup/web/0123456789abcdef";
    const made = await construct("awsx:lb:TargetGroupAttachment", { lambdaArn, targetGroupArn });
    assert.deepEqual(list(made), ["Permission web", "TargetGroupAttachment web"]);
    assert.deepEqual(made.of("Permission").inputs.values, {
      ...{ action: "lambda:InvokeFunction", function: lambdaArn, sourceArn: targetGroupArn },
      principal: "elasticloadbalancing.amazonaws.com",
    });
    assert.deepEqual(made.of("TargetGroupAttachment").dependencies, [made.of("Permission").urn]);
    await assert.rejects(
      construct("awsx:lb:TargetGroupAttachment", { lambdaArn }),
      /Exactly 1 of \[targetGroup\]/,
    );
    await assert.rejects(
      construct("awsx:lb:TargetGroupAttachment", { targetGroupArn }),
      /Exactly 1 of \[instance\]/,
    );
  });
});

describe("awsx.cloudtrail.Trail, awsx.ec2.DefaultVpc and the images of awsx.ecr, expanded", () => {
  it("a trail has a bucket that it may write to, and a log group if the program wants one", async () => {
    const made = await construct("awsx:cloudtrail:Trail", { cloudWatchLogsGroup: { enable: true } });
    assert.deepEqual(list(made), ["Bucket web", "BucketPolicy web", "LogGroup web", "Trail web"]);
    const arn = made.made(made.of("Bucket")).outputs.values["arn"];
    const policy = JSON.parse(String(made.of("BucketPolicy").inputs.values["policy"])) as {
      Statement: PlainProperties[];
    };
    assert.deepEqual(
      policy.Statement.map((each) => each["Resource"]),
      [[arn], [`${String(arn)}/*`]],
    );
    assert.deepEqual(made.of("Trail").dependencies, [made.of("Bucket").urn, made.of("BucketPolicy").urn]);
    const existing = await construct("awsx:cloudtrail:Trail", { s3Bucket: { existing: { name: "mine" } } });
    assert.deepEqual(list(existing), ["BucketPolicy web", "Trail web"]);
    assert.equal(existing.of("Trail").inputs.values["s3BucketName"], "mine");
  });

  it("the default VPC is looked up; which of its subnets are public is not known", async () => {
    const { children, outputs } = await construct("awsx:ec2:DefaultVpc", {});
    assert.equal(children.length, 0);
    assert.match(String(outputs["vpcId"]), /^vpc-[0-9a-f]{17}$/);
    assert.deepEqual([outputs["publicSubnetIds"], outputs["privateSubnetIds"]], [UNKNOWN, UNKNOWN]);
  });

  it("an image is built and pushed under the name of its build", async () => {
    const made = await construct("awsx:ecr:Image", { repositoryUrl: REPOSITORY_URL, context: "./app" });
    const [image] = made.children;
    assert.match(String(image?.name), /^[0-9a-f]{8}-container$/);
    assert.deepEqual(image?.inputs.values["tags"], [`${REPOSITORY_URL}:${String(image?.name)}`]);
    assert.deepEqual(image.inputs.values["context"], { location: "./app" });
    assert.match(
      String(made.outputs["imageUri"]),
      /^000000000000\.dkr\.ecr\.eu-west-1\.amazonaws\.com\/web@sha256:[0-9a-f]{64}$/,
    );
  });

  it("an image that is there already is tagged and pushed by a Docker provider of its own", async () => {
    const made = await construct("awsx:ecr:RegistryImage", {
      repositoryUrl: REPOSITORY_URL,
      sourceImage: "nginx:1.27",
    });
    assert.deepEqual(list(made), ["docker web", "Tag web", "RegistryImage web"]);
    assert.equal(made.of("Tag").inputs.values["targetImage"], `${REPOSITORY_URL}:1.27`);
    assert.equal(made.of("RegistryImage").provider, made.of("docker").urn);
  });
});
