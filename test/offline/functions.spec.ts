import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { FUNCTIONS } from "../../offline/aws/functions";
import { UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { INPUTS } from "./support/inputs";
import { ACCOUNT, invoke, REGION, resultOf, textsOf } from "./support/simulated";

const AWS = dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));

/** A function's declaration in the installed package. */
function declaration(token: string): string {
  const [, path = "", name = ""] = /^aws:(.+):(\w+)$/.exec(token) ?? [];
  return readFileSync(join(AWS, `${path.replace(/^index\//, "")}.d.ts`), "utf8").replace(name, name);
}

/** Names of the fields of an interface, those that are always there. */
function fieldsOf(token: string, kind: "Args" | "Result"): string[] {
  const body =
    new RegExp(`export interface \\w+${kind} \\{([^]*?)\\n\\}`).exec(declaration(token))?.[1] ?? "";
  return [...body.matchAll(/^ {4}(?:readonly )?(\w+): /gm)].map((match) => match[1] ?? "").sort();
}

const ask = (token: string, args: PlainProperties = {}, region = REGION) => invoke(token, args, { region });

const answer = (token: string, args: PlainProperties = {}, region = REGION) =>
  resultOf(ask(token, args, region));

function failure(token: string, args: PlainProperties = {}, region = REGION): string {
  const given = ask(token, args, region);
  assert.ok(given !== undefined && "failures" in given, `${token} was answered`);
  return given.failures.map(({ reason }) => reason).join("; ");
}

/** Arguments with which each function of the table can be called. */
const ARGS: PlainProperties = {
  ...INPUTS,
  arn: `arn:aws:iam::${ACCOUNT}:role/x`,
  catalogId: ACCOUNT,
  cluster: "main",
  functionName: "f",
  name: "a-name",
  nameRegex: "running Node\\.js 24$",
  serviceName: "s3",
};

/** Only the arguments that the function has. */
function argsOf(token: string): PlainProperties {
  return Object.fromEntries(fieldsOf(token, "Args").map((name) => [name, ARGS[name] ?? `${name}-1`]));
}

describe("the table of provider functions", () => {
  const tokens = Object.keys(FUNCTIONS);

  it("holds only functions that @pulumi/aws has", () => {
    assert.ok(tokens.length >= 120, `${tokens.length} functions`);
    for (const token of tokens) {
      assert.match(declaration(token), new RegExp(`function ${token.split(":").at(-1) ?? ""}\\(`), token);
    }
  });

  for (const token of tokens) {
    it(`gives every field of the result of ${token}`, () => {
      const given = answer(token, argsOf(token));
      const required = fieldsOf(token, "Result");
      assert.ok(required.length > 0);
      assert.deepEqual(
        required.filter((field) => !(field in given)),
        [],
      );
      for (const text of textsOf(given)) {
        assert.doesNotMatch(text, /\{\w|undefined|Symbol|\[object/);
      }
    });
  }

  it("answers the same when it is called the same", () => {
    for (const token of tokens) {
      const args = argsOf(token);
      const turned = Object.fromEntries(Object.entries(args).reverse());
      assert.deepEqual(ask(token, args), ask(token, turned), token);
    }
  });

  it("leaves everything else to the engine", () => {
    assert.equal(ask("aws:glue/getScript:getScript"), undefined);
    assert.equal(ask("acme:index:lookUp"), undefined);
  });
});

describe("provider functions about regions", () => {
  it("know the zones of a region", () => {
    const zones = answer("aws:index/getAvailabilityZones:getAvailabilityZones", { state: "available" });
    assert.deepEqual(
      zones["names"],
      ["a", "b", "c", "d"].map((letter) => `ap-northeast-2${letter}`),
    );
    assert.deepEqual(
      zones["zoneIds"],
      [1, 2, 3, 4].map((number) => `apne2-az${number}`),
    );
    const names = (region: string) =>
      answer("aws:index/getAvailabilityZones:getAvailabilityZones", {}, region)["names"];
    assert.equal((names("us-east-1") as string[]).length, 6);
    assert.deepEqual(names("ap-northeast-1"), ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]);
    assert.deepEqual(names("xx-south-9"), ["xx-south-9a", "xx-south-9b", "xx-south-9c"]);
  });

  it("leave out the zones that the program excludes", () => {
    const args = { excludeNames: ["us-west-2a"], excludeZoneIds: ["usw2-az4"] };
    const zones = answer("aws:index/getAvailabilityZones:getAvailabilityZones", args, "us-west-2");
    assert.deepEqual(zones["names"], ["us-west-2b", "us-west-2c"]);
  });

  it("go by the region argument before the provider's region", () => {
    assert.equal(answer("aws:index/getRegion:getRegion", { region: "eu-west-1" })["name"], "eu-west-1");
    assert.equal(answer("aws:index/getRegion:getRegion")["description"], "Asia Pacific (Seoul)");
    assert.equal(
      answer("aws:sns/getTopic:getTopic", { name: "t", region: "us-east-1" })["arn"],
      `arn:aws:sns:us-east-1:${ACCOUNT}:t`,
    );
  });

  it("know who asks", () => {
    const caller = answer("aws:index/getCallerIdentity:getCallerIdentity");
    assert.equal(caller["accountId"], ACCOUNT);
    const china = invoke("aws:index/getPartition:getPartition", {}, { region: "cn-north-1" });
    assert.deepEqual(resultOf(china), {
      dnsSuffix: "amazonaws.com.cn",
      id: "aws-cn",
      partition: "aws-cn",
      reverseDnsPrefix: "cn.com.amazonaws",
    });
  });

  it("take an ARN apart, and refuse what is none", () => {
    const arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/x:*";
    const { service, region, account, resource } = answer("aws:index/getArn:getArn", { arn });
    assert.deepEqual(
      [service, region, account, resource],
      ["logs", "eu-west-1", "123456789012", "log-group:/aws/x:*"],
    );
    assert.match(failure("aws:index/getArn:getArn", { arn: "s3://bucket" }), /is an invalid ARN/);
  });

  const accounts: readonly [string, string, string][] = [
    [
      "aws:elb/getServiceAccount:getServiceAccount",
      "arn:aws:iam::600734575887:root",
      "unsupported AWS Region: xx-1",
    ],
    [
      "aws:cloudtrail/getServiceAccount:getServiceAccount",
      "arn:aws:iam::492519147666:root",
      "unsupported CloudTrail Service Account Region (xx-1)",
    ],
  ];
  for (const [token, arn, refusal] of accounts) {
    it(`know the account that writes logs: ${token}`, () => {
      assert.equal(answer(token)["arn"], arn);
      assert.equal(failure(token, {}, "xx-1"), refusal);
    });
  }

  const zones: readonly [string, PlainProperties, string][] = [
    ["aws:elasticbeanstalk/getHostedZone:getHostedZone", {}, "Z3JE5OI70TWKCP"],
    ["aws:lb/getHostedZoneId:getHostedZoneId", {}, "ZWKZPGTI48KDX"],
    ["aws:lb/getHostedZoneId:getHostedZoneId", { loadBalancerType: "network" }, "ZIBE1TIR4HY56"],
    ["aws:elb/getHostedZoneId:getHostedZoneId", {}, "ZWKZPGTI48KDX"],
  ];
  for (const [token, args, id] of zones) {
    it(`know the hosted zone of a service: ${token} ${JSON.stringify(args)}`, () => {
      assert.equal(answer(token, args)["id"], id);
      assert.match(failure(token, args, "xx-1"), /unsupported/);
    });
  }
});

describe("aws.elasticbeanstalk.getSolutionStack", () => {
  const token = "aws:elasticbeanstalk/getSolutionStack:getSolutionStack";

  it("finds the newest platform of a language", () => {
    const nameRegex = "^64bit Amazon Linux 2023 v\\d+\\.\\d+\\.\\d+ running Node\\.js 24$";
    assert.match(
      String(answer(token, { nameRegex, mostRecent: true })["name"]),
      /^64bit Amazon Linux 2023 v6\.\d+\.\d+ running Node\.js 24$/,
    );
    assert.match(
      String(answer(token, { nameRegex: "Python", mostRecent: true })["name"]),
      /running Python 3\.\d+$/,
    );
  });

  it("refuses in the provider's words", () => {
    assert.match(failure(token, { nameRegex: "Node\\.js 12$" }), /returned no results/);
    assert.match(failure(token, { nameRegex: "Node\\.js 2" }), /returned more than one result/);
    assert.match(failure(token, { nameRegex: "(" }), /not a valid regular expression/);
  });
});

describe("CloudFront's managed policies", () => {
  it("have their public ids, by name and by id", () => {
    const cache = answer("aws:cloudfront/getCachePolicy:getCachePolicy", {
      name: "Managed-CachingOptimized",
    });
    assert.equal(cache["id"], "658327ea-f89d-4fab-a63d-7e88639e58f6");
    assert.deepEqual([cache["minTtl"], cache["defaultTtl"], cache["maxTtl"]], [1, 86400, 31536000]);
    const id = "67f7725c-6f97-4210-82d7-5512b31e9d03";
    const headers = answer("aws:cloudfront/getResponseHeadersPolicy:getResponseHeadersPolicy", { id });
    assert.equal(headers["name"], "Managed-SecurityHeadersPolicy");
    assert.equal(
      answer("aws:cloudfront/getOriginRequestPolicy:getOriginRequestPolicy", { name: "Managed-AllViewer" })[
        "id"
      ],
      "216adef6-5c7f-47e4-b989-5492eafa07d3",
    );
  });

  it("are refused when there is none of that name; an account's own is unknown", () => {
    const token = "aws:cloudfront/getCachePolicy:getCachePolicy";
    assert.match(failure(token, { name: "Managed-CachingOptimised" }), /no matching CloudFront Cache Policy/);
    assert.equal(answer(token, { name: "ours" })["id"], UNKNOWN);
  });
});

describe("look-ups", () => {
  it("find one zone for a name, however it is written", () => {
    const id = (name: string) => answer("aws:route53/getZone:getZone", { name })["zoneId"];
    assert.match(String(id("example.com")), /^Z[A-Z0-9]{20}$/);
    assert.equal(id("example.com."), id("example.com"));
    assert.notEqual(id("example.org"), id("example.com"));
    assert.equal(answer("aws:route53/getZone:getZone", { name: "example.com." })["name"], "example.com");
    assert.equal(
      answer("aws:route53/getZone:getZone", { zoneId: "Z1" })["arn"],
      "arn:aws:route53:::hostedzone/Z1",
    );
  });

  it("tell what an id or ARN tells, and leave the rest unknown", () => {
    const role = answer("aws:iam/getRole:getRole", { name: "deploy" });
    assert.equal(role["arn"], `arn:aws:iam::${ACCOUNT}:role/deploy`);
    assert.equal(role["assumeRolePolicy"], UNKNOWN);
    const managed = answer("aws:iam/getPolicy:getPolicy", { name: "AmazonSSMManagedInstanceCore" });
    assert.equal(managed["arn"], "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore");
    const bucket = answer("aws:s3/getBucket:getBucket", { bucket: "b" });
    assert.equal(bucket["bucketRegionalDomainName"], "b.s3.ap-northeast-2.amazonaws.com");
    assert.equal(bucket["websiteEndpoint"], UNKNOWN);
  });

  it("know the default VPC, and no other one's range", () => {
    const byArgument = answer("aws:ec2/getVpc:getVpc", { default: true });
    const byFilter = answer("aws:ec2/getVpc:getVpc", { filters: [{ name: "isDefault", values: ["true"] }] });
    assert.equal(byArgument["cidrBlock"], "172.31.0.0/16");
    assert.equal(byArgument["id"], byFilter["id"]);
    assert.equal(answer("aws:ec2/getVpc:getVpc", { id: "vpc-1" })["cidrBlock"], UNKNOWN);
  });

  it("give subnets to choose from, others for another VPC", () => {
    const of = (id: string) =>
      answer("aws:ec2/getSubnets:getSubnets", { filters: [{ name: "vpc-id", values: [id] }] })[
        "ids"
      ] as string[];
    assert.equal(new Set([...of("vpc-1"), ...of("vpc-2")]).size, 6);
    for (const id of of("vpc-1")) assert.match(id, /^subnet-[0-9a-f]{17}$/);
  });

  it("follow a load balancer to its listener and target group", () => {
    const arn = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:loadbalancer/app/web/0123456789abcdef`;
    const balancer = answer("aws:lb/getLoadBalancer:getLoadBalancer", { arn });
    assert.equal(balancer["arnSuffix"], "app/web/0123456789abcdef");
    assert.equal(balancer["name"], "web");
    const listener = answer("aws:alb/getListener:getListener", { loadBalancerArn: arn, port: 443 });
    assert.match(String(listener["arn"]), /:listener\/app\/web\/0123456789abcdef\/[0-9a-f]{16}$/);
    assert.equal(listener["arn"], listener["id"]);
    const [action] = listener["defaultActions"] as PlainProperties[];
    assert.match(String(action?.["targetGroupArn"]), /:targetgroup\/[\w-]+\/[0-9a-f]{16}$/);
  });

  it("find images by name, and their architecture in it", () => {
    const filters = [{ name: "name", values: ["al2023-ami-2023.*-arm64"] }];
    const image = answer("aws:ec2/getAmi:getAmi", { filters, mostRecent: true, owners: ["amazon"] });
    assert.match(String(image["id"]), /^ami-[0-9a-f]{17}$/);
    assert.equal(image["architecture"], "arm64");
    const parameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    assert.match(String(answer("aws:ssm/getParameter:getParameter", { name: parameter })["value"]), /^ami-/);
    assert.equal(answer("aws:ssm/getParameter:getParameter", { name: "/app/key" })["value"], UNKNOWN);
  });

  it("never make up a secret", () => {
    const given = ask("aws:secretsmanager/getSecretVersion:getSecretVersion", { secretId: "db" });
    assert.equal(resultOf(given)["secretString"], UNKNOWN);
    assert.match(String(resultOf(given)["arn"]), /:secret:db-\w{6}$/);
  });

  it("stay unknown where what they look for is", () => {
    for (const [token, args] of [
      ["aws:route53/getZone:getZone", { name: UNKNOWN }],
      ["aws:iam/getRole:getRole", { name: UNKNOWN }],
      ["aws:lb/getLoadBalancer:getLoadBalancer", { arn: UNKNOWN }],
      ["aws:elasticbeanstalk/getSolutionStack:getSolutionStack", { nameRegex: UNKNOWN }],
    ] as const) {
      assert.equal(answer(token, args)["id"], UNKNOWN, token);
    }
  });
});
