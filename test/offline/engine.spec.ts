import assert from "node:assert/strict";
import { credentials } from "@grpc/grpc-js";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  ResourceMonitorFeature,
  SupportsFeatureRequest,
  type DeploymentInfo,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Deployment } from "../../offline/engine/deployment";
import { Listener } from "../../offline/engine/listener";
import { startEngine, type Engine } from "../../offline/engine/server";

describe("the engine of the offline preview, as an SDK sees it", () => {
  let engine: Engine;
  let client: ResourceMonitorClient;
  before(async () => {
    const listener = await Listener.listen(0);
    const deployment = new Deployment("shop", "dev", { "shop:a": "1" }, ["shop:a"]);
    engine = startEngine({
      ...{ deployment, listener, unknowns: false, programDirectory: __dirname, stackOutputs: new Map() },
      onFault: () => undefined,
    });
    client = new ResourceMonitorClient(listener.address, credentials.createInsecure());
  });
  after(() => {
    client.close();
    engine.close();
  });

  const info = (): Promise<DeploymentInfo> =>
    new Promise((resolve, reject) => {
      client.getDeploymentInfo(new Empty(), (error, answer) => {
        if (error) reject(error);
        else resolve(answer);
      });
    });
  const supports = (feature: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      const request = new SupportsFeatureRequest();
      request.setId(feature);
      client.supportsFeature(request, (error, answer) => {
        if (error) reject(error);
        else resolve(answer.getHassupport());
      });
    });

  // SDKs from 3.249 on ask once, with the facts of the deployment; without the feature they send secrets in plain text.
  it("says all that it can do with the facts of the deployment", async () => {
    const features = (await info()).getSupportedfeaturesList();
    const {
      RESOURCE_MONITOR_FEATURE_SENDS_OPTIONS_TO_HOOKS: hookOptions,
      RESOURCE_MONITOR_FEATURE_SECRETS: secrets,
    } = ResourceMonitorFeature;
    assert.ok(features.includes(secrets));
    const all = Object.values(ResourceMonitorFeature).filter((value) => value !== hookOptions);
    assert.deepEqual([...features].sort(), all.sort());
  });

  it("says the same to those that ask for each", async () => {
    const features = [
      ...["secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith", "replaceWith"],
      ...["transforms", "invokeTransforms", "parameterization", "resourceHooks", "errorHooks"],
    ];
    assert.deepEqual(
      await Promise.all(features.map(supports)),
      features.map(() => true),
    );
    assert.equal(await supports("telepathy"), false);
  });

  it("tells the deployment that it is a dry run of", async () => {
    const deployment = await info();
    assert.deepEqual(
      [deployment.getProject(), deployment.getStack(), deployment.getOrganization(), deployment.getDryrun()],
      ["shop", "dev", "organization", true],
    );
    assert.deepEqual([...deployment.getConfigMap().entries()], [["shop:a", "1"]]);
    assert.deepEqual(deployment.getConfigsecretkeysList(), ["shop:a"]);
  });
});
