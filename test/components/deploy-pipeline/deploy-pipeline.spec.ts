import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  DeployPipeline,
  PipelineFoundation,
  type DeployPipelineArgs,
} from "../../../components/deploy-pipeline";
import { deployProject } from "../../../components/release-contract";
import { run, valueOf, type Recording } from "../../support/mocks";
import { ATOMIC_SITE, CONFIG, make, PIPELINE, PROJECT, ROLE, SERVICE, SITE, stagesOf } from "./fixtures";

/** The object less one of its keys. */
function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key)) as unknown as Omit<T, K>;
}

const variablesOf = (made: Recording, project: string) => {
  const environment = made.only(PROJECT, project).inputs["environment"] as {
    environmentVariables: { name: string; type: string; value: string }[];
  };
  return environment.environmentVariables;
};

describe("DeployPipeline", () => {
  it("to a static site makes exactly these resources", async () => {
    const made = await make({});
    const own = made.all.filter(
      ({ parent, name }) => /DeployPipeline www|Role www/.test(parent) && name.startsWith("www"),
    );
    assert.deepEqual(own.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort(), [
      "BucketObjectv2 www-program",
      "LogGroup www-build",
      "LogGroup www-deploy",
      "Pipeline www",
      "Project www-build",
      "Project www-deploy",
      "Role www-build",
      "Role www-deploy",
      "Role www-pipeline",
      "Role www-source",
      "Role www-start-build",
      "Role www-start-deploy",
      "RolePolicy www-build",
      "RolePolicy www-deploy",
      "RolePolicy www-pipeline",
      "RolePolicy www-source",
      "RolePolicy www-start-build",
      "RolePolicy www-start-deploy",
    ]);
  });

  it("to a service deploys by Elastic Beanstalk itself: no project, no program, no logs of a deployment", async () => {
    const made = await make({ target: SERVICE });
    assert.deepEqual(
      made.ofType(PROJECT).map(({ name }) => name),
      ["www-build"],
    );
    assert.deepEqual(made.ofType("aws:s3/bucketObjectv2:BucketObjectv2"), []);
    const [action] = stagesOf(made).at(-1)?.actions ?? [];
    assert.equal(action?.name, "ElasticBeanstalk");
    assert.deepEqual(action.configuration, { ApplicationName: "app", EnvironmentName: "app-test" });
    assert.match(action.roleArn ?? "", /www-beanstalk$/);
  });

  it("shares one connection, one artifact store and one set of topics among the pipelines of a stack", async () => {
    const { made } = await run(() => {
      const foundation = new PipelineFoundation("releases", { notificationEmails: ["ops@example.com"] });
      return [
        new DeployPipeline("www", { ...CONFIG, target: SITE, foundation }),
        new DeployPipeline("app", { ...CONFIG, target: SERVICE, foundation }),
      ];
    });
    for (const type of ["codeconnections/connection:Connection", "s3/bucket:Bucket", "sns/topic:Topic"]) {
      assert.equal(made.ofType(`aws:${type}`).length, 1, type);
    }
    assert.equal(made.ofType(PIPELINE).length, 2);
  });

  it("makes a foundation of its own where none is given", async () => {
    const { made, result } = await run(() => new DeployPipeline("www", { ...CONFIG, target: SITE }));
    assert.equal(
      made.only("web-infra:index:PipelineFoundation").parent,
      "web-infra:index:DeployPipeline www",
    );
    assert.equal(await valueOf(result.pipelineName), "test-www-web-infra");
    assert.equal(
      await valueOf(result.consoleUrl),
      "https://ap-northeast-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/test-www-web-infra/view?region=ap-northeast-2",
    );
  });

  it("gives a deployment time for all that it may wait for", async () => {
    const timeout = async (args: Partial<DeployPipelineArgs>) =>
      (await make(args)).only(PROJECT, "www-deploy").inputs["buildTimeout"];
    assert.equal(await timeout({}), 62);
    assert.equal(await timeout({ bakeAlarm: { minutes: 60 }, probe: { timeoutSeconds: 900 } }), 135);
  });

  it("is made after the permissions of its roles and the closing of its store: a new pipeline starts at once", async () => {
    const { dependsOn } = (await make({})).only(PIPELINE);
    for (const name of [
      "www-pipeline",
      "www-source",
      "www-start-build",
      "www-start-deploy",
      "releases-artifacts",
    ]) {
      assert.ok(dependsOn.includes(name), `${name} in ${dependsOn.join(", ")}`);
    }
  });

  it("bounds every role by the permissions boundary", async () => {
    const boundary = "arn:aws:iam::123456789012:policy/boundary";
    const made = await make({ permissionsBoundaryArn: boundary });
    assert.deepEqual(
      made.ofType(ROLE).map(({ inputs }) => inputs["permissionsBoundary"]),
      Array(6).fill(boundary),
    );
    // A stack's boundary holds for all its pipelines, unless one names another.
    const bounds = async (args: Partial<DeployPipelineArgs>) => {
      const stack = await run(() => {
        const foundation = new PipelineFoundation("releases", { permissionsBoundaryArn: boundary });
        return new DeployPipeline("www", { ...CONFIG, target: SITE, foundation, ...args });
      });
      return stack.made.ofType(ROLE).map(({ inputs }) => inputs["permissionsBoundary"]);
    };
    assert.deepEqual(await bounds({}), Array(6).fill(boundary));
    const other = "arn:aws:iam::123456789012:policy/other";
    assert.deepEqual(await bounds({ permissionsBoundaryArn: other }), Array(6).fill(other));
    const without = await make({});
    assert.ok(without.ofType(ROLE).every(({ inputs }) => inputs["permissionsBoundary"] === undefined));
  });

  it("29 (X8), 2.16 hands a full clone to the build, with the rights and git's credentials that it needs, for sites too", async () => {
    for (const target of [SITE, SERVICE]) {
      const made = await make({ target, clone: "full", cloneRepositories: ["team/shared"] });
      const [source] = stagesOf(made)[0]?.actions ?? [];
      assert.equal(source?.configuration["OutputArtifactFormat"], "CODEBUILD_CLONE_REF");
      const policy = made.only("aws:iam/rolePolicy:RolePolicy", "www-build").inputs["policy"] as string;
      assert.match(policy, /codeconnections:UseConnection.*"team\/www","team\/shared"/);
      const project = made.only(PROJECT, "www-build").inputs["source"] as { buildspec: string };
      const { env } = JSON.parse(project.buildspec) as { env: Record<string, unknown> };
      assert.equal(env["git-credential-helper"], "yes");
    }
    const archive = await make({});
    const [source] = stagesOf(archive)[0]?.actions ?? [];
    assert.equal(source?.configuration["OutputArtifactFormat"], "CODE_ZIP");
    assert.doesNotMatch(JSON.stringify(archive.only(PROJECT, "www-build").inputs), /git-credential-helper/);
  });

  describe("2.17 a step before the deployment", () => {
    const network = { vpcId: "vpc-1", subnetIds: ["subnet-4", "subnet-3"], securityGroupIds: ["sg-1"] };
    const beforeDeploy = {
      commands: ["npm run migrate"],
      secrets: { DATABASE_URL: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf:url" },
    };
    const target = { ...SERVICE, architecture: "x86_64", network } as const;

    it("2.17 runs once per release, after the approval, in a stage of its own that stops the release", async () => {
      const made = await make({ target, approval: true, beforeDeploy });
      const all = stagesOf(made);
      assert.deepEqual(
        all.map(({ name }) => name),
        ["Source", "Build", "Approve", "BeforeDeploy", "Deploy"],
      );
      const stage = all[3];
      assert.equal(stage?.onFailure, undefined, "nothing to roll back: it ends there");
      assert.deepEqual(stage?.actions[0]?.configuration["ProjectName"], "test-www-web-infra-before-deploy");
      assert.match(stage.actions[0].roleArn ?? "", /www-start-before-deploy$/);
      const pipeline = made.only("aws:iam/rolePolicy:RolePolicy", "www-pipeline").inputs["policy"];
      assert.match(pipeline as string, /www-start-before-deploy/);
    });

    it("2.17 runs in the bundle, on the instances' processor and in their network, with its secrets by reference", async () => {
      const made = await make({ target, beforeDeploy });
      const project = made.only(PROJECT, "www-before-deploy").inputs;
      const { buildspec } = project["source"] as { buildspec: string };
      const spec = JSON.parse(buildspec) as {
        phases: Record<string, { commands: string[] }>;
        artifacts?: unknown;
      };
      assert.deepEqual(spec.phases["build"]?.commands, ["npm run migrate"]);
      assert.equal(spec.artifacts, undefined);
      assert.deepEqual(project["vpcConfig"], {
        vpcId: "vpc-1",
        subnets: ["subnet-3", "subnet-4"],
        securityGroupIds: ["sg-1"],
      });
      const environment = project["environment"] as { type: string; environmentVariables: object[] };
      assert.equal(environment.type, "LINUX_CONTAINER");
      assert.deepEqual(environment.environmentVariables, [
        { name: "DATABASE_URL", type: "SECRETS_MANAGER", value: beforeDeploy.secrets.DATABASE_URL },
      ]);
      assert.equal(project["concurrentBuildLimit"], 1);
    });

    it("2.17 runs outside of any VPC where that is given or the service has no private subnets, and not at all by default", async () => {
      const none = await make({ target, beforeDeploy: { ...beforeDeploy, network: "none" } });
      assert.equal(none.only(PROJECT, "www-before-deploy").inputs["vpcConfig"], undefined);
      const open = await make({ target: SERVICE, beforeDeploy });
      assert.equal(open.only(PROJECT, "www-before-deploy").inputs["vpcConfig"], undefined);
      assert.equal((await make({ target })).ofType(PROJECT).length, 1);
    });
  });

  it("1.3, 2.9 builds for a service on the processor of its instances", async () => {
    const type = async (target: DeployPipelineArgs["target"]) =>
      (await make({ target })).only(PROJECT, "www-build").inputs["environment"] as { type: string };
    assert.equal((await type({ ...SERVICE, architecture: "x86_64" })).type, "LINUX_CONTAINER");
    assert.equal((await type({ ...SERVICE, architecture: "arm64" })).type, "ARM_CONTAINER");
    assert.equal((await type(SERVICE)).type, "ARM_CONTAINER", "where it is not known, the cheaper one");
  });

  it("keeps logs for a time, and builds without privileges, on ARM, as configured", async () => {
    const made = await make({
      logRetentionDays: 30,
      build: { architecture: "x86_64", computeType: "large" },
    });
    const groups = made
      .ofType("aws:cloudwatch/logGroup:LogGroup")
      .filter(({ name }) => name.startsWith("www"));
    assert.deepEqual(
      groups.map(({ inputs }) => [inputs["name"], inputs["retentionInDays"]]),
      [
        ["/aws/codebuild/test-www-web-infra-build", 30],
        ["/aws/codebuild/test-www-web-infra-deploy", 30],
      ],
    );
    const environment = (recording: Recording) =>
      recording.only(PROJECT, "www-build").inputs["environment"] as Record<string, unknown>;
    assert.equal(environment(made)["computeType"], "BUILD_GENERAL1_LARGE");
    assert.equal(environment(made)["type"], "LINUX_CONTAINER");
    const byDefault = environment(await make({}));
    assert.equal(byDefault["privilegedMode"], false);
    assert.equal(byDefault["type"], "ARM_CONTAINER");
    assert.equal(byDefault["image"], "aws/codebuild/amazonlinux-aarch64-standard:3.0");
  });

  it("hands secrets to the build as references, never as values", async () => {
    const made = await make({
      build: {
        environment: { LOG_LEVEL: "info" },
        secrets: {
          NPM_TOKEN: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:npm-AbCdEf:token",
          LICENSE: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/license",
          FLAT: "arn:aws:ssm:ap-northeast-2:123456789012:parameter/flat",
        },
      },
    });
    assert.deepEqual(variablesOf(made, "www-build"), [
      { name: "FLAT", type: "PARAMETER_STORE", value: "flat" },
      { name: "LICENSE", type: "PARAMETER_STORE", value: "/app/license" },
      { name: "LOG_LEVEL", type: "PLAINTEXT", value: "info" },
      {
        name: "NPM_TOKEN",
        type: "SECRETS_MANAGER",
        value: "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:npm-AbCdEf:token",
      },
    ]);
  });

  it("2.5 hands the key of Server Actions to the build as a reference, and refuses it in plain text", async () => {
    const name = "NEXT_SERVER_ACTIONS_ENCRYPTION_KEY";
    const key = "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/server-actions-key";
    const made = await make({ target: SERVICE, build: { secrets: { [name]: key } } });
    assert.deepEqual(variablesOf(made, "www-build"), [
      { name, type: "PARAMETER_STORE", value: "/app/server-actions-key" },
    ]);
    const value = Buffer.alloc(32, 7).toString("base64");
    await assert.rejects(
      make({ target: SERVICE, build: { environment: { [name]: value } } }),
      /must not be in plain text/,
    );
  });

  it("makes a report group only where tests report", async () => {
    const GROUP = "aws:codebuild/reportGroup:ReportGroup";
    assert.deepEqual((await make({})).ofType(GROUP), []);
    const made = await make({ build: { testReports: { files: "reports/*.xml" } } });
    assert.equal(made.only(GROUP).inputs["type"], "TEST");
    const source = made.only(PROJECT, "www-build").inputs["source"] as { buildspec: string };
    assert.match(source.buildspec, /"file-format": "JUNITXML"/);
  });

  it("tells the release program all that it must know, and gives it under a key that names its content", async () => {
    const made = await make({
      target: ATOMIC_SITE,
      bakeAlarm: { minutes: 5 },
      retention: { releases: 3 },
      probe: { deepLink: "/about" },
      externalPaths: ["/config.js"],
    });
    const variables = variablesOf(made, "www-deploy");
    // Where `npm run release -- --pipeline` looks for them.
    assert.equal(made.only(PROJECT, "www-deploy").inputs["name"], deployProject("test-www-web-infra"));
    const settings = JSON.parse(
      variables.find(({ name }) => name === "RELEASE_SETTINGS")?.value ?? "",
    ) as object;
    const state = (settings as { state: string }).state;
    assert.match(state, /^s3:\/\/[^/]+\/releases\/test-www-web-infra$/);
    assert.deepEqual(settings, {
      release: "atomic",
      bucket: "www-bucket",
      distributionId: "E123",
      keyValueStoreArn: ATOMIC_SITE.keyValueStoreArn,
      url: "https://www.example.com",
      state,
      retention: { releases: 3, days: 14 },
      probe: { timeoutSeconds: 120, deepLink: "/about" },
      externalPaths: ["/config.js"],
      bake: { alarmName: "www-5xx", region: "us-east-1", minutes: 5 },
    });
    assert.match(
      variables.find(({ name }) => name === "RELEASE_PROGRAM_SHA256")?.value ?? "",
      /^[0-9a-f]{64}$/,
    );
    const program = made.only("aws:s3/bucketObjectv2:BucketObjectv2").inputs["key"] as string;
    assert.match(program, /^scripts\/test-www-web-infra\/release-[0-9a-f]{16}\.cjs$/);
    assert.match(
      variables.find(({ name }) => name === "RELEASE_PROGRAM")?.value ?? "",
      new RegExp(`/${program}$`),
    );
  });

  it("says in one line each what is wrong with its arguments", async () => {
    const faults = async (args: unknown) => {
      const { result } = await run(() => {
        try {
          new DeployPipeline("www", args as DeployPipelineArgs);
        } catch (error) {
          return error;
        }
        return undefined;
      });
      assert.ok(pulumi.ResourceError.isInstance(result));
      return result.message;
    };
    assert.equal(
      await faults({ repository: "www", target: SITE }),
      'DeployPipeline "www": repository: must be "workspace/repository" as in the address of the Bitbucket repository, got "www"',
    );
    assert.match(
      await faults({ ...CONFIG, target: SERVICE, retention: { releases: 2 } }),
      /^DeployPipeline "www": retention: must be left out: it is for static sites/,
    );
    assert.match(
      await faults({ ...CONFIG, target: SITE, build: { bundle: ["x"] } }),
      /build\.bundle: must be left out: it is for services/,
    );
    const incomplete = without(ATOMIC_SITE, "keyValueStoreArn");
    assert.match(
      await faults({ ...CONFIG, target: incomplete }),
      /target\.keyValueStoreArn: is required with atomic releases/,
    );
    for (const outputDirectory of [".", "./"]) {
      assert.match(
        await faults({ ...CONFIG, target: SITE, build: { outputDirectory } }),
        /build\.outputDirectory: must be /,
      );
    }
    assert.match(
      await faults({ ...CONFIG, target: { ...SITE, guarded: true }, probe: { deepLink: "/x" } }),
      /probe: must be left out or false: the site asks for a password/,
    );
    const silent = without(SITE, "errorAlarmName");
    assert.match(
      await faults({ ...CONFIG, target: silent, bakeAlarm: true }),
      /bakeAlarm: needs an alarm, and the target has none/,
    );
  });

  it("says that stack, pipeline and project together have too long a name", async () => {
    await assert.rejects(
      run(() => new DeployPipeline("a".repeat(90), { ...CONFIG, target: SITE })),
      /the names of stack, pipeline and project together must have at most 88 characters/,
    );
  });
});
