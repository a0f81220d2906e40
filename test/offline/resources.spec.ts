import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { allTypes, factsOf } from "../../offline/aws/facts/facts";
import { generateFacts } from "../../offline/aws/facts/generate";
import { REGIONS } from "../../offline/aws/regions";
import { RESOURCES } from "../../offline/aws/resources";
import { NOTHING, UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { INPUTS } from "./support/inputs";
import { ACCOUNT, check, create, make, read, REGION, textsOf } from "./support/simulated";

const AWS = dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));
const OWN = Object.keys(RESOURCES);

/** Type tokens of the installed package, read from what its modules construct. */
function tokensOfPackage(): Set<string> {
  const modules = readdirSync(AWS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Set(
    modules.flatMap(({ name }) => {
      const index = join(AWS, name, "index.js");
      const source = readdirSync(join(AWS, name)).includes("index.js") ? readFileSync(index, "utf8") : "";
      return [...source.matchAll(/case "(aws:[^"]+)"/g)].map((match) => match[1] ?? "");
    }),
  );
}

const ARN = /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws|)?:\S.*$/;

describe("the table of simulated values", () => {
  it("holds only types that @pulumi/aws has", () => {
    const tokens = tokensOfPackage();
    assert.ok(tokens.size > 1500);
    assert.deepEqual(
      OWN.filter((type) => !tokens.has(type)),
      [],
    );
  });

  it("covers the types that programs use most", () => {
    assert.ok(OWN.length >= 400, `${OWN.length} types`);
  });

  it("knows the facts of the installed package", () => {
    for (const [name, text] of Object.entries(generateFacts())) {
      assert.equal(readFileSync(join(__dirname, "../../offline/aws/facts", name), "utf8"), text, name);
    }
    assert.deepEqual(factsOf("aws:sqs/queue:Queue"), { arn: true, name: true, tagsAll: true, region: true });
    assert.deepEqual(factsOf("aws:iam/role:Role"), { arn: true, name: true, tagsAll: true, region: false });
    assert.equal(factsOf("aws:sqs/queue:Nothing"), undefined);
  });

  it("gives every type with an ARN a well-formed one, of its account", () => {
    for (const type of allTypes()) {
      const { arn } = make(type, INPUTS);
      if (typeof arn === "string") {
        assert.match(arn, ARN, type);
      }
    }
  });

  it("leaves no placeholder of a template in any value", () => {
    for (const type of [...OWN, "aws:glue/job:Job"]) {
      for (const text of textsOf(make(type, INPUTS))) {
        assert.doesNotMatch(text, /[{}]|undefined|Symbol|\[object/, type);
      }
    }
  });

  it("knows no type of a provider that it has not heard of", () => {
    assert.equal(create("acme:index:Thing", "x", NOTHING).simulated, false);
    assert.deepEqual(check("acme:index:Thing", "x", {}), {});
  });

  it("makes something sensible up for a type of AWS that is not in it", () => {
    assert.ok(!("aws:glue/job:Job" in RESOURCES));
    const job = make("aws:glue/job:Job");
    assert.match(String(job["name"]), /^web-[0-9a-f]{7}$/);
    assert.equal(job["id"], job["name"]);
    assert.equal(job["arn"], `arn:aws:glue:${REGION}:${ACCOUNT}:job/${String(job["name"])}`);
  });
});

describe("simulated values of", () => {
  const HEX17 = "[0-9a-f]{17}";
  const forms: readonly [string, PlainProperties, Record<string, RegExp>][] = [
    [
      "aws:s3/bucket:Bucket",
      {},
      {
        id: /^web-[0-9a-f]{7}$/,
        arn: /^arn:aws:s3:::web-[0-9a-f]{7}$/,
        bucketDomainName: /^web-[0-9a-f]{7}\.s3\.amazonaws\.com$/,
        bucketRegionalDomainName: /^web-[0-9a-f]{7}\.s3\.ap-northeast-2\.amazonaws\.com$/,
        hostedZoneId: /^Z3W03O7B5YMIYP$/,
      },
    ],
    [
      "aws:cloudfront/distribution:Distribution",
      {},
      {
        id: /^E[A-Z0-9]{13}$/,
        arn: /^arn:aws:cloudfront::\d{12}:distribution\/E[A-Z0-9]{13}$/,
        domainName: /^d[a-z0-9]{13}\.cloudfront\.net$/,
        hostedZoneId: /^Z2FDTNDATAQYW2$/,
        etag: /^E[A-Z0-9]{13}$/,
      },
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { internal: true },
      {
        arn: /^arn:aws:elasticloadbalancing:ap-northeast-2:\d{12}:loadbalancer\/app\/web-[0-9a-f]{7}\/[0-9a-f]{16}$/,
        arnSuffix: /^app\/web-[0-9a-f]{7}\/[0-9a-f]{16}$/,
        dnsName: /^internal-web-[0-9a-f]{7}-\d{10}\.ap-northeast-2\.elb\.amazonaws\.com$/,
        zoneId: /^ZWKZPGTI48KDX$/,
      },
    ],
    [
      "aws:lb/loadBalancer:LoadBalancer",
      { loadBalancerType: "network" },
      { arnSuffix: /^net\//, dnsName: /\.elb\.ap-northeast-2\.amazonaws\.com$/, zoneId: /^ZIBE1TIR4HY56$/ },
    ],
    [
      "aws:elasticbeanstalk/environment:Environment",
      {
        application: "shop",
        settings: [
          { namespace: "aws:elasticbeanstalk:environment", name: "LoadBalancerType", value: "application" },
        ],
      },
      {
        id: /^e-[a-z0-9]{10}$/,
        arn: /^arn:aws:elasticbeanstalk:ap-northeast-2:\d{12}:environment\/shop\/web-[0-9a-f]{7}$/,
        cname: /^web-[0-9a-f]{7}\.eba-[a-z0-9]{8}\.ap-northeast-2\.elasticbeanstalk\.com$/,
        endpointUrl: /\.elb\.amazonaws\.com$/,
        "loadBalancers.0":
          /^arn:aws:elasticloadbalancing:ap-northeast-2:\d{12}:loadbalancer\/app\/awseb-.+\/[0-9a-f]{16}$/,
        "autoscalingGroups.0": /^awseb-e-[a-z0-9]{10}-stack-AWSEBAutoScalingGroup-\w{12}$/,
      },
    ],
    [
      "aws:kms/key:Key",
      {},
      { id: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, arn: /:key\// },
    ],
    [
      "aws:iam/role:Role",
      {},
      { arn: /^arn:aws:iam::\d{12}:role\/web-[0-9a-f]{7}$/, uniqueId: /^AROA[A-Z0-9]{17}$/ },
    ],
    ["aws:iam/role:Role", { path: "/ci/" }, { arn: /:role\/ci\/web-/ }],
    ["aws:iam/policy:Policy", {}, { id: /^arn:aws:iam::\d{12}:policy\/web-/ }],
    ["aws:iam/instanceProfile:InstanceProfile", {}, { arn: /:instance-profile\/web-/ }],
    [
      "aws:ec2/vpc:Vpc",
      {},
      { id: new RegExp(`^vpc-${HEX17}$`), mainRouteTableId: new RegExp(`^rtb-${HEX17}$`) },
    ],
    [
      "aws:ec2/subnet:Subnet",
      {},
      { id: new RegExp(`^subnet-${HEX17}$`), availabilityZone: /^ap-northeast-2a$/ },
    ],
    ["aws:ec2/securityGroup:SecurityGroup", {}, { id: new RegExp(`^sg-${HEX17}$`), name: /^web-/ }],
    ["aws:ec2/natGateway:NatGateway", {}, { id: new RegExp(`^nat-${HEX17}$`) }],
    ["aws:ec2/eip:Eip", {}, { id: new RegExp(`^eipalloc-${HEX17}$`), publicIp: /^203\.0\.113\.\d+$/ }],
    [
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      {},
      { id: new RegExp(`^vpce-${HEX17}$`), prefixListId: /^pl-[0-9a-f]{8}$/ },
    ],
    [
      "aws:route53/zone:Zone",
      { name: "example.com" },
      { id: /^Z[A-Z0-9]{20}$/, "nameServers.0": /^ns-\d+\.awsdns-\d\d\.com$/, "nameServers.3": /\.co\.uk$/ },
    ],
    [
      "aws:route53/record:Record",
      { name: "www.example.com", zoneId: "Z1", type: "A" },
      { id: /^Z1_www\.example\.com_A$/, fqdn: /^www\.example\.com$/ },
    ],
    [
      "aws:codestarconnections/connection:Connection",
      {},
      { connectionStatus: /^PENDING$/, arn: /:connection\/[0-9a-f-]{36}$/ },
    ],
    ["aws:codepipeline/pipeline:Pipeline", {}, { arn: /^arn:aws:codepipeline:ap-northeast-2:\d{12}:web-/ }],
    ["aws:codebuild/project:Project", {}, { id: /^arn:aws:codebuild:ap-northeast-2:\d{12}:project\/web-/ }],
    [
      "aws:sqs/queue:Queue",
      { fifoQueue: true },
      { url: /^https:\/\/sqs\.ap-northeast-2\.amazonaws\.com\/\d{12}\/web-[0-9a-f]{7}\.fifo$/ },
    ],
    [
      "aws:wafv2/webAcl:WebAcl",
      { scope: "CLOUDFRONT", region: "us-east-1" },
      { arn: /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/web-/ },
    ],
    [
      "aws:lambda/function:Function",
      {},
      {
        qualifiedArn: /:function:web-[0-9a-f]{7}:\$LATEST$/,
        invokeArn: /\/2015-03-31\/functions\/arn:aws:lambda:/,
      },
    ],
    [
      "aws:apigatewayv2/api:Api",
      { protocolType: "HTTP" },
      { apiEndpoint: /^https:\/\/[a-z0-9]{10}\.execute-api\.ap-northeast-2\.amazonaws\.com$/ },
    ],
    [
      "aws:ecs/service:Service",
      { cluster: `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/main` },
      { id: /:service\/main\/web-/ },
    ],
    [
      "aws:rds/instance:Instance",
      { engine: "postgres" },
      { endpoint: /^web-[0-9a-f]{7}\.[a-z0-9]{12}\.ap-northeast-2\.rds\.amazonaws\.com:5432$/ },
    ],
    [
      "aws:eks/cluster:Cluster",
      { vpcConfig: { subnetIds: ["subnet-1"] } },
      { "vpcConfig.clusterSecurityGroupId": /^sg-/, "vpcConfig.subnetIds.0": /^subnet-1$/ },
    ],
    ["random:index/randomId:RandomId", { byteLength: 4 }, { hex: /^[0-9a-f]{8}$/, dec: /^\d+$/ }],
  ];
  for (const [type, inputs, expected] of forms) {
    it(`${type} ${Object.keys(inputs).join(", ")}`.trim(), () => {
      const made = make(type, inputs);
      for (const [path, form] of Object.entries(expected)) {
        const value = path.split(".").reduce<unknown>((at, key) => (at as PlainProperties)[key], made);
        assert.match(String(value), form, path);
      }
    });
  }

  it("a certificate: one record for each name, the same for a wildcard and its parent", () => {
    const made = make("aws:acm/certificate:Certificate", {
      domainName: "example.com",
      subjectAlternativeNames: ["*.example.com", "www.example.com"],
      validationMethod: "DNS",
      region: "us-east-1",
    });
    assert.match(String(made["arn"]), /^arn:aws:acm:us-east-1:/);
    const [parent, wildcard, www] = made["domainValidationOptions"] as Record<string, string>[];
    assert.equal(parent?.["resourceRecordName"], wildcard?.["resourceRecordName"]);
    assert.notEqual(parent?.["resourceRecordName"], www?.["resourceRecordName"]);
    assert.match(String(www?.["resourceRecordName"]), /^_[0-9a-f]{32}\.www\.example\.com\.$/);
    assert.match(
      String(www?.["resourceRecordValue"]),
      /^_[0-9a-f]{32}\.[a-z0-9]{10}\.acm-validations\.aws\.$/,
    );
  });

  it("an environment of a single instance: no load balancer", () => {
    const settings = [
      { namespace: "aws:elasticbeanstalk:environment", name: "EnvironmentType", value: "SingleInstance" },
    ];
    assert.deepEqual(make("aws:elasticbeanstalk/environment:Environment", { settings })["loadBalancers"], []);
  });

  it("a policy that is given as an object: its text", () => {
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] };
    const type = "aws:iam/rolePolicy:RolePolicy";
    assert.equal(check(type, "x", { policy })["policy"], JSON.stringify(policy));
    assert.equal(check(type, "x", { policy: { Resource: UNKNOWN } })["policy"], UNKNOWN);
    assert.equal(check(type, "x", { policy: "{}" })["policy"], "{}");
  });

  it("a resource's alias modules: as of the usual module", () => {
    const inputs = { name: "web" };
    const arn = (module: string) => String(make(`aws:${module}/targetGroup:TargetGroup`, inputs)["arn"]);
    for (const module of ["lb", "alb", "applicationloadbalancing"]) {
      assert.match(arn(module), /:targetgroup\/web\/[0-9a-f]{16}$/);
    }
  });
});

describe("simulated values", () => {
  const types = fc.constantFrom(...OWN);
  const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);

  it("are the same for the same resource", () => {
    fc.assert(
      fc.property(types, names, (type, name) => {
        assert.deepEqual(make(type, INPUTS, { name }), make(type, INPUTS, { name }));
      }),
    );
  });

  it("differ between resources of different names", () => {
    // Settings of something else are known by that, so two of one bucket have one id.
    const named = OWN.filter((type) =>
      /\{(hex|lower|upper|uuid|digits|name)/.test(String(RESOURCES[type]?.id)),
    );
    const known = named.filter((type) => make(type, INPUTS)["id"] !== UNKNOWN);
    assert.ok(known.length > 200, `${known.length} types`);
    fc.assert(
      fc.property(fc.constantFrom(...known), names, names, (type, one, other) => {
        fc.pre(one !== other);
        assert.notEqual(make(type, INPUTS, { name: one })["id"], make(type, INPUTS, { name: other })["id"]);
      }),
    );
  });

  it("differ between resources of one name under different parents", () => {
    const at = (urn: string) => make("aws:ec2/vpc:Vpc", {}, { place: { urn } })["id"];
    assert.notEqual(
      at("urn:pulumi:dev::test::a$aws:ec2/vpc:Vpc::web"),
      at("urn:pulumi:dev::test::b$aws:ec2/vpc:Vpc::web"),
    );
  });

  it("follow the region of the resource, then that of its provider", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(REGIONS)),
        fc.constantFrom(...Object.keys(REGIONS)),
        (own, provider) => {
          const arn = (inputs: PlainProperties) =>
            String(make("aws:sqs/queue:Queue", inputs, { place: { region: provider } })["arn"]);
          assert.equal(arn({ region: own }).split(":")[3], own);
          assert.equal(arn({}).split(":")[3], provider);
        },
      ),
    );
  });

  it("agree with the name that the program gives", () => {
    const taking = OWN.filter((type) => RESOURCES[type]?.id === "{name}");
    for (const type of taking) {
      const made = make(type, { ...INPUTS, name: "given" });
      assert.equal(made["id"], "given", type);
      assert.ok(
        !("arn" in made) ||
          made["arn"] === UNKNOWN ||
          String(made["arn"]).includes("given") ||
          /uuid|hex|lower/.test(JSON.stringify(RESOURCES[type]?.outputs)),
        type,
      );
    }
  });

  it("are unknown where they are made of something unknown, and only there", () => {
    const bucket = make("aws:s3/bucket:Bucket", { bucket: UNKNOWN });
    assert.equal(bucket["id"], UNKNOWN);
    assert.equal(bucket["arn"], UNKNOWN);
    assert.equal(bucket["hostedZoneId"], "Z3W03O7B5YMIYP");
    assert.equal(make("aws:sqs/queue:Queue", { region: UNKNOWN })["arn"], UNKNOWN);
    assert.equal(make("aws:lb/listener:Listener", { loadBalancerArn: UNKNOWN })["arn"], UNKNOWN);
    const options = make("aws:acm/certificate:Certificate", { domainName: UNKNOWN, validationMethod: "DNS" });
    assert.equal(options["domainValidationOptions"], UNKNOWN);
  });

  it("hold the tags of the resource and of its provider", () => {
    const place = { defaultTags: { Team: "web", Stage: "dev" } };
    const made = make("aws:s3/bucket:Bucket", { tags: { Stage: "prod" } }, { place });
    assert.deepEqual(made["tagsAll"], { Team: "web", Stage: "prod" });
  });

  it("never change what the program gives", () => {
    const inputs = { bucket: "given", tags: { a: "b" }, forceDestroy: true };
    const made = make("aws:s3/bucket:Bucket", inputs);
    assert.ok("arn" in made);
    assert.deepEqual(Object.fromEntries(Object.keys(inputs).map((key) => [key, made[key]])), inputs);
  });
});

describe("the names that Pulumi gives", () => {
  const named = (type: string, inputs: PlainProperties = {}, name = "Web") => check(type, name, inputs);

  const names: readonly [string, PlainProperties, string, RegExp | undefined][] = [
    ["aws:s3/bucket:Bucket", {}, "bucket", /^web-[0-9a-f]{7}$/],
    ["aws:s3/bucketObjectv2:BucketObjectv2", {}, "key", /^Web$/],
    ["aws:kms/alias:Alias", {}, "name", /^alias\/Web-[0-9a-f]{7}$/],
    ["aws:sns/topic:Topic", { fifoTopic: true }, "name", /^Web-[0-9a-f]{7}\.fifo$/],
    ["aws:cloudwatch/eventTarget:EventTarget", {}, "targetId", /^Web-[0-9a-f]{7}$/],
    ["aws:route53/record:Record", {}, "name", undefined],
    ["aws:iam/role:Role", { name: "given" }, "name", undefined],
    ["aws:iam/role:Role", { namePrefix: "team-" }, "name", undefined],
  ];
  for (const [type, inputs, property, form] of names) {
    it(`${type} ${JSON.stringify(inputs)}`, () => {
      const name = named(type, inputs)[property];
      if (form === undefined) assert.equal(name, inputs[property]);
      else assert.match(String(name), form);
    });
  }

  it("are completed by AWS's provider where only a prefix is given", () => {
    assert.match(
      String(make("aws:iam/role:Role", { namePrefix: "team-" })["name"]),
      /^team-2026\d{14}00000001$/,
    );
  });

  it("are refused when they would be too long", () => {
    assert.throws(
      () => named("aws:lb/loadBalancer:LoadBalancer", {}, "a-load-balancer-of-many-words"),
      /name 'a-load-balancer-of-many-words-' plus 7 random chars is longer than maximum length 32/,
    );
    // simulate itself goes on: the refusal has been reported.
    assert.doesNotThrow(() =>
      make("aws:lb/loadBalancer:LoadBalancer", {}, { name: "a-load-balancer-of-many-words" }),
    );
  });

  it("stand beside the values that the provider sets by default", () => {
    assert.equal(named("aws:ec2/securityGroup:SecurityGroup")["description"], "Managed by Pulumi");
    assert.equal(
      named("aws:ec2/securityGroup:SecurityGroup", { description: "ours" })["description"],
      "ours",
    );
  });

  it("are the same whether the provider creates a resource from checked or from unchecked inputs", () => {
    fc.assert(
      fc.property(fc.constantFrom(...OWN), (type) => {
        const added = check(type, "web", INPUTS);
        const before = make(type, INPUTS);
        assert.deepEqual(make(type, { ...INPUTS, ...added }), before, type);
      }),
    );
  });
});

describe("a resource that is read by its id", () => {
  it("has the values that its id tells", () => {
    const bucket = read("aws:s3/bucket:Bucket", "assets", {});
    assert.equal(bucket["arn"], "arn:aws:s3:::assets");
    assert.equal(bucket["bucket"], "assets");
    const vpc = read("aws:ec2/vpc:Vpc", "vpc-1", {});
    assert.equal(vpc["arn"], `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-1`);
  });

  it("of another provider has what the program gives", () => {
    assert.deepEqual(read("acme:index:Thing", "1", {}), {});
  });
});
