import assert from "node:assert/strict";
import type { DeployPipelineArgs } from "../../../components/deploy-pipeline";
import type { Cloud, Recording } from "../../support/mocks";
import { make, PIPELINE, ROLE, SERVICE, SITE, stagesOf } from "./fixtures";

describe("a pipeline's definition", () => {
  it("is a V2 pipeline that runs one execution after the other, from an encrypted store", async () => {
    const { inputs } = (await make({})).only(PIPELINE);
    assert.equal(inputs["pipelineType"], "V2");
    assert.equal(inputs["executionMode"], "QUEUED");
    const [store] = inputs["artifactStores"] as { encryptionKey: { type: string; id: string } }[];
    assert.equal(store?.encryptionKey.type, "KMS");
    assert.match(store.encryptionKey.id, /releases-artifacts$/);
  });

  it("releases dev by default and main in the stack prod, and the branch that is named", async () => {
    const branch = async (args: Partial<DeployPipelineArgs>, stack: string) =>
      stagesOf(await make(args, { stack }))[0]?.actions[0]?.configuration["BranchName"];
    assert.equal(await branch({}, "dev"), "dev");
    assert.equal(await branch({}, "feature-x"), "dev");
    assert.equal(await branch({}, "prod"), "main");
    assert.equal(await branch({ branch: "release" }, "prod"), "release");
  });

  it("waits for approval unless the configuration says that it need not", async () => {
    const names = async (args: Partial<DeployPipelineArgs>) =>
      stagesOf(await make(args)).map(({ name }) => name);
    assert.deepEqual(await names({ approval: false }), ["Source", "Build", "Deploy"]);
    assert.deepEqual(await names({ approval: true }), ["Source", "Build", "Approve", "Deploy"]);
    assert.deepEqual(await names({}), ["Source", "Build", "Approve", "Deploy"]);
  });

  it("2.5 hands the id of the release to the builds of a service, one for each execution; a site's releases have their own", async () => {
    const handed = async (args: Partial<DeployPipelineArgs>) =>
      stagesOf(await make(args))
        .flatMap(({ actions }) => actions)
        .filter(({ name }) => name === "Build" || name === "BeforeDeploy")
        .map(({ configuration }) => JSON.parse(configuration["EnvironmentVariables"] ?? "") as unknown);
    const variable = (name: string, value: string) => ({ name, value, type: "PLAINTEXT" });
    const commit = variable("COMMIT_ID", "#{SourceVariables.CommitId}");
    const both = [commit, variable("RELEASE_ID", "#{codepipeline.PipelineExecutionId}")];
    const service = {
      target: SERVICE,
      beforeDeploy: { commands: ["npm run migrate"], network: "none" },
    } as const;
    assert.deepEqual(await handed(service), [both, both]);
    assert.deepEqual(await handed({ target: SITE }), [[commit]]);
  });

  it("rolls a failed deployment of a service back by CodePipeline; a site's has undone itself", async () => {
    const failure = async (args: Partial<DeployPipelineArgs>) => stagesOf(await make(args)).at(-1)?.onFailure;
    assert.deepEqual(await failure({ target: SERVICE }), { result: "ROLLBACK" });
    assert.equal(await failure({ target: SITE }), undefined);
    assert.deepEqual(await failure({ target: SITE, onDeployFailure: "rollback" }), { result: "ROLLBACK" });
    assert.deepEqual(await failure({ target: SERVICE, onDeployFailure: "retry" }), {
      result: "RETRY",
      retryConfiguration: { retryMode: "FAILED_ACTIONS" },
    });
    assert.equal(await failure({ target: SERVICE, onDeployFailure: "fail" }), undefined);
  });

  it("has CodePipeline watch a service's alarm, with the right to; a site's is watched by its deployment", async () => {
    const service = await make({ target: SERVICE, bakeAlarm: { minutes: 7 } });
    assert.deepEqual(stagesOf(service).at(-1)?.onSuccess, {
      condition: {
        result: "ROLLBACK",
        rules: [
          {
            name: "BakeAlarm",
            ruleTypeId: { category: "Rule", owner: "AWS", provider: "CloudWatchAlarm", version: "1" },
            configuration: { AlarmName: "app-5xx", WaitTime: "7" },
          },
        ],
      },
    });
    const rights = (made: Recording) =>
      made.only("aws:iam/rolePolicy:RolePolicy", "www-pipeline").inputs["policy"] as string;
    assert.match(rights(service), /cloudwatch:DescribeAlarms/);
    const site = await make({ bakeAlarm: true });
    assert.equal(stagesOf(site).at(-1)?.onSuccess, undefined);
    assert.doesNotMatch(rights(site), /cloudwatch:DescribeAlarms/);
  });

  it("is started by pushes to its branch and by these paths, once a push", async () => {
    const triggers = async (args: Partial<DeployPipelineArgs>) =>
      (await make(args)).only(PIPELINE).inputs["triggers"];
    const push = (more: object) => [
      {
        providerType: "CodeStarSourceConnection",
        gitConfiguration: { sourceActionName: "Bitbucket", pushes: [more] },
      },
    ];
    assert.deepEqual(await triggers({}), push({ branches: { includes: ["dev"] } }));
    assert.deepEqual(
      await triggers({ branch: "main", filePaths: { includes: ["apps/**"], excludes: ["**/*.md"] } }),
      push({
        branches: { includes: ["main"] },
        filePaths: { includes: ["apps/**"], excludes: ["**/*.md"] },
      }),
    );
    const [source] = stagesOf(await make({}))[0]?.actions ?? [];
    assert.equal(source?.configuration["DetectChanges"], "false");
    assert.equal(source.name, "Bitbucket", "the name that the trigger goes by");
  });

  it("is written anew once its connection has been approved, so that it registers for pushes", async () => {
    const variable = async (connectionStatus?: string) => {
      const call: Cloud["call"] = ({ token }) =>
        token === "aws:codestarconnections/getConnection:getConnection" && connectionStatus !== undefined
          ? { connectionStatus }
          : undefined;
      const [only] = (await make({}, { call })).only(PIPELINE).inputs["variables"] as [
        { name: string; defaultValue: string },
      ];
      return only;
    };
    assert.equal((await variable("PENDING")).name, "BITBUCKET_CONNECTION");
    assert.equal((await variable("PENDING")).defaultValue, "pending");
    assert.equal((await variable()).defaultValue, "unknown");
    assert.equal((await variable("AVAILABLE")).defaultValue, "approved");
  });

  it("gives each action a role of its own, which only the pipeline's role may take", async () => {
    const made = await make({});
    const roles = stagesOf(made).flatMap(({ actions }) => actions.map(({ roleArn }) => roleArn));
    assert.equal(new Set(roles).size, 4);
    for (const name of ["www-source", "www-start-build", "www-start-deploy"]) {
      const trust = made.only(ROLE, name).inputs["assumeRolePolicy"] as string;
      assert.match(trust, /"Principal":\{"AWS":"[^"]+:www-pipeline"\}/);
    }
    const trust = made.only(ROLE, "www-pipeline").inputs["assumeRolePolicy"] as string;
    assert.match(trust, /codepipeline:ap-northeast-2:123456789012:test-www-web-infra"/);
  });
});
