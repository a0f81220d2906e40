import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  architectureOf,
  hostsOf,
  instanceType,
  ssrServiceConfigSchema,
} from "../../../components/ssr-service";
import { unknownFamilies } from "../../../components/ssr-service/known-types";
import { loadBalancerDimension, targetGroupsQuery } from "../../../components/ssr-service/metrics";
import { retirementWarning, solutionStackPattern } from "../../../components/ssr-service/platform";
import { vcpuNeed } from "../../../components/ssr-service/vcpu-quota";
import { LOAD_BALANCER } from "./cloud";
import { make, settingsOf } from "./service";

describe("an instance type of a family that is not known", () => {
  const REST =
    "see that EC2 has it in this region: it is taken as it is, its architecture by its name, and what hangs on its vCPUs and memory is not checked";

  it("is a warning, with the type that was meant where one is near", () => {
    assert.deepEqual(unknownFamilies(["t4g.small", "m9g.large", "tg4.small", "mm7g.large", "q9zz.huge"]), [
      `instanceTypes: m9g.large is of a family that is not known here; ${REST}`,
      `instanceTypes: tg4.small is of a family that is not known here; did you mean t4g.small? If not, ${REST}`,
      `instanceTypes: mm7g.large is of a family that is not known here; did you mean m7g.large? If not, ${REST}`,
      `instanceTypes: q9zz.huge is of a family that is not known here; ${REST}`,
    ]);
  });

  it("is taken, and the component says so once", async () => {
    const { warn } = pulumi.log;
    const warned: string[] = [];
    Object.assign(pulumi.log, { warn: (line: string) => Promise.resolve(warned.push(line)) });
    try {
      const { made } = await make({ instanceTypes: ["q9z.huge"] });
      assert.equal(settingsOf(made).get("aws:ec2:instances/InstanceTypes"), "q9z.huge");
      assert.equal(warned.filter((line) => line.startsWith("instanceTypes: q9z.huge is of")).length, 1);
      warned.length = 0;
      await make({ instanceTypes: ["t4g.small"] });
      assert.deepEqual(
        warned.filter((line) => line.startsWith("instanceTypes")),
        [],
      );
    } finally {
      Object.assign(pulumi.log, { warn });
    }
  });
});

describe("architecture of an instance type", () => {
  const ARM = [
    "t4g.small",
    "m7g.large",
    "m7gd.large",
    "c6gn.medium",
    "im4gn.large",
    "is4gen.large",
    "x2gd.medium",
  ];
  const ARM_TOO = ["g5g.xlarge", "hpc7g.4xlarge", "i8ge.large", "a1.large", "r8gb.large"];
  const INTEL = ["t3.small", "m7i.large", "m6a.large", "c5n.large", "g4dn.xlarge", "g5.xlarge", "g6e.xlarge"];
  const INTEL_TOO = [
    "gr6.4xlarge",
    "p5en.48xlarge",
    "trn1n.32xlarge",
    "u7i-12tb.224xlarge",
    "u-6tb1.56xlarge",
  ];

  for (const type of [...ARM, ...ARM_TOO]) {
    it(`${type} is AWS Graviton`, () => assert.equal(architectureOf(type), "arm64"));
  }
  for (const type of [...INTEL, ...INTEL_TOO]) {
    it(`${type} is not`, () => assert.equal(architectureOf(type), "x86_64"));
  }
});

describe("platform of a Node major", () => {
  const NAMES = [
    "64bit Amazon Linux 2023 v6.11.8 running Node.js 24",
    "64bit Amazon Linux 2023 v6.11.7 running Node.js 24",
    "64bit Amazon Linux 2023 v6.11.7 running Node.js 22",
    "64bit Amazon Linux 2023 v6.11.1 running Node.js 20",
    "64bit Amazon Linux 2 v5.9.1 running Node.js 18",
    "64bit Amazon Linux 2023 v4.7.0 running Python 3.13",
  ];

  it("matches its own versions and no other platform", () => {
    const matches = (major: string) =>
      NAMES.filter((name) => new RegExp(solutionStackPattern(major)).test(name));
    assert.deepEqual(matches("24"), NAMES.slice(0, 2));
    assert.deepEqual(matches("22"), [NAMES[2]]);
    assert.deepEqual(matches("2"), []);
  });
});

describe("retirement of a platform", () => {
  it("1.6 is announced a year before, and only for a major that has a date", () => {
    assert.equal(retirementWarning("22", new Date("2026-07-30")), undefined);
    assert.match(
      retirementWarning("22", new Date("2026-08-01")) ?? "",
      /retires .* Node\.js 22 on 2027-07-31/,
    );
    assert.equal(retirementWarning("24", new Date("2029-01-01")), undefined);
  });
});

describe("vCPUs that a service takes of a quota", () => {
  const need = (config: object) =>
    vcpuNeed(ssrServiceConfigSchema.parse({ domain: "a.example", healthCheckPath: "/health", ...config }));

  it("1.2 count a deployment by its policy", () => {
    const quotaCode = "L-1216C47A";
    assert.deepEqual(need({}), { quotaCode, atRest: 4, inDeployment: 8, atMost: 16 });
    assert.deepEqual(need({ deployment: { policy: "Rolling" } }), {
      quotaCode,
      atRest: 4,
      inDeployment: 4,
      atMost: 8,
    });
    assert.deepEqual(need({ deployment: { policy: "RollingWithAdditionalBatch" } }), {
      quotaCode,
      atRest: 4,
      inDeployment: 6,
      atMost: 12,
    });
    assert.equal(need({ instanceTypes: ["g5.xlarge"] })?.quotaCode, "L-DB2E81BA");
    assert.equal(need({ instanceTypes: ["q9z.huge"] }), undefined);
  });
});

describe("what EC2 says of an instance type", () => {
  it("is known with vCPUs, memory, network and whether it is burstable", () => {
    assert.deepEqual(instanceType("t4g.small"), {
      architecture: "arm64",
      burstable: true,
      vcpus: 2,
      memoryMiB: 2048,
      baselineMbps: 128,
    });
    assert.equal(instanceType("c7g.medium")?.vcpus, 1);
    assert.equal(instanceType("m7i.48xlarge")?.vcpus, 192);
    for (const name of ["", "t4g", "t4g.huge", "nothing.large", ".small"]) {
      assert.equal(instanceType(name), undefined, name);
    }
  });
});

describe("small parts of a service", () => {
  it("hostsOf names the domain first", () => {
    assert.deepEqual(hostsOf({ domain: "a.b", aliases: ["c.d"] }), ["a.b", "c.d"]);
    assert.deepEqual(hostsOf({ domain: "a.b" }), ["a.b"]);
  });

  it("a load balancer's dimension is the last part of its ARN", () => {
    assert.equal(loadBalancerDimension(LOAD_BALANCER), "app/awseb-AWSEB-1A2B3C/50dc6c495c0c9188");
    assert.equal(loadBalancerDimension(""), "");
  });

  it("a query covers every target group of the load balancer", () => {
    assert.equal(
      targetGroupsQuery("MAX", "UnHealthyHostCount", "app/a/1"),
      `SELECT MAX(UnHealthyHostCount) FROM SCHEMA("AWS/ApplicationELB", LoadBalancer, TargetGroup) WHERE LoadBalancer = 'app/a/1'`,
    );
  });

  it("a key that is given as undefined counts as not given", () => {
    const resolved = ssrServiceConfigSchema.parse({
      domain: "a.example",
      healthCheckPath: "/health",
      idleTimeout: undefined,
      scaling: { min: 3, max: undefined },
      spot: { onDemandBase: undefined },
      alarms: { memoryPercent: undefined },
    });
    assert.equal(resolved.idleTimeout, 55);
    assert.deepEqual([resolved.scaling.min, resolved.scaling.max], [3, 4]);
    assert.deepEqual(resolved.spot, { onDemandPercentage: 0, onDemandBase: undefined });
    assert.ok(resolved.alarms !== false);
    assert.deepEqual([resolved.alarms.memoryPercent, resolved.alarms.cpuPercent], [85, undefined]);
  });
});
